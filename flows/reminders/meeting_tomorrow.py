"""A meeting that a person signed up for is tomorrow."""

from __future__ import annotations

from datetime import timedelta

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.words import Moment, Verbatim, _


def due(edition: Edition) -> tuple[Due, ...]:
    """The day before each meeting, until an hour before it starts."""
    return tuple(
        Due(days_before(meeting.starts, 1, edition), meeting.starts - timedelta(hours=1), meeting.id)
        for meeting in edition.meetings
    )


def says(scene: Scene, about: str) -> Said:
    """What, when and where, and how to say that one cannot come."""
    meeting = scene.edition.meeting_by_id[about]
    return Said(
        _(
            "N'oubliez pas : « {title} », le {at}, {place}. Un empêchement ? ABSENT {number}.",
            title=Verbatim(meeting.title),
            at=Moment(meeting.starts.astimezone(scene.edition.zone)),
            place=Verbatim(meeting.place),
            number=meeting.number,
        )
    )


def is_true(scene: Scene, about: str) -> bool:
    """Before it starts, while it takes place at all."""
    meeting = scene.edition.meeting_by_id.get(about)
    return meeting is not None and scene.now < meeting.starts


MEETING_TOMORROW = Rule("meeting_tomorrow", ConsentKind.MEETINGS, Whom.SIGNED_UP, due, says, is_true)
