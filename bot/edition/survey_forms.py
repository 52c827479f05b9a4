"""The tables that a survey of an edition file is made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints, model_validator

from bot.edition.forms import Form
from bot.edition.remedies import shown
from bot.edition.values import Age, Key, Line, Name, Paragraph, When, one_of
from flows.talk.questions.base import SKIP
from flows.town.questionnaire import QuestionKind, SurveyChoice
from flows.understanding.folding import fold

LONGEST_ID = 40
"""Letters of an id that is made from a label: what a button can carry."""


def _word(given: str) -> str:
    folded = fold(given)
    if given and not (folded.isalnum() and folded[:1].isalpha() and len(folded) >= 3):
        raise ValueError(f"is {shown(given)}: write one word of three letters or more, without spaces")
    return folded


def _answer(given: object) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise ValueError(f"is {shown(given)}: write an answer of that question, or its number")
    return str(given)


Count = Annotated[int, Field(ge=0, le=1_000_000)]


class SurveyForm(Form):
    """A survey, without its questions."""

    id: Key
    title: Name
    opens: When
    closes: When
    word: Annotated[Line, AfterValidator(_word)] = ""
    intro: Paragraph = ""
    thanks: Paragraph = ""
    anonymous: bool = True
    districts: Annotated[tuple[str, ...], Field(strict=False)] = ()
    least_age: Age = 0
    most_age: Age = 0
    quota: Count = 0
    quota_by_district: Count = 0


class QuestionForm(Form):
    """A question, without its choices and its condition."""

    id: Key
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), Field(min_length=1)]
    kind: Annotated[QuestionKind, one_of(tuple(QuestionKind), QuestionKind)]
    short: Annotated[Line, Field(max_length=120)] = ""
    least: Count | None = None
    most: Count | None = None
    optional: bool = False


def _choice_id(given: str) -> str:
    if given == SKIP:
        raise ValueError(f"is '{given}', which means that a question was skipped: write another")
    return given


class ChoiceForm(Form):
    """An answer to choose: a table, or its label alone."""

    id: Annotated[Key, AfterValidator(_choice_id)]
    label: Name
    short: Annotated[Line, Field(max_length=30)] = ""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        """*given* with an id, made from its label if it has none."""
        given = {"label": given} if isinstance(given, str) else given
        label = given.get("label") if isinstance(given, dict) else None
        return {"id": id_of(label), **given} if isinstance(label, str) else given

    def choice(self) -> SurveyChoice:
        """The choice."""
        return SurveyChoice(self.id, self.label, self.short)


class ConditionForm(Form):
    """When a question is asked: if *question* got one of *answers*."""

    question: str
    answers: Annotated[tuple[Annotated[str, PlainValidator(_answer)], ...], Field(strict=False), Field(min_length=1)]


def id_of(label: str) -> str:
    """The id of what is called *label*: «Oui, à pied !» is «oui-a-pied»."""
    return fold(label).replace("_", " ").replace(" ", "-")[:LONGEST_ID].strip("-")
