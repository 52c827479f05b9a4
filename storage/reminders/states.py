"""Where a campaign stands, and each person's reminder in it; what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CampaignState(StrEnum):
    """What becomes of a campaign."""

    PREPARED = "prepared"  # the calendar wants it; nobody is told before it is armed
    ARMED = "armed"  # it tells people once it is due
    DONE = "done"  # everyone was looked at, or it is no longer true
    STOPPED = "stopped"  # by the team: it tells nobody, until it is armed again
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


MAY_FOLLOW: Mapping[CampaignState, tuple[CampaignState, ...]] = {
    CampaignState.PREPARED: (CampaignState.ARMED, CampaignState.STOPPED, CampaignState.DROPPED),
    CampaignState.ARMED: (CampaignState.DONE, CampaignState.STOPPED, CampaignState.DROPPED),
    CampaignState.DONE: (CampaignState.STOPPED, CampaignState.ARMED),  # armed anew by what was taken back
    CampaignState.STOPPED: (CampaignState.ARMED,),
    CampaignState.DROPPED: (CampaignState.PREPARED, CampaignState.STOPPED),
}
"""The states that may come after each: a campaign that was told to somebody is never dropped."""


def before(state: CampaignState) -> tuple[CampaignState, ...]:
    """The states out of which a campaign may come into *state*."""
    return tuple(earlier for earlier, later in MAY_FOLLOW.items() if state in later)


PLANNED = (CampaignState.PREPARED, CampaignState.ARMED, CampaignState.DROPPED)
"""The states in which a campaign of which nobody was told yet moves with the calendar."""
