"""The numbers by which people call things: each given once in its edition, whoever asks at the same time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, case
from sqlmodel import Field, SQLModel

from storage.database.tables import table_of
from storage.database.upsert import Upsert, arriving


class CounterRow(SQLModel, table=True):
    """The last number given to a kind of thing in an edition."""

    __tablename__ = "counters"

    edition_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    what: str = Field(primary_key=True)
    last: int


COUNTERS = table_of(CounterRow)

_ONE_MORE, _LEAST = COUNTERS.c.last + 1, arriving(COUNTERS).c.last
_NEXT = Upsert(
    COUNTERS, ["edition_id", "what"], returning="last", last=case((_ONE_MORE > _LEAST, _ONE_MORE), else_=_LEAST)
)


def next_number(tx: Connection, edition_id: int, what: str, least: int = 1) -> int:
    """A number never given before to a *what* of the edition, and no less than *least*.

    Until the transaction ends nobody else is given one.
    """
    return int(tx.execute(_NEXT.on(tx), {"edition_id": edition_id, "what": what, "last": least}).scalar_one())
