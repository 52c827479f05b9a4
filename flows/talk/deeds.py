"""The deeds and looks of talking itself: in which language, whether at all, a wrong code, and what words may ask."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.deed import Deed, Done, Look
from flows.understanding.asking import Candidate


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


@dataclass(frozen=True, slots=True)
class CodeLength:
    """How many *digits* the codes of an address have at least from now on; 0 for as few as always."""

    digits: int


@dataclass(frozen=True, slots=True)
class SayWrongCode(Deed[CodeLength]):
    """A wrong code was said from this address: it counts for the day, whatever it was meant to confirm."""


@dataclass(frozen=True, slots=True)
class AskedOf(Look[tuple[Candidate, ...]]):
    """What these *words* may ask of us, the most probable first."""

    words: str


@dataclass(frozen=True, slots=True)
class IsAmbassadorsWord(Look[bool]):
    """Whether *word* is, to the letter, one by which people come through an ambassador."""

    word: str
