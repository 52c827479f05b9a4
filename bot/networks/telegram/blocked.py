"""Silence that follows what a person does in Telegram itself: block the bot, or let it write again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage.database.store import Store
from storage.people import people, silences, speakers, traces
from storage.people.silences import Proof, proofs, standing
from storage.people.speakers import Caller
from storage.sending import unasked

BLOCKED = "blocked by the person on Telegram"
UNBLOCKED = "unblocked by the person on Telegram"

_BY_THE_NETWORK = (BLOCKED, "OptedOut: ")
"""How the proofs begin that no word of the person's stands behind: the update above, and the outbox's refusals."""

_ROUNDING = timedelta(seconds=1)
"""Telegram dates what happens in whole seconds, cut off."""


def mirror(tx: Connection, store: Store, address: str, blocked: bool, at: datetime) -> bool:
    """Silence a Telegram address that was blocked at *at*, or end the silence that a block was the only reason for.

    Whether anything changed. A STOP said in words outlives an unblocking; news that is older than the last word on the
    matter changes nothing; of an address that never wrote there is nothing to keep.
    """
    if standing(tx, store, "telegram", address) is None:
        return False
    hash = people.hash_of(store, "telegram", address)
    known = speakers.lock(tx, store, {hash: Caller("telegram", address)}, at)[hash]
    said = proofs(tx, store, known.address_id)
    is_late = bool(said) and said[-1].at > at + _ROUNDING
    if is_late or known.stopped == blocked or (not blocked and _stopped_in_words(said)):
        return False
    silences.say(tx, store, known.address_id, Proof(blocked, BLOCKED if blocked else UNBLOCKED, at))
    store.leave(tx, traces.of_silence(tx, store, known.address_id, blocked))
    if blocked:
        unasked.stop(tx, store, known.address_id, BLOCKED, at)
    return True


def _stopped_in_words(said: Sequence[Proof]) -> bool:
    """Whether the person asked for the present silence in words."""
    for proof in reversed(said):
        if not proof.silent:
            return False
        if not proof.words.startswith(_BY_THE_NETWORK):
            return True
    return False
