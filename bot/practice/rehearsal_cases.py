"""The cases of a rehearsal file: what a person writes, when and on which telephone, and what should come back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.edition.errors import FileError, Problem
from bot.edition.reading import text_of
from bot.edition.remedies import worded


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """What is written, and when if time has passed since what came before."""

    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WantedReplies:
    """Regular expressions on what comes back: *all* of them, one of each of *any*, *none* of the last."""

    all: tuple[str, ...] = ()
    any: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RehearsalCase:
    """What one fresh person writes, by *channel* from *at* on (the town's own time), and what they should hear.

    *language* is the one their phone says it is in, which only Telegram tells.
    """

    id: str
    kind: str
    channel: str
    at: datetime
    messages: tuple[CaseMessage, ...]
    want: WantedReplies
    language: str = ""


def _compiled(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiled)]


class _CasePart(BaseModel):
    model_config = ConfigDict(extra="ignore")  # notes beside a case are welcome


class _Message(_CasePart):
    text: str
    at: datetime | None = None


class _Want(_CasePart):
    model_config = ConfigDict(extra="forbid")  # a misspelled «none» would let everything pass

    all: list[Pattern] = []
    any: list[list[Pattern]] = []
    none: list[Pattern] = []


class _Case(_CasePart):
    id: str = Field(min_length=1)
    kind: str = "other"
    channel: Literal["sms", "telegram"] = Field("sms", alias="as")
    date: datetime
    messages: list[str | _Message] = Field(min_length=1)
    want: _Want = _Want()
    language: str = ""


def read_cases(path: Path) -> list[RehearsalCase]:
    """The cases of a file with one JSON object a line. Raises FileError."""
    cases: dict[str, RehearsalCase] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            case = _case_of(_Case.model_validate(json.loads(line)))
        except json.JSONDecodeError as error:
            problems.append(Problem(path.name, number, "", f"is not JSON: {error.msg}"))
        except ValidationError as error:
            problems += _wrong(path.name, number, error)
        else:
            if case.id in cases:
                problems.append(
                    Problem(path.name, number, "id", f"'{case.id}' names a case before it: give it its own")
                )
            cases[case.id] = case
    if problems:
        raise FileError(*problems)
    return list(cases.values())


def _case_of(form: _Case) -> RehearsalCase:
    messages = (
        CaseMessage(message) if isinstance(message, str) else CaseMessage(message.text, message.at)
        for message in form.messages
    )
    want = WantedReplies(tuple(form.want.all), tuple(map(tuple, form.want.any)), tuple(form.want.none))
    return RehearsalCase(form.id, form.kind, form.channel, form.date, tuple(messages), want, form.language)


def _wrong(file: str, line: int, error: ValidationError) -> Iterator[Problem]:
    for problem in error.errors(include_url=False):
        place: list[Any] = list(problem["loc"])
        yield Problem(file, line, ".".join(map(str, place)), worded(problem, _Case))
