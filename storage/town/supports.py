"""Who supports which idea: once each, and only the count is ever shown."""

from __future__ import annotations

from sqlalchemy import BigInteger, Connection, delete, func, select
from sqlmodel import Field, SQLModel

from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.town.projects import PROJECTS


class SupportRow(SQLModel, table=True):
    """A person supports a project."""

    __tablename__ = "supports"

    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", sa_type=BigInteger, primary_key=True, index=True)


SUPPORTS = table_of(SupportRow)

_SUPPORT = Upsert(SUPPORTS)


def support(tx: Connection, person_id: int, project_id: int) -> None:
    """Count a person's support; a second one changes nothing."""
    row = {"person_id": person_id, "project_id": project_id}
    tx.execute(_SUPPORT.on(tx), row)


def take_back(tx: Connection, person_id: int, project_id: int) -> None:
    """Count a person's support no more."""
    tx.execute(delete(SUPPORTS).where(SUPPORTS.c.person_id == person_id, SUPPORTS.c.project_id == project_id))


def supports(tx: Connection, person_id: int, project_id: int) -> bool:
    """Whether the person supports the project."""
    mine = select(SUPPORTS.c.project_id).where(SUPPORTS.c.person_id == person_id, SUPPORTS.c.project_id == project_id)
    return tx.execute(mine).first() is not None


def count(tx: Connection, project_id: int) -> int:
    """How many people support the project."""
    return int(tx.execute(select(func.count()).where(SUPPORTS.c.project_id == project_id)).scalar_one())


def in_edition(tx: Connection, edition_id: int) -> int:
    """How often projects of the edition are supported, all together."""
    joined = SUPPORTS.join(PROJECTS, PROJECTS.c.id == SUPPORTS.c.project_id)
    query = select(func.count()).select_from(joined).where(PROJECTS.c.edition_id == edition_id)
    return int(tx.execute(query).scalar_one())
