"""The frozen snapshot of all that a flow may know: the edition, the time, and the person who writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flows.town.edition import Edition, Phase


@dataclass(frozen=True, slots=True)
class Me:
    """The person who writes, as far as conversations need."""

    id: int
    language: str = "fr"
    new: bool = False  # never heard before: has not had the notice
    stopped: bool = False  # asked for silence on this address
    voted_on: date | None = None  # the day of their vote in this edition
    can: frozenset[str] = frozenset()  # what their channel can do: "taps", "photo", "place", "contact"
    name: str = ""  # the first name they go by, where several people share a telephone
    district: str = ""  # the id of the district they declared
    band: str = ""  # the age band they declared: «15-17», «66-»
    doubtful: bool = False  # silent for so long that the number may be someone else's by now
    code_digits: int = 0  # of the codes at this address, at least: someone guessed at them
    drafts: tuple[str, ...] = ()  # conversations they left unfinished, by the flow's name, newest first
    draft: str = ""  # the title of the idea among them, if it has one yet
    secrets: tuple[str, ...] = ()  # those under way of which nothing is kept, as a vote


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
