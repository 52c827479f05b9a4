"""A meeting does not take place: who signed up for it must not find a closed door."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.meeting_changes import about_of, change_of, newest
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.words import Moment, Verbatim, _


def due(edition: Edition) -> tuple[Due, ...]:
    """As soon as the calendar has it no more, until it would have started."""
    return tuple(
        Due(change.at, change.was.starts, about_of(change))
        for change in newest(edition)
        if change.was.id not in edition.meeting_by_id and change.was.starts > change.at
    )


def says(scene: Scene, about: str) -> Said:
    """Which one, by its old date and place, and where the others are."""
    change = change_of(scene.edition, about)
    assert change is not None, "it is told while it is true"
    return Said(
        _(
            "Annulé : « {title} », le {at}, {place}, n'aura pas lieu. Les autres réunions : REUNIONS.",
            title=Verbatim(change.was.title),
            at=Moment(change.was.starts.astimezone(scene.edition.zone)),
            place=Verbatim(change.was.place),
        )
    )


def is_true(scene: Scene, about: str) -> bool:
    """Until it would have started, unless the calendar has it again."""
    change = change_of(scene.edition, about)
    gone = change is not None and change.was.id not in scene.edition.meeting_by_id
    return gone and change is not None and scene.now < change.was.starts


MEETING_CANCELLED = Rule("meeting_cancelled", ConsentKind.OWED, Whom.CAME_BEFORE, due, says, is_true, always=True)
