"""Editions and their projects; each change makes a new version, of which a snapshot is kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Connection, Table, Text, UniqueConstraint, insert, select, update
from sqlmodel import Field, SQLModel

from flows.edition import DECIDED, BallotRules, Contact, District, Edition, Project, Span, Status, Theme
from storage.ids import new_id
from storage.store import Amount


class EditionRow(SQLModel, table=True):
    """One participatory budget.

    `details` holds, as JSON, what is read whole: contact, calendar, districts, themes, rules.
    """

    __tablename__ = "editions"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    slug: str = Field(unique=True)
    version: int
    current: bool  # the one that people who write to us talk about
    town: str
    name: str
    budget: Decimal = Field(sa_column=Column(Amount, nullable=False))
    currency: str
    timezone: str
    sms_number: str
    details: str = Field(sa_column=Column(Text, nullable=False))
    result: str | None = Field(default=None, sa_column=Column(Text))  # the published count, as JSON


class ProjectRow(SQLModel, table=True):
    """One project of an edition."""

    __tablename__ = "projects"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    number: int
    title: str
    short: str
    summary: str = Field(sa_column=Column(Text, nullable=False))
    photo: str
    cost: Decimal = Field(sa_column=Column(Amount, nullable=False))
    district: str
    theme: str
    status: str
    ref: str
    votes: int | None
    why: str = Field(sa_column=Column(Text, nullable=False))


EDITIONS: Table = EditionRow.__table__  # type: ignore[attr-defined]  # SQLModel gives its tables one
PROJECTS: Table = ProjectRow.__table__  # type: ignore[attr-defined]

_COUNTED = ("votes", "why")
_PROJECT_FIELDS = ("number", "title", "short", "summary", "photo", "cost", "district", "theme", "ref", *_COUNTED)


class NoEdition(Exception):
    """No edition is loaded: load one with `portevoix edition load FILE.toml`."""

    def __init__(self, slug: str = "") -> None:
        super().__init__(f"No edition is called «{slug}»: see `portevoix edition list`." if slug else self.__doc__)


class _Details(SQLModel):
    """What an edition's `details` column holds."""

    contact: Contact
    languages: tuple[str, ...]
    spans: tuple[Span, ...]
    districts: tuple[District, ...]
    themes: tuple[Theme, ...]
    ballot: BallotRules


_DETAILS = TypeAdapter(_Details)


def save(tx: Connection, edition: Edition, *, current: bool = True) -> int:
    """Write *edition* over the one of the same slug, or as a new one, and give its id.

    Projects keep their id by their number.
    """
    row = tx.execute(select(EDITIONS.c.id, EDITIONS.c.version).where(EDITIONS.c.slug == edition.slug)).one_or_none()
    id = row.id if row else new_id()
    if current:
        tx.execute(update(EDITIONS).values(current=False))
    values = {**_row(edition), "current": current, "version": row.version + 1 if row else 1}
    if row:
        tx.execute(update(EDITIONS).where(EDITIONS.c.id == id).values(values))
    else:
        tx.execute(insert(EDITIONS), {"id": id, **values})
    _save_projects(tx, id, edition.projects)
    return int(id)


def version_of_current(tx: Connection) -> tuple[int, int]:
    """The id and version of the edition people talk about. Raises NoEdition."""
    row = tx.execute(_CURRENT).one_or_none()
    if row is None:
        raise NoEdition
    return row.id, row.version


_CURRENT = select(EDITIONS.c.id, EDITIONS.c.version).where(EDITIONS.c.current)


def find(tx: Connection, slug: str = "") -> Edition:
    """The snapshot of the edition called *slug*, or of the current one. Raises NoEdition."""
    query = select(EDITIONS.c.id).where(EDITIONS.c.slug == slug if slug else EDITIONS.c.current)
    id = tx.execute(query).scalar_one_or_none()
    if id is None:
        raise NoEdition(slug)
    return snapshot(tx, id)


def snapshot(tx: Connection, id: int) -> Edition:
    """The edition *id* as it stands."""
    row = tx.execute(select(EDITIONS).where(EDITIONS.c.id == id)).one()
    details = _DETAILS.validate_json(row.details)
    projects = tx.execute(select(PROJECTS).where(PROJECTS.c.edition_id == id).order_by(PROJECTS.c.number))
    return Edition(
        id=row.id,
        version=row.version,
        slug=row.slug,
        town=row.town,
        name=row.name,
        budget=row.budget,
        currency=row.currency,
        timezone=row.timezone,
        sms_number=row.sms_number,
        contact=details.contact,
        languages=details.languages,
        spans=details.spans,
        districts=details.districts,
        themes=details.themes,
        ballot=details.ballot,
        projects=tuple(_project(project) for project in projects),
    )


