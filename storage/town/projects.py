"""The projects of editions, as an edition shows them and as its file is saved over them; none is ever deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Text, UniqueConstraint, insert, select, update
from sqlmodel import Field, SQLModel

from flows.town.edition import DECIDED, News, Project, Stage, Status
from flows.town.rules import ProposalRules
from storage.database.ids import new_id
from storage.database.store import Hundredths
from storage.database.tables import table_of
from storage.town.events import EVENTS, PUBLICATIONS


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
    cost: Decimal = Field(sa_column=Column(Hundredths, nullable=False))
    district: str
    theme: str
    status: str
    ref: str
    votes: int | None
    why: str = Field(sa_column=Column(Text, nullable=False))
    place: str = Field(sa_column=Column(Text, nullable=False, server_default=""))
    whom: str = Field(sa_column=Column(Text, nullable=False, server_default=""))
    origin: str = Field(default="town", sa_column_kwargs={"server_default": "town"})
    akin: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))  # its author's wish
    merged_into: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))


PROJECTS = table_of(ProjectRow)

_COUNTED = ("votes", "why")

_WRITTEN = ("number", "title", "short", "summary", "photo", "cost", "district", "theme", "ref", "place", "whom")

_PROJECT_FIELDS = (*_WRITTEN, *_COUNTED, "origin", "merged_into")


def save_projects(tx: Connection, edition_id: int, projects: Sequence[Project], rules: ProposalRules) -> None:
    """Write the projects over those of the same numbers. None is ever deleted, since there may be votes for it.

    One that is no longer named is withdrawn, if the edition showed it by its *rules* so far: whoever left out what they
    could not see did not mean it. A file that names none at all leaves them as they are, and no file withdraws what
    people proposed in a conversation.
    """
    query = select(PROJECTS).where(PROJECTS.c.edition_id == edition_id)
    kept = {row.number: row for row in tx.execute(query)}
    seen = {row.number for row in kept.values() if row.origin == "town" and row.status not in _hidden(rules)}
    gone = seen - {project.number for project in projects}
    if gone and projects:
        withdrawn = update(PROJECTS).where(PROJECTS.c.edition_id == edition_id, PROJECTS.c.number.in_(gone))
        tx.execute(withdrawn.where(PROJECTS.c.status.not_in(DECIDED)).values(status=Status.WITHDRAWN))
    published = news_of(tx, PROJECTS.c.edition_id == edition_id)
    for project in projects:
        row = kept.get(project.number)
        if row is None:
            tx.execute(insert(PROJECTS), {**_values(project), "id": new_id(), "edition_id": edition_id})
        else:
            stands = row.id in published
            tx.execute(
                update(PROJECTS)
                .where(PROJECTS.c.id == row.id)
                .values(_values(project, Status(row.status), stands, row.votes))
            )


def _values(project: Project, before: Status = Status.DRAFT, stands: bool = False, votes: Any = None) -> dict[str, Any]:
    """The columns of a project.

    The fate that a published count gave it, or the team published (it *stands*), is not undone by a file; nor are its
    *votes*, of which a file says nothing.
    """
    was_counted = votes is not None and project.votes is None
    counted_since = before in DECIDED and project.status is Status.ON_BALLOT
    status = before if stands or counted_since else project.status
    values = {name: getattr(project, name) for name in _WRITTEN}
    counted = {} if before in DECIDED or was_counted else {name: getattr(project, name) for name in _COUNTED}
    return values | counted | {"status": str(status)}


def shown_projects(tx: Connection, id: int, rules: ProposalRules) -> tuple[Project, ...]:
    """The projects that anyone may see, by number; what the team has yet to look at is its author's and theirs."""
    return read_projects(tx, id, (PROJECTS.c.edition_id == id) & PROJECTS.c.status.not_in(_hidden(rules)))


def _hidden(rules: ProposalRules) -> tuple[Status, ...]:
    """What a project is while its author and the team alone see it."""
    return (Status.DRAFT, Status.SUBMITTED) if rules.shown == "checked" else (Status.DRAFT,)


def read_projects(tx: Connection, id: int, which: ColumnElement[bool]) -> tuple[Project, ...]:
    """The projects of the edition *id* that *which* picks, by number."""
    news = news_of(tx, PROJECTS.c.edition_id == id)
    rows = tx.execute(select(PROJECTS).where(which).order_by(PROJECTS.c.number))
    return tuple(project_of(row, news.get(row.id, ())) for row in rows)


def by_ids(tx: Connection, ids: Collection[int]) -> dict[int, Project]:
    """These projects as the store has them, also those that nobody else sees yet."""
    these = PROJECTS.c.id.in_(ids)
    news = news_of(tx, these)
    return {row.id: project_of(row, news.get(row.id, ())) for row in tx.execute(select(PROJECTS).where(these))}


def project_of(row: Any, news: tuple[News, ...] = ()) -> Project:
    """The project that *row* of the table holds."""
    fields = {name: getattr(row, name) for name in _PROJECT_FIELDS}
    return Project(row.id, **fields, status=Status(row.status), news=news)


def news_of(tx: Connection, which: ColumnElement[bool]) -> dict[int, tuple[News, ...]]:
    """What was published of the projects that *which* picks, oldest first, by the project's id."""
    query = (
        select(EVENTS, PUBLICATIONS.c.at.label("published_at"))
        .join(PUBLICATIONS, PUBLICATIONS.c.id == EVENTS.c.publication_id)
        .join(PROJECTS, PROJECTS.c.id == EVENTS.c.project_id)
        .where(which)
        .order_by(EVENTS.c.id)
    )
    by_project: dict[int, list[News]] = {}
    for row in tx.execute(query):
        stage = Stage(row.stage) if row.stage else None
        by_project.setdefault(row.project_id, []).append(
            News(row.published_at, Status(row.status), stage, row.why, row.then)
        )
    return {id: tuple(news) for id, news in by_project.items()}
