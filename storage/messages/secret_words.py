"""The words of votes that were sent, for as long as a provider may ask for the same answer again.

They lie in a table of their own, which holds a quarter of an hour and is written into a new file whenever some of them
were wiped. To write the outbox itself anew, which keeps its rows for a month, would have everybody wait: with 100,000
rows PostgreSQL took 0.7 s for it, and 0.1 s for the 9,000 that a busy quarter of an hour leaves here.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Integer, LargeBinary, insert
from sqlmodel import Field, SQLModel

from storage.database.many import Many
from storage.database.store import Store
from storage.database.tables import table_of

SECRET_ROOM = {"sms": 1_024}
"""Bytes that the words of a vote take by each channel at least, so that no choice shows in their length: an SMS has
918 signs at most."""

MOST_ROOM = 4_096
"""The same where a message carries buttons too, and as many as a list has lines."""


class SecretWords(SQLModel, table=True):
    """What a message of the outbox says, by its id; gone with it at the latest."""

    __tablename__ = "secret_words"

    id: int = Field(
        sa_column=Column(
            BigInteger().with_variant(Integer(), "sqlite"),  # the row's own place there: no index beside it
            ForeignKey("outbox.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        )
    )
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


SECRET_WORDS = table_of(SecretWords)

_INSERT = Many(insert(SECRET_WORDS))


def keep(tx: Connection, store: Store, messages: Iterable[tuple[int, str, bytes]]) -> None:
    """Keep the words of these messages, each by its id and its channel, sealed and all as long as each other."""
    seal = store.vault.seal
    rows = [{"id": id, "words": seal(words, SECRET_ROOM.get(channel, MOST_ROOM))} for id, channel, words in messages]
    _INSERT.run(tx, rows)
