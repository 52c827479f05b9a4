"""No statement of a turn, a push, a sweep or a tick takes longer because the town has grown.

What a year of everything asks the databases for is read in test_year.py, what each conversation does in
test_transcripts.py; here are the rest: what comes twice, what comes from a network, and what nobody sees.
"""

from __future__ import annotations

import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from bot.jobs import JOBS
from bot.networks.telegram.blocked import mirror
from bot.sending.sender import Sender
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.outbox import State
from storage.people import people, speakers
from storage.schema import TABLES
from storage.sending import receipts
from tests.conftest import HandClock
from tests.support.plans import ALLOWED, GROWING, SMALL, Seen, fill, scans, watched
from tests.support.texting import AHMED, LUCIE, sms, vote


def test_what_networks_bring_twice_or_tell_later_is_found_by_an_index(turns: Turns, clock: HandClock) -> None:
    store = turns.store
    with watched(store) as seen:
        vote(turns, LUCIE, "3 12")
        turns.hear([sms("twice", "menu", AHMED)])
        assert turns.hear([sms("twice", "menu", AHMED)])[0].again
        clock.pass_(minutes=20)
        sender = Sender(store, clock, [])
        sender._take_back()
        sender._lease()
        sender._sweep()
        with store.writing() as tx:
            mirror(tx, store, "1001", True, clock.now())
            receipts.receipt(tx, 1, State.DELIVERED)
            receipts.handed_over(tx, store, "test", "twice")
            known = [speakers.found(tx, store, "sms", address) for address in (LUCIE, AHMED)]
            assert len(people.hashes_of(tx, [person.person_id for person in known if person])) == len(known)
            outbox.try_again(tx, 1, clock.now())

    _assert_no_scans(store, seen)


def test_the_jobs_of_the_clock_and_the_lease_find_what_is_due_by_an_index(turns: Turns, clock: HandClock) -> None:
    store = turns.store
    vote(turns, LUCIE, "3 12")
    room = Room(store, clock, turns)
    with watched(store) as seen:
        for days in (0, 1, 40, 400):
            clock.pass_(days=days)
            for job in JOBS:
                job.work(room)

    _assert_no_scans(store, seen)


def _assert_no_scans(store: Store, seen: Seen) -> None:
    if not store.is_sqlite:
        fill(store)
    scanned = scans(store, seen)
    assert not scanned, "\n".join(map(str, scanned))


def test_what_refers_to_people_or_messages_is_indexed_so_that_they_can_be_deleted() -> None:
    """Where it is not, each row that is deleted has the database read the other table from end to end."""
    missing = [
        f"{table.name}.{key.parent.name}"
        for table in TABLES
        for key in table.foreign_keys
        if key.column.table.name in GROWING and table.name in GROWING and not _leads_an_index(table, key.parent)
    ]

    assert missing == []


def _leads_an_index(table: Table, column: object) -> bool:
    unique = (
        constraint
        for constraint in table.constraints
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint)
    )
    return any(next(iter(index.columns)) is column for index in (*table.indexes, *unique))


@pytest.mark.parametrize("name", sorted(SMALL))
def test_every_small_table_is_one(name: str) -> None:
    assert name in {table.name for table in TABLES}


def test_every_scan_that_may_be_has_a_reason() -> None:
    assert all(table in GROWING and why for table, _holds, why in ALLOWED)
