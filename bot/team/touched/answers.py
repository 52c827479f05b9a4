"""What a change touches of the answers to surveys: questions and choices that are taken away, or change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from bot.languages.plurals import so_many
from flows.town.edition import Edition
from flows.town.questionnaire import QuestionKind, Survey, SurveyQuestion, When
from storage.database.store import Store
from storage.town import surveys


def of_answers(tx: Connection, store: Store, was: Edition, now: Edition) -> list[str]:
    """A clause for each thing that people answered and that would be lost, or read otherwise."""
    if was.surveys == now.surveys:
        return []
    counts = surveys.counts(tx, was.id)
    clauses = []
    for old in was.surveys:
        new = now.survey_by_id.get(old.id)
        if counts[old.id] and new != old:
            papers = surveys.papers(tx, store, was.id, old.id)
            clauses += list(_of_survey(old, new, [dict(paper.answers) for paper in papers]))
    return clauses


def _of_survey(old: Survey, new: Survey | None, papers: Sequence[dict[str, Any]]) -> Iterator[str]:
    if new is None:
        yield f"the survey {old.id} is taken away: {_answers(len(papers))} to it"
        return
    if new.anonymous != old.anonymous:
        promise = "anonymous" if old.anonymous else "not anonymous"
        yield f"the survey {old.id} was {promise}: {_answers(len(papers))} came under that promise"
    yield from (f"the survey {old.id}: {what}: {_answers(len(papers))} to it" for what in _for_others(old, new))
    after = {question.id: question for question in new.questions}
    for question in old.questions:
        given = [paper[question.id] for paper in papers if question.id in paper]
        if given and after.get(question.id) != question:
            yield from _of_question(old, question, after.get(question.id), given)
        yield from _of_asking(old, question, after.get(question.id), papers)


_FOR_WHOM = ("districts", "least_age", "most_age")
"""Whom a survey is for: who answered as one of them stays counted."""


def _for_others(old: Survey, new: Survey) -> Iterator[str]:
    for name in _FOR_WHOM:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name} becomes {_said(after)}, it was {_said(before)}"


def _of_asking(
    survey: Survey, old: SurveyQuestion, new: SurveyQuestion | None, papers: Sequence[dict[str, Any]]
) -> Iterator[str]:
    """A clause if a question is asked of others than it was: who was not asked it has no answer to it."""
    if new is None or new.when == old.when or not papers:
        return
    given = sum(old.id in paper for paper in papers)
    without = f"{_answers(given)} to it, {len(papers) - given} without one"
    yield f"{survey.id}, {old.id}: it is asked {_condition(new.when)}, it was asked {_condition(old.when)}: {without}"


def _condition(when: When | None) -> str:
    return f"if {when.question} is {' or '.join(when.answers)}" if when else "of everyone"


def _said(value: int | tuple[str, ...]) -> str:
    return (", ".join(value) if isinstance(value, tuple) else str(value or "")) or "none"


def _of_question(
    survey: Survey, old: SurveyQuestion, new: SurveyQuestion | None, given: Sequence[Any]
) -> Iterator[str]:
    where = f"{survey.id}, {old.id}"
    if new is None:
        yield f"{where}: the question is taken away: {_answers(len(given))} to it"
    elif new.kind is not old.kind:
        yield f"{where}: the kind becomes {new.kind}, it was {old.kind}: {_answers(len(given))} of that kind"
    else:
        if new.text != old.text:
            yield f"{where}: «{old.text}» becomes «{new.text}»: {_answers(len(given))} to it as it was"
        yield from _of_choices(where, old, new, given)


def _of_choices(where: str, old: SurveyQuestion, new: SurveyQuestion, given: Sequence[Any]) -> Iterator[str]:
    named = Counter(str(choice) for answer in given for choice in (answer if isinstance(answer, list) else (answer,)))
    before, after = ({choice.id: choice.label for choice in question.choices} for question in (old, new))
    for id, label in before.items():
        if not named[id]:
            continue
        if id not in after and new.kind is not QuestionKind.SCALE:
            yield f"{where}: the choice «{label}» is taken away: {_naming(named[id])} {id}"
        elif after.get(id) != label:
            yield f"{where}: «{label}» would read «{after.get(id, id)}»: {_naming(named[id])} {id}"
    if new.kind is QuestionKind.SEVERAL and (new.least, new.most) != (old.least, old.most):
        outside = sum(not new.least <= len(answer) <= new.most for answer in given)
        if outside:
            yield f"{where}: {new.least} to {new.most} choices only: {_answers(outside)} beyond that"
    if new.kind in (QuestionKind.SCALE, QuestionKind.NUMBER):
        outside = sum(not new.least <= int(mark) <= new.most for mark in given)
        if outside and (new.least, new.most) != (old.least, old.most):
            yield f"{where}: from {new.least} to {new.most} only: {_answers(outside)} beyond that"


def _answers(count: int) -> str:
    return so_many(count, "answer")


def _naming(count: int) -> str:
    return so_many(count, "answer names", "answers name")
