"""The table behind a kind of row."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel


def table_of(row: type[SQLModel]) -> Table:
    """The table that keeps rows of this kind. SQLModel makes one for each, but does not tell the types so."""
    table = vars(row).get("__table__")
    assert isinstance(table, Table), f"{row.__name__} has no table: declare it with table=True"
    return table
