"""What people answered to a survey, counted so that nobody can be told from the others.

A group of fewer than FEW people is not shown; and so that it cannot be had by subtraction either, groups next in size
are held back with it until those held back are two at least, and FEW people at least together. Words are listed only
when FEW have answered, each question's in an order of its own, with nothing beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from statistics import fmean, median
from typing import Any

from flows.surveys.questions import is_asked
from flows.town.edition import Edition
from flows.town.few import FEW
from flows.town.questionnaire import QuestionKind, Survey, SurveyQuestion
from storage.town.surveys import Paper

NO_LONGER = "(no longer asked)"
"""What is said of a question that the survey had when people answered it, and has no more."""

NOT_SAID = "not said"
"""The group of those who did not declare what groups are made by."""

BY: Mapping[str, Callable[[Paper], str]] = {
    "channel": lambda paper: paper.channel,
    "district": lambda paper: paper.district,
    "age": lambda paper: paper.band,
}
"""What answers can be told apart by."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many gave an answer, and their share of those who answered the question."""

    count: int
    share: float


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """What a group answered to a question: None where it is too small to be shown."""

    name: str
    answered: int | None
    cells: Mapping[str, Cell] | None
    mean: float | None = None
    median: float | None = None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question, what all answered to it, and each group by itself; *words* are answers in free words."""

    id: str
    text: str
    kind: QuestionKind
    labels: Mapping[str, str]  # by the id of the answer, in the order of the survey
    everyone: ResultGroup
    groups: tuple[ResultGroup, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """All that may be shown of the answers to a survey."""

    survey: Survey
    papers: int
    by: str
    questions: tuple[QuestionResult, ...]


def results(edition: Edition, survey: Survey, papers: Sequence[Paper], by: str = "") -> Results:
    """The answers to *survey* counted, in all and in each group that *by* (a name in BY) makes.

    What was answered before the survey changed goes by the labels it had then; a question that is no longer asked, or
    of another kind now, comes last.
    """
    former = [old for old in edition.former_surveys if old.id == survey.id]
    asked = {_key(question) for question in survey.questions}
    gone = {_key(question): question for old in former for question in old.questions if _key(question) not in asked}
    questions = [
        _question(edition, question, papers, by, _labels_of(former, question)) for question in survey.questions
    ]
    for question in gone.values():
        if any(_fits(question, paper) for paper in papers):
            was = replace(question, text=f"{question.text} {NO_LONGER}")
            questions.append(_question(edition, was, papers, by, _labels_of(former, question)))
    return Results(survey, len(papers), by, tuple(questions))


def _labels_of(former: Sequence[Survey], question: SurveyQuestion) -> dict[str, str]:
    """What its choices were called before, by their ids; the newest name counts."""
    same = (asked for old in former for asked in old.questions if _key(asked) == _key(question))
    return {choice.id: choice.label for asked in same for choice in asked.choices}


def _key(question: SurveyQuestion) -> tuple[str, QuestionKind]:
    """What makes a question the same through the versions of its survey."""
    return question.id, question.kind


def _fits(question: SurveyQuestion, paper: Paper) -> bool:
    """Whether the paper answers the question as it is: under its id there may be an answer of another kind."""
    if question.id not in paper.answers:
        return False
    answer = paper.answers[question.id]
    if question.kind in (QuestionKind.SCALE, QuestionKind.NUMBER):
        return isinstance(answer, int | float)
    return isinstance(answer, list | tuple) == (question.kind is QuestionKind.SEVERAL)


def held_back(sizes: Mapping[str, int]) -> set[str]:
    """The groups that must not be shown, given how many people are in each."""
    hidden = {name for name, size in sizes.items() if size < FEW}
    shown = sorted((name for name in sizes if name not in hidden), key=lambda name: (sizes[name], name))
    while hidden and shown and (len(hidden) == 1 or sum(sizes[name] for name in hidden) < FEW):
        hidden.add(shown.pop(0))
    return hidden


def as_json(results: Results) -> dict[str, Any]:
    """The results for machines; a group that is not shown has null for its figures."""
    return {
        "survey": results.survey.id,
        "title": results.survey.title,
        "anonymous": results.survey.anonymous,
        "papers": results.papers,
        "by": results.by or None,
        "fewest_shown": FEW,
        "questions": [_question_as_json(question) for question in results.questions],
    }


def as_rows(results: Results) -> list[dict[str, Any]]:
    """The results as the rows of a table: a row for each answer in each group, and for each mean."""
    rows = []
    for question in results.questions:
        asked = {"question": question.id, "text": question.text}
        for group in (question.everyone, *question.groups):
            rows += [{**asked, "group": group.name, **row} for row in _rows(question, group)]
        rows += [{**asked, "answer": words} for words in question.words]
    return rows


COLUMNS = ("question", "text", "group", "answered", "answer", "count", "share", "mean", "median")


def _question(
    edition: Edition, question: SurveyQuestion, papers: Sequence[Paper], by: str, former: Mapping[str, str]
) -> QuestionResult:
    answered = [paper for paper in papers if _fits(question, paper)]
    asked = [paper for paper in papers if is_asked(question, paper.answers)]
    in_words = question.kind is QuestionKind.WORDS
    hidden = len(asked if in_words else answered) < FEW
    labels = _labels(edition, question, answered, former)
    everyone = _group("", question, answered, labels, hidden=hidden)
    groups = _groups(edition, question, answered, labels, by) if by and not hidden and not in_words else ()
    words = _words(question, answered) if in_words and not hidden else ()
    return QuestionResult(question.id, question.text, question.kind, labels, everyone, groups, words)


def _groups(
    edition: Edition, question: SurveyQuestion, answered: Sequence[Paper], labels: Mapping[str, str], by: str
) -> tuple[ResultGroup, ...]:
    members: dict[str, list[Paper]] = {}
    for paper in answered:
        members.setdefault(BY[by](paper), []).append(paper)
    hidden = held_back({name: len(papers) for name, papers in members.items()})
    names = _in_order(edition, members, by)
    return tuple(
        _group(_called(edition, name, by), question, members[name], labels, hidden=name in hidden) for name in names
    )


def _in_order(edition: Edition, names: Mapping[str, Any], by: str) -> list[str]:
    """Districts as the edition lists them, ages from young to old; who did not say comes last."""
    districts = list(edition.district_names)

    def place(name: str) -> int:
        if by == "age":
            return int(name.partition("-")[0] or 0)
        return districts.index(name) if name in districts else len(districts)

    return sorted(names, key=lambda name: (name == "", place(name), name))


def _called(edition: Edition, name: str, by: str) -> str:
    return (edition.district_names.get(name, name) if by == "district" else name) or NOT_SAID


def _group(
    name: str, question: SurveyQuestion, answered: Sequence[Paper], labels: Mapping[str, str], *, hidden: bool
) -> ResultGroup:
    """What *answered* say to the question; nothing at all if the group is *hidden*."""
    if hidden:
        return ResultGroup(name, None, None)
    given = [paper.answers[question.id] for paper in answered]
    numbers = given if question.kind in (QuestionKind.SCALE, QuestionKind.NUMBER) else []
    counted = Counter(_id(choice) for answer in given for choice in _each(answer))
    cells = {id: Cell(counted[id], counted[id] / len(given)) for id in labels}
    if not numbers:
        return ResultGroup(name, len(given), cells)
    return ResultGroup(name, len(given), cells, round(fmean(numbers), 2), float(median(numbers)))


def _labels(
    edition: Edition, question: SurveyQuestion, answered: Sequence[Paper], former: Mapping[str, str]
) -> dict[str, str]:
    """What each answer is called, and was called before; one that is no longer offered goes by its *former* name."""
    if question.kind in (QuestionKind.WORDS, QuestionKind.NUMBER):
        return {}
    offered = {choice.id: choice.label for choice in question.choices}
    if question.kind is QuestionKind.DISTRICT:
        offered = dict(edition.district_names)
    if question.kind is QuestionKind.SCALE:
        offered = {str(mark): offered.get(str(mark), "") for mark in range(question.least, question.most + 1)}
    offered = {id: _renamed(label, former.get(id, label)) for id, label in offered.items()}
    given = sorted({_id(choice) for paper in answered for choice in _each(paper.answers[question.id])})
    return {**offered, **{id: former.get(id, id) for id in given if id not in offered}}


def _renamed(label: str, before: str) -> str:
    return label if label == before else f"{label} (before: {before})"


def _words(question: SurveyQuestion, answered: Sequence[Paper]) -> tuple[str, ...]:
    """The texts, in an order that tells neither when they came, nor which go together, nor in which slot each lies."""
    texts = (str(paper.answers[question.id]) for paper in answered)
    return tuple(sorted(texts, key=lambda text: sha256(f"{question.id}:{text}".encode()).digest()))


def _each(answer: Any) -> Sequence[Any]:
    return answer if isinstance(answer, list | tuple) else (answer,)


def _id(answer: Any) -> str:
    return str(answer)


def _question_as_json(question: QuestionResult) -> dict[str, Any]:
    asked = {"id": question.id, "text": question.text, "kind": str(question.kind)}
    fields = {**asked, **_group_as_json(question, question.everyone)}
    if question.groups:
        fields["groups"] = [{"group": group.name, **_group_as_json(question, group)} for group in question.groups]
    if question.kind is QuestionKind.WORDS:
        fields["words"] = list(question.words)
    return fields


def _group_as_json(question: QuestionResult, group: ResultGroup) -> dict[str, Any]:
    if group.cells is None:
        return {"answered": None, "answers": None}
    answers = [
        {"id": id, "label": question.labels[id], "count": cell.count, "share": round(cell.share, 4)}
        for id, cell in group.cells.items()
    ]
    means = {} if group.mean is None else {"mean": group.mean, "median": group.median}
    return {"answered": group.answered, "answers": answers, **means}


def _rows(question: QuestionResult, group: ResultGroup) -> list[dict[str, Any]]:
    if group.cells is None:
        return [{"answered": f"<{FEW}", "answer": ""}]
    means = {"mean": group.mean, "median": group.median}
    if not group.cells:
        return [{"answered": group.answered, "answer": "", **means}]
    return [
        {
            "answered": group.answered,
            "answer": question.labels[id] or id,
            "count": cell.count,
            "share": round(cell.share, 4),
            **means,
        }
        for id, cell in group.cells.items()
    ]
