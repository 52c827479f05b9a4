"""`portevoix reminders`: what the town will remind people of; look at it, try it, arm it, stop it, measure it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from bot.clock import Clock
from bot.commands.campaign_screen import moment, show_basis, show_campaign, show_outcome, state_of, warn_of_ceilings
from bot.commands.campaign_trial import try_at
from bot.commands.measure_screen import show_aftermaths, show_reached
from bot.commands.project import By, name_of
from bot.commands.shared import Slug, err, out, tell, warn
from bot.languages.plurals import so_many
from bot.reminders import announcing, campaigns
from bot.reminders.forgotten import wants_somebody
from bot.reminders.preview import CampaignPreview, preview
from bot.reminders.reached import aftermaths, reached
from bot.reminders.relay_reach import relay_reach
from bot.reminders.report import basis, measured
from bot.settings import settings
from bot.team.spending import spent
from bot.turn.house import open_store
from flows.town.edition import Edition
from storage.database.store import Store
from storage.reminders import announcements, audience, drawn, spending
from storage.reminders import campaigns as kept
from storage.reminders.campaigns import Campaign
from storage.reminders.states import CampaignState
from storage.town import editions

Number = Annotated[int, typer.Argument(metavar="N", help="The campaign's number, as `reminders` lists it.")]

reminders_ = typer.Typer(
    invoke_without_command=True, help="List what people will be reminded of; show it, test it, arm it, stop it."
)


@reminders_.callback()
def list_(context: typer.Context, slug: Slug = "") -> None:
    """List the campaigns of the edition, by date, and what they have cost so far."""
    if context.invoked_subcommand is not None:
        return None
    with opened(slug) as (store, edition), store.reading() as tx:
        listed, told = kept.listed(tx, edition.id), drawn.states(tx, edition.id)
        wanting = list(wants_somebody(tx, edition, Clock().now()))
        segments, money = spending.of_campaigns(tx, edition.id), spent(tx, edition, Clock().now(), price())
    if not listed:
        return tell("No reminder is planned: name rules under [reminders] in the edition's file.")
    table = Table("N", "rule", "about", "due", "until", "state", "told", "waiting", "passed", "held out", "segments")
    for campaign in listed:
        counts = Counter(told.get(campaign.id, {}))
        figures = [str(counts[state]) for state in ("told", "waiting", "passed", "held")]
        moments = (moment(at, edition) for at in (campaign.due_at, campaign.until))
        number, sms = str(campaign.number), str(segments.get(campaign.id, 0))
        table.add_row(number, campaign.rule, campaign.about, *moments, state_of(campaign), *figures, sms)
    out.print(table)
    for campaign in listed:
        if campaign.note:
            tell(f"{campaign.number}: {campaign.note}.")
    for sentence in wanting:
        warn(sentence)
    return warn_of_ceilings(money)


@reminders_.command()
def show(number: Number, slug: Slug = "") -> None:
    """Show whom campaign N reaches, what they read, what it costs, and how long it takes."""
    with opened(slug) as (store, edition):
        show_campaign(_previewed(store, edition, _campaign(store, edition, number)), edition)


@reminders_.command("test")
def trial(
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="+336… or telegram:ID; one that wrote before.")],
    slug: Slug = "",
) -> None:
    """Send campaign N to one address only, marked as a test; it changes nothing else."""
    with opened(slug) as (store, edition):
        count = try_at(store, edition, _campaign(store, edition, number), to, Clock().now())
    tell(f"{so_many(count, 'message waits', 'messages wait')} in the outbox for {to}.")


@reminders_.command()
def arm(
    number: Number,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    by: By = "",
    slug: Slug = "",
) -> None:
    """Let campaign N go out when it is due; if it is due already, its reminders are written at once.

    If it is interrupted, run it again, or leave it to the worker: it goes on where it stopped.
    """
    with opened(slug) as (store, edition):
        campaign, now = _campaign(store, edition, number), Clock().now()
        with store.reading() as tx:
            announcing.check_again(tx, edition, campaign)
        shown = _previewed(store, edition, campaign)
        show_campaign(shown, edition)
        if not yes:
            _confirmed(shown)
        with store.writing() as tx:
            armed = kept.arm(tx, campaign.id, name_of(by), now)
        if not armed:
            raise typer.BadParameter(f"campaign {number} {_ended(campaign, now)}: nothing of it can be sent.")
        if campaign.due_at > now:
            return tell(f"Armed. It begins by itself on {moment(campaign.due_at, edition)}, if a worker runs.")
        if not campaigns.is_ready(campaign, edition):
            return tell("Armed. It begins by itself as soon as what it tells of is published.")
        return _fill(store, edition, campaign, now)


@reminders_.command()
def stop(number: Number, by: By = "", slug: Slug = "") -> None:
    """Stop campaign N at once: nobody else is told, and what waits in the outbox is not sent."""
    with opened(slug) as (store, edition):
        campaign = _campaign(store, edition, number)
        if campaign.state == CampaignState.STOPPED:
            raise typer.BadParameter(f"campaign {number} is stopped already.")
        spared = campaigns.stop(store, campaign, name_of(by), Clock().now())
    tell(f"Stopped. {so_many(spared, 'message that was', 'messages that were')} waiting will not be sent.")
    tell(f"`portevoix reminders arm {number}` would go on with those who were not told.")


@reminders_.command()
def report(
    number: Annotated[int, typer.Argument(metavar="[N]", help="A campaign's number; all reminders if left out.")] = 0,
    slug: Slug = "",
) -> None:
    """Show how many took part, by the arm that a lottery put them in; whom it reached, and what came after it.

    Groups under five are never shown.
    """
    with opened(slug) as (store, edition):
        campaign = _campaign(store, edition, number) if number else None
        with store.reading() as tx:
            outcomes, counted = measured(tx, edition, campaign), basis(tx, edition, campaign)
            reach = [] if campaign else reached(tx, edition.id)
            after = aftermaths(tx, edition.id)
            listed = [campaign] if campaign else kept.listed(tx, edition.id)
    show_reached(reach)
    show_aftermaths(listed, after)
    show_basis(counted, edition)
    if not outcomes:
        return tell("Nobody was reminded yet.")
    for outcome in outcomes:
        show_outcome(outcome)
    if len(outcomes[0].arms) == 1:
        tell("Nobody was held out, so nothing can be compared: set hold_out under [reminders] in the edition's file.")
    return None


def _ended(campaign: Campaign, now: datetime) -> str:
    """Why it cannot be armed."""
    if campaign.until <= now:
        return f"is over since {campaign.until:%Y-%m-%d %H:%M} UTC"
    return f"is {campaign.state} ({campaign.note})" if campaign.note else f"is {campaign.state}"


@contextmanager
def opened(slug: str) -> Iterator[tuple[Store, Edition]]:
    """The store and the edition, whose campaigns are planned as its calendar stands."""
    with open_store() as store:
        with store.writing() as tx:
            edition = editions.find(tx, slug)
            campaigns.prepare(tx, store, edition, Clock().now())
        yield store, edition


def price() -> Decimal:
    """What a segment costs."""
    return Decimal(settings().segment_price)


def _campaign(store: Store, edition: Edition, number: int) -> Campaign:
    with store.reading() as tx:
        campaign = kept.numbered(tx, edition.id, number)
        if campaign is None:
            raise typer.BadParameter(f"there is no campaign {number}: `portevoix reminders` lists them.")
        return announcements.with_texts(tx, store, campaign)


def _previewed(store: Store, edition: Edition, campaign: Campaign) -> CampaignPreview:
    now = Clock().now()
    with err.status("Counting people…"), store.reading() as tx:
        shown = preview(tx, edition, campaign, now, price())
        return replace(shown, relays=relay_reach(tx, store, edition, campaign, now))


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
        left = audience.how_many_people(tx, max(campaign.cursor, 0)) if campaign.cursor >= 0 else 0
    with Progress(*bars, console=err, transient=True) as bar:
        task = bar.add_task("Writing reminders", total=left)
        campaigns.fill_one(store, campaign, now, lambda more: bar.advance(task, more))
    with store.reading() as tx:
        counts = Counter(drawn.states(tx, edition.id).get(campaign.id, {}))
    people = "person" if counts["waiting"] == 1 else "people"
    tell(f"Armed: {counts['waiting']:,} {people} will be told by the worker, in good hours.")
