"""The numbers by which people call things: each given once in its edition, whoever asks at the same time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, case
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel

from storage.database.store import Store
from storage.database.tables import table_of


class CounterRow(SQLModel, table=True):
    """The last number given to a kind of thing in an edition."""

    __tablename__ = "counters"

    edition_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    what: str = Field(primary_key=True)
    last: int


COUNTERS = table_of(CounterRow)


def next_number(tx: Connection, store: Store, edition_id: int, what: str, least: int = 1) -> int:
    """A number never given before to a *what* of the edition, and no less than *least*.

    Until the transaction ends nobody else is given one.
    """
    dialect: Any = sqlite if store.is_sqlite else postgresql
    new = dialect.insert(COUNTERS).values(edition_id=edition_id, what=what, last=least)
    greater = case((COUNTERS.c.last + 1 > new.excluded.last, COUNTERS.c.last + 1), else_=new.excluded.last)
    counted = new.on_conflict_do_update(index_elements=["edition_id", "what"], set_={"last": greater})
    return int(tx.execute(counted.returning(COUNTERS.c.last)).scalar_one())
