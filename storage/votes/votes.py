"""The roll of who has voted, and the urn of what was voted: two tables that nobody can link without the key.

A ballot carries no person, no time and no order, and its choice is sealed (`storage/votes/urn.py`). It lies in a slot
named by a keyed hash, so that a changed vote replaces the earlier one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, bindparam, func, select
from sqlmodel import Field, SQLModel

from flows.ballots.ballot import Choice
from storage.database.among import DATABASES, among
from storage.database.many import Many
from storage.database.store import Store
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.people.people import PEOPLE
from storage.town.editions import EDITIONS
from storage.votes import urn


class RollEntry(SQLModel, table=True):
    """A person has voted in an edition, on a day, and holds a receipt (kept as a keyed hash).

    The choice is not here.
    """

    __tablename__ = "roll"

    edition_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    voted_on: date
    receipt: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False, index=True))


class BallotRow(SQLModel, table=True):
    """A choice of project ids, sealed, in as many bytes as any other of its edition. Whose it is, is not here."""

    __tablename__ = "ballots"
    __table_args__ = {"sqlite_with_rowid": False}

    slot: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    edition_id: int = Field(sa_column=Column(BigInteger, nullable=False))  # no index: who counts reads them all
    choice: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


ROLL = table_of(RollEntry)
BALLOTS = table_of(BallotRow)


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote to write: the voter for the roll, the choice for the urn; *most* is how many projects one may choose.

    *points*, where the ballot has points, go with the projects one by one.
    """

    edition_id: int
    person_id: int
    voted_on: date
    receipt: str
    choice: tuple[int, ...]
    most: int = 1
    points: tuple[int, ...] = ()


_VOTED = {
    database: select(ROLL.c.person_id, ROLL.c.voted_on).where(
        ROLL.c.edition_id == bindparam("edition"), among(ROLL.c.person_id, "people", database)
    )
    for database in DATABASES
}


def voted(tx: Connection, edition_id: int, people: Iterable[int]) -> dict[int, date]:
    """The day each of *people* voted, for those who have."""
    rows = tx.execute(_VOTED[tx.dialect.name], {"edition": edition_id, "people": list(people)})
    return {row.person_id: row.voted_on for row in rows}


def voted_days(tx: Connection, person_id: int) -> tuple[date, ...]:
    """The day of each vote of a person's, in whichever edition: asked for by edition, as the roll is ordered."""
    mine = select(ROLL.c.voted_on).where(ROLL.c.edition_id.in_(select(EDITIONS.c.id)), ROLL.c.person_id == person_id)
    return tuple(tx.execute(mine).scalars())


def cast(tx: Connection, store: Store, votes: Sequence[Vote]) -> None:
    """Put the votes into the urn, each in the place of the voter's earlier one, and the voters on the roll."""
    last = {(vote.edition_id, vote.person_id): vote for vote in votes}.values()
    _ENTER.run(tx, [_entry(store, vote) for vote in last])
    _PUT_IN.run(tx, [_ballot(store, vote) for vote in last])


def receipt_day(tx: Connection, store: Store, edition_id: int, receipt: str) -> date | None:
    """The day of the vote that has *receipt*, None if none has."""
    query = select(ROLL.c.voted_on).where(ROLL.c.edition_id == edition_id, ROLL.c.receipt == _hash(store, receipt))
    return tx.execute(query).scalar_one_or_none()


def voters(tx: Connection, edition_id: int) -> int:
    """How many people have voted."""
    return int(tx.execute(select(func.count()).select_from(ROLL).where(ROLL.c.edition_id == edition_id)).scalar_one())


def voters_of(tx: Connection, edition_id: int) -> set[int]:
    """The people who have voted."""
    return set(tx.execute(select(ROLL.c.person_id).where(ROLL.c.edition_id == edition_id)).scalars())


def bands(tx: Connection, edition_id: int) -> Counter[str]:
    """How many of the people who have voted are of each age band; "" are those who never said."""
    theirs = select(PEOPLE.c.age_band).join(ROLL, ROLL.c.person_id == PEOPLE.c.id)
    return Counter(tx.execute(theirs.where(ROLL.c.edition_id == edition_id)).scalars())


def choices(tx: Connection, store: Store, edition_id: int) -> Counter[tuple[int, ...]]:
    """How many ballots hold each choice of projects, whatever their points."""
    return Counter(tuple(sorted(urn.choice_in(text))) for _slot, text in _opened(tx, store, edition_id))


def papers(tx: Connection, store: Store, edition_id: int) -> Counter[Choice[int]]:
    """How many ballots are alike, with the points where there are some; the most points first."""
    said = Counter(urn.paper_in(text) for _slot, text in _opened(tx, store, edition_id))
    return Counter({Choice(ids, tuple(map(Decimal, points))): ballots for (ids, points), ballots in said.items()})


def ballots(tx: Connection, store: Store, edition_id: int) -> list[Choice[int]]:
    """Every ballot, in the order of the choices: that of the slots would tell, to who has a copy, which ballot is in
    which."""
    return sorted(papers(tx, store, edition_id).elements(), key=lambda choice: (choice.projects, choice.points))


def digest(tx: Connection, store: Store, edition_id: int) -> str:
    """The seal of the urn: SHA-256 over all its ballots in slot order; one ballot more, less or other changes it.

    It covers what was put in, not how that is sealed: with another key it stays the same.
    """
    seal = sha256()
    for slot, text in _opened(tx, store, edition_id):
        seal.update(slot + text + b"\n")
    return seal.hexdigest()


def _opened(tx: Connection, store: Store, edition_id: int) -> Iterator[tuple[bytes, bytes]]:
    """Each slot in order, and the text of its ballot."""
    query = select(BALLOTS.c.slot, BALLOTS.c.choice).where(BALLOTS.c.edition_id == edition_id).order_by(BALLOTS.c.slot)
    for slot, sealed in tx.execute(query):
        yield bytes(slot), store.vault.open_ballot(bytes(slot), bytes(sealed))


def _entry(store: Store, vote: Vote) -> dict[str, Any]:
    return {
        "edition_id": vote.edition_id,
        "person_id": vote.person_id,
        "voted_on": vote.voted_on,
        "receipt": _hash(store, vote.receipt),
    }


def _ballot(store: Store, vote: Vote) -> dict[str, Any]:
    slot = store.vault.slot(vote.edition_id, vote.person_id)
    text, room = urn.text_of(vote.choice, vote.points), urn.room_for(vote.most, points=bool(vote.points))
    sealed = store.vault.seal_ballot(slot, text, room)
    return {"slot": slot, "edition_id": vote.edition_id, "choice": sealed}


def _hash(store: Store, receipt: str) -> bytes:
    return store.vault.lookup("receipt", receipt)


_ENTER = Many(Upsert(ROLL, ["edition_id", "person_id"], ["voted_on", "receipt"]))
_PUT_IN = Many(Upsert(BALLOTS, ["slot"], ["choice"]))
