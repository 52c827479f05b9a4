"""What is erased because its time has come, and the log of all that was erased: how much of what, never of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Table, delete, func, insert, select, update
from sqlmodel import Field, SQLModel

from storage.database.ids import new_id
from storage.database.store import Utc
from storage.database.tables import table_of
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX, newest_of_each
from storage.messages.outbox import FINISHED, OUTBOX, UNFINISHED
from storage.people.joins import JOINS
from storage.people.people import ADDRESSES

RECEIPTS_KEPT = timedelta(days=30)
"""How long it is known that a message was heard, or sent: far longer than any network delivers one again (Telegram a
day, Twilio's list of messages a few), and long enough for the team to look into a complaint."""

PUSH = "push"
"""The provider of what we say first: these rows are what keeps it from being said twice, however late."""

IDLE = ("", "menu", "more")
"""What a conversation row says when nothing is under way: a menu left open is no conversation."""


class Why(StrEnum):
    """The reasons for which something is erased."""

    ASKED = "asked"  # the person asked for it
    WORDS = "words"  # messages are kept for a short while only
    NUMBERS = "numbers"  # the edition is over, and so is the time in which people may be reached
    VOTES = "votes"  # the edition is over, and nobody needs to know any more who voted
    FILES = "files"  # what other reasons erased left traces in the database's files


class SweepRow(SQLModel, table=True):
    """So many rows of one kind were erased, for a reason: «asked», «words», «numbers», «votes»; of tables, «files»."""

    __tablename__ = "sweeps"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    why: str
    what: str
    rows: int


SWEEPS = table_of(SweepRow)


@dataclass(frozen=True, slots=True)
class Swept:
    """A line of the log."""

    at: datetime
    why: Why
    what: str
    rows: int


def log(tx: Connection, why: Why, rows: Mapping[str, int], now: datetime) -> None:
    """Write down how many *rows* of what were erased; what came to none is not mentioned."""
    lines = [
        {"id": new_id(), "at": now, "why": str(why), "what": what, "rows": n} for what, n in sorted(rows.items()) if n
    ]
    if lines:
        tx.execute(insert(SWEEPS), lines)


def logged(tx: Connection, most: int) -> list[Swept]:
    """The newest lines of the log."""
    rows = tx.execute(select(SWEEPS).order_by(SWEEPS.c.at.desc(), SWEEPS.c.id.desc()).limit(most))
    return [Swept(row.at, Why(row.why), row.what, row.rows) for row in rows]


def last(tx: Connection, why: Why) -> datetime | None:
    """When something was last erased for that reason; None if never."""
    newest: datetime | None = tx.execute(select(func.max(SWEEPS.c.at)).where(SWEEPS.c.why == str(why))).scalar()
    return newest


def wipe_words(tx: Connection, before: datetime, channels: Collection[str], most: int) -> Counter[str]:
    """Wipe the words of messages from *before* then, at most so many each way; not of a conversation under way.

    One that was not touched since then is none: its answers stay, as a draft does, but not the messages it came in.
    *channels* are all there are: an address is found by its channel and its hash.
    """
    of_heard = select(CONVERSATIONS.c.person_id).join(ADDRESSES, ADDRESSES.c.person_id == CONVERSATIONS.c.person_id)
    under_way = (CONVERSATIONS.c.flow.not_in(IDLE), CONVERSATIONS.c.updated_at >= before)
    heard = (
        INBOX.c.words.is_not(None),
        INBOX.c.heard_at < before,
        ~of_heard.where(
            ADDRESSES.c.channel.in_(channels), ADDRESSES.c.hash == INBOX.c.address_hash, *under_way
        ).exists(),
    )
    sent = (
        OUTBOX.c.words.is_not(None),
        OUTBOX.c.secret.in_((True, False)),
        OUTBOX.c.due_at < before,
        OUTBOX.c.state.not_in(UNFINISHED),
        ~of_heard.where(ADDRESSES.c.id == OUTBOX.c.address_id, *under_way).exists(),
    )
    return Counter(
        {
            "words heard": _change(tx, update(INBOX).values(words=None), INBOX, heard, most),
            "words sent": _change(tx, update(OUTBOX).values(words=None), OUTBOX, sent, most),
        }
    )


def drop_receipts(tx: Connection, now: datetime, most: int) -> Counter[str]:
    """Delete the rows of messages that no network will ever deliver again, and codes that are no longer good.

    Heard ones are counted from the newest of their provider: after a long outage, what it has to offer again is from
    the time before. What makes a reminder unique stays as long as the person.
    """
    old = now - RECEIPTS_KEPT
    sent = (OUTBOX.c.due_at < old, OUTBOX.c.key.is_(None), OUTBOX.c.state.in_(FINISHED))
    return Counter(
        {
            "receipts heard": sum(
                _change(tx, delete(INBOX), INBOX, _forgettable(provider, min(now, newest) - RECEIPTS_KEPT), most)
                for provider, newest in newest_of_each(tx)
            ),
            "receipts sent": _change(tx, delete(OUTBOX), OUTBOX, sent, most),
            "codes": tx.execute(delete(JOINS).where(JOINS.c.good_until < now)).rowcount,
        }
    )


def _forgettable(provider: str, before: datetime) -> tuple[ColumnElement[bool], ...]:
    ours = (INBOX.c.provider == provider, INBOX.c.heard_at < before)
    return (*ours, INBOX.c.address_hash == b"") if provider == PUSH else ours


def _change(tx: Connection, statement: Any, table: Table, which: tuple[ColumnElement[bool], ...], most: int) -> int:
    """Have *statement* change at most so many of the rows of *table*; how many it changed."""
    few = select(table.c.id).where(*which).limit(most)
    return int(tx.execute(statement.where(table.c.id.in_(few))).rowcount)
