"""The result is published: not before it really is, whatever the calendar says."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import spans
from flows.reminders.in_groups import headed
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.vote.results import winners
from flows.words import Say, Text, _, n_


def due(edition: Edition) -> tuple[Due, ...]:
    """When the results open; told for as long as they are what people talk about."""
    return tuple(Due(span.opens, span.closes, span.phase) for span in spans(edition, Phase.RESULTS))


def says(scene: Scene, about: str) -> Said:
    """How many projects won, and how to see which."""
    won = _won(scene)
    return Said(_("{won} Pour le lire : RESULTATS. Merci d'avoir pris part.", won=won), _("{won} RESULTATS.", won=won))


def to_group(scene: Scene, about: str) -> Say:
    """How many projects won."""
    return headed(scene, _won(scene))


def _won(scene: Scene) -> Text:
    return n_(
        "Le résultat est là : {n} projet retenu.",
        "Le résultat est là : {n} projets retenus.",
        len(winners(scene.edition)),
    )


def is_true(scene: Scene, about: str) -> bool:
    """Once the winners are really published."""
    return scene.phase == about and bool(winners(scene.edition))


def is_ready(edition: Edition) -> bool:
    """Whether there are winners to tell of."""
    return bool(winners(edition))


RESULT_ANNOUNCED = Rule(
    "result_announced", ConsentKind.NEWS, Whom.EVERYONE, due, says, is_true, is_ready=is_ready, to_group=to_group
)
