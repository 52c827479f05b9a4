"""The frozen snapshot of all that a flow may know: the edition, the time, and the person who writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flows.edition import Edition, Phase


@dataclass(frozen=True, slots=True)
class Me:
    """The person who writes, as far as conversations need."""

    id: int
    language: str = "fr"
    new: bool = False  # never heard before: has not had the notice
    stopped: bool = False  # asked for silence on this address
    voted_on: date | None = None  # the day of their vote in this edition


@dataclass(frozen=True, slots=True)
class Scene:
    """What is true at this turn. *now* is aware, in the edition's time zone."""

    edition: Edition
    now: datetime
    me: Me

    @property
    def phase(self) -> Phase:
        """The phase the edition is in now."""
        return self.edition.phase_at(self.now)
