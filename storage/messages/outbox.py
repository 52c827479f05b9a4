"""Every message we send, from the decision to send it until nobody has anything left to do about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Text,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, Index, SQLModel

from storage.database.partial import where
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.messages.buckets import Pace, refilled, spend
from storage.messages.outgoing import Outgoing, Parcel
from storage.messages.secret_words import SECRET_WORDS
from storage.people.people import ADDRESSES

LEASE = timedelta(seconds=30)
"""How long a sender has a row to itself; after that it is taken to have died, and the row goes back."""

WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
"""How long after each failed try the next one comes; after the last the message is given up."""

SPACING = timedelta(seconds=1)
"""Between two messages to one person that nobody asked for one by one.

Telegram's limit, and by SMS what keeps their order.
"""

SECRETS_KEPT = timedelta(minutes=15)
"""How long the words of a vote stay after they were sent: long enough for a provider to ask for the same answer again
(Telegram repeats an update for some minutes), and no longer."""


class State(StrEnum):
    """What remains to be done about a message."""

    WAITING = "waiting"  # to be sent when due
    SENDING = "sending"  # a sender has it, until its lease lapses
    SENT = "sent"  # the network has it
    DELIVERED = "delivered"  # the phone has it; final
    FAILED = "failed"  # given up, with a reason; final
    STOPPED = "stopped"  # it is not to leave (the person wants silence, it was taken back); final
    BACK = "back"  # taken back, and to be told anew if it is still true; see storage/sending/unasked.py


UNFINISHED = (State.WAITING, State.SENDING)
FINISHED = (State.SENT, State.DELIVERED, State.FAILED, State.STOPPED)


class OutboxRow(SQLModel, table=True):
    """One message, or one part of it, to one address. Replies go before campaigns (`rank`); `key` makes a
    reminder unique.

    `kind` is its class (service, campaign, alert), which decides its sender; `weight` what it costs of the
    sender's pace, the same for all that is *secret*, whose words lie apart (`secret_words.py`). Only what nobody asked
    for has a `person_id`: whom it is for, the `wish` that it was made from, and the version of the edition that it was
    written `under`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_to_send", "state", "due_at"),
        Index("outbox_of_address", "address_id", "state", "id"),
        Index("outbox_unasked", "person_id", "state", **where("person_id IS NOT NULL")),
        Index("outbox_with_words", "secret", "due_at", **where("words IS NOT NULL")),
    )

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger, index=True))  # the inbox row it answers
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger)
    channel: str
    kind: str
    rank: int
    weight: int
    key: str | None = Field(default=None, unique=True)
    words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    secret: bool
    state: str
    due_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    lease_until: datetime | None = Field(default=None, sa_column=Column(Utc))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    tries: int
    ref: str | None = None  # the network's own id
    reason: str | None = Field(default=None, sa_column=Column(Text))
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    wish: str | None = None
    under: str | None = None


OUTBOX = table_of(OutboxRow)

REPLY, CAMPAIGN = 0, 9
"""Ranks: people who wait for an answer come first."""


KEPT_WORDS = func.coalesce(OUTBOX.c.words, SECRET_WORDS.c.words)
"""The sealed words of a message, wherever they lie; to be read from WITH_WORDS."""

WITH_WORDS = OUTBOX.outerjoin(SECRET_WORDS, SECRET_WORDS.c.id == OUTBOX.c.id)


def nothing(_rows: Sequence[Any]) -> Collection[int]:
    """Take nothing back."""
    return ()


@dataclass(frozen=True, slots=True)
class Ration:
    """What may be taken at a time: at most *most*, within the pace of each sender (by channel and kind).

    Only messages *after* that one, as if no other waited.
    """

    paces: Mapping[tuple[str, str], Pace]
    most: int
    after: int = 0


