"""Reads an edition from its TOML file, or says all that is wrong with it: which line, which key, what to write instead.

1. All or nothing: either every table is right, or nothing is read.
2. All at once: a clerk corrects the file in one go. A check waits only for the entries it needs to be right.
3. Nothing is ignored: a key we do not know is a slip, not a comment.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.edition_forms import (
    PHASES,
    BallotForm,
    ContactForm,
    DistrictForm,
    EditionForm,
    Form,
    PhaseForm,
    ProjectForm,
    SmsForm,
    ThemeForm,
    which,
    worded,
)
from bot.file_errors import FileError, Problem
from bot.toml_lines import key_lines
from flows.edition import BallotRules, Contact, District, Edition, Span, Status, Theme

LANGUAGES = ("fr", "en")
TABLES = ("edition", "contact", "sms", "ballot", "phases", "districts", "themes", "projects")


F = TypeVar("F", bound=Form)


class EditionFileError(FileError):
    """An edition file cannot be used; *problems* holds all that is wrong with it, by line."""


def read_edition(path: Path, languages: Collection[str] = LANGUAGES) -> Edition:
    """The edition which the file at *path* describes; its id, version and projects' ids are 0 until stored.

    *languages* are those the bot speaks. A time without an offset is local to the edition; in the hour which autumn
    repeats, it is the first of the two. Raises EditionFileError, with every problem of the file.
    """
    reading = _Reading(path)
    head, contact = reading.table("edition", EditionForm), reading.table("contact", ContactForm)
    sms, ballot = reading.table("sms", SmsForm), reading.table("ballot", BallotForm)
    phases = reading.entries("phases", PhaseForm, unique="phase")
    districts = reading.entries("districts", DistrictForm, unique="id")
    themes = reading.entries("themes", ThemeForm, unique="id")
    projects = reading.entries("projects", ProjectForm, unique="number")

    spans = _calendar(reading, phases, ZoneInfo(head.timezone) if head else UTC)
    _check_references(reading, "district", "districts", projects)
    _check_references(reading, "theme", "themes", projects)
    if head:
        _check_languages(reading, head.languages, languages)
    if ballot:
        _check_most(reading, ballot, projects)
    if head and ballot and ballot.envelopes == "district":
        _check_envelopes(reading, head.budget, districts, projects)

    if reading.problems or not (head and contact and sms and ballot):
        raise EditionFileError(*reading.problems)
    return Edition(
        id=0,
        version=0,
        **head.model_dump(),
        contact=Contact(**contact.model_dump()),
        sms_number=sms.number,
        spans=spans,
        districts=tuple(District(**form.model_dump()) for form in districts.values()),
        themes=tuple(Theme(**form.model_dump()) for form in themes.values()),
        ballot=BallotRules(**ballot.model_dump()),
        projects=tuple(form.project() for form in projects.values()),
    )


class _Reading:
    """One file: its tables, where their keys are, and what was wrong with it so far."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        text = _text_of(path)
        self.tables = _tables_of(path.name, text)
        self.lines = key_lines(text)
        self.problems: list[Problem] = []
        for name in self.tables.keys() - set(TABLES):
            self.complain(f"is not a table of an edition: {which(name, TABLES)}", name)

    def complain(self, what: str, *key: str | int) -> None:
        """Note a problem at *key*, on the line of the longest part of it that the file spells out."""
        known = (self.lines[key[:length]] for length in range(len(key), 0, -1) if key[:length] in self.lines)
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")
        self.problems.append(Problem(self.file, next(known, 0), place, what))

    def listed(self, name: str) -> list[Any]:
        """The entries [[*name*]] as they are in the file, right or wrong."""
        entries = self.tables.get(name, [])
        return entries if isinstance(entries, list) else []

    def table(self, name: str, form: type[F]) -> F | None:
        """The table [*name*], unless something is wrong with it."""
        return self._filled(form, self.tables.get(name, {}), name)

    def entries(self, name: str, form: type[F], unique: str) -> dict[int, F]:
        """The entries [[*name*]] that are right, by their place in the list; each needs its own *unique*."""
        if not isinstance(self.tables.get(name, []), list):
            self.complain(f"is not a list: write [[{name}]], with two brackets, above each entry", name)
        filled = {index: self._filled(form, entry, name, index) for index, entry in enumerate(self.listed(name))}
        right = {index: entry for index, entry in filled.items() if entry}
        first: dict[object, int] = {}
        for index, entry in right.items():
            value = getattr(entry, unique)
            if first.setdefault(value, index) != index:
                self.complain(f"is {value}, as in {name}[{first[value]}]: each needs its own", name, index, unique)
        return right

    def _filled(self, form: type[F], given: object, *key: str | int) -> F | None:
        try:
            return form.model_validate(given)
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False):
                self.complain(worded(error, form), *key, *error["loc"])
            return None


