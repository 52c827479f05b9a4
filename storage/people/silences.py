"""Where an address stands with us, and what was ever said about its silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, bindparam, insert, select, update
from sqlmodel import Field, SQLModel

from storage.database.ids import new_id
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.people.people import ADDRESSES, PEOPLE, is_at


class Silence(SQLModel, table=True):
    """The proof that an address asked for silence, or to be written to again: when, and in which words."""

    __tablename__ = "silences"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, index=True)
    silent: bool
    said_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


SILENCES = table_of(Silence)


@dataclass(frozen=True, slots=True)
class AddressStanding:
    """Whether an address wants silence, and the language its person speaks."""

    silent: bool
    language: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was said about the silence of an address, and when."""

    silent: bool
    words: str
    at: datetime


_STOPPED = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(stopped_at=bindparam("at"))


def say(tx: Connection, store: Store, address_id: int, proof: Proof) -> None:
    """Silence an address, or end its silence, and keep the *proof*."""
    tx.execute(_STOPPED, {"address": address_id, "at": proof.at if proof.silent else None})
    row = {"id": new_id(), "address_id": address_id, "silent": proof.silent, "said_at": proof.at}
    tx.execute(insert(SILENCES), {**row, "words": store.vault.seal(proof.words.encode())})


def standing(tx: Connection, store: Store, channel: str, address: str) -> AddressStanding | None:
    """Where the address stands; None if nobody ever wrote from it."""
    query = (
        select(ADDRESSES.c.stopped_at, PEOPLE.c.language)
        .join(PEOPLE, PEOPLE.c.id == ADDRESSES.c.person_id)
        .where(is_at(store, channel, address))
    )
    row = tx.execute(query).one_or_none()
    return AddressStanding(row.stopped_at is not None, row.language) if row else None


def proofs(tx: Connection, store: Store, address_id: int) -> list[Proof]:
    """All that was said about the silence of an address, oldest first."""
    query = select(SILENCES).where(SILENCES.c.address_id == address_id).order_by(SILENCES.c.said_at, SILENCES.c.id)
    return [Proof(row.silent, store.vault.open(row.words).decode(), row.said_at) for row in tx.execute(query)]
