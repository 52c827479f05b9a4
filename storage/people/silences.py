"""Where an address stands with us, and what was ever said about its silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.database.store import Store
from storage.people.people import ADDRESSES, PEOPLE, SILENCES, is_at


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