def _calendar(reading: _Reading, phases: Mapping[int, PhaseForm], zone: tzinfo) -> tuple[Span, ...]:
    """The phases as spans, in *zone*; those back to front, out of order or overlapping are reported."""
    spans: list[Span] = []
    for index, form in phases.items():
        opens, closes = (_hour(reading, form, name, zone, index) for name in ("opens", "closes"))
        if closes.astimezone(UTC) <= opens.astimezone(UTC):
            reading.complain(f"is not after opens: write a time after {_toml(opens)}", "phases", index, "closes")
            continue
        before = max(spans, key=lambda span: span.closes.astimezone(UTC), default=None)
        if before and PHASES.index(form.phase) < PHASES.index(before.phase):
            reading.complain(f"stands after {before.phase}: the order is {', '.join(PHASES)}", "phases", index, "phase")
        elif before and opens.astimezone(UTC) < before.closes.astimezone(UTC):
            what = f"is before {before.phase} closes: phases may not overlap, write {_toml(before.closes)} or later"
            reading.complain(what, "phases", index, "opens")
        spans.append(Span(form.phase, opens, closes))
    return tuple(spans)


def _hour(reading: _Reading, form: PhaseForm, name: str, zone: tzinfo, index: int) -> datetime:
    """When the phase opens or closes, in *zone*: a date alone opens at 00:00 and closes at the end of its day."""
    when: date = getattr(form, name)
    if not isinstance(when, datetime):
        when = datetime.combine(when + timedelta(days=name == "closes"), time())
    if when.tzinfo:
        return when.astimezone(zone)
    there_and_back = when.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != when:
        what = f"is an hour that the clocks skip that day: write {_toml(there_and_back)}"
        reading.complain(what, "phases", index, name)
    return there_and_back


def _toml(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _check_references(reading: _Reading, field: str, table: str, projects: Mapping[int, ProjectForm]) -> None:
    """Report projects of a district or a theme which the file does not describe."""
    known = {str(entry.get("id")) for entry in reading.listed(table) if isinstance(entry, dict)}
    for index, form in projects.items():
        if (name := getattr(form, field)) and name not in known:
            reading.complain(f"is '{name}', the id of no [[{table}]]: {which(name, known)}", "projects", index, field)


def _check_languages(reading: _Reading, wanted: tuple[str, ...], spoken: Collection[str]) -> None:
    for index, language in enumerate(wanted):
        if language not in spoken:
            what = f"has '{language}', which the bot does not speak: {which(language, spoken)}"
            reading.complain(what, "edition", "languages", index)


def _check_most(reading: _Reading, ballot: BallotForm, projects: Mapping[int, ProjectForm]) -> None:
    """Report a ballot nobody could fill. A file without projects may come before the ballot is known."""
    if ballot.most < ballot.least:
        reading.complain(f"is less than least: write {ballot.least} or more", "ballot", "most")
    offered = sum(form.status == Status.ON_BALLOT for form in projects.values())
    if len(projects) == len(reading.listed("projects")) and 0 < offered < ballot.most:
        what = f"is {ballot.most}, more than the {offered} projects on the ballot: write {offered} or less, or add some"
        reading.complain(what, "ballot", "most")


def _check_envelopes(
    reading: _Reading, budget: Decimal, districts: Mapping[int, DistrictForm], projects: Mapping[int, ProjectForm]
) -> None:
    """Report districts without an envelope, envelopes beyond the budget, and projects that none would pay for."""
    for index, project in projects.items():
        if not project.district:
            what = 'is missing, while ballot.envelopes is "district": say whose envelope pays for it'
            reading.complain(what, "projects", index, "district")
    if not reading.listed("districts"):
        reading.complain(
            "is 'district', but there is none: add [[districts]], or write \"town\"", "ballot", "envelopes"
        )
    for index, form in districts.items():
        if form.envelope is None:
            reading.complain('is missing, while ballot.envelopes is "district": add it', "districts", index, "envelope")
    promised = sum(form.envelope or 0 for form in districts.values())
    if promised > budget:
        what = f"is less than the {promised} of all the districts' envelopes: raise it, or lower them"
        reading.complain(what, "edition", "budget")


def _text_of(path: Path) -> str:
    """The text of the file at *path*, whether or not its editor began it with a byte-order mark."""
    try:
        written = path.read_bytes()
    except OSError as error:
        raise EditionFileError(
            Problem(str(path), 0, "", f"cannot be read ({error.strerror}): check its path")
        ) from error
    try:
        return written.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise EditionFileError(
            Problem(path.name, line, "", "is not in UTF-8: save the file in that encoding")
        ) from error


def _tables_of(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        what = f"is not TOML, {error}: text goes between straight quotes, numbers and dates without, one key a line"
        raise EditionFileError(Problem(file, line, "", what)) from error
