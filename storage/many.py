"""Many rows by one statement, as most turns write them: worded for the database once, not for each row anew.

SQLAlchemy looks at every value of every row to see what it may have to become, which takes longer than SQLite takes to
write them. Here it is asked once, when a statement is first run on a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Update
from sqlalchemy.sql.compiler import SQLCompiler

Row = Mapping[str, Any]


class NotWhole(TypeError):
    """The statement takes values that its rows do not have, or that are part of itself: give each row all of them."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class _Worded:
    """The statement as one database takes it, with each value's name and what makes it the database's own."""

    sql: str
    values: Sequence[tuple[str, Callable[[Any], Any] | None]]
    in_order: bool  # whether the database takes rows as sequences, not by name

    def put(self, rows: Sequence[Row]) -> list[Any]:
        """The *rows* as the database takes them."""
        columns = [
            [made(row[name]) for row in rows] if made else [row[name] for row in rows] for name, made in self.values
        ]
        if self.in_order:
            return list(zip(*columns, strict=True))
        names = [name for name, _made in self.values]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


class Many:
    """A statement without values of its own, to be run with one or more rows that all have the same names."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        """*statement* returns nothing."""
        self._statement = statement
        self._worded: dict[tuple[str, tuple[str, ...]], _Worded] = {}

    def run(self, tx: Connection, rows: Sequence[Row]) -> None:
        """Write all *rows*. Raises NotWhole."""
        key = (tx.dialect.name, tuple(rows[0]))
        worded = self._worded.get(key)
        if worded is None:
            worded = self._worded[key] = _worded(self._statement, tx.dialect, key[1])
        tx.exec_driver_sql(worded.sql, worded.put(rows))


def _worded(statement: Insert | Update | Delete, dialect: Dialect, names: Sequence[str]) -> _Worded:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    assert isinstance(compiled, SQLCompiler), "statements are worded in SQL"
    if set(compiled.binds) != set(names):
        raise NotWhole
    order = compiled.positiontup or names
    made = [(name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in order]
    return _Worded(str(compiled), made, in_order=compiled.positional)
