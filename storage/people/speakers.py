"""Who speaks at an address, as a turn finds them: made known if they are new, and held while they are heard."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from time import sleep
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, or_, select, update

from flows.talk.guesses import Guesses
from storage.database.among import POSTGRESQL, among
from storage.database.ids import new_id
from storage.database.store import Store
from storage.people.people import ADDRESSES, NEW_ADDRESSES, PEOPLE, PROFILES, UNREADABLE, is_at


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a message came from: the channel, the address on it, and the language its phone is set to."""

    channel: str
    address: str
    language: str = "fr"


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
    people = _locked(tx, store, channels | dict(others or {}))
    strangers = {hash: caller for hash, caller in callers.items() if hash not in people}
    if strangers:
        made = _make_known(tx, store, strangers, now)
        people |= _locked(tx, store, {hash: caller.channel for hash, caller in strangers.items()})
        _forget(tx, made - {known.person_id for known in people.values()})
    back = [{"address": known.address_id} for hash, known in people.items() if known.gone and hash in callers]
    if back:
        tx.execute(_BACK, back)
    return people


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


def found(tx: Connection, store: Store, channel: str, address: str) -> Known | None:
    """Who speaks at an address, if it was ever heard of."""
    row = tx.execute(_STANDING.where(is_at(store, channel, address))).one_or_none()
    return _known(store, row) if row else None


def standing(tx: Connection, store: Store, address_id: int) -> Known:
    """Who speaks at this address."""
    return _known(store, tx.execute(_STANDING.where(ADDRESSES.c.id == address_id)).one())


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
    tx.execute(NEW_ADDRESSES.on(tx), addresses)
    return {row["id"] for row in people}


def _forget(tx: Connection, person_ids: set[int]) -> None:
    """People we just wrote whose address another process had written first."""
    if person_ids:
        tx.execute(PEOPLE.delete().where(PEOPLE.c.id.in_(person_ids)))


_NEW_PEOPLE = insert(PEOPLE)
_BACK = update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(gone_at=None)
