"""People and the addresses they write from.

An address can be read only with the key, and is found by its keyed hash.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import sleep
from typing import Any

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
    or_,
    select,
    true,
    update,
)
from sqlmodel import Field, SQLModel

from flows.talk.guesses import Guesses
from flows.understanding.folding import fold
from storage.database.among import POSTGRESQL, among
from storage.database.ids import new_id
from storage.database.many import Many
from storage.database.store import Store, Utc, where
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


class Silence(SQLModel, table=True):
    """The proof that an address asked for silence, or to be written to again: when, and in which words."""

    __tablename__ = "silences"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, index=True)
    silent: bool
    said_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ProfileRow(SQLModel, table=True):
    """One of the people who share an address. The name is sealed, and found by its keyed hash."""

    __tablename__ = "profiles"

    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, primary_key=True)
    name_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, index=True)
    name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


PEOPLE = table_of(Person)
ADDRESSES = table_of(Address)
SILENCES = table_of(Silence)
PROFILES = table_of(ProfileRow)

MOST_ASKED = 5_000
"""Ids that one statement asks for at most: databases take so many values and no more."""

UNREADABLE = b""
"""What is left of an address whose person was erased: it is still found by its hash, and that is all."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a message came from: the channel, the address on it, and the language its phone is set to."""

    channel: str
    address: str
    language: str = "fr"


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


_NONE = Guesses()


@dataclass(slots=True)
class Known:
    """A person as a turn finds and leaves them."""

    person_id: int
    address_id: int
    language: str
    new: bool
    stopped: bool
    gone: bool  # took no messages when we last tried; it writes, so it does again
    district: str = ""
    band: str = ""
    doubtful: bool = False  # silent for so long that it may be someone else's by now
    heard_on: date | None = None  # the last day it wrote, before this turn
    name: str = ""  # of the one who speaks, where several people share the address
    erased: bool = False  # they asked for it, and have not written since; see storage/leaving/erasure.py
    hash: bytes = b""  # of the address
    guesses: Guesses = _NONE  # the wrong codes said from the address


def lock(
    tx: Connection,
    store: Store,
    callers: Mapping[bytes, Caller],
    now: datetime,
    others: Mapping[bytes, str] | None = None,
) -> dict[bytes, Known]:
    """The people behind *callers* (by the hash of their address), made known if they are new.

    And those behind *others* (the channel of each, by the hash), who did not write: of them only who is known already.
    Nobody else can hear any of them meanwhile.
    """
    channels = {hash: caller.channel for hash, caller in callers.items()}
    found = _locked(tx, store, channels | dict(others or {}))
    strangers = {hash: caller for hash, caller in callers.items() if hash not in found}
    if strangers:
        made = _make_known(tx, store, strangers, now)
        found |= _locked(tx, store, {hash: caller.channel for hash, caller in strangers.items()})
        _forget(tx, made - {known.person_id for known in found.values()})
    back = [{"address": known.address_id} for hash, known in found.items() if known.gone and hash in callers]
    if back:
        tx.execute(_BACK, back)
    return found


def reload(tx: Connection, store: Store, known: Known) -> None:
    """Bring *known* up to date with who speaks at its address now."""
    row = tx.execute(_STANDING.where(ADDRESSES.c.id == known.address_id)).one()
    fresh = _known(store, row)
    for name in ("person_id", "language", "new", "district", "band", "doubtful", "name", "guesses"):
        setattr(known, name, getattr(fresh, name))


TRIES, PATIENCE = 6, 0.05
"""How often we look, and seconds between, whether another process is done with a row: its turn takes less than that."""


def hold(tx: Connection, store: Store, *, person_id: int = 0, address_id: int = 0) -> bool:
    """Whether nobody else changes this person (or this address) until we are done; False if somebody does just now.

    A turn holds its own people already: it looks again and again, since two that wait might wait for each other.
    """
    if store.is_sqlite:
        return True
    column, id = (PEOPLE.c.id, person_id) if person_id else (ADDRESSES.c.id, address_id)
    free = select(column).where(column == id).with_for_update(key_share=True, skip_locked=True)
    for _again in range(TRIES):
        if tx.execute(free).first():
            return True
        sleep(PATIENCE)
    return False


def free(tx: Connection, store: Store, person_ids: Collection[int]) -> list[int]:
    """Those of these people, whose rows are held, whom nobody is just hearing at one of their addresses.

    A turn holds the address before the person: who holds the person first must not wait for the address.
    """
    if store.is_sqlite or not person_ids:
        return list(person_ids)
    theirs = select(ADDRESSES.c.id, ADDRESSES.c.person_id).where(ADDRESSES.c.person_id.in_(person_ids))
    held = {row.id for row in tx.execute(theirs.with_for_update(skip_locked=True))}
    busy = {row.person_id for row in tx.execute(theirs) if row.id not in held}
    return [id for id in person_ids if id not in busy]


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
    return tx.execute(_NEW_ADDRESSES.on(tx), row).rowcount == 1


