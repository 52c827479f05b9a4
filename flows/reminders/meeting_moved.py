"""A meeting has another date or place: who signed up for the old one hears the new one."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.meeting_changes import about_of, change_of, newest
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.meeting import Meeting
from flows.words import Moment, Verbatim, _


def due(edition: Edition) -> tuple[Due, ...]:
    """As soon as it is in the calendar, until it starts."""
    both = ((change, edition.meeting_by_id.get(change.was.id)) for change in newest(edition))
    return tuple(Due(change.at, now.starts, about_of(change)) for change, now in both if now and now.starts > change.at)


def says(scene: Scene, about: str) -> Said:
    """When and where it is now, as it stands when it is told, and how to say that one cannot come."""
    meeting = _meeting(scene, about)
    assert meeting is not None, "it is told while it is true"
    return Said(
        _(
            "Changement : « {title} » aura lieu le {at}, {place}. Un empêchement ? ABSENT {number}.",
            title=Verbatim(meeting.title),
            at=Moment(meeting.starts.astimezone(scene.edition.zone)),
            place=Verbatim(meeting.place),
            number=meeting.number,
        )
    )


def is_true(scene: Scene, about: str) -> bool:
    """Before it starts, while nothing changed since."""
    meeting = _meeting(scene, about)
    return meeting is not None and scene.now < meeting.starts


def _meeting(scene: Scene, about: str) -> Meeting | None:
    """The meeting as it stands."""
    change = change_of(scene.edition, about)
    return scene.edition.meeting_by_id.get(change.was.id) if change else None


MEETING_MOVED = Rule("meeting_moved", ConsentKind.OWED, Whom.CAME_BEFORE, due, says, is_true, always=True)
