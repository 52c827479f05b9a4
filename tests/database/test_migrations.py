"""The tables in the database are those in the code, on both databases, and an old database is told from a new one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, text

from bot.team import retention
from bot.turn.turns import Turns
from storage import migrate, revision
from storage.database import proof
from storage.database.store import Store
from storage.database.vault import Vault, WrongKey
from storage.messages.conversations import CONVERSATIONS
from storage.messages.outbox import OUTBOX
from storage.messages.secret_words import SECRET_WORDS
from storage.people.people import ADDRESSES
from storage.schema import TABLES
from storage.town import editions
from storage.votes import votes
from tests.conftest import HandClock, load_sample
from tests.database.test_vault import SEAL, sealed_before
from tests.support.stores import SECRET
from tests.support.texting import AHMED, LUCIE, said, sms, vote


def test_every_change_of_a_table_has_its_migration(store: Store) -> None:
    assert migrate.drift(store) == []


def test_every_table_of_the_code_is_in_the_database(store: Store) -> None:
    assert {table.name for table in TABLES} <= set(inspect(store.engine).get_table_names())


def test_a_database_that_was_never_migrated_is_refused_with_the_remedy(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.db'}", Vault(SECRET))

    with pytest.raises(revision.OutOfDate, match="portevoix migrate"):
        revision.check(store)
    store.close()


def test_the_newest_migration_is_the_one_that_alembic_ends_at(store: Store) -> None:
    """Processes ask without Alembic, which would be a sixteenth of what they keep in memory."""
    ends = ScriptDirectory(str(revision.HERE)).get_current_head()

    with store.reading() as tx:
        at = (revision.revision_of(tx), MigrationContext.configure(tx).get_current_revision())

    assert revision.newest() == ends
    assert at == (ends, ends)


def test_migrating_twice_changes_nothing(store: Store) -> None:
    migrate.migrate(store)

    revision.check(store)


def test_a_vote_under_way_goes_on_in_the_new_tables(store: Store, clock: HandClock) -> None:
    """People voted with the first version; then the town brings in the present one, in the middle of the vote."""
    load_sample(store)
    before = Turns(store, clock)
    lucie = vote(before, LUCIE, "3 12")
    vote(before, AHMED, "5")
    said(before, sms("half", "vote 18", "+33639980003"))
    _go_back(store, "0001")
    with store.reading() as tx:
        urn = _seal_in_clear(tx)

    migrate.migrate(store)

    revision.check(store)
    assert migrate.drift(store) == []
    after = Turns(store, clock)
    with store.reading() as tx:
        edition = editions.find(tx)
        assert votes.digest(tx, store, edition.id) == urn
        assert votes.voters(tx, edition.id) == 2
        assert editions.find(tx).projects == edition.projects
        assert set(tx.execute(select(ADDRESSES.c.heard_on)).scalars()) == {clock.now().date()}
    retention.sweep(store, clock)
    assert "Vous avez déjà voté" in said(after, lucie.writes("vote"))
    vote(after, "+33639980004", "3")
    assert "Pour valider" in said(after, sms("half2", "vote", "+33639980003"))
    with store.reading() as tx:
        assert votes.voters(tx, edition.id) == 3
        assert sum(votes.choices(tx, store, edition.id).values()) == 3


def test_ballots_in_clear_and_texts_whose_length_told_are_sealed_alike(store: Store, clock: HandClock) -> None:
    load_sample(store)
    turns = Turns(store, clock)
    vote(turns, LUCIE, "3 12 18")
    vote(turns, AHMED, "5")
    said(turns, sms("half", "vote 18", "+33639980003"))
    _go_back(store, "0003")
    with store.writing() as tx:
        for key, table, value in (("person_id", CONVERSATIONS, "memory"), ("id", OUTBOX, "words")):
            for row in tx.execute(select(table.c[key], table.c[value])).mappings().all():
                plain = store.vault.open(row[value])
                tx.execute(table.update().where(table.c[key] == row[key]).values({value: sealed_before(SECRET, plain)}))

    migrate.migrate(store)

    with store.reading() as tx:
        sealed = set(tx.execute(select(func.length(votes.BALLOTS.c.choice))).scalars())
        memory = tx.execute(select(func.length(CONVERSATIONS.c.memory))).scalar_one()
        said_in_votes = set(tx.execute(select(func.length(SECRET_WORDS.c.words))).scalars())
        beside_others = tx.execute(select(OUTBOX.c.words).where(OUTBOX.c.secret, OUTBOX.c.words.is_not(None))).all()
        weights = set(tx.execute(select(OUTBOX.c.weight).where(OUTBOX.c.secret)).scalars())
    assert sealed == {256 + SEAL}
    assert memory == 512 + SEAL
    assert said_in_votes == {1_024 + SEAL}
    assert not beside_others
    assert weights == {2}


def test_nothing_is_sealed_with_another_key_than_that_of_the_store(store: Store, clock: HandClock) -> None:
    load_sample(store)
    proof.check(store)
    vote(Turns(store, clock), LUCIE, "3 12")
    _go_back(store, "0003")

    with Store(_url(store), Vault("another key, just as long as it")) as other, pytest.raises(WrongKey):
        migrate.migrate(other)

    with store.reading() as tx:
        assert _seal_in_clear(tx)  # as it was


def _url(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def _seal_in_clear(tx: Connection) -> str:
    """The seal of the urn as it was published while choices lay there in clear."""
    rows = tx.execute(text("SELECT slot, choice FROM ballots ORDER BY slot"))
    return sha256(b"".join(bytes(slot) + choice.encode() + b"\n" for slot, choice in rows)).hexdigest()


def _go_back(store: Store, revision: str) -> None:
    """The same database as an earlier version had it."""
    with store.writing() as tx:
        command.downgrade(migrate._config(tx, store), revision)


def test_sqlite_writes_to_the_disk_before_it_says_done(sqlite: Store) -> None:
    with sqlite.reading() as tx:
        assert tx.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert tx.execute(text("PRAGMA synchronous")).scalar_one() == 2  # FULL


def test_ballots_have_no_order_of_arrival_in_sqlite(sqlite: Store) -> None:
    with sqlite.reading() as tx:
        sql = tx.execute(text("SELECT sql FROM sqlite_master WHERE name = 'ballots'")).scalar_one()

    assert "WITHOUT ROWID" in sql
