"""What happened to each project: prepared by the team, then published together, and told to those who follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Select, Text, delete, insert, select
from sqlmodel import Field, SQLModel

from flows.town.edition import Stage, Status
from storage.database.ids import new_id
from storage.database.store import Utc
from storage.database.tables import table_of


class PublicationRow(SQLModel, table=True):
    """One act of publishing; *told_at* is when the last of the followers was written to."""

    __tablename__ = "publications"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    by: str
    told_at: datetime | None = Field(default=None, sa_column=Column(Utc))


class EventRow(SQLModel, table=True):
    """One change of a project, with who decided it and when; nobody outside sees it before it has a publication."""

    __tablename__ = "events"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    project_id: int = Field(foreign_key="projects.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    by: str
    status: str
    stage: str  # of the works; "" if there are none
    why: str = Field(sa_column=Column(Text, nullable=False))
    then: str = Field(sa_column=Column(Text, nullable=False))
    merged_into: int = Field(sa_column=Column(BigInteger, nullable=False))  # a project's id; 0 if not merged
    publication_id: int | None = Field(default=None, foreign_key="publications.id", sa_type=BigInteger, index=True)


PUBLICATIONS = table_of(PublicationRow)
EVENTS = table_of(EventRow)


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """What the team decided of a project: where it stands from now on, why, and what comes *then*."""

    project_id: int
    status: Status
    stage: Stage | None = None
    why: str = ""
    then: str = ""
    merged_into: int = 0  # the project's id that goes on in its name


@dataclass(frozen=True, slots=True)
class Event:
    """A change, with who decided it and when; prepared until it is published."""

    id: int
    change: ProjectChange
    by: str
    at: datetime
    published_at: datetime | None = None
    published_by: str = ""


def prepare(tx: Connection, change: ProjectChange, by: str, now: datetime) -> int:
    """Keep *change* for the next publication, in the place of what was prepared for the project; its id."""
    unprepare(tx, change.project_id)
    return write(tx, [change], by, now)[0]


def unprepare(tx: Connection, project_id: int) -> int:
    """Drop what was prepared for the project; how many changes that was."""
    prepared = (EVENTS.c.project_id == project_id) & EVENTS.c.publication_id.is_(None)
    return tx.execute(delete(EVENTS).where(prepared)).rowcount


def write(
    tx: Connection, changes: Iterable[ProjectChange], by: str, now: datetime, publication_id: int | None = None
) -> list[int]:
    """Write changes down, as published by *publication_id* or else as prepared; their ids."""
    rows = [
        {
            "id": new_id(),
            "project_id": change.project_id,
            "at": now,
            "by": by,
            "status": str(change.status),
            "stage": str(change.stage or ""),
            "why": change.why,
            "then": change.then,
            "merged_into": change.merged_into,
            "publication_id": publication_id,
        }
        for change in changes
    ]
    if rows:
        tx.execute(insert(EVENTS), rows)
    return [int(str(row["id"])) for row in rows]


def timeline(tx: Connection, project_id: int) -> list[Event]:
    """All that was decided of a project, oldest first; what is only prepared comes last."""
    rows = tx.execute(events().where(EVENTS.c.project_id == project_id).order_by(EVENTS.c.id))
    return [event_of(row) for row in rows]


def events() -> Select[Any]:
    """Events, with who published them and when."""
    published = PUBLICATIONS.c.at.label("published_at"), PUBLICATIONS.c.by.label("published_by")
    return select(EVENTS, *published).outerjoin(PUBLICATIONS, PUBLICATIONS.c.id == EVENTS.c.publication_id)


def event_of(row: Any) -> Event:
    """The event that a row of `events()` holds."""
    stage = Stage(row.stage) if row.stage else None
    change = ProjectChange(row.project_id, Status(row.status), stage, row.why, row.then, row.merged_into)
    return Event(row.id, change, row.by, row.at, row.published_at, row.published_by or "")
