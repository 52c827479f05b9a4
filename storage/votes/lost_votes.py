"""Votes that are lost since the store went back in time: from which address, on which day, and whether they were told.

What was voted is not here, nor is anybody's name; a row goes when its person votes again, or nobody can any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, and_, delete, func, select, update
from sqlmodel import Field, SQLModel

from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.people.people import ADDRESSES, UNREADABLE
from storage.town.editions import EDITIONS


class LostVoteRow(SQLModel, table=True):
    """Someone voted from this address on that day, and their vote is not in this store; gone once they vote again."""

    __tablename__ = "lost_votes"

    edition_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    address_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True, index=True))
    voted_on: date
    told_at: datetime | None = Field(default=None, sa_column=Column(Utc))


LOST_VOTES = table_of(LostVoteRow)

_ANEW = Upsert(LOST_VOTES, ["edition_id", "address_hash"], ["voted_on"], told_at=None)


_REACHED = (ADDRESSES.c.sealed != UNREADABLE, ADDRESSES.c.stopped_at.is_(None))


@dataclass(frozen=True, slots=True)
class Loser:
    """Someone whose vote is lost, where they can be told, and the day."""

    edition_id: int
    hash: bytes
    channel: str
    address: str
    voted_on: date
    person_id: int  # who speaks there now


def lose(tx: Connection, votes: Mapping[tuple[int, bytes], date]) -> None:
    """Write down these lost votes, by edition and the hash of the address: the day of each."""
    known = set(tx.execute(select(EDITIONS.c.id)).scalars())
    rows = [
        {"edition_id": edition, "address_hash": hash, "voted_on": day}
        for (edition, hash), day in votes.items()
        if edition in known
    ]
    if rows:
        tx.execute(_ANEW.on(tx), rows)


def lost_on(tx: Connection, edition_id: int, person_id: int) -> date | None:
    """The day of the vote of this person's that is lost; None if none is, or they voted again."""
    query = select(func.max(LOST_VOTES.c.voted_on)).where(
        LOST_VOTES.c.edition_id == edition_id, LOST_VOTES.c.address_hash.in_(_hashes([person_id]))
    )
    day: date | None = tx.execute(query).scalar_one()
    return day


def voted_again(tx: Connection, edition_id: int, person_ids: Collection[int]) -> None:
    """These people have voted: nothing of theirs is lost any more."""
    ours = (LOST_VOTES.c.edition_id == edition_id, LOST_VOTES.c.address_hash.in_(_hashes(person_ids)))
    tx.execute(delete(LOST_VOTES).where(*ours))


def any_lost(tx: Connection) -> bool:
    """Whether anyone's vote is."""
    return tx.execute(_ANY_LOST).first() is not None


_ANY_LOST = select(LOST_VOTES.c.edition_id).limit(1)


def untold(tx: Connection, store: Store, channels: Collection[str]) -> list[Loser]:
    """Those who lost their vote, are not told yet, and can be reached on one of these *channels*."""
    if not any_lost(tx):
        return []
    mine = and_(ADDRESSES.c.channel.in_(channels), ADDRESSES.c.hash == LOST_VOTES.c.address_hash)
    place = select(ADDRESSES.c.id).where(mine, *_REACHED).scalar_subquery().label("place")
    lost = select(LOST_VOTES, place).where(LOST_VOTES.c.told_at.is_(None)).subquery()
    query = (
        select(lost, ADDRESSES.c.channel, ADDRESSES.c.sealed, ADDRESSES.c.person_id)
        .join(ADDRESSES, ADDRESSES.c.id == lost.c.place)
        .order_by(lost.c.address_hash)
    )
    return [_loser(store, row) for row in tx.execute(query)]


def _loser(store: Store, row: Any) -> Loser:
    address = store.vault.open(row.sealed).decode()
    return Loser(row.edition_id, bytes(row.address_hash), row.channel, address, row.voted_on, row.person_id)


def out_of_reach(tx: Connection) -> int:
    """How many lost their vote and cannot be told."""
    reached = select(ADDRESSES.c.id).where(ADDRESSES.c.hash == LOST_VOTES.c.address_hash, *_REACHED)
    query = select(func.count()).select_from(LOST_VOTES).where(LOST_VOTES.c.told_at.is_(None), ~reached.exists())
    return int(tx.execute(query).scalar_one())


def told(tx: Connection, losers: Iterable[Loser], now: datetime) -> None:
    """These were told."""
    for loser in losers:
        theirs = (LOST_VOTES.c.edition_id == loser.edition_id, LOST_VOTES.c.address_hash == loser.hash)
        tx.execute(update(LOST_VOTES).where(*theirs).values(told_at=now))


def how_many(tx: Connection) -> int:
    """How many votes are lost, and not cast again."""
    return int(tx.execute(select(func.count()).select_from(LOST_VOTES)).scalar_one())


def forget(tx: Connection, editions: Collection[int]) -> int:
    """Nobody can vote again in these editions: whose vote was lost need not be known any more."""
    return tx.execute(delete(LOST_VOTES).where(LOST_VOTES.c.edition_id.in_(editions))).rowcount


def forget_from(tx: Connection, hashes: Collection[bytes]) -> None:
    """Nobody is to be known by these addresses any more."""
    tx.execute(delete(LOST_VOTES).where(LOST_VOTES.c.address_hash.in_(hashes)))


def _hashes(person_ids: Collection[int]) -> Any:
    return select(ADDRESSES.c.hash).where(ADDRESSES.c.person_id.in_(person_ids))
