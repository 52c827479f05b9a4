"""A meeting of the calendar: a workshop, a walk through a district, the opening of what was voted for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


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


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """That a meeting is not any more as people were told; *was* is what it was until *at* (aware)."""

    at: datetime
    was: Meeting


def changes(
    before: Sequence[Meeting], after: Sequence[Meeting], kept: Sequence[MeetingChange], now: datetime
) -> Iterator[MeetingChange]:
    """What is another now, of the meetings *before* that were still to come: gone, elsewhere, or at another time.

    One that had gone, as *kept* says, and is there again is another too. A change is of the second after *now*, so
    that whoever signed up until now did so before it.
    """
    at = now.replace(microsecond=0) + timedelta(seconds=1)
    there = {meeting.id: meeting for meeting in after}
    for was in before:
        if was.starts > now and not _is_as(there.get(was.id), was):
            yield MeetingChange(at, was)
    last = {change.was.id: change.was for change in kept}
    for meeting in _back(after, {was.id for was in before}):
        if meeting.id in last and meeting.starts > now:
            yield MeetingChange(at, last[meeting.id])


def _back(after: Sequence[Meeting], before: Collection[str]) -> Iterator[Meeting]:
    return (meeting for meeting in after if meeting.id not in before)


def _is_as(meeting: Meeting | None, was: Meeting) -> bool:
    return meeting is not None and (meeting.starts, meeting.place) == (was.starts, was.place)
