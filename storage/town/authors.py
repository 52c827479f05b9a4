"""Who proposed which project, and in whose name; read by the person and the team, never part of an edition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Select, or_, select
from sqlmodel import Field, SQLModel

from flows.town.edition import Project, Status
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.town.projects import PROJECTS, news_of, project_of


class AuthorRow(SQLModel, table=True):
    """A person proposed a project: alone, or for an organisation whose name and contact are sealed."""

    __tablename__ = "authors"

    project_id: int = Field(foreign_key="projects.id", sa_type=BigInteger, primary_key=True)
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True, index=True)
    kind: str  # "alone", "association", "class", "group"
    name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    contact: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    guardian: bool  # an adult agreed, as the edition asks of the young
    at: datetime = Field(sa_column=Column(Utc, nullable=False))


AUTHORS = table_of(AuthorRow)


def projects_of(tx: Connection, edition_id: int, person_id: int) -> tuple[Project, ...]:
    """What the person proposed in the edition, by number, also what nobody else sees yet."""
    mine = PROJECTS.c.id.in_(_by(person_id)) & (PROJECTS.c.edition_id == edition_id)
    rows = tx.execute(select(PROJECTS).where(mine, PROJECTS.c.status != Status.DRAFT).order_by(PROJECTS.c.number)).all()
    news = news_of(tx, mine) if rows else {}
    return tuple(project_of(row, news.get(row.id, ())) for row in rows)


def proposed(tx: Connection, person_id: int, project_ids: Collection[int]) -> set[int]:
    """Those of the projects that the person proposed, or that go on in the name of one they proposed."""
    of_them = or_(PROJECTS.c.id.in_(project_ids), PROJECTS.c.merged_into.in_(project_ids))
    rows = tx.execute(select(PROJECTS.c.id, PROJECTS.c.merged_into).where(PROJECTS.c.id.in_(_by(person_id)), of_them))
    return {id for row in rows for id in row} & set(project_ids)


def _by(person_id: int) -> Select[Any]:
    return select(AUTHORS.c.project_id).where(AUTHORS.c.person_id == person_id)


def of_projects(tx: Connection, project_ids: Collection[int]) -> list[tuple[int, int]]:
    """Who proposed these projects: person and project, in their order."""
    query = select(AUTHORS.c.person_id, AUTHORS.c.project_id).where(AUTHORS.c.project_id.in_(project_ids))
    rows = tx.execute(query.order_by(AUTHORS.c.project_id, AUTHORS.c.person_id))
    return [(row.person_id, row.project_id) for row in rows]


@dataclass(frozen=True, slots=True)
class Signature:
    """In whose name an idea came, for the team alone: kind, name, contact, and whether an adult agreed."""

    kind: str
    name: str
    contact: str
    adult: bool
    at: datetime


def signatures(tx: Connection, store: Store, project_id: int) -> list[Signature]:
    """Who signed the project, opened for the team."""
    rows = tx.execute(select(AUTHORS).where(AUTHORS.c.project_id == project_id).order_by(AUTHORS.c.at))
    return [
        Signature(row.kind, _opened(store, row.name), _opened(store, row.contact), row.guardian, row.at) for row in rows
    ]


def _opened(store: Store, sealed: bytes | None) -> str:
    return store.vault.open(sealed).decode() if sealed else ""
