"""The result will be proclaimed in two days: when, for who wants to be there or to look."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before, spans
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.vote.results import winners
from flows.words import Day, Moment, _

AHEAD = 2
"""Days before the results open."""


def due(edition: Edition) -> tuple[Due, ...]:
    """Shortly before the results open."""
    return tuple(
        Due(days_before(span.opens, AHEAD, edition), span.opens, span.phase) for span in spans(edition, Phase.RESULTS)
    )


def says(scene: Scene, about: str) -> Said:
    """When it is known, and how to read it then."""
    span = scene.edition.span_of(Phase(about))
    assert span is not None, "it is due by a span of the calendar"
    opens = span.opens.astimezone(scene.edition.zone)
    when = Moment(opens) if opens.hour else Day(opens.date())
    return Said(_("Le résultat du vote sera proclamé le {when}. Pour le lire ce jour-là : RESULTATS.", when=when))


def is_true(scene: Scene, about: str) -> bool:
    """Until then, unless it is public already."""
    span = scene.edition.span_of(Phase(about))
    return span is not None and scene.now < span.opens and not winners(scene.edition)


PROCLAMATION = Rule("proclamation", ConsentKind.NEWS, Whom.EVERYONE, due, says, is_true)
