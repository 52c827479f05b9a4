"""A phase in which people can do something has opened."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before, end_of, spans
from flows.reminders.in_groups import headed
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.words import Say, _

OPEN = (Phase.IDEAS, Phase.VOTE)

FRESH = 7
"""Days for which an opening is news."""


def due(edition: Edition) -> tuple[Due, ...]:
    """At each opening; after some days it is no news any more."""
    return tuple(
        Due(span.opens, min(span.closes, days_before(span.opens, -FRESH, edition)), span.phase)
        for span in spans(edition, *OPEN)
    )


def says(scene: Scene, about: str) -> Said:
    """What is open, and until when."""
    end = end_of(scene, about)
    if about == Phase.VOTE:
        return Said(_("C'est parti : vous pouvez voter, jusqu'au {end}. Pour voter : VOTE.", end=end))
    return Said(_("Une idée pour la ville ? Proposez-la jusqu'au {end}. Pour commencer : PROPOSER.", end=end))


def to_group(scene: Scene, about: str) -> Say:
    """The same for many at once."""
    end = end_of(scene, about)
    if about == Phase.VOTE:
        return headed(scene, _("Le vote est ouvert, jusqu'au {end}. Choisir ses projets prend une minute.", end=end))
    return headed(scene, _("Une idée pour la ville ? On peut la proposer jusqu'au {end}.", end=end))


def is_true(scene: Scene, about: str) -> bool:
    """While the phase lasts, for who has not begun what it is for: an idea left in autumn is no vote."""
    begun = scene.me.voted_on is not None if about == Phase.VOTE else "propose" in scene.me.drafts
    return scene.phase == about and not begun


PHASE_OPENS = Rule("phase_opens", ConsentKind.REMINDERS, Whom.NOT_BEGUN, due, says, is_true, to_group=to_group)
