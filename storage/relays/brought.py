"""Who came through ambassadors after they were shown something to relay: counted, never listed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from storage.relays.ambassadors import AMBASSADORS
from storage.relays.newcomers import RELAYS
from storage.relays.post_rows import POSTS, PostState

AFTER = timedelta(days=7)
"""How long after it newcomers are counted with what was relayed, if nothing else was since."""


def brought(tx: Connection, edition_id: int) -> Mapping[int, int]:
    """How many people came after each campaign of the edition (by id) was shown to the ambassador they came through.

    Each is counted with the last that was: it is what came after, not what came of it.
    """
    posts = _posts(tx, edition_id)
    query = select(RELAYS.c.ambassador_id, RELAYS.c.at).where(RELAYS.c.ambassador_id.in_(posts))
    counts: Counter[int] = Counter()
    for ambassador, at in tx.execute(query):
        place = bisect_right(posts[ambassador], at, key=lambda post: post[0])
        shown_at, campaign = posts[ambassador][place - 1] if place else (at, None)
        if campaign is not None and at - shown_at <= AFTER:
            counts[campaign] += 1
    return counts


def _posts(tx: Connection, edition_id: int) -> Mapping[int, list[tuple[datetime, int | None]]]:
    """When each ambassador had something to relay, and of which campaign, oldest first."""
    query = select(POSTS.c.ambassador_id, POSTS.c.at, POSTS.c.campaign_id)
    query = query.join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id).order_by(POSTS.c.at)
    posts: dict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    ours = query.where(AMBASSADORS.c.edition_id == edition_id, POSTS.c.state != PostState.PREPARED)
    for ambassador, at, campaign in tx.execute(ours):
        posts[ambassador].append((at, campaign))
    return posts
