"""What waits in the outbox though nobody asked for it: it leaves only while all is as it was when it was written.

1. Such a message says whom it is for, the wish it was made from, and the version of the edition it was written under.
2. If the edition or its person changed, it is taken back, and told anew by its rule if it is still true then: a
   reminder waits again, a post is shown or posted again, all else is wished again (`gone_back`).
3. A message of which a part has left is not cut in two, unless its person wants silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from flows.talk.opening import Opening
from flows.town.edition import Edition
from storage.database.among import DATABASES, among
from storage.database.store import Store
from storage.messages import conversations, inbox, outbox
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX, State
from storage.people.people import ADDRESSES, PEOPLE
from storage.relays import paid, postings, posts
from storage.reminders import reminders, spending

PUSHES = ("push", "reminder")
"""The providers in the inbox that stand for nobody: what they bring is our own wish to speak."""

UNASKED = OUTBOX.c.person_id.is_not(None)


@dataclass(frozen=True, slots=True)
class GoneBack:
    """Something that was taken back, and what *opens* has it told anew. *id* is the message that never left."""

    id: int
    person_id: int
    opens: Opening


@dataclass(frozen=True, slots=True)
class Recall:
    """Why messages are taken back, and when. They are told anew at *due_at* at the earliest.

    With *cut*, the rest of what has left in part is not sent either; nobody is told that anew.
    """

    reason: str
    at: datetime
    due_at: datetime | None = None
    cut: bool = False


def version_of(edition: Edition) -> str:
    """What a message is written under."""
    return f"{edition.id}:{edition.version}"


# Taking back


def stop(tx: Connection, store: Store, address_id: int, reason: str, now: datetime) -> None:
    """Send nothing that waits for an address that wants silence, whether it was asked for or not."""
    take_back(tx, store, Recall(reason, now, cut=True), OUTBOX.c.address_id == address_id)
    outbox.stop_all(tx, address_id, reason)


def silenced(tx: Connection, store: Store, reason: str, now: datetime, address_id: int = 0) -> list[int]:
    """Take back what waits for addresses that want silence or take nothing, whatever put it there.

    Of one address, or of all if it is 0; the ids of all parts.
    """
    shut = or_(ADDRESSES.c.stopped_at.is_not(None), ADDRESSES.c.gone_at.is_not(None))
    there = select(ADDRESSES.c.id).where(ADDRESSES.c.id == OUTBOX.c.address_id, shut).exists()
    here = (OUTBOX.c.address_id == address_id,) if address_id else ()
    return take_back(tx, store, Recall(reason, now, cut=True), there, *here)


def withdraw(tx: Connection, store: Store, recall: Recall, *, campaign: int = 0, before: datetime | None = None) -> int:
    """Take back the reminders of one *campaign*, of all if it is 0; how many messages that was.

    With *before*, only those that have waited since then.
    """
    which = [OUTBOX.c.kind == "campaign", OUTBOX.c.key.is_not(None), ~OUTBOX.c.key.startswith("post:")]
    if before:
        which.append(OUTBOX.c.due_at < before)
    if campaign:
        which.append(OUTBOX.c.key.startswith(f"{campaign}:", autoescape=True))
    return len(take_back(tx, store, recall, *which))


def take_back(tx: Connection, store: Store, recall: Recall, *which: ColumnElement[bool]) -> list[int]:
    """Take back those *which* wait and nobody asked for, and give them to their rules; the ids of all parts."""
    return _take_back(tx, store, tx.execute(_WAITING.where(*which)).all(), recall)


def take_back_from(tx: Connection, store: Store, recall: Recall, people: Collection[int]) -> list[int]:
    """The same of all that waits for these *people*: each batch with votes in it asks so, and most find nothing."""
    rows = tx.execute(_WAITING_FOR[tx.dialect.name], {"people": list(people)}).all()
    return _take_back(tx, store, rows, recall)


_WAITING = (
    select(OUTBOX)
    .where(UNASKED, OUTBOX.c.state == State.WAITING)
    .order_by(OUTBOX.c.id)
    .with_for_update(skip_locked=True)
)
_WAITING_FOR = {database: _WAITING.where(among(OUTBOX.c.person_id, "people", database)) for database in DATABASES}


def _take_back(tx: Connection, store: Store, rows: Sequence[Any], recall: Recall) -> list[int]:
    if not rows:
        return []
    whole = _whole(tx, rows)
    gone = rows if recall.cut else [row for parts in whole for row in parts]
    ids = [row.id for row in gone]
    tx.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(state=State.STOPPED, reason=recall.reason))
    _refund(tx, gone)
    firsts = [parts[0] for parts in whole]
    _give_to_rules(tx, firsts, recall.due_at or recall.at)
    _unask(tx, store, firsts, recall.at)
    return ids


def changed(tx: Connection, rows: Sequence[Any], under: str, now: datetime, since: datetime) -> set[int]:
    """Those of the *rows* of the outbox that may not be true any more, by id.

    They were written under another version than *under*; or their person wrote since, or was erased; or their reminder
    or post is over, or a reminder was written before *since*.
    """
    ids = [row.id for row in rows]
    other = select(OUTBOX.c.id).where(OUTBOX.c.id.in_(ids), or_(OUTBOX.c.under != under, _wrote_since(), _is_erased()))
    stale = set(tx.execute(other).scalars())
    of_reminders = {row.id: reminder_of(row.key) for row in rows if spending.campaign_of(row.key or "")}
    true = reminders.still_told(tx, set(of_reminders.values()), now, since)
    stale |= {id for id, reminder in of_reminders.items() if reminder not in true}
    of_posts = {row.id: postings.carried(row.key)[0] for row in rows if postings.is_key(row.key)}
    hold = postings.still_true(tx, set(of_posts.values()), now)
    return stale | {id for id, moment in of_posts.items() if moment not in hold}


def lapsed(tx: Connection, ids: Collection[int]) -> None:
    """These wait again: who had them died."""
    tx.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(state=State.WAITING, lease_until=None))


def of_messages(rows: Iterable[Any]) -> ColumnElement[bool]:
    """All parts of the messages of which *rows* are parts."""
    rows = list(rows)
    together = [row.message_id for row in rows if row.message_id is not None]
    return or_(OUTBOX.c.id.in_([row.id for row in rows]), OUTBOX.c.message_id.in_(together))


# Telling anew


def gone_back(tx: Connection, most: int) -> list[GoneBack]:
    """At most so many wishes that nobody's rule tells again, oldest first."""
    query = select(OUTBOX.c.id, OUTBOX.c.person_id, OUTBOX.c.wish).where(OUTBOX.c.state == State.BACK, UNASKED)
    return [
        GoneBack(row.id, row.person_id, Opening.read(row.wish))
        for row in tx.execute(query.order_by(OUTBOX.c.id).limit(most))
    ]


