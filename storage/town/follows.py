"""Who is to be told when something happens to which project."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, Connection, delete, select
from sqlmodel import Field, SQLModel

from storage.database.tables import table_of
from storage.database.upsert import Upsert


class FollowRow(SQLModel, table=True):
    """A person follows a project: what is published after the publication *since*; 0: all its news."""

    __tablename__ = "follows"

    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", sa_type=BigInteger, primary_key=True, index=True)
    since: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


FOLLOWS = table_of(FollowRow)

_FOLLOW = Upsert(FOLLOWS)


def follow(tx: Connection, pairs: Iterable[tuple[int, int]], since: int) -> None:
    """Have each person follow the project beside them, from after the publication *since* on; who does already goes on.

    What was published before is no news to them: they have just read where the project stands.
    """
    rows = [{"person_id": person, "project_id": project, "since": since} for person, project in sorted(set(pairs))]
    if rows:
        tx.execute(_FOLLOW.on(tx), rows)


def unfollow(tx: Connection, person_id: int, project_id: int) -> None:
    """Have a person follow a project no more."""
    tx.execute(delete(FOLLOWS).where(FOLLOWS.c.person_id == person_id, FOLLOWS.c.project_id == project_id))


def follows(tx: Connection, person_id: int, project_id: int) -> bool:
    """Whether the person follows the project."""
    query = select(FOLLOWS.c.project_id).where(FOLLOWS.c.person_id == person_id, FOLLOWS.c.project_id == project_id)
    return tx.execute(query).first() is not None
