"""What campaigns have cost, in segments: written with the messages themselves, so that it is always right.

By the hour, since a town's day begins at another moment than ours; whose messages they were is not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import BigInteger, Column, Connection, Integer, case, func, select
from sqlmodel import Field, SQLModel

from storage.database.store import Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert, arriving
from storage.messages.to_send import ToSend
from storage.reminders.campaigns import CAMPAIGNS


class SpendingRow(SQLModel, table=True):
    """The segments that a campaign put into the outbox within one hour, less those that were taken back."""

    __tablename__ = "spending"

    campaign_id: int = Field(foreign_key="campaigns.id", sa_type=BigInteger, primary_key=True)
    hour: datetime = Field(sa_column=Column(Utc, primary_key=True))
    segments: int = Field(sa_column=Column(Integer, nullable=False))


SPENDING = table_of(SpendingRow)

_MORE = Upsert(SPENDING, ["campaign_id", "hour"], segments=SPENDING.c.segments + arriving(SPENDING).c.segments)


def add(tx: Connection, segments: Mapping[int, int], at: datetime) -> None:
    """Count so many *segments* more (or less) for each campaign, by its id."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    rows = [{"campaign_id": id, "hour": hour, "segments": count} for id, count in sorted(segments.items()) if count]
    if rows:
        tx.execute(_MORE.on(tx), rows)


def pay(tx: Connection, messages: Iterable[ToSend], now: datetime) -> None:
    """Count the segments of campaigns among the *messages* that were just put into the outbox."""
    paid = {message.key: message.weight for message in messages if message.key and message.channel == "sms"}
    if paid:
        add(tx, weighed(paid), now)


def spent(tx: Connection, edition_id: int, since: datetime) -> tuple[int, int]:
    """The segments of the edition's campaigns: since that moment, and in all."""
    today = func.coalesce(func.sum(case((SPENDING.c.hour >= since, SPENDING.c.segments), else_=0)), 0)
    query = select(today, func.coalesce(func.sum(SPENDING.c.segments), 0)).join_from(SPENDING, CAMPAIGNS)
    since_then, in_all = tx.execute(query.where(CAMPAIGNS.c.edition_id == edition_id)).one()
    return int(since_then), int(in_all)


def is_ours(tx: Connection, edition_id: int) -> bool:
    """Whether *tx* alone may spend for the edition's campaigns until it ends; only where there are several writers."""
    key = int.from_bytes(sha256(f"spending of {edition_id}".encode()).digest()[:8], signed=True)
    return bool(tx.execute(select(func.pg_try_advisory_xact_lock(key))).scalar_one())


def of_campaigns(tx: Connection, edition_id: int) -> dict[int, int]:
    """The segments of each campaign of the edition, by its id."""
    query = select(SPENDING.c.campaign_id, func.sum(SPENDING.c.segments)).join_from(SPENDING, CAMPAIGNS)
    rows = tx.execute(query.where(CAMPAIGNS.c.edition_id == edition_id).group_by(SPENDING.c.campaign_id))
    return {id: int(count) for id, count in rows}


def campaign_of(key: str) -> int:
    """The campaign whose message has this *key* in the outbox; 0 if it is no reminder's."""
    first, colon, _rest = key.partition(":")
    return int(first) if colon and first.isdecimal() else 0


def weighed(messages: Mapping[str, int]) -> Counter[int]:
    """The segments of each campaign, of messages given by their keys."""
    segments: Counter[int] = Counter()
    for key, weight in messages.items():
        if campaign := campaign_of(key):
            segments[campaign] += weight
    return segments
