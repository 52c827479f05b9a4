"""What the machine can do at all.

The same rows, written by plain drivers in commits as large as a batch, with no conversation.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

BATCH = 64
_TABLES = """
CREATE TABLE inbox (id BIGINT PRIMARY KEY, provider TEXT, provider_id TEXT, hash {blob}, at TEXT,
                    UNIQUE (provider, provider_id));
CREATE TABLE conversations (person BIGINT PRIMARY KEY, flow TEXT, memory {blob}, at TEXT);
CREATE TABLE outbox (id BIGINT PRIMARY KEY, message BIGINT, address BIGINT, words {blob}, state TEXT, at TEXT);
"""
_INBOX = "INSERT INTO inbox VALUES ({0}, {0}, {0}, {0}, {0}) ON CONFLICT DO NOTHING"
_CONVERSATIONS = (
    "INSERT INTO conversations VALUES ({0}, {0}, {0}, {0}) "
    "ON CONFLICT (person) DO UPDATE SET flow = excluded.flow, memory = excluded.memory, at = excluded.at"
)
_OUTBOX = "INSERT INTO outbox VALUES ({0}, {0}, {0}, {0}, {0}, {0})"


def sqlite_rate(file: Path, turns: int) -> float:
    """Turns' worth of rows a second by plain sqlite3, WAL and FULL."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _TABLES.format(blob="BLOB"))

    def write(first: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        inbox, conversations, outbox = _rows(first)
        connection.executemany(_INBOX.format("?"), inbox)
        connection.execute("SELECT person, memory FROM conversations WHERE person IN (1, 2, 3)").fetchall()
        connection.executemany(_CONVERSATIONS.format("?"), conversations)
        connection.executemany(_OUTBOX.format("?"), outbox)
        connection.execute("COMMIT")

    rate = _rate(write, turns)
    connection.close()
    return rate


def postgresql_rate(url: str, turns: int) -> float:
    """Turns' worth of rows a second by plain psycopg."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in _TABLES.format(blob="BYTEA").replace("TABLE ", "TABLE ceiling_").split(";"):
            if statement.strip():
                connection.execute(statement.encode())

        def write(first: int) -> None:
            inbox, conversations, outbox = _rows(first)
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(_named(_INBOX), inbox)
                cursor.execute("SELECT person, memory FROM ceiling_conversations WHERE person IN (1, 2, 3)").fetchall()
                cursor.executemany(_named(_CONVERSATIONS), conversations)
                cursor.executemany(_named(_OUTBOX), outbox)

        return _rate(write, turns)


def _named(statement: str) -> bytes:
    return statement.format("%s").replace("INTO ", "INTO ceiling_").encode()


def _rate(write: Callable[[int], None], turns: int) -> float:
    begun = time.perf_counter()
    for first in range(0, turns, BATCH):
        write(first)
    return turns / (time.perf_counter() - begun)


Rows = list[tuple[object, ...]]


def _rows(first: int) -> tuple[Rows, Rows, Rows]:
    """A batch of rows of the sizes that turns write."""
    ids, at = range(first, first + BATCH), "2026-11-05 10:00:00.000000"
    inbox: Rows = [(id, "bench", f"message-{id}", os.urandom(32), at) for id in ids]
    conversations: Rows = [(id // 4, "vote", os.urandom(160), at) for id in ids]
    return inbox, conversations, [(id, id, id // 4, os.urandom(220), "sent", at) for id in ids]
