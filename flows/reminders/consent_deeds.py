"""What a person wants to be told without having asked."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.deed import Deed, Done, Look


@dataclass(frozen=True, slots=True)
class Wants(Look[bool]):
    """Whether the person wants messages of *kind* («reminders», «news», «meetings»); who never said no does."""

    kind: str


@dataclass(frozen=True, slots=True)
class Want(Deed[Done]):
    """Keep that the person wants, or does not want, messages of *kind*."""

    kind: str
    wanted: bool
