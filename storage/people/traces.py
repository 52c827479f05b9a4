"""What is left of votes, erasures and silences beside the key: keyed hashes, never whose, what or when in the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, or_, select

from storage.database.keepsake import Trace, What
from storage.database.store import Store
from storage.people.people import ADDRESSES, PROFILES

ALONE, SHARED = "alone", "shared"
YES, NO = "yes", "no"


def of_votes(store: Store, votes: Iterable[tuple[bytes, int, date]]) -> list[Trace]:
    """That these addresses voted: each with its edition and the day."""
    if store.journal is None:
        return []
    return [Trace(What.VOTED, hash.hex(), (str(edition), day.isoformat())) for hash, edition, day in votes]


def of_silence(tx: Connection, store: Store, address_id: int, silent: bool) -> list[Trace]:
    """That the address asked for silence, or for its end."""
    if store.journal is None:
        return []
    hash = tx.execute(select(ADDRESSES.c.hash).where(ADDRESSES.c.id == address_id)).scalar_one()
    return [Trace(What.SILENT, bytes(hash).hex(), (_word(silent),))]


def of_consent(tx: Connection, store: Store, person_id: int, kind: str, wanted: bool) -> list[Trace]:
    """That the person wants, or does not want, messages of *kind*."""
    if store.journal is None:
        return []
    hashes = tx.execute(select(ADDRESSES.c.hash).where(ADDRESSES.c.person_id == person_id)).scalars()
    return [Trace(What.WANTED, bytes(hash).hex(), (kind, _word(wanted))) for hash in hashes]


def of_erasure(tx: Connection, store: Store, people: Collection[int]) -> list[Trace]:
    """That these people asked to be erased: each of their addresses, and on a shared one who of those there it was."""
    if store.journal is None:
        return []
    return [
        Trace(What.ERASED, hash.hex(), (person_hash(store, person), ALONE if users <= set(people) else SHARED))
        for hash, users in users_of(tx, people=people).items()
        for person in sorted(users & set(people))
    ]


def users_of(tx: Connection, *, people: Collection[int] = (), hashes: Collection[bytes] = ()) -> dict[bytes, set[int]]:
    """By the hash of each address of these people, or (if there are *hashes*) of those: everyone who uses it."""
    theirs = select(PROFILES.c.address_id).where(PROFILES.c.person_id.in_(people))
    of_people = or_(ADDRESSES.c.person_id.in_(people), ADDRESSES.c.id.in_(theirs))
    which = ADDRESSES.c.hash.in_(hashes) if hashes else of_people
    query = select(ADDRESSES.c.hash, ADDRESSES.c.person_id.label("here"), PROFILES.c.person_id.label("named"))
    users: dict[bytes, set[int]] = defaultdict(set)
    joined = query.outerjoin(PROFILES, PROFILES.c.address_id == ADDRESSES.c.id).where(which)
    for row in tx.execute(joined):
        users[bytes(row.hash)] |= {person for person in (row.here, row.named) if person is not None}
    return users


def person_hash(store: Store, person_id: int) -> str:
    """By what a person is known beside the key."""
    return store.vault.lookup("person", str(person_id)).hex()


def _word(so: bool) -> str:
    return YES if so else NO
