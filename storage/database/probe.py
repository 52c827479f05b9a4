"""Whether the store takes what a turn writes: tried, and taken back, without keeping anybody waiting."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from storage.database.store import BUSY, Store

PATIENCE = 1_000
"""Milliseconds that the probe waits for its turn to write; a turn itself may wait longer."""

LEAST_FREE = 64 << 20
"""Bytes that must be free on the disk of a SQLite file: some tens of thousands of messages."""


def trouble(store: Store) -> str:
    """Why nothing can be written now, in words for everybody's eyes; empty if all is well."""
    if store.is_sqlite:
        return _disk(store) or _sqlite(store)
    return _postgresql(store)


def _disk(store: Store) -> str:
    file = Path(store.engine.url.database or ".")
    free = shutil.disk_usage(file.parent).free
    if free < LEAST_FREE:
        return "The disk is full, or nearly."
    return "" if os.access(file, os.W_OK) else "The store is read-only."


def _sqlite(store: Store) -> str:
    """A table of two pages is begun, for which there must be room, and dropped."""
    connection = store.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("CREATE TABLE probe (room BLOB)")
        cursor.execute("INSERT INTO probe VALUES (randomblob(8192))")
    except sqlite3.Error as error:
        return _told(str(error))
    finally:
        connection.rollback()
        cursor.execute(f"PRAGMA busy_timeout={BUSY}")
        connection.close()
    return ""


def _postgresql(store: Store) -> str:
    try:
        with store.engine.connect() as tx:
            tx.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")
            tx.exec_driver_sql(f"SET LOCAL statement_timeout = {2 * PATIENCE}")
            tx.exec_driver_sql("INSERT INTO own_names (channel, name) VALUES ('probe', '')")
            tx.rollback()
    except DBAPIError as error:
        return _told(str(error.orig))
    return ""


def _told(why: str) -> str:
    known = {
        "locked": "The store is locked by another process.",
        "full": "The store is full.",
        "readonly": "The store is read-only.",
        "read-only": "The store is read-only.",
    }
    return next((said for word, said in known.items() if word in why), "The store takes nothing.")
