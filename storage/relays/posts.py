"""What ambassadors are to relay to their groups: shown to them first, then sent to each group once, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    String,
    Text,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from flows.relays.deeds import RelayState
from storage.database.ids import new_id
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.messages.outbox import CAMPAIGN, OUTBOX, State
from storage.people.people import ADDRESSES
from storage.relays.ambassadors import AMBASSADORS, GROUPS
from storage.reminders.campaigns import CAMPAIGNS
from storage.reminders.states import CampaignState

A_WEEK = timedelta(days=7)

MOST_A_WEEK, APART = 3, timedelta(hours=24)
"""What is posted in a group: so much in seven days at most, and this far apart. A group is its people's, not ours."""

STALE = A_WEEK
"""After how long something is not relayed any more, where no campaign says until when it is true."""


class PostState(StrEnum):
    """What remains to be done about a post."""

    PREPARED = "prepared"  # its ambassador is to see it
    PREVIEWED = "previewed"  # they saw it, and have not said yet
    APPROVED = "approved"  # it goes to each group as soon as it may
    POSTED = "posted"  # it went; final
    PASSED = "passed"  # it did not: they said no, or it is no longer true; final


class PostRow(SQLModel, table=True):
    """What is to be relayed to the groups of an ambassador; see `posts` for its states."""

    __tablename__ = "posts"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ambassador_id: int = Field(foreign_key="ambassadors.id", sa_type=BigInteger, index=True)
    key: str = Field(unique=True)  # the campaign and the ambassador
    campaign_id: int | None = Field(default=None, foreign_key="campaigns.id", sa_type=BigInteger)
    state: str
    words: str = Field(sa_column=Column(Text, nullable=False))  # JSON: the text by language
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    goes_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # by itself, if nobody said no


POSTS = table_of(PostRow)


@dataclass(frozen=True, slots=True)
class Post:
    """Something to relay, by language, and whose it is."""

    id: int
    ambassador_id: int
    person_id: int
    words: Mapping[str, str]
    hours: int  # after which it goes by itself; 0: never


@dataclass(frozen=True, slots=True)
class Posting:
    """A post that is to go to one group now."""

    post_id: int
    group_id: int
    address_id: int
    words: Mapping[str, str]
    language: str
    greeting: str
    word: str


# Showing it to the ambassador


_PREPARE = Upsert(POSTS, ["key"], returning="id")
_SEND = Upsert(OUTBOX, ["key"])


@dataclass(frozen=True, slots=True)
class ToRelay:
    """What ambassadors are to relay: its *words* by language, once for each *key*; a campaign's, or nobody's."""

    key: str
    words: Mapping[str, str]
    campaign_id: int | None = None


def prepare(tx: Connection, edition_id: int, wanted: ToRelay, now: datetime) -> int:
    """Have every ambassador of the edition relay what is *wanted*; how many are new."""
    mine = and_(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED)
    ids = tx.execute(select(AMBASSADORS.c.id).where(mine).order_by(AMBASSADORS.c.id)).scalars().all()
    words = orjson.dumps(dict(wanted.words)).decode()
    shared = {"campaign_id": wanted.campaign_id, "state": PostState.PREPARED, "words": words, "at": now}
    rows = [{"id": new_id(), "ambassador_id": id, "key": f"{wanted.key}:{id}", **shared} for id in ids]
    if not rows:
        return 0
    return len(tx.execute(_PREPARE.on(tx), rows).all())


def prepared(tx: Connection, edition_id: int, now: datetime) -> list[Post]:
    """What ambassadors have yet to be shown, oldest first."""
    return _found(tx, edition_id, POSTS.c.state == PostState.PREPARED, _is_true(now))


def previewed(tx: Connection, posts: Sequence[Post], now: datetime) -> None:
    """These were shown; they go by themselves once the hours have passed that their ambassadors named."""
    for post in posts:
        goes_at = now + timedelta(hours=post.hours) if post.hours else None
        shown = update(POSTS).where(POSTS.c.id == post.id, POSTS.c.state == PostState.PREPARED)
        tx.execute(shown.values(state=PostState.PREVIEWED, goes_at=goes_at))


