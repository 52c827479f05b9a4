"""New rows of which some may be there already: one statement, in the words of each database.

SQLite and PostgreSQL say it alike, but SQLAlchemy has an INSERT of its own for each. Both are made once, when the
module that needs them is imported; what writes many rows hands them to `many.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.database.among import POSTGRESQL

_INSERTS = {"sqlite": sqlite.insert, POSTGRESQL: postgresql.insert}


class Upsert:
    """Puts rows into a table; one whose key is there already changes that row, or is left out."""

    def __init__(
        self, table: Table, key: Sequence[str] = (), taken: Sequence[str] = (), returning: str = "", **changes: Any
    ) -> None:
        """*key* is what tells rows apart; without one, each of the table's keys does.

        A row that is there takes over the columns *taken*, and has *changes* made to it; with neither it stays as it
        was. Each row that was put in or changed gives its column *returning*.
        """
        new = arriving(table).c
        changes |= {name: new[name] for name in taken}
        self._worded = {database: _worded(insert(table), key, changes) for database, insert in _INSERTS.items()}
        if returning:
            column = table.c[returning]
            self._worded = {database: words.returning(column) for database, words in self._worded.items()}

    def on(self, tx: Connection) -> Insert:
        """The statement, in the words of the database of *tx*."""
        return self.in_words_of(tx.dialect.name)

    def in_words_of(self, database: str) -> Insert:
        """The statement, in the words of *database*."""
        return self._worded[database]


def arriving(table: Table) -> FromClause:
    """The row that finds its key there already: for changes that are made of both rows."""
    return table.alias("excluded")


def _worded(new: Any, key: Sequence[str], changes: dict[str, Any]) -> Insert:
    words: Insert = (
        new.on_conflict_do_update(index_elements=key, set_=changes)
        if changes
        else new.on_conflict_do_nothing(index_elements=key or None)
    )
    return words
