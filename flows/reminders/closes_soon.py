"""The days left to propose an idea."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import before_closing, end_of, spans
from flows.reminders.in_groups import closing_soon
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.words import _


def due(edition: Edition) -> tuple[Due, ...]:
    """So many days before ideas close, as the edition says."""
    return tuple(moment for span in spans(edition, Phase.IDEAS) for moment in before_closing(span, edition))


def says(scene: Scene, about: str) -> Said:
    """Until when ideas are taken."""
    return Said(_("Il reste peu de temps pour proposer une idée : jusqu'au {end}. PROPOSER.", end=end_of(scene, about)))


def is_true(scene: Scene, about: str) -> bool:
    """While the phase lasts; who has a draft is reminded of that instead."""
    return scene.phase == about and "propose" not in scene.me.drafts


CLOSES_SOON = Rule("closes_soon", ConsentKind.REMINDERS, Whom.NOT_PROPOSED, due, says, is_true, to_group=closing_soon)
