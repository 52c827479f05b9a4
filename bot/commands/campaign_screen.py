"""A campaign of reminders on the terminal: whom it is for, on which phones, for how much, and what it changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.columns import Columns
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.commands.shared import err, out, tell
from bot.languages.plurals import so_many
from bot.reminders.preview import CampaignPreview, Sample
from bot.reminders.report import Arm, Basis, Interval, Outcome
from bot.team.spending import Spending
from flows.town.edition import Edition
from flows.town.few import FEW
from storage.reminders.campaigns import Campaign
from storage.reminders.states import CampaignState

PHONE = 34
"""Letters in a line of the phones that are drawn."""


def show_campaign(shown: CampaignPreview, edition: Edition) -> None:
    """Print whom a campaign reaches, what they read, what it costs, and how long it takes."""
    campaign = shown.campaign
    tell(f"Campaign {campaign.number}, {campaign.rule} ({campaign.about}): {campaign.state}.")
    _whom(shown, edition)
    for text in shown.samples:
        if text.channel == "sms":
            twin = next(other for other in shown.samples if _key(other) == _key(text) and other.channel != "sms")
            out.print(Columns((_phone(text), _phone(twin)), padding=(0, 2)))
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
    if relaying := shown.relays.ambassadors.total():
        groups = so_many(shown.relays.groups, "group")
        tell(
            f"{so_many(relaying, 'ambassador')} will be shown it, for {groups} on Telegram and the people around them."
        )


def _phone(sample: Sample) -> Panel:
    """A message as it will look; by SMS, how many segments that is."""
    words = Text("\n\n".join(message.text for message in sample.messages))
    segments = f", {so_many(sample.weight, 'segment')}" if sample.channel == "sms" else ""
    other = ", other wording" if sample.other else ""
    title = f"{sample.channel}, {sample.language}{other}{segments}"
    return Panel(words, title=title, width=PHONE + 4, title_align="left")


def _key(sample: Sample) -> tuple[str, bool]:
    return sample.language, sample.other


def _cost(shown: CampaignPreview, edition: Edition) -> None:
    segments = "segment" if shown.segments_in_all == 1 else "segments"
    relayed = f", {shown.relays.segments:,} of them to ambassadors" if shown.relays.segments else ""
    tell(
        f"{shown.segments_in_all:,} SMS {segments}{relayed} at {shown.price} {edition.currency}: "
        f"{shown.cost:,.2f} {edition.currency}. Messages by Telegram cost nothing."
    )
    rules, took = edition.campaigns, shown.ends - shown.starts
    hours = f"from {rules.from_hour} to {rules.to_hour} h{'' if rules.sundays else ', never on Sundays'}"
    holidays = f" nor on public holidays ({rules.holidays})" if rules.holidays else ""
    tell(f"From {moment(shown.starts, edition)} to {moment(shown.ends, edition)} ({_long(took)}); {hours}{holidays}.")
    if shown.ends > shown.campaign.until:
        until = moment(shown.campaign.until, edition)
        err.print(f"That is too long: from {until} on it is no longer true, and the rest is not told.", style="red")
    warn_of_ceilings(shown.now)
    after = shown.after
    if after.is_over or after.is_near:
        err.print(f"Afterwards {after.share:.0%} of a ceiling would be used; at 100 % it waits.", style="red")


def warn_of_ceilings(money: Spending) -> None:
    """How things stand with the ceilings, if there are any."""
    if money.day_ceiling is None and money.ceiling is None:
        return tell(f"Campaigns: {money.told}.")
    tell(f"Campaigns: {money.told} ({money.share:.0%} of a ceiling).")
    if money.is_over:
        err.print("A ceiling is reached: campaigns wait, replies go on.", style="red")
    elif money.is_near:
        err.print("A ceiling is near: at 100 % campaigns wait.", style="yellow")
    return None


def show_basis(counted: Basis, edition: Edition) -> None:
    """Say from when a report counts, and who is not in it."""
    if counted.since:
        tell(f"Counted from {moment(counted.since, edition)} on, when the share held out became another.")
    if counted.left_out:
        people = so_many(counted.left_out, "person is", "people are")
        tell(f"{people} left out: drawn before that, or for two arms.")
    if counted.is_reworded:
        tell("Its other wording changed while it went out, so its wordings are not compared.")


def show_outcome(outcome: Outcome) -> None:
    """Print how many took part, by arm, and the difference of each pair."""
    table = Table("", "people", outcome.what, "share (95 %)")
    for arm in outcome.arms:
        table.add_row(*_row(arm))
    out.print(table)
    for pair in outcome.compared:
        verdict = "" if pair.is_clear else ": this may be chance"
        tell(f"{pair.one} against {pair.other}: {_points(pair.difference)}{verdict}.")


def _row(arm: Arm) -> tuple[str, ...]:
    few = f"fewer than {FEW}"
    people = few if arm.people is None else f"{arm.people:,}"
    if arm.share is None:
        return arm.name, people, "not shown", "not shown"
    low, high = f"{arm.share.low:.1%}", f"{arm.share.high:.1%}"
    return arm.name, people, f"{arm.took_part:,}", f"{arm.share.estimate:.1%} ({low} to {high})"


def _points(difference: Interval) -> str:
    return f"{difference.estimate * 100:+.1f} points ({difference.low * 100:+.1f} to {difference.high * 100:+.1f})"


def state_of(campaign: Campaign) -> str:
    """Where a campaign stands, and who armed it."""
    return f"{campaign.state} by {campaign.armed_by}" if campaign.state == CampaignState.ARMED else campaign.state


def moment(at: datetime, edition: Edition) -> str:
    """An hour as the town's clocks tell it."""
    return f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}"


def _long(took: timedelta) -> str:
    hours, seconds = divmod(int(took.total_seconds()), 3600)
    return f"{hours} h {seconds // 60:02} min" if hours else f"{seconds // 60} min {seconds % 60:02} s"
