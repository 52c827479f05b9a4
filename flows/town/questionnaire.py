"""A survey or consultation as the town writes it: its questions, when each is asked, whom it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question of a survey is answered."""

    ONE = "one"  # one of its choices
    SEVERAL = "several"  # some of its choices
    SCALE = "scale"  # a whole number from `least` to `most`, each with its meaning
    NUMBER = "number"  # a whole number
    WORDS = "words"  # free text
    DISTRICT = "district"  # one of the edition's districts


@dataclass(frozen=True, slots=True)
class SurveyChoice:
    """One answer to choose; *short* is its label by SMS."""

    id: str
    label: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """Asked only if the answer to *question* (its id) is, or holds, one of *answers*."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question; *least* and *most* bound a number, a scale, or how many choices may be picked."""

    id: str
    text: str
    kind: QuestionKind
    short: str = ""  # the same within an SMS
    choices: tuple[SurveyChoice, ...] = ()
    least: int = 1
    most: int = 5
    optional: bool = False
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey or consultation, open from *opens* (included) to *closes* (excluded), both aware.

    An *anonymous* one is kept without a way back to the person. *districts* and *least_age*/*most_age* say whom it is
    for (nothing: everyone), *quota* how many answers are taken in all, *quota_by_district* in each district (0: all).
    """

    id: str
    title: str
    opens: datetime
    closes: datetime
    questions: tuple[SurveyQuestion, ...]
    word: str = ""  # what to write to answer it, beside its number in the list
    intro: str = ""
    thanks: str = ""  # what was heard, and what comes of it
    anonymous: bool = True
    districts: tuple[str, ...] = ()
    least_age: int = 0
    most_age: int = 0
    quota: int = 0
    quota_by_district: int = 0

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered at *now*."""
        return self.opens <= now < self.closes
