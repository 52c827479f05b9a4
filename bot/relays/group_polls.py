"""Polls in a group: the questions of surveys that Telegram's own poll can hold, and that everybody may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.channels.telegram_text import is_within
from bot.hands.ambassadors import PAYLOAD
from flows.town.edition import Edition
from flows.town.questionnaire import QuestionKind, Survey, SurveyQuestion
from flows.understanding.folding import fold
from storage.relays.groups import Group

LONGEST_QUESTION, LONGEST_CHOICE, CHOICES = 300, 100, range(2, 11)
"""What Telegram's own polls hold: units of a question and of a choice, and how many choices."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A question of a survey to put to the group as Telegram's own poll."""

    group: Group
    survey: Survey
    question: SurveyQuestion

    @property
    def payload(self) -> str:
        """What leads to the whole survey."""
        return f"{PAYLOAD}{self.group.word}_enquete"


def open_to_all(edition: Edition, now: datetime, wanted: str) -> list[Survey]:
    """The surveys that are open to everybody just now; only the one called *wanted*, if anything is."""
    word = fold(wanted)
    return [
        survey
        for survey in edition.surveys
        if survey.is_open(now)
        and not (survey.districts or survey.least_age or survey.most_age)
        and (not word or word in (fold(survey.word), fold(survey.id), fold(survey.title)))
    ]


def fits(question: SurveyQuestion) -> bool:
    """Whether Telegram's own poll can hold the question, and everybody may be asked it."""
    return (
        question.kind in (QuestionKind.ONE, QuestionKind.SEVERAL)
        and question.when is None
        and len(question.choices) in CHOICES
        and is_within(question.text, LONGEST_QUESTION)
        and all(is_within(choice.label, LONGEST_CHOICE) for choice in question.choices)
    )
