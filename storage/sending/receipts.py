"""What networks tell later of messages they took: receipts, which come in any order, twice, or for nothing we know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from storage.database.store import Store
from storage.messages.inbox import INBOX
from storage.messages.outbox import KEPT_WORDS, OUTBOX, UNFINISHED, WITH_WORDS, State
from storage.people import silences, speakers, traces
from storage.people.people import ADDRESSES
from storage.people.silences import SILENCES, Proof
from storage.people.speakers import Caller
from storage.sending import unasked

TAKEN = (*UNFINISHED, State.SENT)

_BEFORE = {
    State.SENT: UNFINISHED,
    State.DELIVERED: TAKEN,
    State.FAILED: TAKEN,
    State.STOPPED: TAKEN,
}
"""The states that a receipt of each state may follow: only forward, and nothing follows a final one."""


def receipt(tx: Connection, id: int, state: State, reason: str = "") -> bool:
    """The network says that message *id* is now *state*, for *reason*; whether that was news.

    An unfinished message that the network has already is not sent again: that is how one is found which a sender handed
    over just before it died.
    """
    told = update(OUTBOX).where(OUTBOX.c.id == id, OUTBOX.c.state.in_(_BEFORE[state]))
    news = told.values(state=state, lease_until=None, reason=reason or None).returning(OUTBOX.c.id)
    return tx.execute(news).first() is not None


def handed_over(tx: Connection, store: Store, provider: str, provider_id: str) -> list[tuple[int, bytes]]:
    """The replies to a message that went out in the answer to the provider's own request.

    Our id of each, and its words.
    """
    query = (
        select(OUTBOX.c.id, KEPT_WORDS.label("words"))
        .select_from(WITH_WORDS)
        .join(INBOX, INBOX.c.id == OUTBOX.c.message_id)
        .where(INBOX.c.provider == provider, INBOX.c.provider_id == provider_id)
        .where(OUTBOX.c.state == State.SENT, OUTBOX.c.ref.is_(None), KEPT_WORDS.is_not(None))
        .order_by(OUTBOX.c.id)
    )
    return [(row.id, store.vault.open(row.words)) for row in tx.execute(query)]


def hand_back(tx: Connection, ids: Sequence[int], now: datetime) -> None:
    """Have these sent after all: the provider never got the answer that carried them."""
    if ids:
        again = update(OUTBOX).where(OUTBOX.c.id.in_(ids), OUTBOX.c.state == State.SENT)
        tx.execute(again.values(state=State.WAITING, due_at=now, sent_at=None))


def stopped_elsewhere(tx: Connection, store: Store, id: int, words: str, now: datetime) -> bool:
    """Silence the address of message *id*, which its person had the network do; whether that was news.

    *words* are kept as the proof. A START said after the message went out is newer, and stands.
    """
    row = tx.execute(
        select(ADDRESSES.c.channel, ADDRESSES.c.hash, ADDRESSES.c.sealed, OUTBOX.c.due_at)
        .join(OUTBOX, OUTBOX.c.address_id == ADDRESSES.c.id)
        .where(OUTBOX.c.id == id)
    ).one_or_none()
    if row is None:
        return False
    caller = Caller(row.channel, store.vault.open(row.sealed).decode())
    known = speakers.lock(tx, store, {bytes(row.hash): caller}, now)[bytes(row.hash)]
    if known.stopped or _last_word(tx, known.address_id, row.due_at) > row.due_at:
        return False
    silences.say(tx, store, known.address_id, Proof(True, words, now))
    store.leave(tx, traces.of_silence(tx, store, known.address_id, True))
    unasked.stop(tx, store, known.address_id, words, now)
    return True


def _last_word(tx: Connection, address_id: int, if_none: datetime) -> datetime:
    """When the address last asked for silence or its end; *if_none* if never."""
    newest: datetime | None = tx.execute(
        select(func.max(SILENCES.c.said_at)).where(SILENCES.c.address_id == address_id)
    ).scalar()
    return newest or if_none
