"""Where a campaign stands, and each person's reminder in it; what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import Table, Update, or_, update


class CampaignState(StrEnum):
    """What becomes of a campaign."""

    PREPARED = "prepared"  # the calendar wants it; nobody is told before it is armed
    ARMED = "armed"  # it tells people once it is due
    DONE = "done"  # everyone was looked at, or it is no longer true
    STOPPED = "stopped"  # by the team: it tells nobody, until it is armed again
    MISSED = "missed"  # nobody armed it while it was true: nobody was told
    DROPPED = "dropped"  # the calendar wants it no more, before anybody was told


class ReminderState(StrEnum):
    """What becomes of one person's part in a campaign."""

    WAITING = "waiting"  # to be told when due, while it is true
    TOLD = "told"  # it was said; taken back before it left, it waits again
    PASSED = "passed"  # not told, with the reason; final


class Variant(StrEnum):
    """What a person of a campaign was drawn for, so that a town can measure what its words change."""

    TOLD = "told"  # reminded, in our words
    OTHER = "other"  # reminded, in the edition's own wording
    HELD = "held"  # held out: not reminded at all


_State: TypeAlias = CampaignState | ReminderState

MAY_FOLLOW: Mapping[_State, tuple[_State, ...]] = {
    CampaignState.PREPARED: (
        CampaignState.ARMED,
        CampaignState.STOPPED,
        CampaignState.MISSED,
        CampaignState.DROPPED,
    ),
    CampaignState.ARMED: (
        CampaignState.ARMED,  # by the team: it no longer waits for the new hour
        CampaignState.DONE,
        CampaignState.STOPPED,
        CampaignState.DROPPED,
    ),
    CampaignState.DONE: (CampaignState.STOPPED, CampaignState.ARMED),  # armed anew by what was taken back
    CampaignState.STOPPED: (CampaignState.ARMED,),
    CampaignState.MISSED: (CampaignState.PREPARED, CampaignState.DROPPED),  # its date was moved
    CampaignState.DROPPED: (CampaignState.PREPARED, CampaignState.STOPPED),
    ReminderState.WAITING: (ReminderState.TOLD, ReminderState.PASSED),
    ReminderState.TOLD: (ReminderState.WAITING,),
    ReminderState.PASSED: (),
}
"""The states that may come after each: a campaign that was told to somebody is never dropped."""


def into(state: _State, rows: Table) -> Update:
    """What brings *rows* into *state*: those that are in one it may follow. Every change of a state begins with it."""
    earlier = (before for before, later in MAY_FOLLOW.items() if state in later)
    return update(rows).where(or_(*(rows.c.state == before for before in earlier))).values(state=state)


PLANNED = (CampaignState.PREPARED, CampaignState.ARMED, CampaignState.MISSED, CampaignState.DROPPED)
"""The states in which a campaign of which nobody was told yet moves with the calendar."""
