"""Telegram groups that are tied to an ambassador, and the polls put to them.

A group's chat is an address of a channel of its own, «group», with a person of its own: so it has a lock and a place in
the outbox, nobody takes it for a participant, and no reminder ever looks there. Nobody in a group is ever kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, Connection, Text, and_, false, func, insert, or_, select, update
from sqlmodel import Field, SQLModel

from flows.relays.deeds import RelayState
from flows.town.questionnaire import SurveyQuestion
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.tables import table_of
from storage.messages import outbox
from storage.people import people
from storage.people.people import ADDRESSES, PEOPLE, PROFILES
from storage.relays import posts
from storage.relays.ambassadors import AMBASSADORS, GROUPS
from storage.relays.forum_topics import ForumTopicState


class PollRow(SQLModel, table=True):
    """A question of a survey put to a group as Telegram's own poll; its totals come back, and nothing else.

    They outlive the group's tie: a poll of an ambassador who was erased is in no group any more.
    """

    __tablename__ = "polls"

    id: str = Field(primary_key=True)  # Telegram's
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    group_id: int | None = Field(default=None, foreign_key="groups.id", sa_type=BigInteger, index=True)
    survey: str
    question: str
    totals: str = Field(sa_column=Column(Text, nullable=False))  # JSON: how many voted, and the votes by choice
    closed: bool


POLLS = table_of(PollRow)

OF_THEMES = "#themes"
"""What polls on themes are kept under, as others are under the id of their survey: no survey can be called that."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that is tied, its ambassador (by id, by person, and by word), and the language that is spoken to it."""

    id: int
    address_id: int
    ambassador_id: int
    person_id: int
    edition_id: int
    word: str
    language: str


@dataclass(frozen=True, slots=True)
class GroupChat:
    """A group as Telegram calls it, the language that is spoken to it, and the topic to post in, if it has any."""

    id: str
    language: str
    forum_topic: int = 0


@dataclass(frozen=True, slots=True)
class Polled:
    """What groups answered to one question of a survey, in so many polls: how many voted, and the votes by choice."""

    question: str
    polls: int
    voters: int
    votes: Mapping[str, int]


# Tying and untying


