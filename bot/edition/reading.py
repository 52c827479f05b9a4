"""An edition file being read: its tables, where their keys stand, and all that was wrong with it so far."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.edition.dates import end_of, local_hour, not_after
from bot.edition.errors import FileError, Problem
from bot.edition.forms import Form
from bot.edition.remedies import which, worded
from bot.edition.toml_lines import key_lines

F = TypeVar("F", bound=Form)


class EditionFileError(FileError):
    """An edition file cannot be used; *problems* holds all that is wrong with it, file by file and line by line."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems.sort(key=lambda problem: problem.file)  # within a file, the lines stay in their order
        self.args = ("\n".join(map(str, self.problems)),)


class Reading:
    """One file: its tables, where their keys are, and what was wrong with it so far."""

    def __init__(self, path: Path, tables: Collection[str]) -> None:
        """Read the file at *path*, which may have *tables* and no others. Raises EditionFileError if it is no TOML."""
        self.file, self.folder = path.name, path.parent
        text = text_of(path)
        self.tables = _tables_of(path.name, text)
        self.lines = key_lines(text)
        self.problems: list[Problem] = []
        for name in self.tables.keys() - set(tables):
            self.complain(f"is not a table of an edition: {which(name, tables)}", name)

    def complain(self, what: str, *key: str | int) -> None:
        """Note a problem at *key*, on the line of the longest part of it that the file spells out."""
        known = (self.lines[key[:length]] for length in range(len(key), 0, -1) if key[:length] in self.lines)
        self.problems.append(Problem(self.file, next(known, 0), _place(key), what))

    def listed(self, *key: str | int) -> list[Any]:
        """The entries [[*key*]] as they are in the file, right or wrong."""
        given = self._given(*key)
        return given if isinstance(given, list) else []

    def table(self, form: type[F], name: str) -> F | None:
        """The table [*name*], unless something is wrong with it."""
        return self.filled(form, self.tables.get(name, {}), name)

    def entries(self, form: type[F], *key: str | int, unique: str = "id", apart: Collection[str] = ()) -> dict[int, F]:
        """The entries [[*key*]] that are right, by their place in the list; each needs its own *unique*.

        The keys in *apart* are lists within an entry, which are read by themselves.
        """
        if not isinstance(self._given(*key), list):
            heading = ".".join(part for part in key if isinstance(part, str))
            self.complain(f"is not a list: write [[{heading}]], with two brackets, above each entry", *key)
        right: dict[int, F] = {}
        for index, entry in enumerate(self.listed(*key)):
            filled = self.filled(form, entry, *key, index, apart=apart)
            if filled:
                right[index] = filled
        self.each_once({index: getattr(entry, unique) for index, entry in right.items()}, *key, name=unique)
        return right

    def each_once(self, values: Mapping[int, object], *key: str | int, name: str) -> None:
        """Report each of *values*, of the key *name* of the entries [[*key*]], that another entry has already."""
        first: dict[object, int] = {}
        for index, value in values.items():
            if first.setdefault(value, index) != index:
                what = f"is {value}, as in {_place((*key, first[value]))}: each needs its own"
                self.complain(what, *key, index, name)

    def filled(self, form: type[F], given: object, *key: str | int, apart: Collection[str] = ()) -> F | None:
        """*given*, which stands at *key*, as a *form*, but for its keys in *apart*; None if something is wrong."""
        try:
            return form.model_validate(_without(given, apart))
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False):
                self.complain(worded(error, form, apart), *key, *error["loc"])
            return None

    def hours(
        self, form: Form, zone: tzinfo, *key: str | int, names: tuple[str, str] = ("opens", "closes")
    ) -> tuple[datetime, datetime] | None:
        """When what stands at *key* opens and closes (or as *names* call it), in *zone*; None if back to front."""
        begins, ends = names
        opens = self._hour(getattr(form, begins), zone, *key, begins)
        closes = self._hour(end_of(getattr(form, ends)), zone, *key, ends)
        if closes.astimezone(UTC) <= opens.astimezone(UTC):
            self.complain(not_after(begins, opens), *key, ends)
            return None
        return opens, closes

    def _given(self, *key: str | int) -> Any:
        """What stands at *key*, whose last part alone may be missing: then nothing is listed there."""
        given: Any = self.tables
        for part in key:
            given = given[part] if isinstance(part, int) else given.get(part, [])
        return given

    def _hour(self, when: date, zone: tzinfo, *key: str | int) -> datetime:
        """The moment that *when* is in *zone*; a date alone is its 00:00."""
        moment, skipped = local_hour(when, zone)
        if skipped:
            self.complain(skipped, *key)
        return moment


def text_of(path: Path) -> str:
    """The text of the file at *path*, whether or not its editor began it with a byte-order mark.

    Raises EditionFileError.
    """
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


def _place(key: Iterable[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def _without(entry: object, names: Collection[str]) -> object:
    return {name: value for name, value in entry.items() if name not in names} if isinstance(entry, dict) else entry
