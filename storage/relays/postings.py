"""What was approved goes to each group of its ambassador once, seldom, and only while it is true.

A group that several hold gets a moment once: of those who approved it, the first one's post goes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from flows.relays.deeds import RelayState
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.upsert import Upsert
from storage.messages.outbox import CAMPAIGN, OUTBOX, State
from storage.people.people import ADDRESSES
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.holders import GROUPS, HOLDERS
from storage.relays.post_rows import OPEN, POSTS, PostState, has_a_group, has_it, is_true, lacks_it, was_taken_back
from storage.reminders.campaigns import CAMPAIGNS

A_WEEK = timedelta(days=7)

MOST_A_WEEK, APART = 3, timedelta(hours=24)
"""What is posted in a group: so much in seven days at most, and this far apart. A group is its people's, not ours."""

_SEND = Upsert(OUTBOX, ["key"])


@dataclass(frozen=True, slots=True)
class Posting:
    """A post that is to go to one group now: of which *moment*, and with whose *word*."""

    moment: str
    group_id: int
    address_id: int
    words: Mapping[str, str]
    language: str
    greeting: str
    word: str
    forum_topic: int = 0
    rule: str = ""  # of the campaign that it relays, and what that is about
    about: str = ""


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """The *words* of a posting as the group reads them, and the version of the edition they were written *under*."""

    posting: Posting
    words: bytes
    under: str


def ripen(tx: Connection, now: datetime) -> int:
    """Approve what goes by itself and is due, and close what is no longer true; how many that was."""
    due = and_(POSTS.c.state == PostState.PREVIEWED, POSTS.c.goes_at <= now, is_true(now))
    ripe = tx.execute(update(POSTS).where(due).values(state=PostState.APPROVED, approved_at=POSTS.c.goes_at)).rowcount
    return ripe + close(tx, now, ~is_true(now))


def close(tx: Connection, now: datetime, *over: Any) -> int:
    """Close those of the open posts that are *over*; how many went to no group.

    What went to one is posted. Of what went to none its ambassador hears, if it was approved, or taken back before its
    time; else it is passed over.
    """
    over = (POSTS.c.state.in_(OPEN), *over)
    went = select(HOLDERS.c.id).where(HOLDERS.c.ambassador_id == POSTS.c.ambassador_id, has_it()).exists()
    tx.execute(update(POSTS).where(*over, went).values(state=PostState.POSTED))
    promised = or_(POSTS.c.state == PostState.APPROVED, and_(POSTS.c.state != PostState.PREPARED, was_taken_back(now)))
    told = tx.execute(update(POSTS).where(*over, promised, has_a_group()).values(state=PostState.LAPSED)).rowcount
    return told + tx.execute(update(POSTS).where(*over).values(state=PostState.PASSED)).rowcount


def postings(tx: Connection, store: Store, edition_id: int, now: datetime, most: int) -> list[Posting]:
    """At most so many posts for groups that may get one now, the oldest for each group; the groups stay locked."""
    moment = CAMPAIGNS.alias("moment")
    query = (
        select(POSTS.c.moment, POSTS.c.words, GROUPS.c.id.label("group_id"), GROUPS.c.address_id)
        .add_columns(GROUPS.c.language, GROUPS.c.forum_topic, AMBASSADORS.c.greeting, AMBASSADORS.c.word)
        .add_columns(moment.c.rule, moment.c.about)
        .add_columns(func.coalesce(POSTS.c.approved_at, POSTS.c.at).label("approved_at"))
        .join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id)
        .join(HOLDERS, HOLDERS.c.ambassador_id == AMBASSADORS.c.id)
        .join(GROUPS, GROUPS.c.id == HOLDERS.c.group_id)
        .outerjoin(moment, moment.c.id == POSTS.c.campaign_id)
        .where(POSTS.c.state == PostState.APPROVED, AMBASSADORS.c.edition_id == edition_id, is_true(now))
        .where(HOLDERS.c.ended_at.is_(None), HOLDERS.c.tied_at <= POSTS.c.at)
        .where(AMBASSADORS.c.state == RelayState.APPROVED, ~has_it(), _may_get_one(now))
        .order_by(POSTS.c.id)
        .limit(most)
    )
    rows = tx.execute(query if store.is_sqlite else query.with_for_update(of=GROUPS, skip_locked=True))
    first: dict[int, Any] = {}
    for row in rows:
        before = first.setdefault(row.group_id, row)
        if row.moment == before.moment and row.approved_at < before.approved_at:
            first[row.group_id] = row
    return [_posting(row) for row in first.values()]


