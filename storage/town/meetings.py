"""Who comes to which meeting, and how many places are taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import BigInteger, Column, Connection, delete, func, select
from sqlmodel import Field, SQLModel

from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert


class SignUpRow(SQLModel, table=True):
    """A person comes to a meeting, with *guests* more."""

    __tablename__ = "sign_ups"

    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, primary_key=True)
    meeting: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True, index=True)
    guests: int
    at: datetime = Field(sa_column=Column(Utc, nullable=False))


SIGN_UPS = table_of(SignUpRow)

_SIGN_UP = Upsert(SIGN_UPS, ["edition_id", "meeting", "person_id"], ["guests"])


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many come to a meeting: *people* who signed up, and the *places* that they and their guests take."""

    people: int = 0
    places: int = 0


def turnouts(tx: Connection, edition_id: int) -> dict[str, Turnout]:
    """How many come to each meeting of an edition, by its id; one that nobody comes to is not there."""
    places = func.sum(SIGN_UPS.c.guests + 1)
    ours = select(SIGN_UPS.c.meeting, func.count(), places).where(SIGN_UPS.c.edition_id == edition_id)
    rows = tx.execute(ours.group_by(SIGN_UPS.c.meeting))
    return {meeting: Turnout(people, int(taken)) for meeting, people, taken in rows}


def of_person(tx: Connection, edition_id: int, person_id: int) -> dict[str, int]:
    """The meetings a person comes to, and how many guests come with them."""
    mine = select(SIGN_UPS.c.meeting, SIGN_UPS.c.guests).where(
        SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.person_id == person_id
    )
    return {row.meeting: row.guests for row in tx.execute(mine)}


def hold(tx: Connection, store: Store, edition_id: int) -> None:
    """Keep everybody else from taking places until the transaction ends, so that what was counted stays true.

    One lock for all the meetings of an edition: two would lie in wait for each other. SQLite has one writer, which is
    hold enough.
    """
    if not store.is_sqlite:
        key = int.from_bytes(sha256(f"meetings of {edition_id}".encode()).digest()[:8], signed=True)
        tx.execute(select(func.pg_advisory_xact_lock(key)))


@dataclass(frozen=True, slots=True)
class Party:
    """A person who comes to a meeting, with so many guests."""

    person_id: int
    guests: int


def sign_up(tx: Connection, edition_id: int, meeting: str, party: Party, now: datetime) -> None:
    """Have a person come to a meeting with their guests, whatever they said before."""
    row = {"edition_id": edition_id, "meeting": meeting, "at": now}
    row |= {"person_id": party.person_id, "guests": party.guests}
    tx.execute(_SIGN_UP.on(tx), row)


def take_back(tx: Connection, edition_id: int, meeting: str, person_id: int) -> bool:
    """Free the places of a person and their guests; whether they had any."""
    theirs = delete(SIGN_UPS).where(
        SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.meeting == meeting, SIGN_UPS.c.person_id == person_id
    )
    return tx.execute(theirs.returning(SIGN_UPS.c.person_id)).first() is not None
