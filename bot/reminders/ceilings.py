"""What happens near a ceiling and at it: campaigns wait, the team is told, and no two workers spend the same money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.team.calendar import CLOCK
from bot.team.spending import Spending
from bot.turn.ticker import Room
from flows.town.edition import Edition
from storage.database.store import Store
from storage.reminders import campaigns
from storage.reminders import spending as kept
from storage.reminders.campaigns import Campaign
from storage.town import calendar

log = structlog.get_logger()


@contextmanager
def alone(store: Store, edition: Edition) -> Iterator[bool]:
    """Whether nobody else tells of the edition's campaigns meanwhile: both would spend what is left below a ceiling.

    Whoever comes second need not wait, as the first one tells those that are due. Without a ceiling both may.
    """
    rules = edition.campaigns
    if store.is_sqlite or (rules.day_ceiling is None and rules.ceiling is None):
        yield True
        return
    with store.reading() as tx:
        yield kept.is_ours(tx, edition.id)


def halt(room: Room, campaign: Campaign, spending: Spending) -> int:
    """Nothing more goes out until the ceiling is raised, or tomorrow comes; the team sees why."""
    if campaign.note != spending.told:
        log.error(spending.told, action="campaign_halted", campaign=campaign.number)
        with room.store.writing() as tx:
            campaigns.annotate(tx, campaign.id, spending.told)
    return 0


def go_on(room: Room, edition: Edition, campaign: Campaign, spending: Spending) -> None:
    """There is money to go on with; the first time that it gets short, the team is warned."""
    with room.store.writing() as tx:
        if campaign.note:
            campaigns.annotate(tx, campaign.id, "")
        warned = spending.is_near and calendar.log(tx, edition.id, [_warning(room, edition, spending)])
    if warned:
        log.warning(spending.told, action="ceiling_near", share=f"{spending.share:.0%}")


def _warning(room: Room, edition: Edition, spending: Spending) -> calendar.CalendarEntry:
    """One line a day for each pair of ceilings: whoever raises one is warned again when that is near."""
    now = room.clock.now()
    day = now.astimezone(edition.zone).date()
    key = f"ceiling:{edition.id}:{day}:{spending.day_ceiling}:{spending.ceiling}"
    return calendar.CalendarEntry(now, CLOCK, key, f"{spending.share:.0%} of a ceiling is used: {spending.told}")
