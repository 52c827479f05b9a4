"""What a reminder asks before it speaks, and what is kept of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.talk.deed import Deed, Done, Look


class Timing(StrEnum):
    """Whether a reminder is to be told to its person now."""

    NOW = "now"
    FIRST = "first"  # now, and it is the first that they get in this edition
    LATER = "later"  # they are in the middle of something, or had enough this week
    NEVER = "never"  # there is nothing to remind them of any more


@dataclass(frozen=True, slots=True)
class WhenToRemind(Look[Timing]):
    """Whether the reminder *id* is still to be told, to the person who is about to hear it, and just now."""

    id: int


@dataclass(frozen=True, slots=True)
class AnnouncedWords(Look[Mapping[str, str]]):
    """What the team wrote in each language, for the announcement that the reminder *id* is a part of."""

    id: int


@dataclass(frozen=True, slots=True)
class Reminded(Deed[Done]):
    """Keep that the reminder *id* was told."""

    id: int


@dataclass(frozen=True, slots=True)
class NotReminded(Deed[Done]):
    """Keep that the reminder *id* will not be told, and why."""

    id: int
    why: str
