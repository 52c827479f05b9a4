"""How fast each sender may go: token buckets in the database, so that any number of workers share one pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Float, select, update
from sqlmodel import Field, SQLModel

from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert


class Bucket(SQLModel, table=True):
    """What a sender may still send just now (`tokens`), and until when it must be silent altogether (`not_before`)."""

    __tablename__ = "buckets"

    name: str = Field(primary_key=True)
    tokens: float = Field(sa_column=Column(Float, nullable=False))
    filled_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    not_before: datetime | None = Field(default=None, sa_column=Column(Utc))


BUCKETS = table_of(Bucket)

_NEW = Upsert(BUCKETS, ["name"])


@dataclass(frozen=True, slots=True)
class Pace:
    """How much a sender may send: *rate* a second, and at most *burst* at once (in messages, or in segments by SMS)."""

    rate: float
    burst: float


Sender = tuple[str, str]
"""A channel and a kind of message."""


def refilled(tx: Connection, store: Store, paces: Mapping[Sender, Pace], now: datetime) -> dict[Sender, float]:
    """What each sender may send now; nothing while it must be silent.

    The buckets stay locked until the transaction ends.
    """
    rows = _locked(tx, store, paces, now)
    budgets = {}
    for sender, pace in paces.items():
        row = rows[_name(sender)]
        passed = max(0.0, (now - row.filled_at).total_seconds())
        silent = row.not_before is not None and row.not_before > now
        budgets[sender] = 0.0 if silent else min(pace.burst, row.tokens + passed * pace.rate)
    return budgets


def spend(tx: Connection, left: Mapping[Sender, float], now: datetime) -> None:
    """Keep what is *left* to each sender after a lease."""
    for sender, tokens in left.items():
        tx.execute(update(BUCKETS).where(BUCKETS.c.name == _name(sender)).values(tokens=tokens, filled_at=now))


def hush(tx: Connection, channel: str, until: datetime) -> None:
    """Have every sender of *channel* be silent *until* then: the network asked for it."""
    ours = BUCKETS.c.name.startswith(f"{channel}/", autoescape=True)
    tx.execute(update(BUCKETS).where(ours).values(not_before=until, tokens=0))


def _name(sender: Sender) -> str:
    return "/".join(sender)


def _locked(tx: Connection, store: Store, paces: Mapping[Sender, Pace], now: datetime) -> dict[str, Any]:
    query = select(BUCKETS).where(BUCKETS.c.name.in_([_name(sender) for sender in paces])).order_by(BUCKETS.c.name)
    query = query if store.is_sqlite else query.with_for_update()
    rows = {row.name: row for row in tx.execute(query)}
    missing = [sender for sender in paces if _name(sender) not in rows]
    if not missing:
        return rows
    new = [{"name": _name(s), "tokens": paces[s].burst, "filled_at": now, "not_before": None} for s in sorted(missing)]
    tx.execute(_NEW.on(tx), new)
    return {row.name: row for row in tx.execute(query)}
