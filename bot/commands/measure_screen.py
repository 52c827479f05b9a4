"""What is measured of campaigns, on the terminal: whom they reached, and what came after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table

from bot.commands.shared import out, tell
from bot.reminders.reached import Aftermath, KindReached
from flows.town.few import FEW
from storage.reminders.campaigns import Campaign


def show_reached(reached: Sequence[KindReached]) -> None:
    """Print how many people were told something at least once, by kind and channel."""
    table = Table("kind", "channel", "people", "told at least once", "share")
    for one in reached:
        share = "not shown" if one.share is None else f"{one.share:.1%}"
        table.add_row(one.kind, one.channel, number(one.people), number(one.told), share)
    if reached:
        out.print(table)


def show_aftermaths(campaigns: Sequence[Campaign], after: Mapping[int, Aftermath]) -> None:
    """Print what came after each of the *campaigns* that anything came after."""
    table = Table("N", "rule", "about", "STOP in 48 h", "RAPPELS NON in 48 h", "came through ambassadors in 7 days")
    for campaign in campaigns:
        if what := after.get(campaign.id):
            counts = map(number, (what.stops, what.refusals, what.newcomers))
            table.add_row(str(campaign.number), campaign.rule, campaign.about, *counts)
    if table.row_count:
        out.print(table)
        tell("That came after it, and is not all its doing.")


def number(count: int | None) -> str:
    """A number as it may be shown."""
    return f"fewer than {FEW}" if count is None else f"{count:,}"