def find(tx: Connection, store: Store, chat: str) -> Group | None:
    """The group of that chat, if it is tied now."""
    query = (
        select(GROUPS, AMBASSADORS.c.person_id, AMBASSADORS.c.edition_id, AMBASSADORS.c.word)
        .join(AMBASSADORS, AMBASSADORS.c.id == GROUPS.c.ambassador_id)
        .join(ADDRESSES, ADDRESSES.c.id == GROUPS.c.address_id)
        .where(people.is_at(store, people.GROUP, chat), GROUPS.c.ended_at.is_(None))
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    ids = (row.id, row.address_id, row.ambassador_id, row.person_id, row.edition_id)
    return Group(*ids, word=row.word or "", language=row.language)


def tie(tx: Connection, store: Store, chat: GroupChat, ambassador_id: int, now: datetime) -> None:
    """The group of that chat, which is tied to nobody, is the ambassador's, who may relay there what still holds."""
    address_id = _address(tx, store, chat, now)
    values = {
        "ambassador_id": ambassador_id,
        "language": chat.language,
        "tied_at": now,
        "ended_at": None,
        "lost": False,
        "forum_topic": chat.forum_topic or None,
        "forum_topic_state": ForumTopicState.OPEN,
    }
    if not tx.execute(update(GROUPS).where(GROUPS.c.address_id == address_id).values(values)).rowcount:
        tx.execute(insert(GROUPS), {"id": new_id(), "address_id": address_id, **values})
    posts.reopen(tx, ambassador_id, now)


def lose(tx: Connection, now: datetime, group_id: int) -> None:
    """We were thrown out of the group: nothing is sent there any more, and its ambassador is to hear so."""
    untie(tx, now, group_id=group_id)
    tx.execute(update(GROUPS).where(GROUPS.c.id == group_id).values(lost=True))


def lost(tx: Connection) -> dict[int, int]:
    """The groups of whose loss their ambassadors have not heard, and the person of each."""
    query = select(GROUPS.c.id, AMBASSADORS.c.person_id).join(AMBASSADORS, AMBASSADORS.c.id == GROUPS.c.ambassador_id)
    rows = tx.execute(query.where(GROUPS.c.lost, GROUPS.c.ended_at.is_not(None))).all()
    return {row.id: row.person_id for row in rows}


def told_lost(tx: Connection, ids: Collection[int]) -> None:
    """Of the loss of these their ambassadors have heard."""
    tx.execute(update(GROUPS).where(GROUPS.c.id.in_(ids)).values(lost=False))


def untie(tx: Connection, now: datetime, *, group_id: int = 0, ambassador_id: int = 0) -> None:
    """Nothing is sent any more to the group, or to any of the ambassador's, not even what waits already."""
    which = GROUPS.c.id == group_id if group_id else GROUPS.c.ambassador_id == ambassador_id
    rows = tx.execute(select(GROUPS.c.address_id).where(which, GROUPS.c.ended_at.is_(None))).scalars().all()
    tx.execute(update(GROUPS).where(which, GROUPS.c.ended_at.is_(None)).values(ended_at=now))
    for address_id in rows:
        outbox.stop_all(tx, address_id, "the group is not tied any more")


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


# Polls


def polled(tx: Connection, group: Group, survey: str) -> set[str]:
    """The questions of *survey* that were put to the group in its edition."""
    here = (POLLS.c.group_id == group.id, POLLS.c.edition_id == group.edition_id, POLLS.c.survey == survey)
    return set(tx.execute(select(POLLS.c.question).where(*here)).scalars())


def put_poll(tx: Connection, id: str, group: Group, survey: str, question: SurveyQuestion) -> None:
    """Remember the poll that Telegram calls *id*: its choices (by id) are in the order in which they are shown."""
    votes = {choice.id: 0 for choice in question.choices}
    totals = orjson.dumps({"voters": 0, "votes": votes}).decode()
    row = {"id": id, "edition_id": group.edition_id, "group_id": group.id, "survey": survey, "question": question.id}
    tx.execute(insert(POLLS), {**row, "totals": totals, "closed": False})


def count_poll(tx: Connection, id: str, voters: int, votes: Collection[int], closed: bool) -> bool:
    """The totals of a poll as they are now, in the order of its choices; False if we know no such poll.

    News that is older than what we know is told by its smaller numbers only where nobody took a vote back, so the
    last to come is believed: Telegram sends the totals anew with each change.
    """
    written = tx.execute(select(POLLS.c.totals).where(POLLS.c.id == id, ~_is_closed())).scalar_one_or_none()
    if written is None:
        return tx.execute(select(POLLS.c.id).where(POLLS.c.id == id)).first() is not None
    choices = orjson.loads(written)["votes"]
    totals = {"voters": voters, "votes": dict(zip(choices, votes, strict=False))}
    tx.execute(update(POLLS).where(POLLS.c.id == id).values(totals=orjson.dumps(totals).decode(), closed=closed))
    return True


def polls_of(tx: Connection, edition_id: int, survey: str) -> list[Polled]:
    """What the groups answered to each question of *survey* that was put to one; never a group by itself."""
    query = select(POLLS).where(POLLS.c.edition_id == edition_id, POLLS.c.survey == survey).order_by(POLLS.c.id)
    polls: dict[str, list[Any]] = {}
    for row in tx.execute(query):
        polls.setdefault(row.question, []).append(orjson.loads(row.totals))
    return [_summed(question, totals) for question, totals in polls.items()]


def live(tx: Connection, ambassador_id: int) -> int:
    """How many groups are tied to the ambassador."""
    mine = and_(GROUPS.c.ambassador_id == ambassador_id, GROUPS.c.ended_at.is_(None))
    approved = select(AMBASSADORS.c.id).where(AMBASSADORS.c.state == RelayState.APPROVED)
    return int(tx.execute(select(func.count()).where(mine, GROUPS.c.ambassador_id.in_(approved))).scalar_one())


def _is_closed() -> Any:
    return POLLS.c.closed.is_not(false())


def _summed(question: str, totals: list[dict[str, Any]]) -> Polled:
    votes: dict[str, int] = {}
    for poll in totals:
        for choice, count in poll["votes"].items():
            votes[choice] = votes.get(choice, 0) + count
    return Polled(question, len(totals), sum(poll["voters"] for poll in totals), votes)
