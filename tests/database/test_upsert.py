"""New rows of which some may be there already: alike in both databases."""

from __future__ import annotations

from sqlalchemy import literal, select

from storage.database.counters import COUNTERS
from storage.database.many import Many
from storage.database.store import Store
from storage.database.upsert import Upsert, arriving

FIRST = {"edition_id": 1, "what": "ideas", "last": 7}
AGAIN = {"edition_id": 1, "what": "ideas", "last": 3}
OTHER = {"edition_id": 1, "what": "tickets", "last": 3}

KEY = ["edition_id", "what"]


def counted(store: Store, upsert: Upsert, *rows: dict[str, object]) -> dict[str, int]:
    """What the counters say once FIRST, and then *rows*, were put in."""
    with store.writing() as tx:
        tx.execute(COUNTERS.insert(), FIRST)
        tx.execute(upsert.on(tx), list(rows))
        return {row.what: row.last for row in tx.execute(select(COUNTERS))}


def test_a_row_that_is_there_stays_as_it_was(store: Store) -> None:
    assert counted(store, Upsert(COUNTERS, KEY), AGAIN, OTHER) == {"ideas": 7, "tickets": 3}


def test_without_a_key_each_key_of_the_table_counts(store: Store) -> None:
    assert counted(store, Upsert(COUNTERS), AGAIN, OTHER) == {"ideas": 7, "tickets": 3}


def test_a_row_that_is_there_takes_over_the_new_values(store: Store) -> None:
    assert counted(store, Upsert(COUNTERS, KEY, ["last"]), AGAIN, OTHER) == {"ideas": 3, "tickets": 3}


def test_a_row_that_is_there_is_changed_by_what_both_say(store: Store) -> None:
    sum_of_both = Upsert(COUNTERS, KEY, last=COUNTERS.c.last + arriving(COUNTERS).c.last)

    assert counted(store, sum_of_both, AGAIN, OTHER) == {"ideas": 10, "tickets": 3}


def test_each_row_that_was_put_in_is_told_of(store: Store) -> None:
    with store.writing() as tx:
        tx.execute(COUNTERS.insert(), FIRST)
        told = tx.execute(Upsert(COUNTERS, KEY, returning="what").on(tx), [AGAIN, OTHER]).scalars().all()

    assert told == ["tickets"]


def test_rows_may_come_from_a_query(store: Store) -> None:
    chosen = select(literal(2), COUNTERS.c.what, COUNTERS.c.last).where(COUNTERS.c.edition_id == 1)
    with store.writing() as tx:
        tx.execute(COUNTERS.insert(), FIRST)
        for _twice in range(2):
            tx.execute(Upsert(COUNTERS, KEY).on(tx).from_select([*KEY, "last"], chosen))
        numbers = tx.execute(select(COUNTERS.c.last).where(COUNTERS.c.edition_id == 2)).scalars().all()

    assert numbers == [7]


def test_many_rows_are_worded_once(store: Store) -> None:
    keep = Many(Upsert(COUNTERS, KEY, ["last"]))
    with store.writing() as tx:
        keep.run(tx, [FIRST, OTHER])
        keep.run(tx, [AGAIN])
        counters = {row.what: row.last for row in tx.execute(select(COUNTERS))}

    assert counters == {"ideas": 3, "tickets": 3}
