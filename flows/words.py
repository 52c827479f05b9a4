"""Texts that are decided now and put into a person's language later.

A flow never builds a finished sentence: it hands over a `Text` — a French source sentence and what goes into it — and
the channel's voice puts it into the person's language at the very end. So a change of language in mid-conversation is
nothing special.
Dates and money travel as values (`Money`, `Day`, `Moment`, `Hour`) for the same reason: each language writes them its
own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217), written without decimals when it has none."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date as people say it: «31 octobre»; with its year when *year* is set."""

    day: date
    year: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and an hour as people say them: «31 octobre à 18 h»; *at* is aware, already in the edition's time zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of any day as people say it: «18 h»."""

    at: time


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its own name: «Français», «English»; *code* is that of its folder.

    *told* by its name in the language that is spoken, in the middle of a sentence: «français», «anglais».
    """

    code: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of ours (`source`, in French) and the values that go in its braces.

    `plural` and `count` make it a sentence with a number: `source` for one, `plural` for many, as each language counts.
    """

    source: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words that are not ours (a project's title, a person's own text): shown as they are, in no language."""

    words: str


@dataclass(frozen=True, slots=True)
class Title:
    """The title of something, in its author's words: whole where there is room for it, else as far as there is.

    *short* is what the town would have it called where letters cost.
    """

    words: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts put one after the other."""

    parts: tuple[Say, ...]
    between: str = "\n"


Say: TypeAlias = Text | Verbatim | Title | Joined
Value: TypeAlias = str | int | Money | Day | Moment | Hour | Tongue | Text | Verbatim | Title | Joined


def _(source: str, **values: Value) -> Text:
    """The sentence *source*, to be said in the person's language. The name is Babel's convention for extraction."""
    return Text(source, values) if values else _as_it_is(source)


@cache
def _as_it_is(source: str) -> Text:
    """A sentence without values: the same for everybody, made once."""
    return Text(source)


def n_(singular: str, plural: str, count: int, **values: Value) -> Text:
    """The sentence *singular* or *plural*, as the language counts *count*; `{n}` in it is the count."""
    return Text(singular, {"n": count, **values}, plural, count)


def lines(*parts: Say | None) -> Joined:
    """The texts, a line each; what is None is left out."""
    return Joined(tuple(part for part in parts if part is not None))


def one_line(words: str) -> str:
    """Someone's words on one line, a blank between two."""
    return " ".join(words.split())
