"""Sending an idea to the town, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.talk.deed import Deed, Look, Refused
from flows.talk.questions.place import Where


@dataclass(frozen=True, slots=True)
class HowManyIdeas(Look[int]):
    """How many ideas the person has sent in this edition, and not taken back."""


@dataclass(frozen=True, slots=True)
class Resembling(Look[tuple[int, ...]]):
    """The projects (their ids) that resemble *text*, best first; none if it is something new."""

    text: str


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as its author put it; a *cost* of None is not known. *akin* is the project they would join it with."""

    title: str
    why: str = ""
    where: Where = field(default_factory=Where)
    whom: str = ""
    cost: int | None = None
    photo: str = ""
    akin: int = 0


@dataclass(frozen=True, slots=True)
class Author:
    """In whose name an idea comes: «alone», «association», «class», «group»; *adult* says that one agreed."""

    kind: str = "alone"
    name: str = ""
    contact: str = ""
    adult: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """The idea is with the town, under *number*."""

    number: int


@dataclass(frozen=True, slots=True)
class Propose(Deed[Proposed | Refused]):
    """Send the idea to the town, if the rules still allow it."""

    idea: Idea
    author: Author
