"""The deed of who says a wrong code."""

from __future__ import annotations

from dataclasses import dataclass

from flows.deeds.base import Deed


@dataclass(frozen=True, slots=True)
class CodeLength:
    """How many *digits* the codes of an address have at least from now on; 0 for as few as always."""

    digits: int


@dataclass(frozen=True, slots=True)
class SayWrongCode(Deed[CodeLength]):
    """A wrong code was said from this address: it counts for the day, whatever it was meant to confirm."""
