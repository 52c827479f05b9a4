"""A meeting as a file for people's own calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.town.edition import Edition
from flows.town.meeting import Meeting

if TYPE_CHECKING:  # The library is imported when a file is made: few are, and every process would keep it.
    from icalendar import Alarm, Event

MADE_BY = "-//Porte-voix//FR"

BEFORE = timedelta(hours=2)
"""How long before it starts a telephone rings: time to set off."""


def file_of(meeting: Meeting, edition: Edition, now: datetime) -> bytes:
    """The file of *meeting* as it stands at *now*; taken up again after a change, it replaces the entry made before."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(meeting, edition, now))
    content: bytes = calendar.to_ical()
    return content


def _event(meeting: Meeting, edition: Edition, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{meeting.id}@{edition.slug}.porte-voix")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", edition.version)  # each version of the edition is newer than the one before
    event.add("dtstart", meeting.starts.astimezone(UTC))
    event.add("dtend", meeting.ends.astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("location", f"{meeting.place}, {edition.town}")
    event.add("description", "\n".join(filter(None, (meeting.about, f"{edition.name}, {edition.town}"))))
    event.add_component(_alarm(meeting))
    return event


def _alarm(meeting: Meeting) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.title)
    alarm.add("trigger", -BEFORE)
    return alarm
