"""The projects of an edition as a table: read from what a town's spreadsheet saves, and written for it to open.

1. All or nothing, all at once: one wrong cell and no project is read, but every wrong cell is reported.
2. What we write, we read back the same.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TextIO

from pydantic import ValidationError

from bot.edition.currencies import decimals_told, is_payable
from bot.edition.errors import FileError, Problem
from bot.edition.forms import ProjectForm
from bot.edition.formulas import bare, guarded
from bot.edition.headings import COLUMNS, NAMES, field_of
from bot.edition.remedies import which, worded
from bot.edition.table_text import UnknownEncodingError, delimiter_of, text_of
from flows.town.edition import VOTED_ON, Edition, Project, Status
from flows.understanding.folding import fold

NEEDED = ("number", "title", "cost")
HELD = ("short", "summary", "photo", "district", "theme")
"""What a project of that number keeps if the table has no such column."""
NEVER_HERE = ("place", "whom", "ref")
"""What it keeps anyway, since no table of ours has it."""


class ProjectsFileError(FileError):
    """A table of projects cannot be used; *problems* holds all that is wrong with it, by line."""


class Row(NamedTuple):
    """A line of the table, and its cells that are not blank, by field."""

    line: int
    cells: Mapping[str, str]


def read_projects(path: Path, edition: Edition) -> tuple[Project, ...]:
    """The projects which the CSV file at *path* lists, with ids of 0; districts and themes are those of *edition*.

    The file is in UTF-8, UTF-16, Windows-1252 or Mac Roman, its cells parted by semicolons, commas or tabs. What the
    table does not speak of stays as *edition* has it in its project of that number. Raises ProjectsFileError, with
    every problem.
    """
    table = _Table(path)
    projects = []
    first: dict[int, int] = {}
    for row in table.rows():
        project = _project(table, row, edition)
        if project is None:
            continue
        if first.setdefault(project.number, row.line) != row.line:
            what = f"is {project.number}, as on line {first[project.number]}: each project needs its own"
            table.complain(row.line, what, table.headings["number"])
        projects.append(project)
    if table.problems:
        raise ProjectsFileError(*table.problems)
    return tuple(projects)


def write_projects(stream: TextIO, edition: Edition) -> None:
    """Write the projects of *edition* on *stream*, by number, as a CSV with semicolons which read_projects understands.

    A spreadsheet reads the accents right if the stream is in "utf-8-sig", and the lines if it has newline="".
    """
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(COLUMNS.values())
    for project in sorted(edition.projects, key=lambda project: project.number):
        writer.writerow([_cell(getattr(project, field)) for field in COLUMNS])


def _cell(value: object) -> str:
    """*value* as a spreadsheet reads it; a cost that is not known is an empty cell."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",") if value else ""
    return guarded(str(value))


