"""New rows of which some may be there already: one statement, in the words of each database.

SQLite and PostgreSQL say it alike, but SQLAlchemy has an INSERT of its own for each. A statement is made once for the
database that asks for it, so that a process loads the dialect of its own alone; what writes many rows hands statements
to `many.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, FromClause, Insert, Table


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
        self._table, self._key, self._returning = table, key, returning
        self._changes = changes | {name: new[name] for name in taken}
        self._worded: dict[str, Insert] = {}

    def on(self, tx: Connection) -> Insert:
        """The statement, in the words of the database of *tx*."""
        return self.in_words_of(tx.dialect.name)

    def in_words_of(self, database: str) -> Insert:
        """The statement, in the words of *database*."""
        if (words := self._worded.get(database)) is None:
            words = self._worded[database] = self._words(database)
        return words

    def _words(self, database: str) -> Insert:
        new = import_module(f"sqlalchemy.dialects.{database}").insert(self._table)
        words: Insert = (
            new.on_conflict_do_update(index_elements=self._key, set_=self._changes)
            if self._changes
            else new.on_conflict_do_nothing(index_elements=self._key or None)
        )
        return words.returning(self._table.c[self._returning]) if self._returning else words


def arriving(table: Table) -> FromClause:
    """The row that finds its key there already: for changes that are made of both rows."""
    return table.alias("excluded")
