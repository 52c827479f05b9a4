"""Silence that follows what a person does in Telegram itself: block the bot, or let it write again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from storage import outbox, people
from storage.people import ADDRESSES, PEOPLE, SILENCES, Caller
from storage.store import Store

BLOCKED = "blocked by the person on Telegram"
UNBLOCKED = "unblocked by the person on Telegram"

_BY_THE_NETWORK = (BLOCKED, "OptedOut: ")
"""How the proofs begin that no word of the person's stands behind: the update above, and the outbox's refusals."""

_ROUNDING = timedelta(seconds=1)
"""Telegram dates what happens in whole seconds, cut off."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an address stands: whether it wants silence, and the language its person speaks."""

    silent: bool
    language: str


def standing(tx: Connection, store: Store, channel: str, address: str) -> Standing | None:
    """Where the address stands; None if nobody ever wrote from it."""
    query = (
        select(ADDRESSES.c.stopped_at, PEOPLE.c.language)
        .join(PEOPLE, PEOPLE.c.id == ADDRESSES.c.person_id)
        .where(ADDRESSES.c.channel == channel, ADDRESSES.c.hash == people.hash_of(store, channel, address))
    )
    row = tx.execute(query).one_or_none()
    return Standing(row.stopped_at is not None, row.language) if row else None


def mirror(tx: Connection, store: Store, address: str, blocked: bool, at: datetime) -> bool:
    """Silence a Telegram address that was blocked at *at*, or end the silence that a block was the only reason for.

    Whether anything changed. A STOP said in words outlives an unblocking; news that is older than the last word on the
    matter changes nothing; of an address that never wrote there is nothing to keep.
    """
    if standing(tx, store, "telegram", address) is None:
        return False
    hash = people.hash_of(store, "telegram", address)
    known = people.lock(tx, store, {hash: Caller("telegram", address)}, at)[hash]
    proofs = _proofs(tx, store, known.address_id)
    is_late = bool(proofs) and proofs[-1].at > at + _ROUNDING
    if is_late or known.stopped == blocked or (not blocked and _stopped_in_words(proofs)):
        return False
    people.silence(tx, store, known.address_id, blocked, BLOCKED if blocked else UNBLOCKED, at)
    if blocked:
        outbox.stop_all(tx, known.address_id, BLOCKED)
    return True


@dataclass(frozen=True, slots=True)
class _Proof:
    silent: bool
    words: str
    at: datetime


def _proofs(tx: Connection, store: Store, address_id: int) -> list[_Proof]:
    """All that was said about the silence of an address, oldest first."""
    query = select(SILENCES).where(SILENCES.c.address_id == address_id).order_by(SILENCES.c.said_at, SILENCES.c.id)
    return [_Proof(row.silent, store.vault.open(row.words).decode(), row.said_at) for row in tx.execute(query)]


def _stopped_in_words(proofs: Sequence[_Proof]) -> bool:
    """Whether the person asked for the present silence in words."""
    for proof in reversed(proofs):
        if not proof.silent:
            return False
        if not proof.words.startswith(_BY_THE_NETWORK):
            return True
    return False
