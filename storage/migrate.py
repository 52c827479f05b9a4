"""Bringing a database's tables up to the present, and telling whether they are."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import proof, residue
from storage.database.store import Store
from storage.schema import METADATA, TABLES

_HERE = Path(__file__).parent / "migrations"


class OutOfDate(RuntimeError):
    """The database's tables are not those of this version: bring them up with `portevoix migrate`."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def migrate(store: Store) -> None:
    """Bring the tables up to the present; does nothing if they are.

    Some steps seal what was in clear, so the key has to be the one that the store was made with. Raises WrongKey.
    """
    with store.writing() as tx:
        before = MigrationContext.configure(tx).get_current_revision()
        if before:
            proof.refuse_other(tx, store)
        command.upgrade(_config(tx, store), "head")
        after = MigrationContext.configure(tx).get_current_revision()
    if before and before != after:  # what was kept in clear, or was erased, is in no file any more
        residue.renew_all(store, TABLES)


def check(store: Store) -> None:
    """Raise OutOfDate unless the tables are at the present."""
    with store.reading() as tx:
        at = MigrationContext.configure(tx).get_current_revision()
    if at != ScriptDirectory(str(_HERE)).get_current_head():
        raise OutOfDate


def drift(store: Store) -> list[object]:
    """What the tables in the database lack to be those in the code: nothing, if every change has its migration."""
    with store.reading() as tx:
        return list(compare_metadata(MigrationContext.configure(tx, opts={"compare_type": True}), METADATA))


def draw_up(store: Store, message: str) -> None:
    """Write the migration for what changed in the code, to be read over before it is committed."""
    with store.writing() as tx:
        command.revision(_config(tx, store), message, autogenerate=True)


def _config(connection: Connection, store: Store) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    config.attributes["vault"] = store.vault
    return config
