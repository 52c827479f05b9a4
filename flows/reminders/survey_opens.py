"""A survey has opened, for those whom it is for."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before
from flows.surveys.rules import Respondent, not_for, until
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.words import Verbatim, _

FRESH = 7
"""Days for which it is news."""


def due(edition: Edition) -> tuple[Due, ...]:
    """When each survey opens; after some days it is no news any more."""
    return tuple(
        Due(survey.opens, min(survey.closes, days_before(survey.opens, -FRESH, edition)), survey.id)
        for survey in edition.surveys
    )


def says(scene: Scene, about: str) -> Said:
    """What it is on, until when, and how to answer."""
    survey = scene.edition.survey_by_id[about]
    title, end = Verbatim(survey.title), until(survey, scene.edition)
    return Said(_("Votre avis : « {title} », jusqu'au {end}. Pour répondre : ENQUETE.", title=title, end=end))


def is_true(scene: Scene, about: str) -> bool:
    """While it is open, for whom it is for as far as they said where they live and how old they are."""
    survey, me = scene.edition.survey_by_id.get(about), scene.me
    if survey is None or not survey.is_open(scene.now) or "survey" in me.drafts:
        return False
    return not_for(survey, scene.edition, Respondent(me.district or None, me.band)) is None


SURVEY_OPENS = Rule("survey_opens", ConsentKind.REMINDERS, Whom.NOT_ANSWERED, due, says, is_true)
