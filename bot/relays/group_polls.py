"""Polls in a group: what Telegram's own poll can hold, of that the questions of surveys that everybody may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.channels.telegram_text import is_within
from bot.hands.ambassadors import PAYLOAD
from flows.town.edition import Edition
from flows.town.questionnaire import QuestionKind, Survey, SurveyQuestion
from flows.understanding.folding import fold
from flows.words import Say, _
from storage.relays import polls
from storage.relays.groups import Group

LONGEST_QUESTION, LONGEST_CHOICE, CHOICES = 300, 100, range(2, 11)
"""What Telegram's own polls hold: units of a question and of a choice, and how many choices."""


LONGEST_POLL = timedelta(seconds=2_628_000)
"""How far ahead Telegram lets a poll's end be set."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A question of *survey* to put to the group as Telegram's own poll, over a button to what it *leads_to*.

    It closes by itself when it *ends*; where that is None, it stays open. The *word* is that of who holds the group.
    """

    group: Group
    survey: str
    question: SurveyQuestion
    ends: datetime | None
    leads_to: str
    word: str = ""

    @property
    def payload(self) -> str:
        """What takes whoever touches the button there, through who holds the group."""
        return f"{PAYLOAD}{self.word}{self.leads_to}"


def survey_poll(tx: Connection, group: Group, edition: Edition, now: datetime, wanted: str) -> Poll | Say:
    """The next question that the group was not asked, of the survey called *wanted* or of any; or why there is none."""
    asked = 0
    for survey in open_to_all(edition, now, wanted):
        done = polls.polled(tx, group, survey.id)
        fit = [question for question in survey.questions if fits(question)]
        left = [question for question in fit if question.id not in done]
        if left:
            ends = survey.closes if survey.closes - now < LONGEST_POLL else None
            return Poll(group, survey.id, left[0], ends, "_enquete")
        asked += len(fit)
    if asked:
        return _("Toutes les questions de l'enquête ont été posées ici. Merci !")
    return _("Aucune enquête en cours n'a de question à poser à un groupe.")


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
