"""Whether anyone will know who answered a survey: what the town promises at its beginning, said again."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.questionnaire import Survey
from flows.words import Joined, Say, Verbatim, _


def survey_promise(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """The promise of each survey that is open now."""
    told = [_promise(survey) for survey in scene.edition.surveys if survey.is_open(scene.now)]
    none = _("Il n'y a pas d'enquête pour vous en ce moment. Pour tout le reste : MENU.")
    return Said(Joined(tuple(told[:MOST])) if told else none)


MOST = 2
"""Surveys whose promises are told at once."""


def _promise(survey: Survey) -> Say:
    named = (
        _("Sans votre nom ni votre numéro : c'est anonyme.")
        if survey.anonymous
        else _("Pas anonyme : vos réponses sont gardées avec votre numéro.")
    )
    return Joined((Verbatim(f"{survey.word.upper() or survey.title} :"), named), " ")


FACTS: dict[str, Fact] = {"survey_promise": survey_promise}
