"""What a conversation can ask of the world, and what the world can answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from flows.words import Say

O_co = TypeVar("O_co", covariant=True)


class Deed(Generic[O_co]):
    """Something a flow asks the world to do; its type parameter is the outcome."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The deed could not be done, and this is what to tell the person."""

    why: Say


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
class Done:
    """It is done, and there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class SpeakLanguage(Deed[Done]):
    """Talk to the person in *language* from now on, starting with this very reply."""

    language: str


@dataclass(frozen=True, slots=True)
class BeSilent(Deed[Done]):
    """Write no more to the address that said so; *words* are kept as proof."""

    words: str


@dataclass(frozen=True, slots=True)
class SpeakAgain(Deed[Done]):
    """Write again to an address that had asked for silence; *words* are kept as proof."""

    words: str
