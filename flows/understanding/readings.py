"""The ways to read one message: they compete, each with a score and a reason, and the best wins if it is clearly ahead.

1. What is explicit is no reading: silence, codes, digits that answer the question shown and whole keywords are heard
   before any of this.
2. A score is how probable it is, from 0 to 1, that this is what was meant.
3. Two that are close are asked; below the least score nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

AHEAD = 0.12
"""How far the best must be ahead of the next one to be acted on without asking."""

FLOOR = 0.2
"""Below it, nothing is guessed."""

MOST = 3
"""Readings that people are asked to choose from, at most."""


class ReadAs(StrEnum):
    """What a message may be, beside an answer to the question shown."""

    DOOR = "door"  # the words that call a conversation: «je veux voter»
    BALLOT = "ballot"  # numbers or names of projects that are to be voted for: read back, never cast
    PROJECT = "project"  # a project named or described: «le skatepark»
    SUBJECT = "subject"  # something people ask, or say: «c'est quand la fin du vote»


@dataclass(frozen=True, slots=True)
class WayToRead:
    """One way to read a message: the conversation it would open and with which words, how sure that is, and *why*.

    *about* is the id of what is asked, where something is.
    """

    kind: ReadAs
    score: float
    why: str
    flow: str
    opening: str = ""
    about: str = ""

    def weaker(self, share: float) -> WayToRead:
        """The same, only so probable."""
        return replace(self, score=self.score * share) if share < 1 else self


@dataclass(frozen=True, slots=True)
class Weighed:
    """The reading that *won*; or, if none is clearly ahead, the *close* ones, best first. *weighed* are all of them."""

    won: WayToRead | None = None
    close: tuple[WayToRead, ...] = ()
    weighed: tuple[WayToRead, ...] = ()


def weigh(readings: Iterable[WayToRead]) -> Weighed:
    """The verdict on *readings*: those that come to the same conversation, opened with the same words, are one."""
    best: dict[tuple[str, str], WayToRead] = {}
    for reading in readings:
        comes_to = (reading.flow, reading.opening)
        if comes_to not in best or reading.score > best[comes_to].score:
            best[comes_to] = reading
    weighed = tuple(sorted(best.values(), key=lambda reading: -reading.score))
    if not weighed or weighed[0].score < FLOOR:
        return Weighed(weighed=weighed)
    close = tuple(
        reading for reading in weighed[:MOST] if weighed[0].score - reading.score < AHEAD and reading.score >= FLOOR
    )
    if all(reading.kind is ReadAs.SUBJECT for reading in close):  # what they ask is the same to the next word
        return Weighed(weighed[0], (), weighed)
    return Weighed(None, close, weighed) if len(close) > 1 else Weighed(weighed[0], (), weighed)
