"""The deeds that change what we know of a person: what they declare, and whether it is still them."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.deed import Deed, Done, Look, Refused


@dataclass(frozen=True, slots=True)
class Declare(Deed[Done]):
    """Keep what the person declares of themselves: a district's id, an age band; an empty one forgets it."""

    district: str | None = None  # None: stays as it is
    band: str | None = None


@dataclass(frozen=True, slots=True)
class IsDoubtful(Look[bool]):
    """Whether the number was silent for so long that it may be someone else's, and nobody has confirmed it yet."""


@dataclass(frozen=True, slots=True)
class Confirmed(Deed[Done]):
    """The number that was silent for very long is still the same person's."""


@dataclass(frozen=True, slots=True)
class StartAfresh(Deed[Done | Refused]):
    """The number is someone else's now: who writes is a new person, and nothing of the one before is theirs."""