def found(tx: Connection, store: Store, channel: str, address: str) -> Known | None:
    """Who speaks at an address, if it was ever heard of."""
    row = tx.execute(_STANDING.where(is_at(store, channel, address))).one_or_none()
    return _known(store, row) if row else None


def standing(tx: Connection, store: Store, address_id: int) -> Known:
    """Who speaks at this address."""
    return _known(store, tx.execute(_STANDING.where(ADDRESSES.c.id == address_id)).one())


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


def _standing_at(places: Any) -> Any:
    """What a turn knows of who speaks at each of *places*."""
    named = and_(PROFILES.c.address_id == places.c.id, PROFILES.c.person_id == places.c.person_id)
    return (
        select(
            places.c.hash,
            PEOPLE.c.id.label("person_id"),
            places.c.id.label("address_id"),
            PEOPLE.c.language,
            PEOPLE.c.noticed_at,
            places.c.stopped_at,
            places.c.gone_at,
            PEOPLE.c.district,
            PEOPLE.c.age_band,
            places.c.doubtful,
            places.c.heard_on,
            PROFILES.c.name,
            or_(PEOPLE.c.erased_at.is_not(None), places.c.sealed == UNREADABLE).label("erased"),
            places.c.guesses,
            places.c.guessed_on,
            places.c.code_digits,
        )
        .join_from(places, PEOPLE, PEOPLE.c.id == places.c.person_id)
        .outerjoin(PROFILES, named)
        .order_by(PEOPLE.c.id)
    )


def _among(database: str) -> ColumnElement[bool]:
    """An address has one hash for its channel. Without the channels all would be read: the index begins there."""
    return and_(among(ADDRESSES.c.channel, "channels", database), among(ADDRESSES.c.hash, "hashes", database))


_STANDING = _standing_at(ADDRESSES)
_FIND = _STANDING.where(_among("sqlite"))
_HELD = select(ADDRESSES).where(_among(POSTGRESQL)).order_by(ADDRESSES.c.id).with_for_update(key_share=True).cte("held")
_FIND_AND_LOCK = _standing_at(_HELD).with_for_update(of=PEOPLE, key_share=True)
"""The addresses first, then the people, each in id order. If another process has just given an address to someone this
statement does not see yet, the row is left out, and found by the next one."""


def _locked(tx: Connection, store: Store, channels: Mapping[bytes, str]) -> dict[bytes, Known]:
    """In id order, so that two processes never wait for each other. SQLite has one writer, which is lock enough."""
    asked = {"channels": sorted(set(channels.values())), "hashes": list(channels)}
    rows = tx.execute(_FIND if store.is_sqlite else _FIND_AND_LOCK, asked)
    return {row.hash: _known(store, row) for row in rows}


def _known(store: Store, row: Any) -> Known:
    """What *row* says, in the order of `_standing_at`: taken apart at once, since each turn begins with it."""
    hash, person, address, language, noticed_at, stopped_at, gone_at, *more = row
    district, band, doubtful, heard_on, name, erased, count, guessed_on, digits = more
    return Known(
        person,
        address,
        language,
        noticed_at is None,
        stopped_at is not None,
        gone_at is not None,
        district,
        band,
        doubtful,
        heard_on,
        store.vault.open(name).decode() if name else "",
        bool(erased),
        bytes(hash),
        Guesses(count, guessed_on, digits) if guessed_on else _NONE,
    )


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
                "heard_on": now.date(),
            }
        )
    tx.execute(_NEW_PEOPLE, people)
    tx.execute(_NEW_ADDRESSES.on(tx), addresses)
    return {row["id"] for row in people}


def _forget(tx: Connection, person_ids: set[int]) -> None:
    """People we just wrote whose address another process had written first."""
    if person_ids:
        tx.execute(PEOPLE.delete().where(PEOPLE.c.id.in_(person_ids)))


_NEW_PEOPLE = insert(PEOPLE)
_NEW_ADDRESSES = Upsert(ADDRESSES, ["channel", "hash"])
_NOTICED = Many(update(PEOPLE).where(PEOPLE.c.id == bindparam("person_id")).values(noticed_at=bindparam("at")))
_SPEAKS = update(PEOPLE).where(PEOPLE.c.id == bindparam("person_id")).values(language=bindparam("to"))
_BACK = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(gone_at=None)
_STOPPED = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(stopped_at=bindparam("at"))


_HEARD = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(heard_on=bindparam("on"))
_DOUBT = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(doubtful=bindparam("so"))


def noticed(tx: Connection, person_ids: Iterable[int], now: datetime) -> None:
    """Remember that these people had the notice."""
    _NOTICED.run(tx, [{"person_id": id, "at": now} for id in person_ids])


def set_language(tx: Connection, languages: dict[int, str]) -> None:
    """Remember the language each of these people chose, by person."""
    tx.execute(_SPEAKS, [{"person_id": id, "to": language} for id, language in languages.items()])


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
