"""A phase lasts longer than people were told: those who were told the old date hear the new one."""

from __future__ import annotations

from collections.abc import Iterator

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before
from flows.reminders.in_groups import headed
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.calendar import longer, why_longer
from flows.town.edition import Edition, Phase
from flows.town.prolonged import TAKEN_PART_IN, Prolongation, prolonged
from flows.words import Joined, Say, _

FRESH = 7
"""Days for which it is news; later the reminders of the new date say it."""


def due(edition: Edition) -> tuple[Due, ...]:
    """As soon as it was decided."""
    return tuple(
        Due(one.at, min(one.closes, days_before(one.at, -FRESH, edition)), one.phase, f"{one.closes.timestamp():.0f}")
        for one in _now(edition)
    )


def says(scene: Scene, about: str) -> Said:
    """Until when now, until when before, and why."""
    told, why = _told(scene, about), why_longer(scene.edition, about)
    how = _("Pour voter : VOTE.") if about == Phase.VOTE else _("Pour proposer : PROPOSER.")
    return Said(Joined((told, *why, how), " "), Joined((told, how), " "))


def to_group(scene: Scene, about: str) -> Say:
    """The same for many at once."""
    return headed(scene, Joined((_told(scene, about), *why_longer(scene.edition, about)), " "))


def is_true(scene: Scene, about: str) -> bool:
    """While the phase lasts, for who has not voted; whoever proposed may propose again."""
    voted = about == Phase.VOTE and scene.me.voted_on is not None
    return scene.phase == about and prolonged(scene.edition, about) is not None and not voted


def _now(edition: Edition) -> Iterator[Prolongation]:
    return (one for phase in TAKEN_PART_IN if (one := prolonged(edition, phase)))


def _told(scene: Scene, about: str) -> Say:
    told = longer(scene.edition, about)
    assert told is not None, "it is due by a prolongation"
    return told


PHASE_PROLONGED = Rule(
    "phase_prolonged",
    ConsentKind.REMINDERS,
    Whom.TOLD_BEFORE,
    due,
    says,
    is_true,
    to_group=to_group,
    always=True,
)
