"""Telegram groups that are tied to one ambassador or several.

A group's chat is an address of a channel of its own, «group», with a person of its own: so it has a lock and a place in
the outbox, nobody takes it for a participant, and no reminder ever looks there. Nobody in a group is ever kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)

from flows.relays.deeds import RelayState
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.outbox import OUTBOX, State
from storage.people import people
from storage.people.people import ADDRESSES, PEOPLE, PROFILES
from storage.relays import postings, posts
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.forum_topics import ForumTopicState
from storage.relays.holders import GROUPS, HOLDERS


@dataclass(frozen=True, slots=True)
class Holder:
    """An ambassador who holds a group: the *id* of that, and who they are by id, by person and by word."""

    id: int
    ambassador_id: int
    person_id: int
    edition_id: int
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group that is tied, the language that is spoken to it, and who holds it, the first who tied it first."""

    id: int
    address_id: int
    language: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class GroupChat:
    """A group as Telegram calls it, the language that is spoken to it, and the topic to post in, if it has any."""

    id: str
    language: str
    forum_topic: int = 0


# Tying and untying


def find(tx: Connection, store: Store, chat: str) -> Group | None:
    """The group of that chat, if it is tied now."""
    query = (
        select(HOLDERS, GROUPS.c.address_id, GROUPS.c.language)
        .add_columns(AMBASSADORS.c.person_id, AMBASSADORS.c.edition_id, AMBASSADORS.c.word)
        .join(GROUPS, GROUPS.c.id == HOLDERS.c.group_id)
        .join(AMBASSADORS, AMBASSADORS.c.id == HOLDERS.c.ambassador_id)
        .join(ADDRESSES, ADDRESSES.c.id == GROUPS.c.address_id)
        .where(people.is_at(store, people.GROUP, chat), HOLDERS.c.ended_at.is_(None))
        .order_by(HOLDERS.c.tied_at, HOLDERS.c.id)
    )
    rows = tx.execute(query).all()
    if not rows:
        return None
    holders = (Holder(row.id, row.ambassador_id, row.person_id, row.edition_id, row.word or "") for row in rows)
    return Group(rows[0].group_id, rows[0].address_id, rows[0].language, tuple(holders))


def tie(tx: Connection, store: Store, chat: GroupChat, ambassador_id: int, now: datetime) -> None:
    """The ambassador holds the group of that chat, and may relay there what still holds and was not posted there.

    Where somebody holds it already, it keeps its language and its topic.
    """
    known = find(tx, store, chat.id)
    group_id = known.id if known else _group(tx, store, chat, now)
    holds = {"tied_at": now, "ended_at": None, "lost": False}
    mine = update(HOLDERS).where(HOLDERS.c.group_id == group_id, HOLDERS.c.ambassador_id == ambassador_id)
    if not tx.execute(mine.values(holds)).rowcount:
        who = {"id": new_id(), "group_id": group_id, "ambassador_id": ambassador_id}
        tx.execute(insert(HOLDERS), {**who, **holds})
    posts.reopen(tx, ambassador_id, now)


def lose(tx: Connection, now: datetime, group_id: int) -> None:
    """We were thrown out of the group: nothing is sent there any more, and all who hold it are to hear so."""
    theirs = and_(HOLDERS.c.group_id == group_id, HOLDERS.c.ended_at.is_(None))
    tx.execute(update(HOLDERS).where(theirs).values(lost=True))
    untie(tx, now, HOLDERS.c.group_id == group_id)


def lost(tx: Connection) -> dict[int, int]:
    """The holders (by id) of groups of whose loss they have not heard, and the person of each."""
    query = select(HOLDERS.c.id, AMBASSADORS.c.person_id).join(AMBASSADORS, AMBASSADORS.c.id == HOLDERS.c.ambassador_id)
    rows = tx.execute(query.where(HOLDERS.c.lost, HOLDERS.c.ended_at.is_not(None))).all()
    return {row.id: row.person_id for row in rows}


def told_lost(tx: Connection, ids: Collection[int]) -> None:
    """Of the loss of their group these holders have heard."""
    tx.execute(update(HOLDERS).where(HOLDERS.c.id.in_(ids)).values(lost=False))


def untie(tx: Connection, now: datetime, which: ColumnElement[bool]) -> None:
    """These hold their groups no more; a group that nobody holds is sent nothing, not even what waits already."""
    held = (which, HOLDERS.c.ended_at.is_(None))
    ids = tx.execute(select(HOLDERS.c.group_id).where(*held)).scalars().all()
    tx.execute(update(HOLDERS).where(*held).values(ended_at=now))
    take_back(tx, ids)


