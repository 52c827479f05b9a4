"""Every message we were sent, once: the memory that makes a second delivery harmless."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, SQLModel

from storage.database.among import POSTGRESQL, side_by_side
from storage.database.many import Many
from storage.database.partial import where
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert


class InboxRow(SQLModel, table=True):
    """One message received.

    Its words are kept unless it was part of a vote; `error` says why nobody could be answered.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("provider", "provider_id"),
        Index("inbox_by_provider", "provider", "heard_at"),
        Index("inbox_with_words", "heard_at", **where("words IS NOT NULL")),
    )

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    provider: str
    provider_id: str
    address_hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False, index=True))
    heard_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    error: str | None = Field(default=None, sa_column=Column(Text))


INBOX = table_of(InboxRow)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A message to remember: our id for it, and what tells it from all others at its provider."""

    id: int
    provider: str
    provider_id: str
    address_hash: bytes


_WRITTEN = ("id", "provider", "provider_id", "address_hash", "heard_at")
"""What is written of every message at once."""


_NEW_ALONE = Upsert(INBOX, ["provider", "provider_id"])
_INSERT = Many(_NEW_ALONE)


@cache
def _insert_and_tell() -> ReturningInsert[int]:
    """The same on PostgreSQL, which tells the ids of the rows that were new."""
    rows = side_by_side([INBOX.c[name] for name in _WRITTEN], _WRITTEN)
    return _NEW_ALONE.in_words_of(POSTGRESQL).from_select(_WRITTEN, rows, include_defaults=False).returning(INBOX.c.id)


def remember(tx: Connection, store: Store, receipts: Sequence[Receipt], now: datetime) -> set[int]:
    """The ids of those among *receipts* that were never received before; the others change nothing."""
    rows = [
        {
            "id": r.id,
            "provider": r.provider,
            "provider_id": r.provider_id,
            "address_hash": r.address_hash,
            "heard_at": now,
        }
        for r in sorted(receipts, key=lambda receipt: (receipt.provider, receipt.provider_id))
    ]
    if not store.is_sqlite:
        return set(tx.execute(_insert_and_tell(), {name: [row[name] for row in rows] for name in _WRITTEN}).scalars())
    ids = [receipt.id for receipt in receipts]
    if _INSERT.run(tx, rows) < len(ids):
        return set(tx.execute(select(INBOX.c.id).where(INBOX.c.id.in_(ids))).scalars())
    return set(ids)


_FIND = select(INBOX.c.provider, INBOX.c.provider_id, INBOX.c.id).where(
    INBOX.c.provider.in_(bindparam("providers", expanding=True)),
    INBOX.c.provider_id.in_(bindparam("ids", expanding=True)),
)


def known(tx: Connection, messages: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Our ids of those of *messages* (provider, and the provider's id) that were received before."""
    asked = {
        "providers": sorted({provider for provider, _id in messages}),
        "ids": sorted({id for _provider, id in messages}),
    }
    rows = tx.execute(_FIND, asked)
    return {(provider, id): ours for provider, id, ours in rows if (provider, id) in messages}


_KEEP = Many(update(INBOX).where(INBOX.c.id == bindparam("message")).values(words=bindparam("sealed")))
_FAIL = (
    update(INBOX).where(INBOX.c.id == bindparam("message")).values(words=bindparam("sealed"), error=bindparam("why"))
)


def keep_words(tx: Connection, store: Store, words: dict[int, str]) -> None:
    """Keep what was written, by our id of the message."""
    seal = store.vault.seal
    _KEEP.run(tx, [{"message": id, "sealed": seal(text.encode())} for id, text in words.items()])


def set_aside(tx: Connection, store: Store, id: int, words: str, error: str) -> None:
    """Mark a message that could not be answered, with its words, for the team to see."""
    tx.execute(_FAIL, {"message": id, "sealed": store.vault.seal(words.encode()), "why": error})


def forget(tx: Connection, ids: Collection[int]) -> None:
    """As if these had never been received."""
    tx.execute(delete(INBOX).where(INBOX.c.id.in_(ids)))


def newest_of_each(tx: Connection) -> list[tuple[str, datetime]]:
    """Each provider, and when we last took a message of its.

    From one to the next by the index: to group all rows by their provider, all would have to be read.
    """
    heard: list[tuple[str, datetime]] = []
    after = ""
    while provider := tx.execute(select(func.min(INBOX.c.provider)).where(INBOX.c.provider > after)).scalar():
        newest = last_heard(tx, provider)
        assert newest is not None, "there is a row of this provider"
        heard.append((provider, newest))
        after = provider
    return heard


def last_heard(tx: Connection, provider: str) -> datetime | None:
    """When we last took a message of *provider*'s; None if never."""
    query = select(func.max(INBOX.c.heard_at)).where(INBOX.c.provider == provider)
    newest: datetime | None = tx.execute(query).scalar()
    return newest


def newest(tx: Connection, provider: str, until: int) -> Any:
    """The newest message of *provider*'s before our id *until*: its id there, and when it was heard."""
    query = select(INBOX.c.provider_id, INBOX.c.heard_at).where(INBOX.c.provider == provider, INBOX.c.id < until)
    return tx.execute(query.order_by(INBOX.c.id.desc()).limit(1)).one_or_none()