def lease(
    tx: Connection,
    store: Store,
    ration: Ration,
    now: datetime,
    taken_back: Callable[[Sequence[Any]], Collection[int]] = nothing,
) -> list[Parcel]:
    """The messages due at *now*, within the *ration*, one for each address.

    They are in order, and the caller's until their lease lapses. *taken_back* is shown the rows that nobody asked for,
    takes back those that must not leave as they are, and gives their ids.
    """
    budgets = refilled(tx, store, ration.paces, now)
    open_to = [pair for pair, tokens in budgets.items() if tokens >= 1]
    if not open_to:
        return []
    rows = tx.execute(_due(open_to, ration, now, locked=not store.is_sqlite)).all()
    unasked = [row for row in rows if row.person_id is not None]
    back = taken_back(unasked) if unasked else ()
    taken = _within([row for row in rows if row.id not in back], budgets)
    if not taken:
        return []
    mine = update(OUTBOX).where(OUTBOX.c.id.in_([row.id for row in taken]))
    tx.execute(mine.values(state=State.SENDING, lease_until=now + LEASE, tries=OUTBOX.c.tries + 1))
    spend(tx, budgets, now)
    return [_parcel(store, row) for row in taken]


def _due(open_to: Sequence[tuple[str, str]], ration: Ration, now: datetime, *, locked: bool) -> Any:
    """What may go now: due, of an open sender, with nothing unfinished ahead of it to its address, and spaced.

    To an address that wants silence or took nothing goes only what was asked for, and nothing else keeps it waiting.
    """
    other = OUTBOX.alias("other")
    same_address = other.c.address_id == OUTBOX.c.address_id
    unfinished = (other.c.state.in_(UNFINISHED), other.c.id < OUTBOX.c.id, other.c.id > ration.after)
    ahead = select(other.c.id).where(same_address, *unfinished, _may_hear(other))
    too_soon = select(other.c.id).where(
        same_address,
        other.c.sent_at > now - SPACING,
        or_(OUTBOX.c.rank == CAMPAIGN, OUTBOX.c.message_id == other.c.message_id),
    )
    lapsed = and_(OUTBOX.c.state == State.SENDING, OUTBOX.c.lease_until < now)
    senders = or_(*(and_(OUTBOX.c.channel == channel, OUTBOX.c.kind == kind) for channel, kind in open_to))
    query = (
        select(OUTBOX, ADDRESSES.c.sealed, KEPT_WORDS.label("kept"))
        .select_from(WITH_WORDS)
        .join(ADDRESSES, ADDRESSES.c.id == OUTBOX.c.address_id)
        .where(or_(OUTBOX.c.state == State.WAITING, lapsed), OUTBOX.c.due_at <= now, senders)
        .where(OUTBOX.c.id > ration.after)
        .where(_may_hear(OUTBOX), ~ahead.exists(), ~too_soon.exists())
        .order_by(OUTBOX.c.rank, OUTBOX.c.id)
        .limit(ration.most)
    )
    return query.with_for_update(of=OUTBOX, skip_locked=True) if locked else query


def _may_hear(messages: Any) -> ColumnElement[bool]:
    """Whether it was asked for, or its address wants to hear from us, and can."""
    open_ = and_(ADDRESSES.c.stopped_at.is_(None), ADDRESSES.c.gone_at.is_(None))
    return or_(messages.c.person_id.is_(None), open_)


def _within(rows: Sequence[Any], budgets: dict[tuple[str, str], float]) -> list[Any]:
    """The rows that the senders can pay for, from *budgets*, which is reduced by them.

    A heavy one goes into debt once.
    """
    taken = []
    for row in rows:
        if budgets[row.channel, row.kind] >= 1:
            budgets[row.channel, row.kind] -= row.weight
            taken.append(row)
    return taken


def _parcel(store: Store, row: Any) -> Parcel:
    message = Outgoing.from_json(store.vault.open(row.kept) if row.kept else b"")
    address = store.vault.open(row.sealed).decode()
    return Parcel(row.id, row.channel, address, message, row.kind)


_MINE = update(OUTBOX).where(OUTBOX.c.id == bindparam("message"), OUTBOX.c.state == State.SENDING)


