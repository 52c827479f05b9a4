"""Indexes that hold some rows of a table only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, MetaData, text

_WHERE = "where"


def where(condition: str) -> dict[str, Any]:
    """That an index holds those rows only of which *condition* is true: what writes the others pays nothing for it.

    It is said to the index in no database's words: SQLAlchemy loads the whole dialect of each that it is said in, and
    only what makes tables has to know.
    """
    return {"info": {_WHERE: condition}}


def say_where(tables: MetaData, database: str) -> None:
    """Say it to the indexes of *tables* in the words of *database*, before they are made or compared there."""
    for index in (index for table in tables.tables.values() for index in table.indexes if is_partial(index)):
        index.dialect_options[database]["where"] = text(index.info[_WHERE])


def is_partial(index: Index) -> bool:
    """Whether *index* holds some rows only."""
    return _WHERE in index.info
