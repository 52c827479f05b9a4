"""People and the addresses they write from.

An address can be read only with the key, and is found by its keyed hash.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel

from storage.ids import new_id
from storage.store import Store, Utc


class Person(SQLModel, table=True):
    """Someone who wrote to us.

    Their addresses, conversation and place on the roll hang on this row, which is also their lock.
    """

    __tablename__ = "people"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    language: str
    noticed_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # had the notice
    created_at: datetime = Field(sa_column=Column(Utc, nullable=False))


class Address(SQLModel, table=True):
    """A place a person can be written to: a phone number, a Telegram chat."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "hash"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, index=True)
    channel: str
    hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    stopped_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # asked for silence
    gone_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # took no messages when we last tried


class Silence(SQLModel, table=True):
    """The proof that an address asked for silence, or to be written to again: when, and in which words."""

    __tablename__ = "silences"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, index=True)
    silent: bool
    said_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


PEOPLE: Table = Person.__table__  # type: ignore[attr-defined]  # SQLModel gives its tables one
ADDRESSES: Table = Address.__table__  # type: ignore[attr-defined]
SILENCES: Table = Silence.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a message came from: the channel, the address on it, and the language its phone is set to."""

    channel: str
    address: str
    language: str = "fr"


@dataclass(slots=True)
class Known:
    """A person as a turn finds and leaves them."""

    person_id: int
    address_id: int
    language: str
    new: bool
    stopped: bool
    gone: bool  # took no messages when we last tried; it writes, so it does again


def lock(tx: Connection, store: Store, callers: Mapping[bytes, Caller], now: datetime) -> dict[bytes, Known]:
    """The people behind *callers* (by the hash of their address), made known if they are new.

    Nobody else can hear them meanwhile.
    """
    found = _locked(tx, store, callers)
    strangers = {hash: caller for hash, caller in callers.items() if hash not in found}
    if strangers:
        made = _make_known(tx, store, strangers, now)
        found |= _locked(tx, store, strangers)
        _forget(tx, made - {known.person_id for known in found.values()})
    back = [{"address": known.address_id} for known in found.values() if known.gone]
    if back:
        tx.execute(_BACK, back)
    return found


def hashes_of(tx: Connection, person_ids: Collection[int]) -> list[bytes]:
    """The hashes of all addresses of these people."""
    rows = tx.execute(select(ADDRESSES.c.person_id, ADDRESSES.c.hash))
    return [bytes(row.hash) for row in rows if row.person_id in person_ids]


def hash_of(store: Store, channel: str, address: str) -> bytes:
    """The keyed hash by which an address is found."""
    return store.vault.lookup("address", channel, address)


_FIND = (
    select(
        ADDRESSES.c.hash,
        PEOPLE.c.id,
        ADDRESSES.c.id.label("address_id"),
        PEOPLE.c.language,
        PEOPLE.c.noticed_at,
        ADDRESSES.c.stopped_at,
        ADDRESSES.c.gone_at,
    )
    .join(PEOPLE, PEOPLE.c.id == ADDRESSES.c.person_id)
    .where(ADDRESSES.c.hash.in_(bindparam("hashes", expanding=True)))
    .order_by(PEOPLE.c.id)
)
_FIND_AND_LOCK = _FIND.with_for_update(of=PEOPLE)


def _locked(tx: Connection, store: Store, hashes: Iterable[bytes]) -> dict[bytes, Known]:
    """In id order, so that two processes never wait for each other. SQLite has one writer, which is lock enough."""
    rows = tx.execute(_FIND if store.is_sqlite else _FIND_AND_LOCK, {"hashes": list(hashes)})
    return {
        row[0]: Known(row[1], row[2], row[3], row[4] is None, row[5] is not None, row[6] is not None) for row in rows
    }


def _make_known(tx: Connection, store: Store, strangers: dict[bytes, Caller], now: datetime) -> set[int]:
    """Rows for people never heard before, and their ids.

    Another process may have been faster: the address that stands is the one that counts.
    """
    people: list[dict[str, Any]] = []
    addresses: list[dict[str, Any]] = []
    for hash in sorted(strangers):
        caller, person_id = strangers[hash], new_id()
        sealed = store.vault.seal(caller.address.encode())
        people.append({"id": person_id, "language": caller.language, "noticed_at": None, "created_at": now})
        addresses.append(
            {
                "id": new_id(),
                "person_id": person_id,
                "channel": caller.channel,
                "hash": hash,
                "sealed": sealed,
            }
        )
    tx.execute(insert(PEOPLE), people)
    dialect: Any = sqlite if store.is_sqlite else postgresql
    tx.execute(dialect.insert(ADDRESSES).on_conflict_do_nothing(index_elements=["channel", "hash"]), addresses)
    return {row["id"] for row in people}


def _forget(tx: Connection, person_ids: set[int]) -> None:
    """People we just wrote whose address another process had written first."""
    if person_ids:
        tx.execute(PEOPLE.delete().where(PEOPLE.c.id.in_(person_ids)))


_NOTICED = update(PEOPLE).where(PEOPLE.c.id == bindparam("person_id")).values(noticed_at=bindparam("at"))
_SPEAKS = update(PEOPLE).where(PEOPLE.c.id == bindparam("person_id")).values(language=bindparam("to"))
_BACK = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(gone_at=None)
_STOPPED = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(stopped_at=bindparam("at"))


def noticed(tx: Connection, person_ids: Iterable[int], now: datetime) -> None:
    """Remember that these people had the notice."""
    tx.execute(_NOTICED, [{"person_id": id, "at": now} for id in person_ids])


def speak(tx: Connection, languages: dict[int, str]) -> None:
    """Remember the language each of these people chose, by person."""
    tx.execute(_SPEAKS, [{"person_id": id, "to": language} for id, language in languages.items()])


def silence(tx: Connection, store: Store, address_id: int, silent: bool, words: str, now: datetime) -> None:
    """Silence an address, or end its silence, and keep the proof."""
    tx.execute(_STOPPED, {"address": address_id, "at": now if silent else None})
    sealed = store.vault.seal(words.encode())
    tx.execute(
        insert(SILENCES), {"id": new_id(), "address_id": address_id, "silent": silent, "said_at": now, "words": sealed}
    )


def gone(tx: Connection, address_id: int, now: datetime) -> None:
    """Remember that an address takes no messages: nothing that nobody asked for is sent there any more."""
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == address_id).values(gone_at=now))
