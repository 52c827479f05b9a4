"""Coming to meetings, and freeing one's places again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.talk.deed import Deed, Look, Refused


@dataclass(frozen=True, slots=True)
class Places:
    """How many places of a meeting are taken in all, and how many by the person and their guests."""

    taken: int = 0
    mine: int = 0


@dataclass(frozen=True, slots=True)
class HowMeetingsStand(Look[Mapping[str, Places]]):
    """The places taken at each meeting, by its id; one that nobody comes to is not there."""


@dataclass(frozen=True, slots=True)
class CalendarFile(Look[str]):
    """The address of a meeting (its id) as a file for people's own calendars; empty where there is no such page."""

    meeting: str


@dataclass(frozen=True, slots=True)
class Comes:
    """The person comes, and their places are kept."""


@dataclass(frozen=True, slots=True)
class Full:
    """There is not room enough: *left* is what there is, the person's own places counted in."""

    left: int


@dataclass(frozen=True, slots=True)
class Come(Deed[Comes | Full | Refused]):
    """Keep places at a meeting (its id) for the person and so many guests, in place of what they said before."""

    meeting: str
    guests: int = 0


@dataclass(frozen=True, slots=True)
class StayAway(Deed[bool]):
    """Free the person's places at a meeting (its id); whether they had any."""

    meeting: str
