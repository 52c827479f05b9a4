"""What the rules on meetings that changed share: which change of which meeting, and until when it is news."""

from __future__ import annotations

from collections.abc import Iterator

from flows.town.edition import Edition
from flows.town.meeting import MeetingChange

SINCE = "@"
"""What stands in *about* between the meeting and its change, in seconds since 1970: of two moves each is told once."""


def about_of(change: MeetingChange) -> str:
    """What a reminder of *change* is about."""
    return f"{change.was.id}{SINCE}{change.at.timestamp():.0f}"


def newest(edition: Edition) -> Iterator[MeetingChange]:
    """The last change of each meeting: what it was before that is no news any more."""
    return iter({change.was.id: change for change in edition.meeting_changes}.values())


def change_of(edition: Edition, about: str) -> MeetingChange | None:
    """The change that *about* names, if it is still the last one of its meeting."""
    return next((change for change in newest(edition) if about_of(change) == about), None)
