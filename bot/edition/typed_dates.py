"""Dates that were typed into a town's answers by hand and that its calendar does not know, or knows as another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import get_month_names

from bot.edition.reading import text_of
from bot.edition.toml_lines import Key, key_lines
from bot.languages.manners import base_of
from bot.languages.words import voice
from flows.facts.blanks import BLANKS
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition, Phase
from flows.town.faq import FaqEntry
from flows.understanding.folding import fold
from flows.words import Day, Moment, Text

ASKS_WHEN = ("quand", "date", "jusqu", "when", "until")
"""How a word begins in a question whose answer is a date of what it names."""

NAMES = {
    Phase.IDEAS: ("ide", "propos", "depos"),
    Phase.VOTE: ("vot",),
    Phase.RESULTS: ("result",),
    Phase.WORKS: ("travaux", "works", "realis"),
}
"""How the words begin by which a question names a phase."""


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A day that is written out in an answer, as it is written."""

    written: str
    day: int
    month: int
    year: int = 0  # 0: none is written


def typed_dates(edition: Edition, file: Path) -> list[str]:
    """A sentence for each date in an answer that contradicts the calendar, with its line; nothing is refused."""
    lines, known = key_lines(text_of(file)), _days_of(edition)
    return [
        f"{_where(file, lines, index)}: the answer «{entry.id}» says «{typed.written}», {what}"
        for index, entry in enumerate(edition.faq)
        for typed in _typed(entry.answer, edition.languages)
        if (what := _wrong(entry, typed, edition, known))
    ]


def _where(file: Path, lines: Mapping[Key, int], index: int) -> str:
    """Where an answer stands: the entries of the file's own come first, in its order; of others there is no line."""
    line = lines.get(("faq", index, "answer"))
    return f"{file.name}, line {line}" if line else file.name


def _wrong(entry: FaqEntry, typed: TypedDate, edition: Edition, known: Mapping[tuple[int, int], set[str]]) -> str:
    """What contradicts the calendar, and the blank to write instead; "" if nothing does."""
    place, phase = (typed.day, typed.month), _phase_asked(entry.question)
    if typed.year and typed.year not in _years_of(edition):
        return f"a year that is none of the calendar's: write {_instead(typed, edition, phase)}"
    if place not in known:
        return f"which is no day of the calendar: write {_instead(typed, edition, phase)}"
    if phase and edition.span_of(phase) and not any(of.startswith((f"{phase}.", "=")) for of in known[place]):
        return f"which is no day of its phase {phase}: write {_instead(typed, edition, phase)}"
    return ""


def _phase_asked(question: str) -> Phase | None:
    """The one phase whose dates a question asks for."""
    words = fold(question).split()
    if not any(word.startswith(ASKS_WHEN) for word in words):
        return None
    asked = [phase for phase, names in NAMES.items() if any(word.startswith(names) for word in words)]
    return asked[0] if len(asked) == 1 else None


def _instead(typed: TypedDate, edition: Edition, phase: Phase | None) -> str:
    """The blank that says the nearest date, of *phase* if one is asked for, and how it reads."""
    edges = [
        (f"{span.phase}.{name}", at.astimezone(edition.zone))
        for span in edition.spans
        if phase is None or span.phase is phase
        for name, at in (("opens", span.opens), ("closes", span.closes))
    ]
    if not edges:
        return "a date of the calendar"
    name, at = min(edges, key=lambda edge: _days_from(edge[1].date(), typed))
    value = BLANKS[name].filling(Scene(edition, at, Me(0)))
    return (
        f"{{{name}}} ({voice(edition.languages[0]).say(Text('{value}', {'value': value}))})" if value else f"{{{name}}}"
    )


def _days_from(day: date, typed: TypedDate) -> int:
    """Days, near enough, from one date to the other within a year."""
    apart = (day.month - typed.month) * 30 + day.day - typed.day
    return min(abs(apart), 365 - abs(apart))


def _days_of(edition: Edition) -> dict[tuple[int, int], set[str]]:
    """Each day and month that the edition names, with what names it; «=» for what is no phase."""
    days: dict[tuple[int, int], set[str]] = {}
    for span in edition.spans:
        scene = Scene(edition, span.opens, Me(0))
        for name in ("opens", "closes", "first_day", "last_day"):
            value = BLANKS[f"{span.phase}.{name}"].filling(scene)
            day = value.at.date() if isinstance(value, Moment) else value.day if isinstance(value, Day) else None
            if day:
                days.setdefault((day.day, day.month), set()).add(f"{span.phase}.{name}")
    others = [meeting.starts for meeting in edition.meetings]
    others += [at for survey in edition.surveys for at in (survey.opens, survey.closes)]
    for at in others:
        local = at.astimezone(edition.zone)
        days.setdefault((local.day, local.month), set()).add("=")
    return days


def _years_of(edition: Edition) -> set[int]:
    moments = [at for span in edition.spans for at in (span.opens, span.closes)]
    moments += [meeting.starts for meeting in edition.meetings]
    moments += [at for survey in edition.surveys for at in (survey.opens, survey.closes)]
    return {at.astimezone(edition.zone).year for at in moments}


def _typed(answer: str, languages: tuple[str, ...]) -> Iterator[TypedDate]:
    """The days written out in *answer*: «29 novembre», «1er octobre», «29 November»."""
    months = _months(languages)
    for found in re.finditer(r"\b(\d{1,2})(?:er)?\s+([^\W\d_]+)(?:\s+(\d{4})\b)?", answer):
        month = months.get(fold(found[2]))
        if month and 1 <= int(found[1]) <= 31:
            yield TypedDate(found[0], int(found[1]), month, int(found[3] or 0))


@lru_cache(maxsize=8)
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    return {
        fold(name): month
        for language in dict.fromkeys(map(base_of, languages))
        for month, name in get_month_names("wide", locale=language).items()
    }
