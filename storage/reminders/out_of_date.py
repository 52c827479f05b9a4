"""Who was told a date that is another now, and by which reminders."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.reminders.states import ReminderState


@dataclass(frozen=True, slots=True)
class ToldSoFar:
    """A campaign about a phase, by its number and rule, and how many *people* it told."""

    number: int
    rule: str
    people: int


def told_of(tx: Connection, edition_id: int, about: str) -> list[ToldSoFar]:
    """The campaigns of the edition that told somebody of *about*, by number."""
    told = select(CAMPAIGNS.c.number, CAMPAIGNS.c.rule, func.count()).join(
        REMINDERS, REMINDERS.c.campaign_id == CAMPAIGNS.c.id
    )
    ours = (CAMPAIGNS.c.edition_id == edition_id, CAMPAIGNS.c.about == about, REMINDERS.c.state == ReminderState.TOLD)
    grouped = told.where(*ours).group_by(CAMPAIGNS.c.number, CAMPAIGNS.c.rule).order_by(CAMPAIGNS.c.number)
    return [ToldSoFar(*row) for row in tx.execute(grouped)]
