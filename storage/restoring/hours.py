"""The hour, as the clock last wrote it into the store: by it a clock that is far from right is told from a right one.

Of all that knows the time, only the store was there before. Its hour never goes back by itself: an operator says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Integer, select
from sqlmodel import Field, SQLModel

from storage.database.store import Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.messages import inbox

AHEAD = timedelta(days=7)
"""How far the clock may be after the last hour written: longer than any outage but a holiday's, and shorter than all
that people are promised of what is kept."""

BACK = timedelta(hours=1)
"""How far it may be before it: two machines seldom agree to the second, and never differ by an hour."""


class HourRow(SQLModel, table=True):
    """The last hour written; the one row there is."""

    __tablename__ = "hours"

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Utc, nullable=False))


HOURS = table_of(HourRow)

_NOW = Upsert(HOURS, ["id"], ["at"])

_ONLY = 1


def last(tx: Connection) -> datetime | None:
    """The last hour written; before any clock ticked, that of the newest message; None in a store without one."""
    hour: datetime | None = tx.execute(select(HOURS.c.at).where(HOURS.c.id == _ONLY)).scalar_one_or_none()
    return hour or max((at for _provider, at in inbox.newest_of_each(tx)), default=None)


def is_leap(before: datetime, now: datetime) -> bool:
    """Whether a clock that says *now* cannot be trusted, if the last hour written is *before*."""
    return not before - BACK <= now <= before + AHEAD


def write(tx: Connection, now: datetime) -> bool:
    """Write the hour, if the clock can be trusted; whether it can. Of several clocks the latest hour stays."""
    before = last(tx)
    if before is not None and is_leap(before, now):
        return False
    confirm(tx, now if before is None else max(before, now))
    return True


def confirm(tx: Connection, now: datetime) -> None:
    """It is *now*, whatever was written before."""
    tx.execute(_NOW.on(tx), {"id": _ONLY, "at": now})
