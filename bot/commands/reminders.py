"""`portevoix reminders`: what the town will remind people of; look at it, try it, arm it, stop it, measure it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated

import typer
from rich.columns import Columns
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from bot.clock import Clock
from bot.commands.project import By, name_of
from bot.commands.shared import Slug, err, out, tell
from bot.languages.plurals import so_many
from bot.networks.sms.phone_numbers import person_number
from bot.reminders import campaigns
from bot.reminders.preview import CampaignPreview, Readership, Sample, preview, sample
from bot.reminders.report import Arm, Interval, Outcome, measured
from bot.reminders.spending import Spending, spent
from bot.settings import settings
from bot.turn.house import open_store
from flows.reminders.remind import wording_for
from flows.town.edition import Edition
from flows.town.few import FEW
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.outbox import ToSend
from storage.messages.outgoing import Outgoing
from storage.people import people
from storage.people.people import Known
from storage.reminders import campaigns as kept
from storage.reminders import reminders, spending
from storage.reminders.campaigns import Campaign
from storage.reminders.states import CampaignState
from storage.town import editions

PHONE = 34
"""Letters in a line of the phones that are drawn."""

TRIAL = "[essai] "
"""Before the words of a test."""

Number = Annotated[int, typer.Argument(metavar="N", help="The campaign's number, as `reminders` lists it.")]

reminders_ = typer.Typer(
    invoke_without_command=True, help="List what people will be reminded of; show it, test it, arm it, stop it."
)


@reminders_.callback()
def list_(context: typer.Context, edition: Slug = "") -> None:
    """List the campaigns of the edition, by date, and what they have cost so far."""
    if context.invoked_subcommand is not None:
        return None
    with _opened(edition) as (store, found), store.reading() as tx:
        listed, told = kept.listed(tx, found.id), reminders.states(tx, found.id)
        segments, money = spending.of_campaigns(tx, found.id), spent(tx, found, Clock().now(), price())
    if not listed:
        return tell("No reminder is planned: name rules under [reminders] in the edition's file.")
    table = Table("N", "rule", "about", "due", "until", "state", "told", "waiting", "passed", "held out", "segments")
    for one in listed:
        counts = Counter(told.get(one.id, {}))
        figures = [str(counts[state]) for state in ("told", "waiting", "passed", "held")]
        moments = (_moment(at, found) for at in (one.due_at, one.until))
        table.add_row(
            str(one.number), one.rule, one.about, *moments, _state(one), *figures, str(segments.get(one.id, 0))
        )
    out.print(table)
    for one in listed:
        if one.note:
            tell(f"{one.number}: {one.note}.")
    return _warn(money)


@reminders_.command()
def show(number: Number, edition: Slug = "") -> None:
    """Show whom campaign N reaches, what they read, what it costs, and how long it takes."""
    with _opened(edition) as (store, found):
        _show(_previewed(store, found, _campaign(store, found, number)), found)


@reminders_.command("test")
def trial(
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="+336… or telegram:ID; one that wrote before.")],
    edition: Slug = "",
) -> None:
    """Send campaign N to one address only, marked as a test; it changes nothing else."""
    with _opened(edition) as (store, found):
        campaign, now = _campaign(store, found, number), Clock().now()
        channel, address = _address(to)
        with store.writing() as tx:
            known = _known(tx, store, channel, address)
            count = _send(tx, store, found, campaign, known, channel, now)
    tell(f"{so_many(count, 'message waits', 'messages wait')} in the outbox for {to}.")


@reminders_.command()
def arm(
    number: Number,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    by: By = "",
    edition: Slug = "",
) -> None:
    """Let campaign N go out when it is due; if it is due already, its reminders are written at once.

    If it is interrupted, run it again, or leave it to the worker: it goes on where it stopped.
    """
    with _opened(edition) as (store, found):
        campaign, now = _campaign(store, found, number), Clock().now()
        shown = _previewed(store, found, campaign)
        _show(shown, found)
        if not yes:
            _confirmed(shown)
        with store.writing() as tx:
            armed = kept.arm(tx, campaign.id, name_of(by), now)
        if not armed:
            raise typer.BadParameter(f"campaign {number} is {campaign.state}, or over: nothing of it can be sent.")
        if campaign.due_at > now:
            return tell(f"Armed. It begins by itself on {_moment(campaign.due_at, found)}, if a worker runs.")
        if not campaigns.is_ready(campaign, found):
            return tell("Armed. It begins by itself as soon as what it tells of is published.")
        return _fill(store, found, campaign, now)


@reminders_.command()
def stop(number: Number, by: By = "", edition: Slug = "") -> None:
    """Stop campaign N at once: nobody else is told, and what waits in the outbox is not sent."""
    with _opened(edition) as (store, found):
        campaign = _campaign(store, found, number)
        if campaign.state == CampaignState.STOPPED:
            raise typer.BadParameter(f"campaign {number} is stopped already.")
        spared = campaigns.stop(store, campaign, name_of(by), Clock().now())
    tell(f"Stopped. {so_many(spared, 'message that was', 'messages that were')} waiting will not be sent.")
    tell(f"`portevoix reminders arm {number}` would go on with those who were not told.")


@reminders_.command()
def report(
    number: Annotated[int, typer.Argument(metavar="[N]", help="A campaign's number; all reminders if left out.")] = 0,
    edition: Slug = "",
) -> None:
    """Show how many took part, by the arm that a lottery put them in. Groups under five are never shown."""
    with _opened(edition) as (store, found):
        campaign = _campaign(store, found, number) if number else None
        with store.reading() as tx:
            outcomes = measured(tx, found, campaign)
    if not outcomes:
        return tell("Nobody was reminded yet.")
    for outcome in outcomes:
        _report(outcome)
    if len(outcomes[0].arms) == 1:
        tell("Nobody was held out, so nothing can be compared: set hold_out under [reminders] in the edition's file.")
    return None


# Finding


@contextmanager
def _opened(slug: str) -> Iterator[tuple[Store, Edition]]:
    """The store and the edition, whose campaigns are planned as its calendar stands."""
    with open_store() as store:
        with store.writing() as tx:
            found = editions.find(tx, slug)
            campaigns.prepare(tx, store, found, Clock().now())
        yield store, found


def price() -> Decimal:
    """What a segment costs."""
    return Decimal(settings().segment_price)


def _campaign(store: Store, edition: Edition, number: int) -> Campaign:
    with store.reading() as tx:
        campaign = kept.numbered(tx, edition.id, number)
    if campaign is None:
        raise typer.BadParameter(f"there is no campaign {number}: `portevoix reminders` lists them.")
    return campaign


def _previewed(store: Store, edition: Edition, campaign: Campaign) -> CampaignPreview:
    with err.status("Counting people…"), store.reading() as tx:
        return preview(tx, edition, campaign, Clock().now(), price())


# Showing


def _show(shown: CampaignPreview, edition: Edition) -> None:
    campaign = shown.campaign
    tell(f"Campaign {campaign.number}, {campaign.rule} ({campaign.about}): {campaign.state}.")
    _whom(shown, edition)
    for one in shown.samples:
        if one.channel == "sms":
            twin = next(other for other in shown.samples if _key(other) == _key(one) and other.channel != "sms")
            out.print(Columns((_phone(one), _phone(twin)), padding=(0, 2)))
    if shown.asks:
        tell("The question that each person left follows, and their reply goes straight there.")
    _cost(shown, edition)


def _whom(shown: CampaignPreview, edition: Edition) -> None:
    table = Table("people", *edition.languages, "all")
    for channel in sorted({channel for channel, _language in shown.people}):
        counts = [shown.people[channel, language] for language in edition.languages]
        whole = sum(count for (where, _language), count in shown.people.items() if where == channel)
        table.add_row(channel, *(f"{count:,}" for count in counts), f"{whole:,}")
    out.print(table) if shown.people else tell("It is for nobody just now.")
    if shown.held:
        tell(f"{shown.held:,} more {'is' if shown.held == 1 else 'are'} held out, to measure what it changes.")


def _phone(one: Sample) -> Panel:
    """A message as it will look; by SMS, how many segments that is."""
    words = Text("\n\n".join(message.text for message in one.messages))
    segments = f", {so_many(one.weight, 'segment')}" if one.channel == "sms" else ""
    other = ", other wording" if one.other else ""
    return Panel(words, title=f"{one.channel}, {one.language}{other}{segments}", width=PHONE + 4, title_align="left")


def _key(one: Sample) -> tuple[str, bool]:
    return one.language, one.other


def _cost(shown: CampaignPreview, edition: Edition) -> None:
    segments = "segment" if shown.segments == 1 else "segments"
    tell(
        f"{shown.segments:,} SMS {segments} at {shown.price} {edition.currency}: "
        f"{shown.cost:,.2f} {edition.currency}. Messages by Telegram cost nothing."
    )
    rules, took = edition.campaigns, shown.ends - shown.starts
    hours = f"from {rules.from_hour} to {rules.to_hour} h{'' if rules.sundays else ', never on Sundays'}"
    holidays = f" nor on public holidays ({rules.holidays})" if rules.holidays else ""
    tell(f"From {_moment(shown.starts, edition)} to {_moment(shown.ends, edition)} ({_long(took)}); {hours}{holidays}.")
    if shown.ends > shown.campaign.until:
        until = _moment(shown.campaign.until, edition)
        err.print(f"That is too long: from {until} on it is no longer true, and the rest is not told.", style="red")
    _warn(shown.now)
    after = shown.after
    if after.is_over or after.is_near:
        err.print(f"Afterwards {after.share:.0%} of a ceiling would be used; at 100 % it waits.", style="red")


def _warn(money: Spending) -> None:
    """How things stand with the ceilings, if there are any."""
    if money.day_ceiling is None and money.ceiling is None:
        return tell(f"Campaigns: {money.told}.")
    tell(f"Campaigns: {money.told} ({money.share:.0%} of a ceiling).")
    if money.is_over:
        err.print("A ceiling is reached: campaigns wait, replies go on.", style="red")
    elif money.is_near:
        err.print("A ceiling is near: at 100 % campaigns wait.", style="yellow")
    return None


def _report(outcome: Outcome) -> None:
    table = Table("", "people", outcome.what, "share (95 %)")
    for arm in outcome.arms:
        table.add_row(*_row(arm))
    out.print(table)
    for one in outcome.compared:
        verdict = "" if one.is_clear else ": this may be chance"
        tell(f"{one.one} against {one.other}: {_points(one.difference)}{verdict}.")


def _row(arm: Arm) -> tuple[str, ...]:
    few = f"fewer than {FEW}"
    people = few if arm.people is None else f"{arm.people:,}"
    if arm.share is None:
        return arm.name, people, "not shown", "not shown"
    low, high = f"{arm.share.low:.1%}", f"{arm.share.high:.1%}"
    return arm.name, people, f"{arm.took_part:,}", f"{arm.share.estimate:.1%} ({low} to {high})"


def _points(one: Interval) -> str:
    return f"{one.estimate * 100:+.1f} points ({one.low * 100:+.1f} to {one.high * 100:+.1f})"


def _state(one: Campaign) -> str:
    return f"{one.state} by {one.armed_by}" if one.state == CampaignState.ARMED else one.state


def _moment(at: datetime, edition: Edition) -> str:
    return f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}"


def _long(took: timedelta) -> str:
    hours, seconds = divmod(int(took.total_seconds()), 3600)
    return f"{hours} h {seconds // 60:02} min" if hours else f"{seconds // 60} min {seconds % 60:02} s"


# Doing


def _confirmed(shown: CampaignPreview) -> None:
    """Whoever arms has read how many people it is for. Raises BadParameter if they have not."""
    typed = typer.prompt("Arm? Type the number of recipients", default="", show_default=False)
    if "".join(typed.split()).replace(",", "") != str(shown.total):
        raise typer.BadParameter(
            f"it is for {so_many(shown.total, 'person', 'people')}, not «{typed}»: nothing was armed."
        )


def _fill(store: Store, edition: Edition, campaign: Campaign, now: datetime) -> None:
    """Write the reminders under a progress bar."""
    bars = (*Progress.get_default_columns()[:1], BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with store.reading() as tx:
        left = reminders.how_many_people(tx, max(campaign.cursor, 0)) if campaign.cursor >= 0 else 0
    with Progress(*bars, console=err, transient=True) as bar:
        task = bar.add_task("Writing reminders", total=left)
        campaigns.fill_one(store, campaign, now, lambda more: bar.advance(task, more))
    with store.reading() as tx:
        counts = Counter(reminders.states(tx, edition.id).get(campaign.id, {}))
    people = "person" if counts["waiting"] == 1 else "people"
    tell(f"Armed: {counts['waiting']:,} {people} will be told by the worker, in good hours.")


def _address(to: str) -> tuple[str, str]:
    if to.startswith("telegram:"):
        return "telegram", to.removeprefix("telegram:")
    number = person_number(to)
    if not number:
        raise typer.BadParameter(f"'{to}' is no telephone number: write +336… or telegram:ID.")
    return "sms", number


def _known(tx: Connection, store: Store, channel: str, address: str) -> Known:
    """Who speaks at the address. Raises BadParameter for one that never wrote to us, or asked for silence."""
    known = people.found(tx, store, channel, address)
    if known is None or known.erased:
        raise typer.BadParameter("this address never wrote to us: write to the service from it first.")
    if known.stopped:
        raise typer.BadParameter("this address asked for silence: send START from it first.")
    return known


def _send(
    tx: Connection, store: Store, edition: Edition, campaign: Campaign, known: Known, channel: str, now: datetime
) -> int:
    """Put the words into the outbox, in the language of the address and in each wording; how many messages."""
    wordings = (False, True) if wording_for(campaign.rule, edition).text else (False,)
    begins = max(now, campaign.due_at)
    found = [sample(edition, campaign, Readership(channel, known.language, other), begins) for other in wordings]
    messages = [message for one in found for message in _marked(one)]
    outbox.put(
        tx,
        store,
        [
            ToSend(new_id(), None, known.address_id, channel, message.as_json(), secret=False, handed_over=False)
            for message in messages
        ],
        now,
    )
    return len(messages)


def _marked(one: Sample) -> list[Outgoing]:
    first, *rest = one.messages
    return [replace(first, text=TRIAL + first.text, buttons=()), *rest]
