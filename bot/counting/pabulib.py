"""Elections as Pabulib files (`.pb`): whole elections come in by them, and go out for anyone to recount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Literal, TextIO

from bot.counting.pb_lines import PabulibError, PbLine, by_id, sections, write_section
from bot.counting.pb_order import in_order
from bot.edition.formulas import bare, guarded
from bot.languages.plurals import so_many
from flows.town.rules import BallotRules

__all__ = ["Instance", "PabulibError", "PbProject", "PbVote", "read", "rules_of", "write"]

SIZES = ("num_projects", "num_votes")
"""What META says of the other sections: checked when read, written from the content, and so not kept."""
NEEDED_KEYS = ("budget", "vote_type", *SIZES)
"""The lines of META without which a file cannot be read; a count asks for `rule` too."""
AMOUNTS = ("budget", "max_sum_cost", "min_project_score_threshold", "default_score")
WHOLE = ("min_length", "max_length", *SIZES)
"""The lines of META we reckon with: amounts, and whole numbers."""
TEXTS = ("name", "category", "district", "subunit", "public_id")
"""The columns of PROJECTS kept as they are written."""
PROJECT_COLUMNS = ("project_id", "cost", "votes", "score", "selected", *TEXTS)
VOTE_COLUMNS = ("voter_id", "vote", "points")
"""The columns we know; those beyond are kept as they are, under their names."""


@dataclass(frozen=True, slots=True)
class PbProject:
    """A line of PROJECTS. *votes*, *score* and *selected* are what its town published, None where it did not.

    *selected* is 1 for a winner, 0 for none; other figures are explained in the file's own comment. Raises ValueError
    for a ref that a vote could not name, or a cost that is no amount.
    """

    ref: str
    cost: Decimal
    name: str = ""
    votes: int | None = None
    score: Decimal | None = None
    selected: int | None = None
    category: str = ""
    district: str = ""
    subunit: str = ""
    public_id: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.ref or "," in self.ref or self.ref != self.ref.strip():
            raise ValueError(f"'project_id' is {self.ref!r}; give it an id without commas or spaces around it")
        if not self.cost.is_finite() or self.cost < 0:
            raise ValueError(f"'cost' is {self.cost}; write an amount of zero or more")

    @property
    def place(self) -> str:
        """The part of the territory it belongs to, if the file says so."""
        return self.district or self.subunit

    @property
    def number(self) -> int | None:
        """The number people know it by, if the file says so."""
        return int(self.public_id) if self.public_id.isdecimal() else None


@dataclass(frozen=True, slots=True)
class PbVote:
    """A line of VOTES: the refs in the voter's order, and the points of each where the ballot has points."""

    voter: str
    refs: tuple[str, ...]
    points: tuple[Decimal, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instance:
    """One election. *meta* has the lines of META but for the sizes; *source* names the file in messages.

    The votes are kept in the order of their voters' ids, whatever order they came in: give ids that reveal nothing,
    and neither this nor the file written from it says who voted when.
    """

    meta: Mapping[str, str]
    projects: tuple[PbProject, ...]
    votes: tuple[PbVote, ...]
    source: str = field(default="", compare=False)
    absent: int = 0  # voters that META counts and of whom there is no line: some exports leave out blank ballots

    def __post_init__(self) -> None:
        object.__setattr__(self, "votes", tuple(sorted(self.votes, key=lambda vote: vote.voter)))

    @property
    def budget(self) -> Decimal:
        """What there is to share out, in `currency`."""
        return Decimal(self.meta["budget"])

    @property
    def currency(self) -> str:
        """The currency of all amounts (ISO 4217); euros if the file does not say."""
        return self.meta.get("currency", "EUR")

    @property
    def vote_type(self) -> str:
        """How people voted: a name in flows.ballots, if we can count it."""
        return self.meta["vote_type"]

    @property
    def rule(self) -> str:
        """How its town turned votes into winners, "" if the file does not say."""
        return self.meta.get("rule", "")

    @property
    def threshold(self) -> Decimal:
        """The score a project needs to be funded at all."""
        return Decimal(self.meta.get("min_project_score_threshold", "0"))

    @property
    def places(self) -> tuple[str, ...]:
        """The parts of the territory its projects belong to, in alphabetical order."""
        return tuple(sorted({project.place for project in self.projects}))


def rules_of(instance: Instance) -> BallotRules:
    """The rules of the vote as an edition writes them; Pabulib's defaults are one project at least, all at most."""
    meta = instance.meta
    return BallotRules(
        kind=instance.vote_type,
        least=int(Decimal(meta.get("min_length", "1"))),
        most=int(Decimal(meta.get("max_length", len(instance.projects)))),
        max_cost=Decimal(meta["max_sum_cost"]) if "max_sum_cost" in meta else None,
        threshold=ceil(instance.threshold),
    )


def read(source: Path | str | TextIO, name: str = "") -> Instance:
    """The election in *source* (UTF-8, with or without a byte order mark), called *name* in messages.

    Raises PabulibError if it is not sound.
    """
    name = name or (str(source) if isinstance(source, Path | str) else "the file")
    with _opened(source, "r") as stream:
        lines = sections(name, stream)
    meta = _meta(name, lines["META"])
    projects = tuple(_project(line) for line in by_id(lines["PROJECTS"], "project_id").values())
    refs = {project.ref for project in projects}
    votes = tuple(_vote(line, refs) for line in by_id(lines["VOTES"], "voter_id").values())
    _check_size(meta["num_projects"], len(projects))
    absent = _absent(meta["num_votes"], len(votes))
    kept = {key: bare(line.text("value")) for key, line in meta.items() if key not in SIZES and line.text("value")}
    return Instance(kept, projects, votes, name, absent)


def write(target: Path | str | TextIO, instance: Instance) -> None:
    """Write *instance* so that `read` gives it back; blank cells and the spaces around a cell are not kept."""
    meta = {
        **instance.meta,
        "num_projects": str(len(instance.projects)),
        "num_votes": str(len(instance.votes) + instance.absent),
    }
    with _opened(target, "w") as stream:
        ordered = in_order("META", meta)
        write_section(stream, "META", [{"key": key, "value": _guarded(meta[key])} for key in ordered])
        write_section(stream, "PROJECTS", [_project_cells(project) for project in instance.projects])
        write_section(stream, "VOTES", [_vote_cells(vote) for vote in instance.votes])


def _opened(place: Path | str | TextIO, mode: Literal["r", "w"]) -> AbstractContextManager[TextIO]:
    if isinstance(place, Path | str):
        return Path(place).open(mode, encoding="utf-8", newline="")
    return nullcontext(place)


def _meta(name: str, lines: Iterable[PbLine]) -> dict[str, PbLine]:
    meta = by_id(lines, "key")
    missing = [key for key in NEEDED_KEYS if key not in meta or not meta[key].text("value")]
    if missing:
        remedy = f"add a line «{missing[0]};…»" if len(missing) == 1 else "add a line «key;value» for each"
        raise PabulibError(f"{name}: META has no {', '.join(map(repr, missing))}; {remedy}.")
    for key in meta.keys() & set(AMOUNTS):
        meta[key].amount("value")
    for key in meta.keys() & set(WHOLE):
        meta[key].whole("value")
    return meta


def _project(line: PbLine) -> PbProject:
    cost, votes, selected = line.amount("cost"), line.whole("votes"), line.whole("selected")
    score, extra = line.amount("score"), _bare(line.beyond(PROJECT_COLUMNS))
    texts = {column: bare(line.text(column)) for column in TEXTS}
    if cost is None:
        raise line.wrong("'cost' is blank; write an amount of zero or more")
    try:
        return PbProject(
            line.text("project_id"), cost, votes=votes, score=score, selected=selected, extra=extra, **texts
        )
    except ValueError as error:
        raise line.wrong(str(error)) from error


def _vote(line: PbLine, known: set[str]) -> PbVote:
    refs, points = line.items("vote"), line.amounts("points")
    for ref in refs:
        if ref not in known:
            raise line.wrong(f"'vote' names {ref!r}, which is not in PROJECTS; correct the vote or add the project")
    if len(set(refs)) < len(refs):
        raise line.wrong(f"'vote' names a project twice ({','.join(refs)}); keep it once")
    if points and len(points) != len(refs):
        given, wanted = so_many(len(points), "number"), so_many(len(refs), "project")
        raise line.wrong(f"'points' has {given} for {wanted}; write one for each, in order")
    return PbVote(line.text("voter_id"), refs, points, _bare(line.beyond(VOTE_COLUMNS)))


def _check_size(line: PbLine, count: int) -> None:
    if line.whole("value") != count:
        said = f"{line.text('key')!r} says {line.text('value')} but the file has {count}"
        raise line.wrong(f"{said}; restore the missing lines or correct the number")


def _absent(line: PbLine, count: int) -> int:
    """How many voters are said beyond those that there are; fewer than there are is a mistake."""
    said = line.whole("value") or 0
    if said < count:
        _check_size(line, count)
    return said - count


def _project_cells(project: PbProject) -> dict[str, str]:
    return {
        "project_id": project.ref,
        "cost": _plain(project.cost),
        "votes": _plain(project.votes),
        "score": _plain(project.score),
        **{column: guarded(getattr(project, column)) for column in TEXTS},
        **_all_guarded(project.extra),
        "selected": _plain(project.selected),
    }


def _vote_cells(vote: PbVote) -> dict[str, str]:
    points = ",".join(_plain(number) for number in vote.points)
    return {"voter_id": vote.voter, "vote": ",".join(vote.refs), "points": points, **_all_guarded(vote.extra)}


def _guarded(cell: str) -> str:
    """*cell* as a spreadsheet shows it and does nothing else; a number below zero stays one."""
    return cell if _NUMBER.fullmatch(cell) else guarded(cell)


def _all_guarded(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: _guarded(cell) for column, cell in cells.items()}


def _bare(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: bare(cell) for column, cell in cells.items()}


_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def _plain(number: Decimal | int | None) -> str:
    """A number without exponent, "" for None."""
    return "" if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)
