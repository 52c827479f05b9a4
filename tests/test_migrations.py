"""The tables in the database are those in the code, on both databases, and an old database is told from a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from storage import migrate
from storage.schema import TABLES
from storage.store import Store
from storage.vault import Vault
from tests.stores import SECRET


def test_every_change_of_a_table_has_its_migration(store: Store) -> None:
    assert migrate.drift(store) == []


def test_every_table_of_the_code_is_in_the_database(store: Store) -> None:
    assert {table.name for table in TABLES} <= set(inspect(store.engine).get_table_names())


def test_a_database_that_was_never_migrated_is_refused_with_the_remedy(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.db'}", Vault(SECRET))

    with pytest.raises(migrate.OutOfDate, match="portevoix migrate"):
        migrate.check(store)
    store.close()


def test_migrating_twice_changes_nothing(store: Store) -> None:
    migrate.migrate(store)

    migrate.check(store)


def test_sqlite_writes_to_the_disk_before_it_says_done(sqlite: Store) -> None:
    with sqlite.reading() as tx:
        assert tx.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert tx.execute(text("PRAGMA synchronous")).scalar_one() == 2  # FULL


def test_ballots_have_no_order_of_arrival_in_sqlite(sqlite: Store) -> None:
    with sqlite.reading() as tx:
        sql = tx.execute(text("SELECT sql FROM sqlite_master WHERE name = 'ballots'")).scalar_one()

    assert "WITHOUT ROWID" in sql
