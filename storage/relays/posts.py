"""What ambassadors are to relay to their groups: shown to them first, then sent to each group once, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, and_, case, select, update

from flows.relays.deeds import RelayState
from flows.relays.hours import next_at
from storage.database.ids import new_id
from storage.database.upsert import Upsert
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.post_rows import OPEN, POSTS, TO_SETTLE, UNSEEN, PostState, is_true, lacks_it
from storage.reminders.campaigns import CAMPAIGNS

SOON, SHOWN_FOR = timedelta(days=1), timedelta(hours=12)
"""How long before it is over an ambassador who has not said yet is reminded of a post, and after how long at least."""


@dataclass(frozen=True, slots=True)
class Post:
    """Something to relay, by language, and whose it is."""

    id: int
    ambassador_id: int
    person_id: int
    words: Mapping[str, str]
    hours: int  # after which it goes by itself; 0: never
    own_hour: str  # at which it does, where its ambassador keeps one
    at: datetime  # when it came to say what it says
    changed: bool  # whether its ambassador was shown other words before
    goes_at: datetime | None  # by itself
    unseen: bool  # whether its ambassador is yet to be shown it


# Showing it to the ambassador


_PREPARE = Upsert(POSTS, ["key"], returning="id")


@dataclass(frozen=True, slots=True)
class ToRelay:
    """What ambassadors are to relay: its *words* by language, once for each *key*; a campaign's, or nobody's.

    Once for each date at which the campaign is *due*: one that is moved to later is another thing to say.
    """

    key: str
    words: Mapping[str, str]
    campaign_id: int | None = None
    due: datetime | None = None


def prepare(tx: Connection, edition_id: int, wanted: ToRelay, now: datetime) -> int:
    """Have every ambassador of the edition relay what is *wanted*; how many are new."""
    mine = and_(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED)
    ids = tx.execute(select(AMBASSADORS.c.id).where(mine).order_by(AMBASSADORS.c.id)).scalars().all()
    moment, words = _moment(tx, wanted), _kept(wanted.words)
    shared = {"campaign_id": wanted.campaign_id, "state": PostState.PREPARED, "words": words, "at": now}
    shared |= {"moment": moment}
    rows = [{"id": new_id(), "ambassador_id": id, "key": f"{moment}:{id}", **shared} for id in ids]
    if not rows:
        return 0
    return len(tx.execute(_PREPARE.on(tx), rows).all())


def _moment(tx: Connection, wanted: ToRelay) -> str:
    """What groups know it by, the same for all who relay it: a group that several hold gets it once.

    Where some were shown it for an earlier date it is another moment, by its new date; what waits for a word is of that
    one from then on.
    """
    if wanted.due is None:
        return wanted.key
    rows = tx.execute(select(POSTS).where(POSTS.c.campaign_id == wanted.campaign_id)).all()
    moment = f"{wanted.key}@{wanted.due.timestamp():.0f}"
    earlier = [row for row in rows if row.moment != moment and row.at < wanted.due]
    have = {row.ambassador_id for row in rows if row.moment == moment}
    for row in earlier:
        if row.state in TO_SETTLE and row.ambassador_id not in have:
            again = {"moment": moment, "key": f"{moment}:{row.ambassador_id}"}
            tx.execute(update(POSTS).where(POSTS.c.id == row.id).values(again))
    return moment if earlier else wanted.key


def prepared(tx: Connection, edition_id: int, now: datetime) -> list[Post]:
    """What ambassadors have yet to be shown, oldest first."""
    return _found(tx, edition_id, POSTS.c.state.in_(UNSEEN), is_true(now))


def previewed(tx: Connection, posts: Sequence[Post], now: datetime) -> None:
    """These were shown; they go by themselves after the hours, or at the hour, that their ambassadors named.

    *now* is in the town's zone.
    """
    for post in posts:
        after = now.astimezone(UTC) + timedelta(hours=post.hours) if post.hours else None
        goes_at = at_own_hour(tx, post, now) if post.own_hour else after
        shown = update(POSTS).where(POSTS.c.id == post.id, POSTS.c.state.in_(UNSEEN), POSTS.c.at == post.at)
        tx.execute(shown.values(state=PostState.PREVIEWED, goes_at=goes_at))


def at_own_hour(tx: Connection, post: Post, now: datetime) -> datetime | None:
    """When the post goes at its ambassador's own hour; None if it is over by then, so that they have to say."""
    at = next_at(post.own_hour, now)
    holds = tx.execute(select(POSTS.c.id).where(POSTS.c.id == post.id, is_true(at))).first()
    return at if holds else None


def waiting(tx: Connection, edition_id: int, person_id: int, id: int, now: datetime) -> Post | None:
    """The person's post of that id, or with 0 the newest, if it waits for their word and is still true."""
    mine = [AMBASSADORS.c.person_id == person_id, POSTS.c.state.in_(TO_SETTLE), is_true(now)]
    posts = _found(tx, edition_id, *mine, *((POSTS.c.id == id,) if id else ()))
    return posts[-1] if posts else None


def unshown(tx: Connection, ids: Collection[int]) -> None:
    """These were not shown after all: they are again, and go nowhere by themselves before."""
    shown = update(POSTS).where(POSTS.c.id.in_(ids), POSTS.c.state == PostState.PREVIEWED)
    tx.execute(shown.values(state=PostState.PREPARED, goes_at=None))


def settle(tx: Connection, id: int, state: PostState, now: datetime) -> bool:
    """The ambassador's word on a post: APPROVED or PASSED; False if there is nothing left to say of it."""
    ours = update(POSTS).where(POSTS.c.id == id, POSTS.c.state.in_(TO_SETTLE))
    return tx.execute(ours.values(state=state, approved_at=now if state is PostState.APPROVED else None)).rowcount == 1


