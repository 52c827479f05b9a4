"""What is in the outbox, for those who watch over it: how much waits, since when, and what was given up and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.database.store import Store
from storage.messages.outbox import OUTBOX, UNFINISHED, State
from storage.people.people import ADDRESSES


@dataclass(frozen=True, slots=True)
class Pile:
    """Messages alike: how many, since when the oldest is due, and a reason that one of them has."""

    state: str
    channel: str
    kind: str
    count: int
    oldest: datetime
    reason: str


def piles(tx: Connection) -> list[Pile]:
    """What is in the outbox, by state, channel and kind."""
    columns = (OUTBOX.c.state, OUTBOX.c.channel, OUTBOX.c.kind)
    query = select(*columns, func.count(), func.min(OUTBOX.c.due_at), func.max(OUTBOX.c.reason)).group_by(*columns)
    rows = tx.execute(query.order_by(*columns))
    return [
        Pile(state, channel, kind, count, oldest, reason or "") for state, channel, kind, count, oldest, reason in rows
    ]


def dead(tx: Connection, store: Store, most: int) -> list[tuple[int, str, str, str]]:
    """The newest messages given up: id, channel, address shortened, reason."""
    query = (
        select(OUTBOX.c.id, OUTBOX.c.channel, ADDRESSES.c.sealed, OUTBOX.c.reason)
        .join(ADDRESSES, ADDRESSES.c.id == OUTBOX.c.address_id)
        .where(OUTBOX.c.state == State.FAILED)
        .order_by(OUTBOX.c.id.desc())
        .limit(most)
    )
    opened = store.vault.open
    return [
        (row.id, row.channel, "…" + opened(row.sealed).decode()[-2:], row.reason or "") for row in tx.execute(query)
    ]


def lag(tx: Connection, now: datetime) -> float:
    """How many seconds the longest due message has been waiting."""
    oldest = tx.execute(select(func.min(OUTBOX.c.due_at)).where(OUTBOX.c.state.in_(UNFINISHED))).scalar_one()
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
