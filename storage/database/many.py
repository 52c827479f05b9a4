"""Many rows by one statement, as most turns write them: worded for the database once, not for each row anew.

SQLAlchemy looks at every value of every row to see what it may have to become, which takes longer than SQLite takes to
write them. Here it is asked once, when a statement is first run on a database. PostgreSQL is given new rows column by
column, and takes them all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Update
from sqlalchemy.sql.compiler import SQLCompiler

from storage.database.among import POSTGRESQL, side_by_side
from storage.database.upsert import Upsert

Row = Mapping[str, Any]
Statement = Insert | Update | Delete | Upsert


class NotWhole(TypeError):
    """The statement takes values that its rows do not have, or that are part of itself: give each row all of them."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class _Given(Enum):
    """How a database is given the rows of a statement."""

    IN_ORDER = auto()  # each a sequence
    BY_NAME = auto()  # each a mapping
    BY_COLUMN = auto()  # all of them one mapping of lists


@dataclass(frozen=True, slots=True)
class _Worded:
    """The statement as one database takes it, with each value's name and what makes it the database's own."""

    sql: str
    values: Sequence[tuple[str, Callable[[Any], Any] | None]]
    given: _Given

    def put(self, rows: Sequence[Row]) -> Any:
        """The *rows* as the database takes them."""
        columns = [(name, [row[name] for row in rows], made) for name, made in self.values]
        if self.given is _Given.BY_COLUMN:
            return {name: made(column) if made else column for name, column, made in columns}
        own = ([made(value) for value in column] if made else column for _name, column, made in columns)
        put = zip(*own, strict=True)
        if self.given is _Given.IN_ORDER:
            return list(put)
        names = [name for name, _made in self.values]
        return [dict(zip(names, row, strict=True)) for row in put]


class Many:
    """A statement without values of its own, to be run with one or more rows that all have the same names."""

    def __init__(self, statement: Statement) -> None:
        """*statement* returns nothing; one that inserts names no columns."""
        self._statement = statement
        self._worded: dict[tuple[str, tuple[str, ...]], _Worded] = {}

    def run(self, tx: Connection, rows: Sequence[Row]) -> int:
        """Write all *rows*, of which no two conflict with each other; how many were. Raises NotWhole."""
        key = (tx.dialect.name, tuple(rows[0]))
        worded = self._worded.get(key)
        if worded is None:
            statement = self._statement.on(tx) if isinstance(self._statement, Upsert) else self._statement
            worded = self._worded[key] = _worded(statement, tx.dialect, key[1])
        return tx.exec_driver_sql(worded.sql, worded.put(rows)).rowcount


def _worded(statement: Insert | Update | Delete, dialect: Dialect, names: Sequence[str]) -> _Worded:
    given = _Given.IN_ORDER if dialect.positional else _Given.BY_NAME
    if isinstance(statement, Insert) and dialect.name == POSTGRESQL:
        columns = [statement.table.c[name] for name in names]
        statement = statement.from_select(list(names), side_by_side(columns, names), include_defaults=False)
        given = _Given.BY_COLUMN
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    assert isinstance(compiled, SQLCompiler), "statements are worded in SQL"
    if set(compiled.binds) != set(names):
        raise NotWhole
    made = [
        (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in compiled.positiontup or names
    ]
    return _Worded(str(compiled), made, given)
