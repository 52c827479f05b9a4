"""One `run` at a time on a SQLite file: a second would send everything twice as fast, and take leases back.

The lock is the operating system's, on a file beside the database (`fcntl`): it goes with its process, however that
ends, `kill -9` included. A library such as filelock empties the file it locks; ours says who holds it. Commands such as
`count` or `edition load` do not take it, and work beside a running `run`.
"""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url


class RunsAlready(RuntimeError):
    """Another process runs on this database: stop it first, or go on with it."""

    def __init__(self, database: Path, holder: str) -> None:
        super().__init__(f"{database} is in use by {holder or 'another process'}. Stop it first: one `run` at a time.")


@contextmanager
def only_run(database_url: str, now: datetime) -> Iterator[None]:
    """Nobody else runs on this SQLite file meanwhile; on PostgreSQL any number may. Raises RunsAlready."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        yield
        return
    database = Path(url.database)
    with Path(f"{database}.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise RunsAlready(database, file.read().strip()) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} since {now:%Y-%m-%d %H:%M:%S} UTC ({_command()})\n")
        file.flush()
        yield


def _command() -> str:
    """How this process was begun, without what follows: an option may hold a secret."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
