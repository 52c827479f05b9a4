"""Empties a PostgreSQL that a test has written to: some milliseconds, where a new one takes a tenth of a second."""

from __future__ import annotations

from typing import Any, LiteralString

from psycopg import Connection, sql

_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"

_SEQUENCES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY 1"

_SCHEMA: LiteralString = """
    SELECT (SELECT (count(*), max(oid), sum(relchecks), sum(reltriggers)) FROM (
                SELECT oid, relchecks, relhastriggers::int AS reltriggers
                FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS known)::text,
           (SELECT (count(*), sum(attisdropped::int), sum(attnotnull::int), sum(atttypid::bigint)) FROM pg_attribute
                WHERE attrelid >= 16384)::text
"""
"""What differs if tables, columns, indexes, constraints or triggers are made, changed or dropped."""

MUCH = 2_000_000
"""Bytes by which a database that was filled is larger than a new one: plans differ in it, so it is not used again."""


class Emptying:
    """What a new database has, and how another of its kind comes to have the same again."""

    def __init__(self, new: Connection) -> None:
        """*new* leads to one that was migrated, and nothing more."""
        self._schema, self._size = new.execute(_SCHEMA).fetchone(), _size(new)
        tables = [name for (name,) in new.execute(_TABLES).fetchall()]
        sequences = [name for (name,) in new.execute(_SEQUENCES).fetchall()]
        self._rows = {name: rows for name in tables if (rows := _rows(new, name))}
        self._empties = sql.SQL("; ").join(
            [
                sql.SQL("SET LOCAL session_replication_role = replica"),  # no order among the tables
                *(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables),
                *(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)) for name in sequences),
            ]
        )

    def put_back(self, used: Connection) -> bool:
        """Leave in *used* what a new one has; whether it could be: not, if its tables were changed or it was filled."""
        if used.execute(_SCHEMA).fetchone() != self._schema or _size(used) > self._size + MUCH:
            return False
        with used.transaction():
            used.execute(self._empties)
            for name, rows in self._rows.items():
                places = sql.SQL(", ").join(sql.Placeholder() * len(rows[0]))
                used.cursor().executemany(
                    sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(name), places), rows
                )
        return True


def _size(connection: Connection) -> int:
    (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    return int(size)


def _rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()