class _Table:
    """The lines of one file, the heading of each field in it, and what was wrong with it so far."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.problems: list[Problem] = []
        delimiter, text = delimiter_of(_text_of(path))
        self._reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line, self._titles = next(self._lines(), (0, []))
        self.headings = self._fields(line)

    def complain(self, line: int, what: str, heading: str = "") -> None:
        """Note a problem on *line*, in the column under *heading*."""
        self.problems.append(Problem(self.file, line, f"column '{heading}'" if heading else "", what))

    def rows(self) -> Iterator[Row]:
        """Each line that is not blank; those with cells beyond the headings are noted and left out."""
        fields = {title: field for field, title in self.headings.items()}
        for line, cells in self._lines():
            if any(cells[len(self._titles) :]):
                what = (
                    f"has more cells than the {len(self._titles)} headings: put a text that holds a separator in quotes"
                )
                self.complain(line, what)
                continue
            yield Row(
                line,
                {
                    fields[title]: cell
                    for title, cell in zip(self._titles, cells, strict=False)
                    if cell and title in fields
                },
            )

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """The cells of each line that is not blank, and the line they begin on; a quote never closed ends the table."""
        line = 0
        try:
            while True:
                line = self._reader.line_num + 1
                cells = [bare(cell) for cell in next(self._reader)]
                if any(cells):
                    yield line, cells
        except StopIteration:
            return
        except csv.Error as error:
            self.complain(
                line, f"cannot be read from here on, {error}: double the quotes inside a text, and close each text"
            )

    def _fields(self, line: int) -> dict[str, str]:
        """The heading of each field. Raises ProjectsFileError: under unsure headings, no cell can be judged."""
        headings: dict[str, str] = {}
        for title in filter(None, self._titles):
            field = field_of(title)
            if field is None:
                self.complain(line, f"is not a column we know, rename or remove it: {which(fold(title), NAMES)}", title)
            elif headings.setdefault(field, title) != title:
                self.complain(line, f"says the same as the column '{headings[field]}': keep one of them", title)
        for field in NEEDED:
            if field not in headings:
                self.complain(line, f"has no column '{COLUMNS[field]}' (or '{field}'): add it to the first line")
        if self.problems:
            raise ProjectsFileError(*self.problems)
        return headings


def _project(table: _Table, row: Row, edition: Edition) -> Project | None:
    """The project on *row*, if it makes one; every cell that is wrong is noted."""
    values: dict[str, object] = {}
    unknown = "cost" not in row.cells and _may_be_unknown(row, edition)
    for field in NEEDED:
        if field not in row.cells and not (field == "cost" and unknown):
            table.complain(row.line, "is empty: fill it in", table.headings[field])
    for field, cell in row.cells.items():
        try:
            values[field] = _value(field, cell, edition)
        except ValueError as wrong:
            table.complain(row.line, str(wrong), table.headings[field])
    if edition.ballot.envelopes == "district" and "district" not in row.cells:
        table.complain(row.line, "has no district, while each district pays for its own projects: fill it in")
    if unknown:
        values["cost"] = Decimal(1)  # the form wants one
    try:
        project = ProjectForm.model_validate(values).project()
        return _with_kept(replace(project, cost=Decimal(0)) if unknown else project, table, row, edition)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            if error["type"] != "missing":  # noted already, above
                table.complain(row.line, worded(error, ProjectForm), table.headings[str(error["loc"][0])])
        return None


def _may_be_unknown(row: Row, edition: Edition) -> bool:
    """Whether the cost on *row* can wait: nobody votes on it, or it was not known before either."""
    number = row.cells.get("number", "")
    kept = edition.by_number.get(int(number)) if re.fullmatch(r"[0-9]{1,9}", number) else None
    status = row.cells.get("status") or (str(kept.status) if kept else str(Status.ON_BALLOT))
    return status not in VOTED_ON or (kept is not None and not kept.cost and status == kept.status)


def _with_kept(project: Project, table: _Table, row: Row, edition: Edition) -> Project:
    """*project* with all that the one of that number has, and the table does not speak of."""
    kept = edition.by_number.get(project.number)
    if kept is None:
        return project
    fields = [*NEVER_HERE, *(field for field in HELD if field not in table.headings)]
    if "status" not in row.cells:
        fields.append("status")
    return replace(project, **{field: getattr(kept, field) for field in fields})


def _value(field: str, cell: str, edition: Edition) -> object:
    """What *cell* says, as the form of a project takes it. Raises ValueError with what is wrong and the remedy."""
    match field:
        case "number":
            return _number(cell)
        case "cost":
            return _cost(cell, edition.currency)
        case "district":
            return _id(cell, edition.district_names)
        case "theme":
            return _id(cell, edition.theme_names)
    return cell


def _number(cell: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", cell):
        raise ValueError(f"is '{cell}': write a whole number, in digits")
    return int(cell)


def _cost(cell: str, currency: str) -> Decimal:
    """An amount as people write it: «45 000 €», «45000,50». Before three digits, a stop or comma could mean either."""
    unit = rf"(?: ?(?:€|euros?|{re.escape(currency)}))?"
    whole = r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    amount = re.fullmatch(rf"{whole}(?:[.,]([0-9]{{1,2}}))?{unit}", re.sub(r"\s", " ", cell), re.IGNORECASE)
    if amount is None:
        raise ValueError(f"is '{cell}': write an amount like 45000, 45 000 or 45000,50")
    cost = Decimal(f"{amount[1].replace(' ', '')}.{amount[2] or ''}")
    if not is_payable(cost, currency):
        raise ValueError(f"is '{cell}': {decimals_told(currency)}")
    return cost


def _id(cell: str, names: Mapping[str, str]) -> str:
    """The id in *names* (names by id) that *cell* gives, or gives the name of."""
    ids = {fold(name): id_ for id_, name in names.items()} | {fold(id_): id_ for id_ in names}
    if fold(cell) not in ids:
        raise ValueError(f"is '{cell}', which the edition does not have: {which(cell, list(names.values()))}")
    return ids[fold(cell)]


def _text_of(path: Path) -> str:
    try:
        written = path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror}): check its path"
        raise ProjectsFileError(Problem(str(path), 0, "", what)) from error
    try:
        return text_of(written)
    except UnknownEncodingError as error:
        what = "is in an unknown encoding: save it as «CSV UTF-8»"
        raise ProjectsFileError(Problem(path.name, 0, "", what)) from error
