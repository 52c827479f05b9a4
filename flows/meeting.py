"""A meeting of the calendar: a workshop, a walk through a district, the opening of what was voted for."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime

BRIEF = 22
"""Letters of a title in an SMS: with its number and its day, a meeting is one line of a list."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where people meet, from *starts* to *ends* (aware); *capacity* 0 is as many as come."""

    id: str
    number: int
    title: str
    starts: datetime
    ends: datetime
    place: str
    about: str = ""
    district: str = ""
    capacity: int = 0

    @property
    def brief(self) -> str:
        """A title of at most BRIEF letters, cut after a word."""
        if len(self.title) <= BRIEF:
            return self.title
        return textwrap.shorten(self.title, BRIEF, placeholder="...")