def told_anew(tx: Connection, ids: Collection[int]) -> None:
    """Of these is nothing left to be done: they were told by other messages, or there was nobody to tell."""
    tx.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids), OUTBOX.c.state == State.BACK).values(state=State.STOPPED))


# Whom they are for


def erase(tx: Connection, person_ids: Collection[int]) -> int:
    """Delete what waits for these people, and forget for whom the rest was; how many were deleted."""
    theirs = OUTBOX.c.person_id.in_(person_ids)
    gone = tx.execute(delete(OUTBOX).where(theirs, OUTBOX.c.state.in_((State.WAITING, State.BACK)))).rowcount
    tx.execute(update(OUTBOX).where(theirs).values(person_id=None, wish=None))
    return gone


def merge(tx: Connection, gone: int, stays: int) -> None:
    """What is for *gone* is for *stays*; a wish that names the one now names the other."""
    wish = func.replace(OUTBOX.c.wish, str(gone), str(stays))
    tx.execute(update(OUTBOX).where(OUTBOX.c.person_id == gone).values(person_id=stays, wish=wish))


# What a message stands for


def reminder_of(key: str) -> int:
    """The reminder that a message with this key tells."""
    return int(key.split(":")[1])


def _wrote_since() -> ColumnElement[bool]:
    """Whether something came from the message's address, or another one of its person, after it was put there."""
    theirs = or_(ADDRESSES.c.id == OUTBOX.c.address_id, ADDRESSES.c.person_id == OUTBOX.c.person_id)
    wrote = select(INBOX.c.id).join(ADDRESSES, ADDRESSES.c.hash == INBOX.c.address_hash)
    return wrote.where(theirs, INBOX.c.id > OUTBOX.c.message_id, INBOX.c.provider.not_in(PUSHES)).exists()


