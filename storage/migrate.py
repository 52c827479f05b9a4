"""Bringing a database's tables up to the present."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage.database import proof, residue
from storage.database.among import DATABASES
from storage.database.partial import say_where
from storage.database.store import Store
from storage.revision import HERE, revision_of
from storage.schema import METADATA, TABLES


def migrate(store: Store) -> None:
    """Bring the tables up to the present; does nothing if they are.

    Some steps seal what was in clear, so the key has to be the one that the store was made with. Raises WrongKey.
    """
    with store.writing() as tx:
        before = revision_of(tx)
        if before:
            proof.refuse_other(tx, store)
        command.upgrade(_config(tx, store), "head")
        after = revision_of(tx)
    if before and before != after:  # what was kept in clear, or was erased, is in no file any more
        residue.renew_all(store, TABLES)


def drift(store: Store) -> list[object]:
    """What the tables in the database lack to be those in the code: nothing, if every change has its migration."""
    with store.reading() as tx:
        say_where(METADATA, tx.dialect.name)
        return list(compare_metadata(MigrationContext.configure(tx, opts={"compare_type": True}), METADATA))


def draw_up(store: Store, message: str) -> None:
    """Write the migration for what changed in the code, in the words of every database, to be read over by somebody."""
    for database in DATABASES:
        say_where(METADATA, database)
    with store.writing() as tx:
        command.revision(_config(tx, store), message, autogenerate=True)


def _config(connection: Connection, store: Store) -> Config:
    say_where(METADATA, connection.dialect.name)
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    config.attributes["vault"] = store.vault
    return config
