"""Ballots and the answers to surveys lie in slots, and must not tell when they came: not in any file either.

PostgreSQL keeps rows in the order in which they were written, marks each with the transaction that wrote it, and leaves
old ones where they were. SQLite keeps a table in the order of its slots, but within a page in that of their coming.
A ballot and a voter that came together belong together.
"""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Column, Connection, LargeBinary, MetaData, Table, delete, func, insert, select, text
from sqlmodel import Field, SQLModel

from storage.database import residue
from storage.database.store import Store
from storage.database.tables import table_of
from storage.database.upsert import Upsert


class SlotOrderRow(SQLModel, table=True):
    """What a table held when it was last written anew: while it holds the same, there is nothing to do."""

    __tablename__ = "stirs"

    name: str = Field(primary_key=True)
    fingerprint: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))


_EMPTY = sha256().digest()

SLOT_ORDERS = table_of(SlotOrderRow)

_KEEP = Upsert(SLOT_ORDERS, ["name"], ["fingerprint"])


def rewrite_in_order(store: Store, table: Table) -> int:
    """Write all that lies in *table* anew, at once and in slot order; how many rows, 0 if nothing came since last time.

    Whoever votes meanwhile waits, and is written after. If somebody was in the way of the new file, the next time does
    it all again.
    """
    with store.reading() as tx:
        fingerprint = _fingerprint(tx, table)
        kept = select(SLOT_ORDERS.c.fingerprint).where(SLOT_ORDERS.c.name == table.name)
        if fingerprint == (tx.execute(kept).scalar() or _EMPTY):
            return 0
    with store.writing() as tx:
        (_in_sqlite if store.is_sqlite else _in_postgresql)(tx, table)
        rows = int(tx.execute(select(func.count()).select_from(table)).scalar_one())
    if not residue.renew(store, [table]):
        with store.writing() as tx:
            _keep(tx, table, fingerprint)
    return rows


def _fingerprint(tx: Connection, table: Table) -> bytes:
    """What tells the rows of *table* from any others: whatever is sealed anew is another row."""
    whole = sha256()
    sealed = [column for column in table.c if isinstance(column.type, LargeBinary)]
    for row in tx.execute(select(*sealed).order_by(table.c.slot)):
        for value in row:
            whole.update(value)
    return whole.digest()


def _in_sqlite(tx: Connection, table: Table) -> None:
    """By way of a table in memory: what is taken out and put back in slot order fills pages in slot order."""
    columns = (Column(column.name, column.type) for column in table.c)
    in_order = Table("in_order", MetaData(), *columns, prefixes=["TEMPORARY"])
    in_order.create(tx)
    tx.execute(insert(in_order).from_select(table.c.keys(), select(table)))
    tx.execute(delete(table))
    tx.execute(insert(table).from_select(table.c.keys(), select(in_order).order_by(in_order.c.slot)))
    in_order.drop(tx)


def _in_postgresql(tx: Connection, table: Table) -> None:
    """No TRUNCATE: to who began to read before it, a backup for one, the table would be empty."""
    tx.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
    taken = delete(table).returning(*table.c).cte("taken")
    tx.execute(insert(table).from_select(table.c.keys(), select(taken).order_by(taken.c.slot)))


def _keep(tx: Connection, table: Table, fingerprint: bytes) -> None:
    tx.execute(_KEEP.on(tx), {"name": table.name, "fingerprint": fingerprint})
