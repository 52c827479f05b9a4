"""A meeting of the calendar: a workshop, a walk through a district, the opening of what was voted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