def listed(tx: Connection) -> list[tuple[str, str, str, bool]]:
    """Slug, town, name and whether it is the current one, for each edition."""
    query = select(EDITIONS.c.slug, EDITIONS.c.town, EDITIONS.c.name, EDITIONS.c.current).order_by(EDITIONS.c.slug)
    return [(row.slug, row.town, row.name, row.current) for row in tx.execute(query)]


def choose(tx: Connection, slug: str) -> None:
    """Make the edition called *slug* the one people talk about. Raises NoEdition."""
    if slug not in {row[0] for row in listed(tx)}:
        raise NoEdition(slug)
    tx.execute(update(EDITIONS).values(current=EDITIONS.c.slug == slug))


def publish(tx: Connection, edition: Edition, result: str, projects: Iterable[Project]) -> None:
    """Make a count public: its JSON on the edition, and on each project its votes, its fate and why."""
    tx.execute(
        update(EDITIONS).where(EDITIONS.c.id == edition.id).values(result=result, version=EDITIONS.c.version + 1)
    )
    for project in projects:
        fate = {"status": project.status, "votes": project.votes, "why": project.why}
        tx.execute(update(PROJECTS).where(PROJECTS.c.id == project.id).values(fate))


def unpublish(tx: Connection, edition: Edition) -> None:
    """Take a published count back: what it decided is open again."""
    changes = {"result": None, "version": EDITIONS.c.version + 1}
    tx.execute(update(EDITIONS).where(EDITIONS.c.id == edition.id).values(changes))
    decided = update(PROJECTS).where(PROJECTS.c.edition_id == edition.id, PROJECTS.c.status.in_(DECIDED))
    tx.execute(decided.values(status=Status.ON_BALLOT, votes=None, why=""))


def published(tx: Connection, edition_id: int) -> str | None:
    """The published count, as JSON; None before it is published."""
    return tx.execute(select(EDITIONS.c.result).where(EDITIONS.c.id == edition_id)).scalar_one_or_none()


def _row(edition: Edition) -> dict[str, Any]:
    return {
        "slug": edition.slug,
        "town": edition.town,
        "name": edition.name,
        "budget": edition.budget,
        "currency": edition.currency,
        "timezone": edition.timezone,
        "sms_number": edition.sms_number,
        "details": _details(edition).model_dump_json(),
    }


def _details(edition: Edition) -> _Details:
    return _Details(
        contact=edition.contact,
        languages=edition.languages,
        spans=edition.spans,
        districts=edition.districts,
        themes=edition.themes,
        ballot=edition.ballot,
    )


def _save_projects(tx: Connection, edition_id: int, projects: Sequence[Project]) -> None:
    """Write the projects over those of the same numbers. None is ever deleted, since there may be votes for it.

    One that is no longer named is withdrawn; a file that names none at all leaves them as they are.
    """
    query = select(PROJECTS.c.number, PROJECTS.c.id, PROJECTS.c.status).where(PROJECTS.c.edition_id == edition_id)
    kept = {row.number: row for row in tx.execute(query)}
    gone = set(kept) - {project.number for project in projects}
    if gone and projects:
        withdrawn = update(PROJECTS).where(PROJECTS.c.edition_id == edition_id, PROJECTS.c.number.in_(gone))
        tx.execute(withdrawn.where(PROJECTS.c.status.not_in(DECIDED)).values(status=Status.WITHDRAWN))
    for project in projects:
        row = kept.get(project.number)
        if row is None:
            tx.execute(insert(PROJECTS), {**_values(project), "id": new_id(), "edition_id": edition_id})
        else:
            tx.execute(update(PROJECTS).where(PROJECTS.c.id == row.id).values(_values(project, Status(row.status))))


def _values(project: Project, before: Status = Status.DRAFT) -> dict[str, Any]:
    """The columns of a project.

    The fate that a published count gave it stands against a file that knows nothing of it.
    """
    status = before if before in DECIDED and project.status is Status.ON_BALLOT else project.status
    values = {name: getattr(project, name) for name in _PROJECT_FIELDS if name not in _COUNTED}
    counted = {} if before in DECIDED else {name: getattr(project, name) for name in _COUNTED}
    return values | counted | {"status": str(status)}


def _project(row: Any) -> Project:
    return Project(row.id, **{name: getattr(row, name) for name in _PROJECT_FIELDS}, status=Status(row.status))
