"""The tables in the database are those in the code, on both databases, and an old database is told from a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, select, text

from bot import retention
from bot.turn import Turns
from storage import editions, migrate, votes
from storage.people import ADDRESSES
from storage.schema import TABLES
from storage.store import Store
from storage.vault import Vault
from tests.conftest import HandClock, load_sample
from tests.stores import SECRET
from tests.test_turn import AHMED, LUCIE, said, sms, vote


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


def test_a_vote_under_way_goes_on_in_the_new_tables(store: Store, clock: HandClock) -> None:
    """People voted with the first version; then the town brings in the present one, in the middle of the vote."""
    load_sample(store)
    before = Turns(store, clock)
    lucie = vote(before, LUCIE, "3 12")
    vote(before, AHMED, "5")
    said(before, sms("half", "vote 18", "+33639980003"))
    with store.reading() as tx:
        edition = editions.find(tx)
        urn = votes.digest(tx, edition.id)
    _go_back(store, "0001")

    migrate.migrate(store)

    migrate.check(store)
    assert migrate.drift(store) == []
    after = Turns(store, clock)
    with store.reading() as tx:
        assert votes.digest(tx, edition.id) == urn
        assert votes.voters(tx, edition.id) == 2
        assert editions.find(tx).projects == edition.projects
        assert set(tx.execute(select(ADDRESSES.c.heard_on)).scalars()) == {clock.now().date()}
    retention.sweep(store, clock)
    assert "Vous avez déjà voté" in said(after, lucie.writes("vote"))
    vote(after, "+33639980004", "3")
    assert "Pour valider" in said(after, sms("half2", "vote", "+33639980003"))
    with store.reading() as tx:
        assert votes.voters(tx, edition.id) == 3
        assert sum(votes.choices(tx, edition.id).values()) == 3


def _go_back(store: Store, revision: str) -> None:
    """The same database as an earlier version had it."""
    with store.writing() as tx:
        command.downgrade(migrate._config(tx), revision)


def test_sqlite_writes_to_the_disk_before_it_says_done(sqlite: Store) -> None:
    with sqlite.reading() as tx:
        assert tx.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert tx.execute(text("PRAGMA synchronous")).scalar_one() == 2  # FULL


def test_ballots_have_no_order_of_arrival_in_sqlite(sqlite: Store) -> None:
    with sqlite.reading() as tx:
        sql = tx.execute(text("SELECT sql FROM sqlite_master WHERE name = 'ballots'")).scalar_one()

    assert "WITHOUT ROWID" in sql
