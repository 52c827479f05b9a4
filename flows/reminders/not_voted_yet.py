"""The days left to vote, for who has not voted and did not begin."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import before_closing, end_of, spans
from flows.reminders.in_groups import closing_soon
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.words import _


def due(edition: Edition) -> tuple[Due, ...]:
    """So many days before the vote closes, as the edition says."""
    return tuple(moment for span in spans(edition, Phase.VOTE) for moment in before_closing(span, edition))


def says(scene: Scene, about: str) -> Said:
    """Until when, and how."""
    return Said(_("Vous pouvez encore voter, jusqu'au {end}. Cela prend une minute : VOTE.", end=end_of(scene, about)))


def is_true(scene: Scene, about: str) -> bool:
    """While the vote is open, for who has not voted."""
    return scene.phase == about and scene.me.voted_on is None


NOT_VOTED_YET = Rule("not_voted_yet", ConsentKind.REMINDERS, Whom.NOT_VOTED, due, says, is_true, to_group=closing_soon)