def _posting(row: Any) -> Posting:
    words = orjson.loads(row.words)
    ids, said = (row.moment, row.group_id, row.address_id), (row.language, row.greeting, row.word)
    return Posting(*ids, words, *said, row.forum_topic or 0, row.rule or "", row.about or "")


def post(tx: Connection, store: Store, message: GroupMessage, now: datetime) -> bool:
    """Put *message* into the outbox for its group; False if it has this post already."""
    posting = message.posting
    row = {
        "id": new_id(),
        "address_id": posting.address_id,
        "channel": "telegram",
        "kind": "campaign",
        "rank": CAMPAIGN,
        "weight": 1,
        "key": f"post:{posting.moment}:{posting.group_id}",
        "words": store.vault.seal(message.words),
        "secret": False,
        "state": State.WAITING,
        "due_at": now,
        "tries": 0,
        "person_id": select(ADDRESSES.c.person_id).where(ADDRESSES.c.id == posting.address_id).scalar_subquery(),
        "under": message.under,
    }
    if not tx.execute(_SEND.on(tx).values(row)).rowcount:
        return False
    tx.execute(update(GROUPS).where(GROUPS.c.id == posting.group_id).values(posted_at=now))
    return True


def is_key(key: str | None) -> bool:
    """Whether a message with this key in the outbox carries a post to a group."""
    return (key or "").startswith("post:")


def carried(key: str) -> tuple[str, int]:
    """The moment that a message with this key carries, and the group it goes to."""
    moment, _colon, group = key.removeprefix("post:").rpartition(":")
    return moment, int(group)


def still_true(tx: Connection, moments: Collection[str], now: datetime) -> set[str]:
    """Those of these moments that still hold."""
    if not moments:
        return set()
    return set(tx.execute(select(POSTS.c.moment).where(POSTS.c.moment.in_(moments), is_true(now))).scalars())


def unposted(tx: Connection, key: str, message_id: int) -> None:
    """The message that carried a post to a group did not leave: the group lacks it, and may get it at a good hour."""
    moment, group_id = carried(key)
    tx.execute(delete(OUTBOX).where(OUTBOX.c.id == message_id))
    hold = select(HOLDERS.c.ambassador_id).where(HOLDERS.c.group_id == group_id, HOLDERS.c.ended_at.is_(None))
    theirs = (POSTS.c.moment == moment, POSTS.c.state == PostState.POSTED, POSTS.c.ambassador_id.in_(hold))
    tx.execute(update(POSTS).where(*theirs).values(state=PostState.APPROVED))
    last = select(func.max(OUTBOX.c.sent_at)).where(OUTBOX.c.address_id == GROUPS.c.address_id, is_post())
    tx.execute(update(GROUPS).where(GROUPS.c.id == group_id).values(posted_at=last.scalar_subquery()))


def is_post() -> Any:
    """Whether a message of the outbox carries a post to a group."""
    return OUTBOX.c.key.startswith("post:")


def finish(tx: Connection) -> None:
    """Posts that every group of their ambassador has are done."""
    done = update(POSTS).where(POSTS.c.state == PostState.APPROVED, ~lacks_it())
    tx.execute(done.values(state=PostState.POSTED))


def _may_get_one(now: datetime) -> Any:
    """Whether the group was left in peace long enough."""
    theirs = and_(OUTBOX.c.address_id == GROUPS.c.address_id, OUTBOX.c.rank == CAMPAIGN, OUTBOX.c.due_at > now - A_WEEK)
    lately = select(func.count()).select_from(OUTBOX).where(theirs).correlate(GROUPS).scalar_subquery()
    rested = or_(GROUPS.c.posted_at.is_(None), GROUPS.c.posted_at <= now - APART)
    return and_(rested, lately < MOST_A_WEEK)
