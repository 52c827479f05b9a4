"""How people ask for what the town answers already, learnt from the tickets of an edition; no person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Text, UniqueConstraint, select
from sqlmodel import Field, SQLModel

from flows.town.learnt import Learnt
from storage.database.store import Utc
from storage.database.tables import table_of


class WordingRow(SQLModel, table=True):
    """One wording of an entry (`faq:…`) or a topic (`topic:…`), and who of the team kept it; plain, as the FAQ is."""

    __tablename__ = "wordings"
    __table_args__ = (UniqueConstraint("edition_id", "words"),)

    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    asked: str
    words: str = Field(sa_column=Column(Text, nullable=False))
    by: str
    at: datetime = Field(sa_column=Column(Utc, nullable=False))


WORDINGS = table_of(WordingRow)


@dataclass(frozen=True, slots=True)
class KeptWording:
    """A wording as the team sees it: the number to take it back by, what it asks, who kept it and when."""

    number: int
    asked: str
    words: str
    by: str
    at: datetime


def kept(tx: Connection, edition_id: int) -> list[KeptWording]:
    """The wordings of an edition, oldest first."""
    columns = (WORDINGS.c[name] for name in ("number", "asked", "words", "by", "at"))
    query = select(*columns).where(WORDINGS.c.edition_id == edition_id).order_by(WORDINGS.c.number)
    return [KeptWording(*row) for row in tx.execute(query)]


def learnt(tx: Connection, edition_id: int) -> tuple[Learnt, ...]:
    """The same, as the snapshot of the edition has them."""
    return tuple(Learnt(one.asked, one.words) for one in kept(tx, edition_id))