def take_back(tx: Connection, ids: Collection[int]) -> None:
    """What waits for these groups is not sent, since somebody holds them no more.

    Where others still do, it goes back: what they approved goes in their own name.
    """
    held = select(HOLDERS.c.id).where(HOLDERS.c.group_id == GROUPS.c.id, HOLDERS.c.ended_at.is_(None)).exists()
    for row in tx.execute(select(GROUPS.c.address_id, held.label("held")).where(GROUPS.c.id.in_(ids))).all():
        if not row.held:
            outbox.stop_all(tx, row.address_id, "the group is not tied any more")
            continue
        waits = (OUTBOX.c.address_id == row.address_id, OUTBOX.c.state == State.WAITING, postings.is_post())
        for message in tx.execute(select(OUTBOX.c.id, OUTBOX.c.key).where(*waits)).all():
            postings.unposted(tx, message.key, message.id)


def speak(tx: Connection, group_id: int, language: str) -> None:
    """The language spoken to the group from now on."""
    tx.execute(update(GROUPS).where(GROUPS.c.id == group_id).values(language=language))


def move(tx: Connection, store: Store, chat: str, to: str) -> bool:
    """Telegram gave the group another number, *to*; whether that was news to us."""
    was, is_now = (people.is_at(store, people.GROUP, number) for number in (chat, to))
    known = [tx.execute(select(ADDRESSES.c.id).where(here)).first() is not None for here in (was, is_now)]
    if known != [True, False]:
        return False
    new, sealed = people.hash_of(store, people.GROUP, to), store.vault.seal(to.encode())
    tx.execute(update(ADDRESSES).where(was).values(hash=new, sealed=sealed))
    return True


def heard(tx: Connection, address_id: int, now: datetime) -> None:
    """Remember that the group is still there."""
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == address_id).values(heard_on=now.date()))


def is_account_of(tx: Connection, store: Store, account: str, person_id: int) -> bool:
    """Whether the Telegram account is that person's: someone's chat with us bears the number of their account."""
    mine = select(ADDRESSES.c.id).where(people.is_at(store, "telegram", account))
    shared = select(PROFILES.c.address_id).where(PROFILES.c.person_id == person_id)
    theirs = or_(ADDRESSES.c.person_id == person_id, ADDRESSES.c.id.in_(shared))
    return tx.execute(mine.where(theirs)).first() is not None


def held_by(tx: Connection, persons: Collection[int], edition_id: int) -> int:
    """How many groups these people hold as ambassadors of the edition, each counted once however many hold it."""
    relays = and_(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED)
    theirs = select(AMBASSADORS.c.id).where(relays, AMBASSADORS.c.person_id.in_(persons))
    held = and_(HOLDERS.c.ambassador_id.in_(theirs), HOLDERS.c.ended_at.is_(None))
    return int(tx.execute(select(func.count(HOLDERS.c.group_id.distinct())).where(held)).scalar_one())


def _group(tx: Connection, store: Store, chat: GroupChat, now: datetime) -> int:
    """The row of a group that nobody holds, made if it is new."""
    address_id = _address(tx, store, chat, now)
    values = {"language": chat.language, "forum_topic": chat.forum_topic or None}
    values |= {"forum_topic_state": ForumTopicState.OPEN}
    here = GROUPS.c.address_id == address_id
    if not tx.execute(update(GROUPS).where(here).values(values)).rowcount:
        tx.execute(insert(GROUPS), {"id": new_id(), "address_id": address_id, **values})
    id: int = tx.execute(select(GROUPS.c.id).where(here)).scalar_one()
    return id


def _address(tx: Connection, store: Store, chat: GroupChat, now: datetime) -> int:
    """The address of the group, made if it is new; what was said of it before (thrown out, gone) is over."""
    here = people.is_at(store, people.GROUP, chat.id)
    if tx.execute(select(ADDRESSES.c.id).where(here)).first() is None:
        person = new_id()
        tx.execute(insert(PEOPLE), {"id": person, "language": chat.language, "noticed_at": now, "created_at": now})
        people.add_address(tx, store, people.GROUP, chat.id, person)
    tx.execute(update(ADDRESSES).where(here).values(stopped_at=None, gone_at=None))
    id: int = tx.execute(select(ADDRESSES.c.id).where(here)).scalar_one()
    heard(tx, id, now)
    return id
