"""What changed in the ballot after people had voted: everyone on the roll is told of it alike, once each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Connection, Text, bindparam, insert, select, update
from sqlmodel import Field, SQLModel

from flows.vote.deeds import BallotChange
from storage.database.ids import new_id
from storage.database.store import Utc
from storage.database.tables import table_of


class BallotChangeRow(SQLModel, table=True):
    """One change under ballots that were cast; *told_at* is when the last of the roll was written to."""

    __tablename__ = "ballot_changes"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    what: str = Field(sa_column=Column(Text, nullable=False))  # as JSON; whose vote it touches is nowhere
    told_at: datetime | None = Field(default=None, sa_column=Column(Utc))


BALLOT_CHANGES = table_of(BallotChangeRow)


@dataclass(frozen=True, slots=True)
class UntoldChange:
    """A change that the roll of its edition was not told whole."""

    id: int
    edition_id: int


def note(tx: Connection, edition_id: int, change: BallotChange, now: datetime) -> None:
    """Keep *change*, for those who have voted to be told."""
    row = {"id": new_id(), "edition_id": edition_id, "at": now, "what": _CHANGE.dump_json(change).decode()}
    tx.execute(insert(BALLOT_CHANGES), row)


def find(tx: Connection, id: int) -> BallotChange | None:
    """The change called *id*."""
    what = tx.execute(select(BALLOT_CHANGES.c.what).where(BALLOT_CHANGES.c.id == id)).scalar_one_or_none()
    return None if what is None else _CHANGE.validate_json(what)


def since(tx: Connection, edition_id: int, day: date) -> list[BallotChange]:
    """The changes of that day and later, oldest first: the roll has days and no hours."""
    changes = (_CHANGE.validate_json(row.what) for row in tx.execute(_OF_EDITION, {"edition": edition_id}))
    return [change for change in changes if change.day >= day]


_OF_EDITION = (
    select(BALLOT_CHANGES.c.what)
    .where(BALLOT_CHANGES.c.edition_id == bindparam("edition"))
    .order_by(BALLOT_CHANGES.c.id)
)


def untold(tx: Connection) -> list[UntoldChange]:
    """The changes of which not all of the roll was told, oldest first."""
    query = select(BALLOT_CHANGES.c.id, BALLOT_CHANGES.c.edition_id).where(BALLOT_CHANGES.c.told_at.is_(None))
    return [UntoldChange(row.id, row.edition_id) for row in tx.execute(query.order_by(BALLOT_CHANGES.c.id))]


def told(tx: Connection, id: int, now: datetime) -> None:
    """Remember that the last of the roll was written to."""
    tx.execute(update(BALLOT_CHANGES).where(BALLOT_CHANGES.c.id == id).values(told_at=now))


_CHANGE = TypeAdapter(BallotChange)