def sent(tx: Connection, refs: Mapping[int, str], now: datetime) -> None:
    """The network has these, under its own ids."""
    done = _MINE.values(state=State.SENT, lease_until=None, reason=None, sent_at=now, ref=bindparam("network_id"))
    tx.execute(done, [{"message": id, "network_id": ref or None} for id, ref in refs.items()])


def address_of(tx: Connection, id: int) -> int | None:
    """The address that it goes to, by its id; None if it was erased meanwhile."""
    return tx.execute(select(OUTBOX.c.address_id).where(OUTBOX.c.id == id)).scalar()


def failed(tx: Connection, id: int, reason: str, now: datetime) -> None:
    """The network did not take it: again later, with growing waits.

    After the last it is given up, and staff see why.
    """
    tries = tx.execute(select(OUTBOX.c.tries).where(OUTBOX.c.id == id)).scalar() or 1
    if tries > len(WAITS):
        return give_up(tx, id, State.FAILED, reason)
    wait = WAITS[tries - 1]
    tx.execute(_MINE.values(state=State.WAITING, due_at=now + wait, lease_until=None, reason=reason), {"message": id})
    return None


def give_up(tx: Connection, id: int, state: State, reason: str) -> None:
    """Nothing more will be done about it: *state* is FAILED or STOPPED."""
    tx.execute(_MINE.values(state=state, lease_until=None, reason=reason), {"message": id})


def put_off(tx: Connection, id: int, until: datetime, reason: str) -> None:
    """It is to wait, through no fault of its own: this was no try."""
    later = _MINE.values(state=State.WAITING, due_at=until, lease_until=None, tries=OUTBOX.c.tries - 1, reason=reason)
    tx.execute(later, {"message": id})


def give_back(tx: Connection, ids: Sequence[int]) -> None:
    """These were leased and not tried: whoever comes next may take them at once."""
    back = _MINE.values(state=State.WAITING, lease_until=None, tries=OUTBOX.c.tries - 1)
    tx.execute(back, [{"message": id} for id in ids])


def take_back(tx: Connection) -> None:
    """Free every lease at once: for the only sender there is, when it starts after a crash."""
    sending = update(OUTBOX).where(OUTBOX.c.state == State.SENDING)
    tx.execute(sending.values(state=State.WAITING, lease_until=None))


def stop_all(tx: Connection, address_id: int, reason: str) -> None:
    """What still waits for an address that wants silence is not sent."""
    waiting = update(OUTBOX).where(OUTBOX.c.address_id == address_id, OUTBOX.c.state == State.WAITING)
    tx.execute(waiting.values(state=State.STOPPED, reason=reason))


def waiting_campaigns(tx: Connection) -> dict[str, int]:
    """How many messages of campaigns wait to be sent, by channel."""
    waiting = (OUTBOX.c.kind == "campaign", OUTBOX.c.state == State.WAITING)
    query = select(OUTBOX.c.channel, func.count()).where(*waiting).group_by(OUTBOX.c.channel)
    return dict(tx.execute(query).all())


def try_again(tx: Connection, id: int, now: datetime) -> bool:
    """Have a message that was given up sent after all; whether there was such a one, with its words still kept."""
    kept = select(KEPT_WORDS).select_from(WITH_WORDS).where(OUTBOX.c.id == id)
    if tx.execute(kept).scalar() is None:
        return False
    dead = update(OUTBOX).where(OUTBOX.c.id == id, OUTBOX.c.state == State.FAILED)
    return tx.execute(dead.values(state=State.WAITING, tries=0, due_at=now)).rowcount == 1


def forget_secrets(tx: Connection, now: datetime) -> int:
    """Wipe the words of votes that were sent long enough ago; how many there were."""
    old = (OUTBOX.c.due_at < now - SECRETS_KEPT, OUTBOX.c.state.not_in(UNFINISHED))
    theirs = select(OUTBOX.c.id).where(OUTBOX.c.id == SECRET_WORDS.c.id, *old)
    return tx.execute(delete(SECRET_WORDS).where(theirs.exists())).rowcount
