"""The lines of a `.pb` file: its sections and cells, and errors that name the file, the line, the field and the remedy.

A file has three sections in a fixed order; each opens with its name alone on a line and a line of column names;
cells are separated by `;` and quoted as in CSV (https://pabulib.org/format).
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TextIO

from bot.counting.pb_order import in_order
from bot.languages.plurals import so_many

NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
"""The sections in their order, and the columns each must have."""


class PabulibError(Exception):
    """A file is not an election we can trust; the message names the file, the line, the field and the remedy."""


@dataclass(frozen=True, slots=True)
class PbLine:
    """The cells of a line by column; *where* (file and line) is for saying what is wrong with it."""

    where: str
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """What the cell says, "" if it is blank or there is no such column."""
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """What the cell lists, separated by commas."""
        return tuple(item.strip() for item in self.text(column).split(",") if item.strip())

    def amount(self, column: str) -> Decimal | None:
        """The number in the cell, None if it is blank; raises PabulibError if it is none."""
        written = self.text(column)
        return self._number(column, written) if written else None

    def amounts(self, column: str) -> tuple[Decimal, ...]:
        """The numbers the cell lists; raises PabulibError if one is none."""
        return tuple(self._number(column, item) for item in self.items(column))

    def whole(self, column: str) -> int | None:
        """The whole number in the cell, None if it is blank; raises PabulibError if it is none."""
        amount = self.amount(column)
        if amount is not None and amount != int(amount):
            raise self.wrong(f"{column!r} is {amount}; write a whole number")
        return None if amount is None else int(amount)

    def beyond(self, known: Container[str]) -> dict[str, str]:
        """The cells of the other columns, if they are not blank."""
        return {column: cell for column, cell in self.cells.items() if cell and column not in known}

    def wrong(self, what: str) -> PabulibError:
        """The error to raise when *what* is wrong with this line."""
        return PabulibError(f"{self.where}: {what}.")

    def _number(self, column: str, written: str) -> Decimal:
        try:
            number = Decimal(written)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise self.wrong(f"{column!r} is {written!r}; write a number such as 1500 or 1500.50")
        return number


def sections(name: str, stream: TextIO) -> dict[str, list[PbLine]]:
    """The lines of each section of the file called *name*, the line of column names taken off; raises PabulibError."""
    lines: dict[str, list[PbLine]] = {}
    section, columns = "", list[str]()
    for where, cells in _rows(name, stream):
        if _opens_section(cells, lines):
            section, columns = cells[0], []
            _check_order(where, section, len(lines))
            lines[section] = []
        elif not columns:
            columns = cells
            _check_columns(where, section, columns)
        else:
            lines[section].append(PbLine(where, _by_column(where, section, columns, cells)))
    if len(lines) < len(NEEDED):
        missing = ", ".join(section for section in NEEDED if section not in lines)
        raise PabulibError(f"{name}: no section {missing}; a file has {', '.join(NEEDED)}, each opened by its name.")
    return lines


def by_id(lines: Iterable[PbLine], column: str) -> dict[str, PbLine]:
    """The lines by the name they have in *column*; raises PabulibError for a blank or a repeated name."""
    named: dict[str, PbLine] = {}
    for line in lines:
        name = line.text(column)
        if not name:
            raise line.wrong(f"{column!r} is blank; give the line its own")
        if name in named:
            raise line.wrong(f"{column!r} {name!r} was already used ({named[name].where}); keep one, or rename it")
        named[name] = line
    return named


def write_section(stream: TextIO, section: str, lines: list[Mapping[str, str]]) -> None:
    """Write a section, with the columns it must have and those where some line has a word, in Pabulib's order."""
    used = (column for line in lines for column, cell in line.items() if cell or column in NEEDED[section])
    columns = list(NEEDED[section]) if section == "META" else in_order(section, [*used, *NEEDED[section]])
    out = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    out.writerow([section])
    out.writerow(columns)
    out.writerows([line.get(column, "") for column in columns] for line in lines)


def _rows(name: str, stream: TextIO) -> Iterator[tuple[str, list[str]]]:
    """The lines that are not blank, without spaces around cells nor the empty cells that spreadsheets add."""
    reader = csv.reader((line.lstrip("\ufeff") for line in stream), delimiter=";", strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield f"{name}, line {reader.line_num}", cells
    except csv.Error as error:
        remedy = "close the quotation mark that opens a cell, and double those inside it"
        raise PabulibError(f"{name}, line {reader.line_num}: {error}; {remedy}.") from error
    except UnicodeDecodeError as error:
        raise PabulibError(f"{name}: not UTF-8 text; save the file as UTF-8.") from error


def _opens_section(cells: list[str], opened: Container[str]) -> bool:
    """A section's name alone on a line opens it, once: after that it is data (a voter may be called «META»)."""
    return len(cells) == 1 and cells[0] in NEEDED and cells[0] not in opened


def _check_order(where: str, section: str, before: int) -> None:
    expected = list(NEEDED)[before]
    if section != expected:
        raise PabulibError(f"{where}: {section} where {expected} must be; the order is {', '.join(NEEDED)}.")


def _check_columns(where: str, section: str, columns: list[str]) -> None:
    if not section:
        raise PabulibError(f"{where}: no section is open; a file opens with the line META.")
    for column in NEEDED[section]:
        if column not in columns:
            raise PabulibError(f"{where}: {section} has no column {column!r}; add it to the line of column names.")


def _by_column(where: str, section: str, columns: list[str], cells: list[str]) -> dict[str, str]:
    if section == "META":  # Comments hold bare semicolons; META has but two columns, so nothing is lost.
        cells = [cells[0], "; ".join(cells[1:])]
    if len(cells) > len(columns):
        remedy = "put a cell that holds a semicolon between quotation marks"
        raise PabulibError(
            f"{where}: {so_many(len(cells), 'cell')} for the {so_many(len(columns), 'column')} of {section}; {remedy}."
        )
    return dict(zip(columns, cells, strict=False))
