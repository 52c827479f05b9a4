"""What a thief has of a database: its files, byte by byte, and no key. What can be read out of them without one."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from storage.database.store import Store

_PAGE, _FRAME = 32, 24
"""Bytes of the heads of SQLite's log, and of each page in it (sqlite.org/walformat.html)."""

_HEAP = 24
"""Bytes of the head of a row without empty columns in PostgreSQL, that begins with the transaction that wrote it."""

LEAF = 10
"""How a page of a SQLite table without row ids, or of an index, begins if rows lie in it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as SQLite's log keeps it, with the number of the commit that it was part of."""

    commit: int
    bytes_: bytes


def stolen(store: Store) -> dict[str, bytes]:
    """Every file of the database as it is at this moment, by name; PostgreSQL's once it wrote down what it holds."""
    return _of_sqlite(store) if store.is_sqlite else _of_postgresql(store)


def _of_sqlite(store: Store) -> dict[str, bytes]:
    file = Path(store.engine.url.database or "")
    paths = {"db": file, "wal": file.with_name(f"{file.name}-wal"), "shm": file.with_name(f"{file.name}-shm")}
    return {name: path.read_bytes() for name, path in paths.items() if path.exists()}


def _of_postgresql(store: Store) -> dict[str, bytes]:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
        server.execute(text("VACUUM"))  # as it does by itself sooner or later
        server.execute(text("CHECKPOINT"))
        folder = Path(server.execute(text("SHOW data_directory")).scalar_one())
        own = server.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
        files = {f"base/{path.name}": path for path in (folder / "base" / str(own)).iterdir()}
        files |= {f"wal/{path.name}": path for path in sorted((folder / "pg_wal").iterdir()) if path.is_file()}
        return {name: path.read_bytes() for name, path in files.items()}


def frames(log: bytes) -> Iterator[Frame]:
    """The pages in SQLite's log, oldest first: before all, what is left over of before it was begun anew."""
    if len(log) < _PAGE:
        return
    size = struct.unpack(">I", log[8:12])[0]
    begin = range(_PAGE, len(log) - _FRAME - size + 1, _FRAME + size)
    commit = 0
    for at in sorted(begin, key=lambda at: (log[at + 8 : at + 16] == log[16:24], at)):  # the salts of this log
        [closes] = struct.unpack(">I", log[at + 4 : at + 8])
        yield Frame(commit, log[at + _FRAME : at + _FRAME + size])
        commit += closes > 0


def leaves(file: bytes) -> Iterator[bytes]:
    """The pages of a SQLite file in which rows of a table without row ids may lie."""
    size = struct.unpack(">H", file[16:18])[0] or 65_536
    for at in range(size, len(file), size):
        if file[at] == LEAF:
            yield file[at : at + size]


def marks(files: Mapping[str, bytes], needle: bytes, before: int) -> set[int]:
    """The transactions that wrote rows with *needle*, *before* bytes after their head, in PostgreSQL's data files.

    Whether a row is still one does not matter: what nobody wrote over is read as well.
    """
    seen = set()
    for name, file in files.items():
        at = file.find(needle) if name.startswith("base/") else -1
        while at >= 0:
            head = at - before - _HEAP
            if head >= 0 and file[head + 22] == _HEAP:  # where its columns begin
                seen.add(struct.unpack("<I", file[head : head + 4])[0])
            at = file.find(needle, at + 1)
    return seen


def places(files: Mapping[str, bytes], needle: bytes) -> list[int]:
    """Where *needle* stands in PostgreSQL's log, which is written in the order of what happened."""
    log = b"".join(files[name] for name in sorted(files) if name.startswith("wal/"))
    offsets, at = [], log.find(needle)
    while at >= 0:
        offsets.append(at)
        at = log.find(needle, at + 1)
    return offsets
