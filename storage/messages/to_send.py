"""Messages on their way into the outbox, and the answers read from it again for a provider that asks twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from storage.database.many import Many
from storage.database.store import Store
from storage.messages import secret_words
from storage.messages.outbox import CAMPAIGN, KEPT_WORDS, OUTBOX, REPLY, WITH_WORDS, State

SECRET_WEIGHT = 2
"""What every message of a vote is taken to weigh: what it weighs in truth would tell how long its list of projects is.
Most have one or two segments."""


@dataclass(frozen=True, slots=True)
class ToSend:
    """A message to keep in the outbox.

    *handed_over* is true when the answer to the provider's own request carries it. What is sent to many is of the
    *kind* «campaign», with a *key* that begins with its campaign's. What nobody asked for names its *person_id*, its
    *wish*, and the version of the edition it was written *under*.
    """

    id: int
    message_id: int | None
    address_id: int
    channel: str
    words: bytes
    secret: bool
    handed_over: bool
    weight: int = 1
    kind: str = "service"
    key: str | None = None
    person_id: int | None = None
    wish: str | None = None
    under: str | None = None


_INSERT = Many(insert(OUTBOX))


def put(tx: Connection, store: Store, messages: Sequence[ToSend], now: datetime) -> None:
    """Keep *messages* to be sent, or as sent where the provider's request is answered with them."""
    for several in (True, False):  # an answer has no key and no wish: most rows are spared the columns
        rows = [
            _row(store, message, now) | (_unasked(message) if several else {})
            for message in messages
            if _is_told(message) is several
        ]
        if rows:
            _INSERT.run(tx, rows)
    secrets = [(message.id, message.channel, message.words) for message in messages if message.secret]
    if secrets:
        secret_words.keep(tx, store, secrets)


def _is_told(message: ToSend) -> bool:
    """Whether it is more than an answer: sent to many, or asked for by nobody."""
    return message.key is not None or message.person_id is not None


def _row(store: Store, message: ToSend, now: datetime) -> dict[str, Any]:
    """What every message is kept with."""
    return {
        "id": message.id,
        "message_id": message.message_id,
        "address_id": message.address_id,
        "channel": message.channel,
        "kind": message.kind,
        "rank": CAMPAIGN if message.kind == "campaign" else REPLY,
        "weight": SECRET_WEIGHT if message.secret else message.weight,
        "words": None if message.secret else store.vault.seal(message.words),
        "secret": message.secret,
        "state": State.SENT if message.handed_over else State.WAITING,
        "due_at": now,
        "sent_at": now if message.handed_over else None,
        "tries": 0,
    }


def _unasked(message: ToSend) -> dict[str, Any]:
    return {"key": message.key, "person_id": message.person_id, "wish": message.wish, "under": message.under}


_REPLIES = (
    select(OUTBOX.c.message_id, KEPT_WORDS)
    .select_from(WITH_WORDS)
    .where(OUTBOX.c.message_id.in_(bindparam("messages", expanding=True)))
    .order_by(OUTBOX.c.id)
)


def replies_to(tx: Connection, store: Store, messages: Iterable[int]) -> dict[int, list[bytes]]:
    """What was answered to each message (by our ids), in order, for a provider that asks again."""
    replies: dict[int, list[bytes]] = {}
    for message, sealed in tx.execute(_REPLIES, {"messages": list(messages)}):
        if sealed is not None:
            replies.setdefault(message, []).append(store.vault.open(sealed))
    return replies


def known(tx: Connection, keys: Sequence[str]) -> set[str]:
    """Those of *keys* under which there is a message already."""
    return set(tx.execute(select(OUTBOX.c.key).where(OUTBOX.c.key.in_(keys))).scalars())
