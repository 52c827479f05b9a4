"""A survey that was begun and not sent, some days before it closes."""

from __future__ import annotations

from collections.abc import Iterable

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before
from flows.surveys.rules import until
from flows.talk.chat import Said
from flows.talk.memory import Thread
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.words import _


def due(edition: Edition) -> tuple[Due, ...]:
    """So many days before each survey closes, as the edition says for phases."""
    days = max(edition.campaigns.closing_days, default=3)
    moments = ((survey, days_before(survey.closes, days, edition)) for survey in edition.surveys)
    return tuple(Due(at, survey.closes, survey.id) for survey, at in moments if at > survey.opens)


def says(scene: Scene, about: str) -> Said:
    """That answers wait to be sent, and until when."""
    end = until(scene.edition.survey_by_id[about], scene.edition)
    return Said(_("Votre enquête n'est pas finie : il reste jusqu'au {end}. On reprend :", end=end))


def is_true(scene: Scene, about: str) -> bool:
    """While the survey is open and the answers are there."""
    survey = scene.edition.survey_by_id.get(about)
    return survey is not None and survey.is_open(scene.now) and "survey" in scene.me.drafts


def is_about(threads: Iterable[Thread], survey: str) -> bool:
    """Whether the answers to *survey* are among what a person left unfinished: one survey is answered at a time."""
    mine = f"s.{survey}."
    answers = (pair for thread in threads if thread.flow == "survey" for pair in thread.answers)
    return any(name.startswith(mine) or (name, value) == ("which", survey) for name, value in answers)


UNFINISHED_SURVEY = Rule(
    "unfinished_survey", ConsentKind.REMINDERS, Whom.SURVEY_BEGUN, due, says, is_true, then="survey"
)