def waiting(tx: Connection, edition_id: int, person_id: int, id: int, now: datetime) -> Post | None:
    """The person's post of that id, or with 0 the newest, if it waits for their word and is still true."""
    states = (PostState.PREPARED, PostState.PREVIEWED)  # it is shown within the turn that shows it
    mine = [AMBASSADORS.c.person_id == person_id, POSTS.c.state.in_(states), _is_true(now)]
    posts = _found(tx, edition_id, *mine, *((POSTS.c.id == id,) if id else ()))
    return posts[-1] if posts else None


def unshown(tx: Connection, ids: Collection[int]) -> None:
    """These were not shown after all: they are again, and go nowhere by themselves before."""
    shown = update(POSTS).where(POSTS.c.id.in_(ids), POSTS.c.state == PostState.PREVIEWED)
    tx.execute(shown.values(state=PostState.PREPARED, goes_at=None))


def settle(tx: Connection, id: int, state: PostState) -> bool:
    """The ambassador's word on a post: APPROVED or PASSED; False if there is nothing left to say of it."""
    states = (PostState.PREPARED, PostState.PREVIEWED)
    return (
        tx.execute(update(POSTS).where(POSTS.c.id == id, POSTS.c.state.in_(states)).values(state=state)).rowcount == 1
    )


# Sending it to groups


def ripen(tx: Connection, now: datetime) -> int:
    """Approve what goes by itself and is due, and drop what is no longer true; how many that was."""
    due = and_(POSTS.c.state == PostState.PREVIEWED, POSTS.c.goes_at <= now, _is_true(now))
    ripe = tx.execute(update(POSTS).where(due).values(state=PostState.APPROVED)).rowcount
    open_ = POSTS.c.state.in_((PostState.PREPARED, PostState.PREVIEWED, PostState.APPROVED))
    went = select(GROUPS.c.id).where(GROUPS.c.ambassador_id == POSTS.c.ambassador_id, _has_it()).exists()
    tx.execute(update(POSTS).where(open_, ~_is_true(now), went).values(state=PostState.POSTED))
    return ripe + tx.execute(update(POSTS).where(open_, ~_is_true(now)).values(state=PostState.PASSED)).rowcount


def postings(tx: Connection, store: Store, edition_id: int, now: datetime, most: int) -> list[Posting]:
    """At most so many posts for groups that may get one now, the oldest for each group; the groups stay locked."""
    query = (
        select(POSTS.c.id.label("post_id"), POSTS.c.words, GROUPS.c.id.label("group_id"), GROUPS.c.address_id)
        .add_columns(GROUPS.c.language, AMBASSADORS.c.greeting, AMBASSADORS.c.word)
        .join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id)
        .join(GROUPS, GROUPS.c.ambassador_id == AMBASSADORS.c.id)
        .where(POSTS.c.state == PostState.APPROVED, AMBASSADORS.c.edition_id == edition_id, _is_true(now))
        .where(
            AMBASSADORS.c.state == RelayState.APPROVED, ~_has_it(), _may_get_one(now), GROUPS.c.tied_at <= POSTS.c.at
        )
        .order_by(POSTS.c.id)
        .limit(most)
    )
    rows = tx.execute(query if store.is_sqlite else query.with_for_update(of=GROUPS, skip_locked=True))
    first: dict[int, Posting] = {}
    for row in rows:
        words = orjson.loads(row.words)
        ids = (row.post_id, row.group_id, row.address_id)
        first.setdefault(row.group_id, Posting(*ids, words, row.language, row.greeting, row.word))
    return list(first.values())


def post(tx: Connection, store: Store, posting: Posting, words: bytes, now: datetime) -> bool:
    """Put *words* into the outbox for the group; False if it has this post already."""
    row = {
        "id": new_id(),
        "address_id": posting.address_id,
        "channel": "telegram",
        "kind": "campaign",
        "rank": CAMPAIGN,
        "weight": 1,
        "key": f"post:{posting.post_id}:{posting.group_id}",
        "words": store.vault.seal(words),
        "secret": False,
        "state": State.WAITING,
        "due_at": now,
        "tries": 0,
        "person_id": select(ADDRESSES.c.person_id).where(ADDRESSES.c.id == posting.address_id).scalar_subquery(),
    }
    if not tx.execute(_SEND.on(tx).values(row)).rowcount:
        return False
    tx.execute(update(GROUPS).where(GROUPS.c.id == posting.group_id).values(posted_at=now))
    return True


