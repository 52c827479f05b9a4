"""A network that a test holds in its hand, and messages for it to carry."""

from __future__ import annotations

from sqlalchemy import select

from bot.sending.sender import KINDS
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages.buckets import Pace
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Parcel

CHANNELS = ("sms", "telegram")
FAST = {(channel, kind): Pace(rate=100, burst=100) for channel in CHANNELS for kind in KINDS}


class Post:
    """A network that keeps what it is given, and fails when told to."""

    channels = CHANNELS

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.errors: list[Exception] = []

    async def send(self, parcel: Parcel) -> str:
        """Keep it, or fail."""
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append((parcel.address, parcel.message.text))
        return f"ref-{parcel.id}"


def write(turns: Turns, *words: str, address: str = "+33639980001") -> None:
    for number, text in enumerate(words):
        turns.hear([Incoming("test", f"{address}-{number}-{text}", "sms", address, text)])


def states(store: Store) -> list[str]:
    with store.reading() as tx:
        return list(tx.execute(select(OUTBOX.c.state).order_by(OUTBOX.c.id)).scalars())
