"""People and the addresses they write from.

An address can be read only with the key, and is found by its keyed hash.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    false,
    insert,
    select,
    true,
    update,
)
from sqlmodel import Field, SQLModel

from flows.talk.guesses import Guesses
from flows.understanding.folding import fold
from storage.database.ids import new_id
from storage.database.many import Many
from storage.database.partial import where
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert

GROUP = "group"
"""The channel of the addresses of groups: nobody is written to there who is meant alone."""


class Person(SQLModel, table=True):
    """Someone who wrote to us.

    Their addresses, conversation and place on the roll hang on this row, which is also their lock.
    """

    __tablename__ = "people"
    __table_args__ = (Index("people_erased", "erased_at", **where("erased_at IS NOT NULL")),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    language: str
    district: str = Field(default="", sa_column_kwargs={"server_default": ""})  # an id of the edition; "" not asked yet
    age_band: str = Field(default="", sa_column_kwargs={"server_default": ""})  # «15-17»; "" not asked yet
    noticed_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # had the notice
    created_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    erased_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # asked to be: storage/leaving/erasure.py


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
    heard_on: date | None = Field(default=None, index=True)  # the last day it wrote
    doubtful: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # may be someone else's by now
    guesses: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # wrong codes said from it on one day
    guessed_on: date | None = None  # that day: the last one that had any
    code_digits: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # of its codes since; 0 as usual


class ProfileRow(SQLModel, table=True):
    """One of the people who share an address. The name is sealed, and found by its keyed hash."""

    __tablename__ = "profiles"

    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, primary_key=True)
    name_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, index=True)
    name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


PEOPLE = table_of(Person)
ADDRESSES = table_of(Address)
PROFILES = table_of(ProfileRow)

MOST_ASKED = 5_000
"""Ids that one statement asks for at most: databases take so many values and no more."""

UNREADABLE = b""
"""What is left of an address whose person was erased: it is still found by its hash, and that is all."""


@dataclass(frozen=True, slots=True)
class PersonAddress:
    """A place where a person can be written to, or is one of those who share it."""

    address_id: int
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Sharer:
    """One of the people who share an address; *here* is who speaks there now. The name may be empty."""

    person_id: int
    name: str
    here: bool


def new_person(tx: Connection, language: str, now: datetime) -> int:
    """Someone of whom nothing is known but the language, and who has yet to get the notice."""
    id = new_id()
    tx.execute(insert(PEOPLE), {"id": id, "language": language, "noticed_at": None, "created_at": now})
    return id


def hand_over(tx: Connection, address_id: int, person_id: int) -> None:
    """From now on it is *person_id* who speaks at this address."""
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == address_id).values(person_id=person_id))


def add_address(tx: Connection, store: Store, channel: str, address: str, person_id: int) -> bool:
    """A place the person showed to be theirs, though they never wrote from it; False if we heard of it before."""
    row = {"id": new_id(), "person_id": person_id, "channel": channel, "hash": hash_of(store, channel, address)}
    row["sealed"] = store.vault.seal(address.encode())
    return tx.execute(NEW_ADDRESSES.on(tx), row).rowcount == 1


def places_of(tx: Connection, store: Store, person_id: int) -> list[PersonAddress]:
    """Where a person can be reached, and the telephones they share with others, oldest first."""
    theirs = ADDRESSES.c.id.in_(used_by([person_id]))
    query = select(ADDRESSES.c.id, ADDRESSES.c.channel, ADDRESSES.c.sealed).where(theirs)
    rows = tx.execute(query.where(ADDRESSES.c.sealed != UNREADABLE).order_by(ADDRESSES.c.id))
    return [PersonAddress(row.id, row.channel, store.vault.open(row.sealed).decode()) for row in rows]


def sharers(tx: Connection, store: Store, address_id: int) -> list[Sharer]:
    """The people who share an address: in the order in which they came, the one who speaks now among them."""
    here = tx.execute(select(ADDRESSES.c.person_id).where(ADDRESSES.c.id == address_id)).scalar_one()
    rows = tx.execute(select(PROFILES.c.person_id, PROFILES.c.name).where(PROFILES.c.address_id == address_id))
    names = {row.person_id: store.vault.open(row.name).decode() for row in rows}
    return [Sharer(id, names.get(id, ""), id == here) for id in sorted({here, *names})]


def name_at(tx: Connection, store: Store, address_id: int, person_id: int, name: str) -> bool:
    """Call *person_id* so at this address, in the place of the name before; False if someone else is called so there.

    An empty name stands for nobody's name: one person of an address may have it.
    """
    name_hash = store.vault.lookup("profile", str(address_id), fold(name))
    mine = and_(PROFILES.c.address_id == address_id, PROFILES.c.person_id == person_id)
    same = and_(PROFILES.c.address_id == address_id, PROFILES.c.name_hash == name_hash)
    other = tx.execute(select(PROFILES.c.person_id).where(same)).scalar_one_or_none()
    if other is not None and other != person_id:
        return False
    tx.execute(delete(PROFILES).where(mine))
    row = {"address_id": address_id, "name_hash": name_hash, "person_id": person_id}
    tx.execute(insert(PROFILES), {**row, "name": store.vault.seal(name.encode())})
    return True


def called(tx: Connection, store: Store, address_id: int, name: str) -> int | None:
    """Who was given that name at this address, also if it was erased since and only its hash is left."""
    name_hash = store.vault.lookup("profile", str(address_id), fold(name))
    same = (PROFILES.c.address_id == address_id, PROFILES.c.name_hash == name_hash)
    return tx.execute(select(PROFILES.c.person_id).where(*same)).scalar_one_or_none()


def is_named(tx: Connection, address_id: int, person_id: int) -> bool:
    """Whether the person has a name at this address, be it one that was erased, of which only the hash is left."""
    mine = (PROFILES.c.address_id == address_id, PROFILES.c.person_id == person_id)
    return tx.execute(select(PROFILES.c.person_id).where(*mine)).first() is not None


def nameless(tx: Connection, address_id: int, person_id: int = 0) -> bool:
    """Forget the name of one person at this address; of everyone, if none is told. Whether there was any."""
    mine = PROFILES.c.person_id == person_id if person_id else true()
    return tx.execute(delete(PROFILES).where(PROFILES.c.address_id == address_id, mine)).rowcount > 0


def hashes_of(tx: Connection, person_ids: Collection[int]) -> list[bytes]:
    """The hashes of all addresses of these people."""
    ids = list(person_ids)
    parts = (ids[start : start + MOST_ASKED] for start in range(0, len(ids), MOST_ASKED))
    query = select(ADDRESSES.c.hash)
    rows = (tx.execute(query.where(ADDRESSES.c.person_id.in_(part))).scalars() for part in parts)
    return [bytes(hash) for some in rows for hash in some]


def used_by(person_ids: Sequence[int]) -> CompoundSelect[int]:
    """The ids of the addresses of these people, and of those they share.

    To be asked for with IN. The two are found one after the other: of an OR, PostgreSQL would read every address.
    """
    own = select(ADDRESSES.c.id).where(ADDRESSES.c.person_id.in_(person_ids))
    return own.union(select(PROFILES.c.address_id).where(PROFILES.c.person_id.in_(person_ids)))


def is_at(store: Store, channel: str, address: str) -> ColumnElement[bool]:
    """That a row of ADDRESSES is this one: asked for with its channel, as the index is ordered."""
    return and_(ADDRESSES.c.channel == channel, ADDRESSES.c.hash == hash_of(store, channel, address))


def hash_of(store: Store, channel: str, address: str) -> bytes:
    """The keyed hash by which an address is found."""
    return store.vault.lookup("address", channel, address)


NEW_ADDRESSES = Upsert(ADDRESSES, ["channel", "hash"])
_NOTICED = Many(update(PEOPLE).where(PEOPLE.c.id == bindparam("person_id")).values(noticed_at=bindparam("at")))
_SPEAKS = update(PEOPLE).where(PEOPLE.c.id == bindparam("person_id")).values(language=bindparam("to"))
_HEARD = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(heard_on=bindparam("on"))
_DOUBT = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(doubtful=bindparam("so"))


def noticed(tx: Connection, person_ids: Iterable[int], now: datetime) -> None:
    """Remember that these people had the notice."""
    _NOTICED.run(tx, [{"person_id": id, "at": now} for id in person_ids])


def set_language(tx: Connection, languages: dict[int, str]) -> None:
    """Remember the language each of these people chose, by person."""
    tx.execute(_SPEAKS, [{"person_id": id, "to": language} for id, language in languages.items()])


def languages_of(tx: Connection, person_ids: Collection[int]) -> dict[int, str]:
    """The language that each of these people speaks."""
    query = select(PEOPLE.c.id, PEOPLE.c.language).where(PEOPLE.c.id.in_(person_ids))
    return dict(tx.execute(query).all())


def declare(tx: Connection, person_id: int, district: str, band: str) -> None:
    """Keep what a person declares of themselves."""
    tx.execute(update(PEOPLE).where(PEOPLE.c.id == person_id).values(district=district, age_band=band))


def heard(tx: Connection, address_ids: Iterable[int], today: date) -> None:
    """Remember the day on which these addresses last wrote."""
    tx.execute(_HEARD, [{"address": id, "on": today} for id in address_ids])


def doubt(tx: Connection, address_ids: Iterable[int], doubtful: bool) -> None:
    """Remember that these addresses may be someone else's by now, or that they were confirmed."""
    tx.execute(_DOUBT, [{"address": id, "so": doubtful} for id in address_ids])


def guessed(tx: Connection, address_id: int, guesses: Guesses) -> None:
    """Remember the wrong codes said from this address."""
    changed = {"guesses": guesses.count, "guessed_on": guesses.on, "code_digits": guesses.digits}
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == address_id).values(changed))


def gone(tx: Connection, address_id: int, now: datetime) -> None:
    """Remember that an address takes no messages: nothing that nobody asked for is sent there any more."""
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == address_id).values(gone_at=now))
