"""How well the searches find, measured on questions whose right answers are known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, BaseModel, Field, ValidationError

from bot.edition.errors import FileError, Problem
from bot.edition.reading import text_of
from bot.edition.remedies import worded
from flows.town.faq import FaqEntry
from flows.town.learnt import Learnt
from flows.understanding.asking import OFFERED, Answers, HearingIndex
from flows.understanding.folding import fold
from flows.understanding.likeness import Document, Likeness
from flows.understanding.meaning import Meaning
from flows.understanding.vocabulary import Vocabulary

CANDIDATES = tuple(step / 100 for step in range(5, 80))
"""The least scores tried when one is chosen on half of the questions."""


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody wrote, and the ids that are right; none if nothing should be shown."""

    text: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What one case would be shown, best first: each id with the least score at which it would be hidden.

    *offered* are those whose questions are offered where no answer is given.
    """

    case: Case
    shown: tuple[tuple[str, float], ...]
    offered: tuple[str, ...] = ()

    def at(self, least: float) -> tuple[str, ...]:
        """The ids that are shown when *least* is the least score."""
        return tuple(id for id, score in self.shown if score >= least)

    def hit(self, least: float, first: int) -> bool:
        """Whether one of the *first* that are shown is right."""
        return any(id in self.case.right for id in self.at(least)[:first])

    def reached(self, least: float) -> bool:
        """Whether one of the first three is right: of those given, or, where none is, of those offered."""
        return self.hit(least, 3) or (not self.at(least) and not set(self.offered).isdisjoint(self.case.right))


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return (
            f"{100 * self.part / self.whole:.1f} % ({self.part} of {self.whole})" if self.whole else "none to measure"
        )

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True)
class Figures:
    """What some trials came to: right ones first and among three, given or offered, and what was shown in vain."""

    first: Ratio
    three: Ratio
    vain: Ratio

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.first + other.first, self.three + other.three, self.vain + other.vain)


def similar(documents: Sequence[Document], cases: Sequence[Case], vocabulary: Vocabulary) -> list[Trial]:
    """Each case compared with the ideas there are."""
    likeness = Likeness(documents, vocabulary)
    return [Trial(case, tuple((m.id, m.score) for m in likeness.alike(case.text, least=0))) for case in cases]


def faq(index: HearingIndex, cases: Sequence[Case], meaning: Meaning) -> list[Trial]:
    """Each case asked of the entries. They are shown together, if the best one is: how surely it is asked decides."""
    trials = []
    for case in cases:
        answers = index.answers(case.text, meaning, least=0)
        shown = tuple((match.entry.id, answers.surely) for match in answers.found) if answers.sure else ()
        trials.append(Trial(case, shown, _offered(index.answers(case.text, meaning))))
    return trials


def _offered(answers: Answers) -> tuple[str, ...]:
    return () if answers.sure else tuple(match.entry.id for match in answers.found[:OFFERED])


def not_learnt(cases: Sequence[Case], learnt: Iterable[Learnt]) -> list[Case]:
    """The cases that are not among what was *learnt*, word for word: those would measure nothing."""
    known = {fold(one.words) for one in learnt}
    return [case for case in cases if fold(case.text) not in known]


class Fate(StrEnum):
    """What becomes of a question that the FAQ answers."""

    DIRECT = "direct"  # its answer is given first
    AFTER_NO = "after NON"  # it is given after another that was not meant
    OFFERED = "offered"  # none is sure, and its answer is among those offered by their question
    LOST = "lost"  # it is not shown: the question goes to the team


def fates(index: HearingIndex, cases: Sequence[Case], meaning: Meaning) -> dict[Fate, Ratio]:
    """What becomes of each of *cases* that has an answer, as the conversation goes."""
    asked = [case for case in cases if case.right]
    counts = Counter(_fate(index.answers(case.text, meaning), case) for case in asked)
    return {fate: Ratio(counts[fate], len(asked)) for fate in Fate}


def _fate(answers: Answers, case: Case) -> Fate:
    if not answers.sure:
        return Fate.OFFERED if set(_offered(answers)) & set(case.right) else Fate.LOST
    ids = [match.entry.id for match in answers.found]
    if ids[0] in case.right:
        return Fate.DIRECT
    return Fate.AFTER_NO if set(ids) & set(case.right) else Fate.LOST


def figures(trials: Sequence[Trial], least: float) -> Figures:
    """What *trials* come to when *least* is the least score that is shown."""
    known = [trial for trial in trials if trial.case.right]
    unknown = [trial for trial in trials if not trial.case.right]
    return Figures(
        Ratio(sum(trial.hit(least, 1) for trial in known), len(known)),
        Ratio(sum(trial.reached(least) for trial in known), len(known)),
        Ratio(sum(bool(trial.at(least)) for trial in unknown), len(unknown)),
    )


def halves(trials: Sequence[Trial]) -> tuple[Figures, tuple[float, float]]:
    """What *trials* come to when the least score is chosen on one half and measured on the other; and the two chosen.

    Every other case is in the same half, so both have cases of all kinds if those stand together in the file.
    """
    half, other = trials[::2], trials[1::2]
    chosen = (_best_least(other), _best_least(half))
    return figures(half, chosen[0]) + figures(other, chosen[1]), chosen


def _best_least(trials: Sequence[Trial]) -> float:
    """The least score with the largest share of right ones, less what is shown in vain; the middle one of the best."""

    def worth(least: float) -> float:
        measured = figures(trials, least)
        return measured.three.part / max(1, measured.three.whole) - measured.vain.part / max(1, measured.vain.whole)

    worths = {least: worth(least) for least in CANDIDATES}
    best = [least for least in CANDIDATES if worths[least] == max(worths.values())]
    return best[len(best) // 2]


class _Form(BaseModel):
    """An object of a file; what we do not use in it is let through."""


class _Idea(_Form):
    id: str = Field(min_length=1)
    title: str = Field(min_length=1, validation_alias=AliasChoices("title", "titre"))
    description: str = ""


class _NewIdea(_Form):
    text: str
    same_as: list[str]


class _Question(_Form):
    q: str
    expect: str | None


def read_ideas(path: Path) -> list[Document]:
    """The ideas of a file with one JSON object a line: id, title (or titre), description. Raises FileError."""
    ideas: list[Document] = []
    problems: list[Problem] = []
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            form = _Idea.model_validate(_parsed(path.name, line, number))
            ideas.append(Document(form.id, form.title, form.description))
        except FileError as error:
            problems += error.problems
        except ValidationError as error:
            problems += _wrong(path.name, number, "", error, _Idea)
    return _unless(problems, ideas)


def read_new_ideas(path: Path, ideas: Sequence[Document]) -> list[Case]:
    """The cases of a JSON list of {text, same_as}, where same_as lists ids of *ideas*. Raises FileError."""
    read = ((place, form) for place, form in _listed(path, _NewIdea))
    return _known(path, [(place, Case(form.text, tuple(form.same_as))) for place, form in read], {i.id for i in ideas})


def read_questions(path: Path, entries: Sequence[FaqEntry]) -> list[Case]:
    """The cases of a JSON list of {q, expect}, where expect is an id of *entries*, or null. Raises FileError."""
    read = _listed(path, _Question)
    cases = [(place, Case(form.q, (form.expect,) if form.expect is not None else ())) for place, form in read]
    return _known(path, cases, {entry.id for entry in entries})


def _listed(path: Path, kind: type[Any]) -> list[tuple[str, Any]]:
    """The objects of the list in the file at *path*, with their places in it."""
    whole = _parsed(path.name, text_of(path))
    if not isinstance(whole, list):
        fields = ", ".join(f'"{name}": …' for name in kind.model_fields)
        raise FileError(Problem(path.name, 1, "", f"is not a list: write [ {{ {fields} }}, … ]"))
    read: list[tuple[str, Any]] = []
    problems: list[Problem] = []
    for index, given in enumerate(whole):
        try:
            read.append((f"[{index}]", kind.model_validate(given)))
        except ValidationError as error:
            problems += _wrong(path.name, 0, f"[{index}]", error, kind)
    return _unless(problems, read)


def _known(path: Path, cases: Sequence[tuple[str, Case]], ids: set[str]) -> list[Case]:
    """The cases, if all that is right for them is there to be found."""
    what = "is right for it by this file, but the other file has no such id"
    problems = [
        Problem(path.name, 0, place, f"'{id}' {what}") for place, case in cases for id in case.right if id not in ids
    ]
    return _unless(problems, [case for _place, case in cases])


def _parsed(file: str, text: str, line: int = 0) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FileError(Problem(file, line or error.lineno, "", f"is not JSON: {error.msg}")) from error


def _wrong(file: str, line: int, place: str, error: ValidationError, form: type[BaseModel]) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        yield Problem(file, line, ".".join(filter(None, (place, *map(str, detail["loc"])))), worded(detail, form))


def _unless(problems: Sequence[Problem], read: list[Any]) -> list[Any]:
    if problems:
        raise FileError(*problems)
    return read
