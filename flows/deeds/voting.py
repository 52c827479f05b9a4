"""The deeds of the vote, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.deeds.base import Deed, Look, Refused


@dataclass(frozen=True, slots=True)
class Cast:
    """The vote is in the urn. *receipt* tells nothing of the choice; *changed* if it replaced an earlier vote."""

    receipt: str
    changed: bool


@dataclass(frozen=True, slots=True)
class CastVote(Deed[Cast | Refused]):
    """Put a choice of projects (their ids) into the urn, in place of the person's earlier one if the rules allow it."""

    choice: tuple[int, ...]


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
class NumberHasVoted(Look[bool]):
    """Whether somebody else has voted with a telephone of this person's, where one number has one vote."""