def is_key(key: str | None) -> bool:
    """Whether a message with this key in the outbox carries a post to a group."""
    return (key or "").startswith("post:")


def still_true(tx: Connection, ids: Collection[int], now: datetime) -> set[int]:
    """Those of these posts that still hold."""
    return set(tx.execute(select(POSTS.c.id).where(POSTS.c.id.in_(ids), _is_true(now))).scalars()) if ids else set()


def unposted(tx: Connection, post_id: int, group_id: int, message_id: int) -> None:
    """The message that carried a post to a group did not leave: the group lacks it, and may get it at a good hour."""
    tx.execute(delete(OUTBOX).where(OUTBOX.c.id == message_id))
    tx.execute(
        update(POSTS).where(POSTS.c.id == post_id, POSTS.c.state == PostState.POSTED).values(state=PostState.APPROVED)
    )
    last = select(func.max(OUTBOX.c.sent_at)).where(OUTBOX.c.address_id == GROUPS.c.address_id, is_post())
    tx.execute(update(GROUPS).where(GROUPS.c.id == group_id).values(posted_at=last.scalar_subquery()))


def is_post() -> Any:
    """Whether a message of the outbox carries a post to a group."""
    return OUTBOX.c.key.startswith("post:")


def finish(tx: Connection) -> None:
    """Posts that every group of their ambassador has are done."""
    lacks = (
        select(GROUPS.c.id)
        .where(GROUPS.c.ambassador_id == POSTS.c.ambassador_id, GROUPS.c.ended_at.is_(None))
        .where(~_has_it())
    )
    done = update(POSTS).where(POSTS.c.state == PostState.APPROVED, ~lacks.exists())
    tx.execute(done.values(state=PostState.POSTED))


def _found(tx: Connection, edition_id: int, *which: Any) -> list[Post]:
    query = (
        select(POSTS, AMBASSADORS.c.person_id, AMBASSADORS.c.auto_hours)
        .join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id)
        .where(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED, *which)
    )
    return [
        Post(row.id, row.ambassador_id, row.person_id, orjson.loads(row.words), row.auto_hours)
        for row in tx.execute(query.order_by(POSTS.c.id))
    ]


def _is_true(now: datetime) -> Any:
    """Whether what a post says still holds: its campaign was not stopped, and is not over."""
    campaign = select(CAMPAIGNS.c.id).where(
        CAMPAIGNS.c.id == POSTS.c.campaign_id,
        CAMPAIGNS.c.until > now,
        CAMPAIGNS.c.state.not_in((CampaignState.STOPPED, CampaignState.DROPPED)),
    )
    return or_(campaign.exists(), and_(POSTS.c.campaign_id.is_(None), POSTS.c.at > now - STALE))


def _has_it() -> Any:
    """Whether the group has the post, or is about to."""
    key = literal("post:") + cast(POSTS.c.id, String) + literal(":") + cast(GROUPS.c.id, String)
    return select(OUTBOX.c.id).where(OUTBOX.c.key == key).correlate(POSTS, GROUPS).exists()


def _may_get_one(now: datetime) -> Any:
    """Whether the group is tied, can be written to, and was left in peace long enough."""
    theirs = and_(OUTBOX.c.address_id == GROUPS.c.address_id, OUTBOX.c.rank == CAMPAIGN, OUTBOX.c.due_at > now - A_WEEK)
    lately = select(func.count()).select_from(OUTBOX).where(theirs).correlate(GROUPS).scalar_subquery()
    rested = or_(GROUPS.c.posted_at.is_(None), GROUPS.c.posted_at <= now - APART)
    return and_(GROUPS.c.ended_at.is_(None), rested, lately < MOST_A_WEEK)
