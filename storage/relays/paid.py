"""What showing ambassadors something by SMS costs: counted with the campaign that they relay, within its ceilings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from flows.relays.relay import RELAY, post_shown
from flows.talk.opening import Opening
from storage.messages.to_send import ToSend
from storage.relays.post_rows import POSTS
from storage.reminders import spending


def pay(tx: Connection, messages: Iterable[ToSend], now: datetime) -> None:
    """Count the segments of what ambassadors are shown, among the *messages* that were just put into the outbox."""
    weights: Counter[int] = Counter()
    for message in messages:
        if message.wish and message.channel == "sms" and (post := post_of_wish(message.wish)):
            weights[post] += message.weight
    if weights:
        spending.add(tx, by_campaign(tx, weights), now)


def post_of_wish(wish: str) -> int:
    """The post that a message shows to its ambassador; 0 if its wish is another."""
    return post_shown(Opening.read(wish)) if wish.startswith(f"{RELAY.name} ") else 0


def by_campaign(tx: Connection, weights: Mapping[int, int]) -> Counter[int]:
    """The segments of each campaign, of posts given by their ids; what no campaign relays is paid by none."""
    query = select(POSTS.c.id, POSTS.c.campaign_id).where(POSTS.c.id.in_(weights), POSTS.c.campaign_id.is_not(None))
    segments: Counter[int] = Counter()
    for post, campaign in tx.execute(query):
        segments[campaign] += weights[post]
    return segments
