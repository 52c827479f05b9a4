"""What a database's own files keep of rows that are gone, or of the order in which they came: and how that goes too.

SQLite overwrites what it erases (`secure_delete`, in `storage/database/store.py`), but its log (`-wal`) keeps every
page as it was until it is cut off. PostgreSQL leaves the old version of a row where it was until it vacuums, and pieces
of it until something else is written there; only a table that is written into a new file keeps nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import Table
from sqlalchemy.exc import OperationalError

from storage.database.store import BUSY, Store

PATIENCE = 500
"""Milliseconds that we wait for who uses a table or a file, before we let them be and come again: as long as we wait,
everybody else waits behind us."""

LOCKED = "55P03"
"""What PostgreSQL calls it when a lock is not to be had in time."""


def cut_log(store: Store) -> bool:
    """Have the log of SQLite hold nothing any more, and the file all that was in it; whether nobody was in the way.

    PostgreSQL's log is not ours to cut.
    """
    if not store.is_sqlite:
        return True
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            row = cursor.fetchone()
        except sqlite3.OperationalError:  # in use, or the disk is full
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY}")
    return row is not None and row[0] == 0


def renew(store: Store, tables: Iterable[Table]) -> list[Table]:
    """Write *tables* into new files that hold nothing but what lies in them now; those that were in use, to come again.

    SQLite has one file, whose log is cut off besides.
    """
    if store.is_sqlite:
        return [] if cut_log(store) else list(tables)
    return [table for table in tables if not _outside(store, f"VACUUM FULL {table.name}")]


def renew_all(store: Store, tables: Iterable[Table]) -> list[Table]:
    """The same for all *tables* there are; SQLite's file is written anew as a whole.

    For what was there before it overwrote what it erases; since then it is enough to cut its log.
    """
    if store.is_sqlite:
        with closing(store.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")
    return renew(store, tables)


def _outside(store: Store, statement: str) -> bool:
    """Do what PostgreSQL does outside of a transaction only; whether nobody was in the way."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = {PATIENCE}")
        try:
            connection.exec_driver_sql(statement)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != LOCKED:
                raise
            return False
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
    return True
