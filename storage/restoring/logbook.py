"""The log of what operators decided about the installation itself: that a clock is right, that a store was restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Text, insert, select
from sqlmodel import Field, SQLModel

from storage.database.ids import new_id
from storage.database.store import Utc
from storage.database.tables import table_of


class LogbookRow(SQLModel, table=True):
    """One line: who decided what, and when."""

    __tablename__ = "logbook"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    by: str
    what: str = Field(sa_column=Column(Text, nullable=False))


LOGBOOK = table_of(LogbookRow)


@dataclass(frozen=True, slots=True)
class Decided:
    """A line of the log."""

    at: datetime
    by: str
    what: str


def note(tx: Connection, by: str, what: str, now: datetime) -> None:
    """Write down what was decided."""
    tx.execute(insert(LOGBOOK), {"id": new_id(), "at": now, "by": by, "what": what})


def noted(tx: Connection, most: int) -> list[Decided]:
    """The newest lines, the oldest of them first."""
    rows = tx.execute(select(LOGBOOK).order_by(LOGBOOK.c.id.desc()).limit(most)).all()
    return [Decided(row.at, row.by, row.what) for row in reversed(rows)]
