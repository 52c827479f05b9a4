"""Which kinds of messages a person wants that nobody asked for: reminders, news, invitations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, select
from sqlmodel import Field, SQLModel

from storage.database.store import Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert


class ConsentRow(SQLModel, table=True):
    """A person said that they want, or do not want, a *kind* of message."""

    __tablename__ = "consents"

    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True)
    kind: str = Field(primary_key=True)
    wanted: bool
    said_at: datetime = Field(sa_column=Column(Utc, nullable=False))


CONSENTS = table_of(ConsentRow)

_SAY = Upsert(CONSENTS, ["person_id", "kind"], ["wanted", "said_at"])


def wants(tx: Connection, person_id: int, kind: str) -> bool:
    """Whether the person wants messages of *kind*: everyone does, until they say no."""
    query = select(CONSENTS.c.wanted).where(CONSENTS.c.person_id == person_id, CONSENTS.c.kind == kind)
    return tx.execute(query).scalar_one_or_none() is not False


def say(tx: Connection, person_id: int, kind: str, wanted: bool, now: datetime) -> None:
    """Keep what the person said last."""
    tx.execute(_SAY.on(tx), {"person_id": person_id, "kind": kind, "wanted": wanted, "said_at": now})
