"""To whom the town writes on its own account: everybody, or a part of them that it names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Audience(StrEnum):
    """A kind of part of the people. What follows its colon says which one."""

    ALL = "all"  # whoever can be written to
    DISTRICT = "district"  # who declared that district (its id)
    AGES = "ages"  # who declared that age band: «15-17», «66-»
    AUTHORS = "authors"  # who sent an idea in this edition
    FOLLOWERS = "followers"  # who follows the project of that number
    MEETING = "meeting"  # who comes to the meeting of that id
    VOTERS = "voters"  # who is on the roll: never before the result is public
    AMBASSADORS = "ambassadors"  # who relays


NAMED = (Audience.DISTRICT, Audience.AGES, Audience.FOLLOWERS, Audience.MEETING)
"""Those that need to be told which one."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """An audience, and *which* one of its kind; as text, «all» or «district:gare»."""

    audience: Audience
    which: str = ""

    def __str__(self) -> str:
        """As `read` reads it."""
        return f"{self.audience}:{self.which}" if self.which else str(self.audience)

    @classmethod
    def read(cls, text: str) -> Self:
        """What *text* names. Raises ValueError for what is no audience."""
        audience, _colon, which = text.partition(":")
        return cls(Audience(audience), which)