def _is_erased() -> ColumnElement[bool]:
    """A scalar, which PostgreSQL looks up person by person: of a NOT EXISTS it makes a list of everybody."""
    there = select(PEOPLE.c.id).where(PEOPLE.c.id == OUTBOX.c.person_id, PEOPLE.c.erased_at.is_(None))
    return there.scalar_subquery().is_(None)


def _whole(tx: Connection, rows: Sequence[Any]) -> list[list[Any]]:
    """The messages of which all parts are among *rows*, each as its parts."""
    by_message: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_message[row.message_id or row.id].append(row)
    parts = select(OUTBOX.c.message_id, func.count()).where(OUTBOX.c.message_id.in_(by_message))
    pieces: dict[int | None, int] = dict(tx.execute(parts.group_by(OUTBOX.c.message_id)).all())
    return [whole for message, whole in by_message.items() if len(whole) == pieces.get(message, 1)]


def _refund(tx: Connection, rows: Iterable[Any]) -> None:
    """What they cost, in the hour in which it was counted: yesterday's is not today's."""
    campaigns: dict[datetime, Counter[int]] = defaultdict(Counter)
    shown: dict[datetime, Counter[int]] = defaultdict(Counter)
    for row in (row for row in rows if row.channel == "sms"):
        hour = row.due_at.replace(minute=0, second=0, microsecond=0)
        if campaign := spending.campaign_of(row.key or ""):
            campaigns[hour][campaign] -= row.weight
        elif post := paid.post_of_wish(row.wish or ""):
            shown[hour][post] -= row.weight
    for hour, weights in shown.items():
        campaigns[hour].update(paid.by_campaign(tx, weights))
    for hour, segments in campaigns.items():
        spending.add(tx, segments, hour)


def _give_to_rules(tx: Connection, rows: Iterable[Any], due_at: datetime) -> None:
    """One row for each message that is taken back whole: whoever wished it finds it untold."""
    told, shown, wished = [], [], []
    for row in rows:
        if postings.is_key(row.key):
            postings.unposted(tx, row.key, row.id)
        elif spending.campaign_of(row.key or ""):
            told.append(reminder_of(row.key))
        elif post := paid.post_of_wish(row.wish or ""):
            shown.append((post, row.message_id))
        elif row.wish:
            wished.append(row.id)
    reminders.untold(tx, told, due_at)
    posts.unshown(tx, [post for post, _message in shown])
    inbox.forget(tx, [message for _post, message in shown])
    tx.execute(update(OUTBOX).where(OUTBOX.c.id.in_(wished)).values(state=State.BACK))


def _unask(tx: Connection, store: Store, rows: Iterable[Any], now: datetime) -> None:
    """A question that never left is not asked: the next words of its person are no answer to it.

    Of who is just being heard nothing is touched: that very turn decides what they are asked.
    """
    by_address = {row.address_id: row.message_id for row in rows if row.message_id is not None}
    there = (PEOPLE.c.id == ADDRESSES.c.person_id, ADDRESSES.c.id.in_(by_address))
    free = select(PEOPLE.c.id, ADDRESSES.c.id.label("address_id")).where(and_(*there))
    persons = tx.execute(free.with_for_update(of=PEOPLE, skip_locked=True))
    conversations.unask(tx, store, {row.id: by_address[row.address_id] for row in persons}, now)
