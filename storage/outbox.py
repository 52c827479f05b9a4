"""Every message we send, from the decision to send it until nobody has anything left to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Table, Text, and_, bindparam, insert, or_, select, update
from sqlmodel import Field, Index, SQLModel

from storage.people import ADDRESSES
from storage.store import Store, Utc

LEASE = timedelta(seconds=30)
"""How long a sender has a row to itself; after that it is taken to have died, and the row goes back."""

MOST_TRIES = 3

SECRETS_KEPT = timedelta(minutes=15)
"""How long the words of a vote stay after they were sent: long enough for a provider to ask for the same answer again
(Telegram repeats an update for some minutes), and no longer."""


class State(StrEnum):
    """What remains to be done about a message."""

    WAITING = "waiting"  # to be sent when due
    SENDING = "sending"  # a sender has it, until its lease lapses
    SENT = "sent"  # the provider has it
    DELIVERED = "delivered"  # the phone has it; final
    FAILED = "failed"  # given up, with a reason; final
    STOPPED = "stopped"  # the person wants silence; final


class OutboxRow(SQLModel, table=True):
    """One message, or one part of it, to one address. Replies go before campaigns (`rank`); `key` makes a reminder unique."""

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_to_send", "state", "due_at"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger, index=True))  # the inbox row it answers
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger)
    channel: str
    rank: int
    key: str | None = Field(default=None, unique=True)
    words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    secret: bool
    state: str
    due_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    lease_until: datetime | None = Field(default=None, sa_column=Column(Utc))
    tries: int
    reason: str | None = Field(default=None, sa_column=Column(Text))


OUTBOX: Table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel gives its tables one

REPLY, CAMPAIGN = 0, 9
"""Ranks: people who wait for an answer come first."""


@dataclass(frozen=True, slots=True)
class ToSend:
    """A message to keep in the outbox. `handed_over` is true when the answer to the provider's own request carries it."""

    id: int
    message_id: int | None
    address_id: int
    channel: str
    words: bytes
    secret: bool
    handed_over: bool


@dataclass(frozen=True, slots=True)
class Leased:
    """A message that a sender now has to itself."""

    id: int
    channel: str
    address: str
    words: bytes
    tries: int


_INSERT = insert(OUTBOX)


def put(tx: Connection, store: Store, messages: Sequence[ToSend], now: datetime) -> None:
    """Keep *messages* to be sent, or as sent where the provider's request is answered with them."""
    seal = store.vault.seal
    rows = [
        {
            "id": message.id,
            "message_id": message.message_id,
            "address_id": message.address_id,
            "channel": message.channel,
            "rank": REPLY,
            "words": seal(message.words),
            "secret": message.secret,
            "state": State.SENT if message.handed_over else State.WAITING,
            "due_at": now,
            "tries": 0,
        }
        for message in messages
    ]
    tx.execute(_INSERT, rows)


_REPLIES = (
    select(OUTBOX.c.message_id, OUTBOX.c.words)
    .where(OUTBOX.c.message_id.in_(bindparam("messages", expanding=True)))
    .order_by(OUTBOX.c.id)
)


def replies_to(tx: Connection, store: Store, messages: Iterable[int]) -> dict[int, list[bytes]]:
    """What was answered to each message (by our ids), in order: to say the same again to a provider that asks again."""
    found: dict[int, list[bytes]] = {}
    for message, sealed in tx.execute(_REPLIES, {"messages": list(messages)}):
        if sealed is not None:
            found.setdefault(message, []).append(store.vault.open(sealed))
    return found


def lease(tx: Connection, store: Store, channels: Sequence[str], most: int, now: datetime) -> list[Leased]:
    """At most *most* messages due at *now*, one for each address, in order; each is the caller's until its lease lapses."""
    ahead = OUTBOX.alias("ahead")
    unfinished = (State.WAITING, State.SENDING)
    first = ~(
        select(ahead.c.id)
        .where(ahead.c.address_id == OUTBOX.c.address_id, ahead.c.state.in_(unfinished), ahead.c.id < OUTBOX.c.id)
        .exists()
    )
    takeable = or_(OUTBOX.c.state == State.WAITING, and_(OUTBOX.c.state == State.SENDING, OUTBOX.c.lease_until < now))
    query = (
        select(OUTBOX.c.id, OUTBOX.c.channel, ADDRESSES.c.sealed, OUTBOX.c.words, OUTBOX.c.tries)
        .join(ADDRESSES, ADDRESSES.c.id == OUTBOX.c.address_id)
        .where(takeable, OUTBOX.c.due_at <= now, OUTBOX.c.channel.in_(channels), first)
        .order_by(OUTBOX.c.rank, OUTBOX.c.id)
        .limit(most)
    )
    rows = tx.execute(query if store.is_sqlite else query.with_for_update(of=OUTBOX, skip_locked=True)).all()
    taken = update(OUTBOX).where(OUTBOX.c.id.in_([row.id for row in rows]))
    tx.execute(taken.values(state=State.SENDING, lease_until=now + LEASE, tries=OUTBOX.c.tries + 1))
    return [_leased(store, row) for row in rows]


def _leased(store: Store, row: Any) -> Leased:
    words = store.vault.open(row.words) if row.words else b""
    return Leased(row.id, row.channel, store.vault.open(row.sealed).decode(), words, row.tries + 1)


_SENT = update(OUTBOX).where(OUTBOX.c.id == bindparam("message"), OUTBOX.c.state == State.SENDING)


def sent(tx: Connection, ids: Sequence[int]) -> None:
    """The provider has these."""
    tx.execute(_SENT.values(state=State.SENT, lease_until=None), [{"message": id} for id in ids])


def failed(tx: Connection, id: int, tries: int, reason: str, now: datetime) -> None:
    """The provider did not take it: again later, with growing waits; after the last try it is given up, and staff can see why."""
    wait = timedelta(seconds=5 * 4**tries)
    again = {"state": State.WAITING, "due_at": now + wait, "lease_until": None, "reason": reason}
    given_up = {"state": State.FAILED, "lease_until": None, "reason": reason}
    tx.execute(_SENT.values(given_up if tries >= MOST_TRIES else again), {"message": id})


def give_back(tx: Connection, ids: Sequence[int]) -> None:
    """These were leased and not tried: whoever comes next may take them at once."""
    back = _SENT.values(state=State.WAITING, lease_until=None, tries=OUTBOX.c.tries - 1)
    tx.execute(back, [{"message": id} for id in ids])


def forget_secrets(tx: Connection, now: datetime) -> int:
    """Wipe the words of votes that were sent long enough ago; how many there were."""
    old = and_(OUTBOX.c.secret, OUTBOX.c.words.is_not(None), OUTBOX.c.due_at < now - SECRETS_KEPT)
    done = OUTBOX.c.state.not_in((State.WAITING, State.SENDING))
    return tx.execute(update(OUTBOX).where(old, done).values(words=None)).rowcount
