"""Whether a database's tables are those of this version. Asked by every process, so without Alembic, which is large."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from storage.database.store import Store

HERE = Path(__file__).parent / "migrations"

_AT = table("alembic_version", column("version_num"))
"""Where Alembic writes which migration was the last."""


class OutOfDate(RuntimeError):
    """The database's tables are not those of this version: bring them up with `portevoix migrate`."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def check(store: Store) -> None:
    """Raise OutOfDate unless the tables are at the present."""
    with store.reading() as tx:
        at = revision_of(tx)
    if at != newest():
        raise OutOfDate


def revision_of(tx: Connection) -> str | None:
    """The migration that the tables are at; None if there never was one."""
    return tx.scalar(select(_AT.c.version_num)) if inspect(tx).has_table(_AT.name) else None


@cache
def newest() -> str:
    """The migration that this version's tables are at: files are numbered in their order."""
    return max(file.name for file in (HERE / "versions").glob("[0-9]*.py")).partition("_")[0]
