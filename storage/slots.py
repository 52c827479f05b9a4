"""Ballots and the answers to surveys lie in slots, and must not tell when they came: not in PostgreSQL's notes either.

PostgreSQL keeps rows in the order in which they were written, and marks each with the transaction that wrote it. A
ballot and a voter that bear the same mark belong together: any query can ask for it. SQLite keeps neither here.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table, Text, cast, delete, func, insert, literal_column, select, text

from storage.store import Store


def stir(tx: Connection, store: Store, table: Table) -> int:
    """Write all that lies in *table* anew, at once and in slot order; how many rows, 0 if nothing came since last time.

    Whoever votes meanwhile waits, and is written after.
    """
    if store.is_sqlite or not _tells(tx, table):
        return 0
    tx.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
    taken = delete(table).returning(*table.c).cte("taken")
    return tx.execute(insert(table).from_select(table.c.keys(), select(taken).order_by(taken.c.slot))).rowcount


def _tells(tx: Connection, table: Table) -> bool:
    """Whether some rows were not written together with the others."""
    marks = func.count(func.distinct(cast(literal_column("xmin"), Text)))
    return int(tx.execute(select(marks).select_from(table)).scalar_one()) > 1
