"""The deeds of a survey: how it stands for a person, and putting their answers with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flows.talk.deed import Deed, Done, Look, Refused

SurveyAnswer: TypeAlias = str | int | tuple[str, ...]
"""One answer: the id of a choice or of a district, words, a number, or the ids of several choices."""


@dataclass(frozen=True, slots=True)
class SurveyStanding:
    """How a survey stands for the person who writes; without them, if they answered it before."""

    answered_on: date | None = None
    taken: int = 0  # answers of others; counted only where there is a quota
    taken_in: Mapping[str, int] | None = None  # the same in each district


@dataclass(frozen=True, slots=True)
class HowSurveysStand(Look[Mapping[str, SurveyStanding]]):
    """How every survey of the edition stands for the person, by its id."""


@dataclass(frozen=True, slots=True)
class AnswerSurvey(Deed[Done | Refused]):
    """Keep the answers to *survey*, by the id of its questions, with the *district* and age *band* declared.

    Those to an anonymous survey are kept without the person; to another, in place of the person's earlier ones.
    """

    survey: str
    answers: tuple[tuple[str, SurveyAnswer], ...]
    district: str = ""
    band: str = ""
