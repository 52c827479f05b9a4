"""The deeds of the vote, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.talk.deed import Deed, Look, Refused


@dataclass(frozen=True, slots=True)
class Cast:
    """The vote is in the urn. *receipt* tells nothing of the choice; *changed* if it replaced an earlier vote."""

    receipt: str
    changed: bool


@dataclass(frozen=True, slots=True)
class CastVote(Deed[Cast | Refused]):
    """Put a choice of projects (their ids) into the urn, in place of the person's earlier one if the rules allow it.

    *points*, where the ballot has points, go with the projects one by one.
    """

    choice: tuple[int, ...]
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptFound:
    """A vote with that receipt is in the urn since *day*."""

    day: date


@dataclass(frozen=True, slots=True)
class ReceiptUnknown:
    """No vote has that receipt."""


@dataclass(frozen=True, slots=True)
class FindReceipt(Deed[ReceiptFound | ReceiptUnknown]):
    """Look a receipt code up, whoever it was given to."""

    code: str


@dataclass(frozen=True, slots=True)
class BallotChange:
    """What changed under ballots that were cast, on *day*: the numbers of projects, and whether the rules did.

    Everyone who has voted is told the same, so that no word of it says what they voted.
    """

    day: date
    withdrawn: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()
    rules: bool = False


@dataclass(frozen=True, slots=True)
class BallotChangeCalled(Look[BallotChange | None]):
    """The change of that id."""

    id: int


@dataclass(frozen=True, slots=True)
class BallotChangesSince(Look[tuple[BallotChange, ...]]):
    """What changed in the ballot on *day* and later, oldest first."""

    day: date


@dataclass(frozen=True, slots=True)
class NumberHasVoted(Look[bool]):
    """Whether somebody else has voted with a telephone of this person's, where one number has one vote."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is known of votes lost because a backup had to be put back.

    *day* is that of the person's own vote, if it is lost and not cast again; votes after *since* are lost; *blind* is
    whether nobody can tell whose all of them were.
    """

    day: date | None = None
    since: date | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True)
class WhatWasLost(Look[Loss]):
    """Whether the person's vote is lost, or may be."""
