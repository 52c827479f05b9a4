"""A meeting is a week away: who did not sign up yet may still come."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.meeting import Meeting
from flows.words import Moment, Verbatim, _

AHEAD, LAST = 7, 2
"""Days before it from which on people are invited, and until which: who is asked on the eve has other plans."""

OF = ":"
"""What stands in *about* between the meeting and the district it is for, if it is for one."""


def due(edition: Edition) -> tuple[Due, ...]:
    """A week before each meeting."""
    return tuple(
        Due(
            days_before(meeting.starts, AHEAD, edition),
            days_before(meeting.starts, LAST, edition),
            f"{meeting.id}{OF}{meeting.district}" if meeting.district else meeting.id,
        )
        for meeting in edition.meetings
    )


def says(scene: Scene, about: str) -> Said:
    """What, when and where, and how to come."""
    meeting = _meeting(scene, about)
    assert meeting is not None, "it is told while it is true"
    return Said(
        _(
            "Réunion : « {title} », le {at}, {place}. Pour venir : VENIR {number}.",
            title=Verbatim(meeting.title),
            at=Moment(meeting.starts.astimezone(scene.edition.zone)),
            place=Verbatim(meeting.place),
            number=meeting.number,
        )
    )


def is_true(scene: Scene, about: str) -> bool:
    """Before it starts, while it takes place at all."""
    meeting = _meeting(scene, about)
    return meeting is not None and scene.now < meeting.starts


def _meeting(scene: Scene, about: str) -> Meeting | None:
    return scene.edition.meeting_by_id.get(about.partition(OF)[0])


MEETING_ANNOUNCED = Rule("meeting_announced", ConsentKind.MEETINGS, Whom.INVITED, due, says, is_true)
