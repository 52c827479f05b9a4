"""The deeds of people who share a telephone."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.deed import Deed, Done, Look, Refused


@dataclass(frozen=True, slots=True)
class Speaker:
    """One of the people who share this telephone, by their first name, if they gave one; *here*: who speaks now."""

    id: int
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class WhoIsHere(Look[tuple[Speaker, ...]]):
    """The people who share this telephone."""


@dataclass(frozen=True, slots=True)
class SpeakAs(Deed[Done | Refused]):
    """From now on it is this *speaker* (an id) who writes."""

    speaker: int


@dataclass(frozen=True, slots=True)
class SpeakAsNew(Deed[Done | Refused]):
    """From now on it is someone new who writes, of that *name*."""

    name: str


@dataclass(frozen=True, slots=True)
class CallMe(Deed[Done | Refused]):
    """Who writes goes by this *name*."""

    name: str
