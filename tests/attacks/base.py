"""What an attack is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.stores import Databases


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attack: the figure, and whether it failed as it has to."""

    figure: str
    held: bool


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack: its *name* on the command line, what it does in a line, and the figure at 646c3b0."""

    name: str
    does: str
    before: str
    run: Callable[[Databases], Outcome]
