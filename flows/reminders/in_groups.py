"""What a group reads of a moment: the town and its budget by name, and no word to type, which nobody reads there.

Each text is still true when it leaves some days later: it counts from when the moment began, and gives the date.
"""

from __future__ import annotations

from datetime import timedelta

from flows.reminders.dates import end_of
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.words import Joined, Say, Text, Verbatim, _

HOURS, DAYS, WEEK = timedelta(days=1), timedelta(days=3), timedelta(days=7)
"""How much is left at most in the last hours, the last days and the last week."""


def headed(scene: Scene, told: Say) -> Say:
    """*told*, under whose it is."""
    return Joined((_("Budget participatif de {town}", town=Verbatim(scene.edition.town)), told), "\n")


def closing_soon(scene: Scene, about: str) -> Say:
    """How near the end of the vote, or of the ideas, is when the moment begins."""
    return headed(scene, (_to_vote if about == Phase.VOTE else _to_propose)(scene, about))


def _to_vote(scene: Scene, about: str) -> Text:
    end, left = end_of(scene, about), _left(scene, about)
    if left <= HOURS:
        return _("Dernières heures pour voter : jusqu'au {end}.", end=end)
    if left <= DAYS:
        return _("Derniers jours pour voter : jusqu'au {end}.", end=end)
    if left <= WEEK:
        return _("Dernière semaine pour voter : jusqu'au {end}.", end=end)
    return _("On peut encore voter, jusqu'au {end}. Cela prend une minute.", end=end)


def _to_propose(scene: Scene, about: str) -> Text:
    end, left = end_of(scene, about), _left(scene, about)
    if left <= HOURS:
        return _("Dernières heures pour proposer une idée : jusqu'au {end}.", end=end)
    if left <= DAYS:
        return _("Derniers jours pour proposer une idée : jusqu'au {end}.", end=end)
    if left <= WEEK:
        return _("Dernière semaine pour proposer une idée : jusqu'au {end}.", end=end)
    return _("On peut encore proposer une idée, jusqu'au {end}.", end=end)


def _left(scene: Scene, about: str) -> timedelta:
    span = scene.edition.span_of(Phase(about))
    assert span is not None, "a reminder is due by a span of the calendar"
    return span.closes - scene.now
