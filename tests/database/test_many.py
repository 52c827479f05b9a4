"""Rows written by one statement that was worded once are the rows that SQLAlchemy would have written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from storage.database.many import Many, NotWhole
from storage.database.store import Store
from storage.messages.inbox import INBOX

NOON = datetime(2026, 11, 2, 12, 0, 0, 250, tzinfo=UTC)
IN_PARIS = NOON.astimezone(timezone(timedelta(hours=1)))


def row(id: int, **other: Any) -> dict[str, Any]:
    """A message received, with something in every column."""
    usual = {"provider": "sms", "provider_id": f"é{id}", "address_hash": bytes([id % 256, 0]), "heard_at": NOON}
    return {"id": id, **usual, "words": b"\x00oui", "error": None, **other}


def written(store: Store) -> list[tuple[Any, ...]]:
    """All that was received, as it is read."""
    with store.reading() as tx:
        return [tuple(row) for row in tx.execute(select(INBOX).order_by(INBOX.c.id))]


KINDS = {
    "every column": [row(1), row(2)],
    "nothing in some": [row(1, words=None), row(2, error="100 % : le :nom de « ça »")],
    "an hour of elsewhere": [row(1, heard_at=IN_PARIS)],
    "names in another order": [dict(reversed(row(1).items())), dict(reversed(row(2).items()))],
    "rows in different orders": [row(1), dict(reversed(row(2).items()))],
    "numbers of every size": [row(2), row(300), row(70_000), row(2**62)],
    "nothing in all": [row(1, words=None), row(2, words=None)],
    "what may end an array": [row(1, provider='a,b"c\\'), row(2, provider="{NULL}"), row(3, provider="", words=b"")],
    "a long text": [row(1, words=bytes(range(256)) * 40, error="é" * 5_000)],
    "a hundred": [row(number) for number in range(100)],
}


@pytest.mark.parametrize("rows", KINDS.values(), ids=KINDS)
def test_they_are_read_as_they_were_given(store: Store, rows: list[dict[str, Any]]) -> None:
    with store.writing() as tx:
        Many(insert(INBOX)).run(tx, rows)
    ours = written(store)
    with store.writing() as tx:
        tx.execute(delete(INBOX))
        tx.execute(insert(INBOX), rows)
    assert ours == written(store) != []


def test_a_statement_is_run_again_with_other_columns(store: Store) -> None:
    both = Many(insert(INBOX))
    short = {name: value for name, value in row(2).items() if name not in ("words", "error")}
    with store.writing() as tx:
        both.run(tx, [row(1)])
        both.run(tx, [short])
        both.run(tx, [row(3)])
    assert [(message[0], message[5]) for message in written(store)] == [(1, b"\x00oui"), (2, None), (3, b"\x00oui")]


def test_each_row_changes_its_own(store: Store) -> None:
    keep = Many(update(INBOX).where(INBOX.c.id == bindparam("message")).values(words=bindparam("sealed")))
    with store.writing() as tx:
        tx.execute(insert(INBOX), [row(1), row(2), row(3)])
        keep.run(tx, [{"message": 3, "sealed": b"c"}, {"message": 1, "sealed": None}])
    assert [message[5] for message in written(store)] == [None, b"\x00oui", b"c"]


def test_a_naive_moment_is_refused_as_anywhere(store: Store) -> None:
    with pytest.raises(Exception, match="no time zone"), store.writing() as tx:
        Many(insert(INBOX)).run(tx, [row(1, heard_at=NOON.replace(tzinfo=None))])
    assert written(store) == []


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (update(INBOX).where(INBOX.c.id == bindparam("message")).values(error="lost"), {"message": 1}),
        (update(INBOX).where(INBOX.c.id == bindparam("message")).values(words=bindparam("to")), {"message": 1}),
    ],
    ids=["a value of its own", "a value that the rows lack"],
)
def test_a_statement_that_wants_more_than_its_rows_have_is_refused(
    sqlite: Store, statement: Any, values: dict[str, Any]
) -> None:
    with pytest.raises(NotWhole, match="give each row all"), sqlite.writing() as tx:
        Many(statement).run(tx, [values])
