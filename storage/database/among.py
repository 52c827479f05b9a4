"""One of many values, and many new rows, as each database takes them best.

PostgreSQL takes an array: it is one value, whatever its length. With a list written out there is another statement for
each length, which psycopg reads and PostgreSQL plans anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Select, any_, bindparam, func, select

POSTGRESQL = "postgresql"
DATABASES = ("sqlite", POSTGRESQL)


def among(column: ColumnElement[Any], name: str, database: str) -> ColumnElement[bool]:
    """That *column* has one of the values (a list) called *name*."""
    if database == POSTGRESQL:
        return column == any_(bindparam(name, type_=ARRAY(column.type)))
    return column.in_(bindparam(name, expanding=True))


def side_by_side(columns: Sequence[ColumnElement[Any]], names: Sequence[str]) -> Select[Any]:
    """Rows made of one list for each of *columns*, all of one length, called *names*; on PostgreSQL alone."""
    lists = (bindparam(name, type_=ARRAY(column.type)) for column, name in zip(columns, names, strict=True))
    return select(*(func.unnest(values) for values in lists))