def go_at(tx: Connection, id: int, at: datetime) -> bool:
    """The post goes by itself at that hour; False if nothing is left to say of it, or if it is over by then."""
    ours = update(POSTS).where(POSTS.c.id == id, POSTS.c.state.in_(TO_SETTLE), is_true(at))
    return tx.execute(ours.values(state=PostState.PREVIEWED, goes_at=at)).rowcount == 1


def going(tx: Connection, ambassador_id: int, now: datetime) -> list[datetime]:
    """When what the ambassador was shown goes by itself, the next first."""
    mine = (POSTS.c.ambassador_id == ambassador_id, POSTS.c.state == PostState.PREVIEWED, POSTS.c.goes_at.is_not(None))
    query = select(POSTS.c.goes_at).where(*mine, is_true(now), lacks_it()).order_by(POSTS.c.goes_at)
    return [at for at in tx.execute(query).scalars() if at]


# Keeping it true


@dataclass(frozen=True, slots=True)
class RelayedCampaign:
    """A campaign of which something may still go to groups."""

    id: int
    rule: str
    about: str
    due_at: datetime


def relayed(tx: Connection, edition_id: int, now: datetime) -> list[RelayedCampaign]:
    """The campaigns of the edition of which something may still go to groups, by date.

    What was put down later than *now* is left alone: a clock that is slow would find it not true yet, and close it.
    """
    known = (POSTS.c.campaign_id == CAMPAIGNS.c.id, POSTS.c.state.in_(OPEN), POSTS.c.at <= now)
    open_ = select(POSTS.c.id).where(*known).exists()
    query = select(CAMPAIGNS.c.id, CAMPAIGNS.c.rule, CAMPAIGNS.c.about, CAMPAIGNS.c.due_at)
    ours = query.where(CAMPAIGNS.c.edition_id == edition_id, open_).order_by(CAMPAIGNS.c.due_at, CAMPAIGNS.c.id)
    return [RelayedCampaign(*row) for row in tx.execute(ours)]


def reword(tx: Connection, campaign_id: int, words: Mapping[str, str], now: datetime) -> int:
    """Have what is relayed of the campaign say *words*; who saw others is to see it again. How many that were."""
    kept = _kept(words)
    other = (POSTS.c.campaign_id == campaign_id, POSTS.c.state.in_(OPEN), POSTS.c.words != kept)
    state = case((POSTS.c.state == PostState.PREPARED, PostState.PREPARED), else_=PostState.CHANGED)
    return tx.execute(update(POSTS).where(*other).values(words=kept, state=state, at=now, goes_at=None)).rowcount


def of_campaign(id: int) -> Any:
    """Whether a post is of that campaign."""
    return POSTS.c.campaign_id == id


def reopen(tx: Connection, ambassador_id: int, now: datetime) -> None:
    """A group was tied: what was shown and still holds is shown anew, and what was approved goes there too."""
    lacking = (POSTS.c.ambassador_id == ambassador_id, is_true(now), lacks_it())
    shown = POSTS.c.state.in_((PostState.PREVIEWED, PostState.REMINDED, PostState.POSTED))
    waits = POSTS.c.state.in_((*UNSEEN, PostState.APPROVED))
    tx.execute(update(POSTS).where(*lacking, waits).values(at=now))
    tx.execute(update(POSTS).where(*lacking, shown).values(state=PostState.PREPARED, at=now, goes_at=None))


def lapsing(tx: Connection, edition_id: int, now: datetime) -> list[Post]:
    """Those that will be over within a day, wait for their ambassador's word alone, and were shown for half a day."""
    campaign = select(CAMPAIGNS.c.id).where(
        CAMPAIGNS.c.id == POSTS.c.campaign_id, CAMPAIGNS.c.until > now, CAMPAIGNS.c.until <= now + SOON
    )
    waits = (POSTS.c.state == PostState.PREVIEWED, POSTS.c.goes_at.is_(None), POSTS.c.at <= now - SHOWN_FOR)
    return _found(tx, edition_id, *waits, campaign.exists(), lacks_it(), is_true(now))


def told_lapsing(tx: Connection, ids: Collection[int]) -> None:
    """Of these their ambassadors have heard that they are soon over."""
    waiting = update(POSTS).where(POSTS.c.id.in_(ids), POSTS.c.state == PostState.PREVIEWED)
    tx.execute(waiting.values(state=PostState.REMINDED))


def lapsed(tx: Connection, edition_id: int) -> list[Post]:
    """Those of which their ambassadors are to hear that they are over."""
    return _found(tx, edition_id, POSTS.c.state == PostState.LAPSED)


def told_lapsed(tx: Connection, ids: Collection[int]) -> None:
    """Of these their ambassadors have heard."""
    over = update(POSTS).where(POSTS.c.id.in_(ids), POSTS.c.state == PostState.LAPSED)
    tx.execute(over.values(state=PostState.PASSED))


def _kept(words: Mapping[str, str]) -> str:
    return orjson.dumps(dict(words)).decode()


def _found(tx: Connection, edition_id: int, *which: Any) -> list[Post]:
    query = (
        select(POSTS, AMBASSADORS.c.person_id, AMBASSADORS.c.auto_hours, AMBASSADORS.c.auto_at)
        .join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id)
        .where(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED, *which)
    )
    return [
        Post(
            id=row.id,
            ambassador_id=row.ambassador_id,
            person_id=row.person_id,
            words=orjson.loads(row.words),
            hours=row.auto_hours,
            own_hour=row.auto_at,
            at=row.at,
            changed=row.state == PostState.CHANGED,
            goes_at=row.goes_at,
            unseen=row.state in UNSEEN,
        )
        for row in tx.execute(query.order_by(POSTS.c.id))
    ]
