"""That a store went back in time: noticed, made good as far as what is kept beside the key tells, and ended by hand.

Noticing replays at once, before anyone is heard, what people were promised for good: erasures and silences. Whose vote
is lost is written down. All else waits until an operator says that this is the store to go on with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Integer, func, insert, select, update
from sqlmodel import Field, SQLModel

from storage.database.ids import new_id
from storage.database.keepsake import Written
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.messages.outbox import OUTBOX, UNFINISHED, State
from storage.restoring import hours, replaying
from storage.votes import lost_votes


class RestoreRow(SQLModel, table=True):
    """The store went back: who noticed it and when, to what hour, and what came of it; *done_at* is its end."""

    __tablename__ = "restores"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    noticed_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    noticed_by: str
    blind: bool  # no keepsake tells what is lost
    back_to: datetime = Field(sa_column=Column(Utc, nullable=False))  # what came later is lost
    heard_until: datetime = Field(sa_column=Column(Utc, nullable=False))  # until when the lost store surely heard
    outbox_id: int = Field(sa_column=Column(BigInteger, nullable=False))  # the newest message that was to be sent
    erased: int = Field(sa_column=Column(Integer, nullable=False))
    silenced: int = Field(sa_column=Column(Integer, nullable=False))
    done_at: datetime | None = Field(default=None, sa_column=Column(Utc))


RESTORES = table_of(RestoreRow)


@dataclass(frozen=True, slots=True)
class Restore:
    """A time that the store went back."""

    id: int
    noticed_at: datetime
    noticed_by: str
    blind: bool
    back_to: datetime
    heard_until: datetime
    outbox_id: int
    erased: int
    silenced: int
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """That the store went back, as it was noticed: by what, when, and what is known of how far."""

    by: str
    at: datetime
    blind: bool = False
    heard_until: datetime | None = None
    outbox_id: int | None = None


def notice(tx: Connection, store: Store, noticed: Noticed, lost: Sequence[Written] = ()) -> None:
    """Write down that the store went back, and replay what was *lost* of erasures and silences."""
    now = noticed.at
    traces = [trace for line in lost for trace in line.traces]
    erased = replaying.erase_again(tx, store, traces, now)
    silenced = replaying.silence_again(tx, store, lost, now)
    lost_votes.lose(tx, replaying.votes_lost(traces))
    back_to = min(hours.last(tx) or now, now)
    row = {
        "id": new_id(),
        "noticed_at": now,
        "noticed_by": noticed.by,
        "blind": noticed.blind,
        "back_to": back_to,
        "heard_until": noticed.heard_until or max((line.at for line in lost), default=back_to),
        "outbox_id": noticed.outbox_id or tx.execute(select(func.max(OUTBOX.c.id))).scalar_one() or 0,
        "erased": erased,
        "silenced": silenced,
    }
    tx.execute(insert(RESTORES), row)


def under_way(tx: Connection) -> list[Restore]:
    """The times that the store went back which no operator has ended yet, oldest first."""
    rows = tx.execute(select(RESTORES).where(RESTORES.c.done_at.is_(None)).order_by(RESTORES.c.id))
    return [Restore(**row._mapping) for row in rows]


def newest(tx: Connection) -> Restore | None:
    """The last time that the store went back."""
    row = tx.execute(_NEWEST).one_or_none()
    return Restore(**row._mapping) if row else None


def waits_since(tx: Connection) -> int | None:
    """The newest message of before the store went back, while that is under way: up to it nothing is to be sent."""
    newest: int | None = tx.execute(_WAITS_SINCE).scalar_one()
    return newest


_NEWEST = select(RESTORES).order_by(RESTORES.c.id.desc()).limit(1)
_WAITS_SINCE = select(func.max(RESTORES.c.outbox_id)).where(RESTORES.c.done_at.is_(None))


def end(tx: Connection, now: datetime) -> int:
    """This is the store to go on with: what waited in it to be sent was sent long ago; how many messages that were."""
    last = waits_since(tx)
    before = update(OUTBOX).where(OUTBOX.c.id <= (last or 0), OUTBOX.c.state.in_(UNFINISHED))
    why = "waited when the store that was restored was copied: sent since, most likely"
    stopped = tx.execute(before.values(state=State.STOPPED, lease_until=None, reason=why)).rowcount
    tx.execute(update(RESTORES).where(RESTORES.c.done_at.is_(None)).values(done_at=now))
    return int(stopped)
