"""How far what a campaign relays has come: the ambassadors who were shown it, and the groups that have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage.messages.outbox import OUTBOX, State
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.holders import HOLDERS
from storage.relays.post_rows import POSTS, PostState, key_of


@dataclass(frozen=True, slots=True)
class RelayedSoFar:
    """The ambassadors who were shown it, and the groups that it went to."""

    ambassadors: int = 0
    groups: int = 0


def relayed_so_far(tx: Connection, edition_id: int) -> Mapping[int, RelayedSoFar]:
    """How far each campaign of the edition (by id) was relayed."""
    mine = (AMBASSADORS.c.edition_id == edition_id, POSTS.c.campaign_id.is_not(None))
    each = func.count(func.distinct(POSTS.c.ambassador_id))  # also who was shown it again, at another date
    posts = select(POSTS.c.campaign_id, each).join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id)
    seen = posts.where(*mine, POSTS.c.state != PostState.PREPARED).group_by(POSTS.c.campaign_id)
    went = (
        select(POSTS.c.campaign_id, func.count(HOLDERS.c.group_id.distinct()))
        .join(AMBASSADORS, AMBASSADORS.c.id == POSTS.c.ambassador_id)
        .join(HOLDERS, HOLDERS.c.ambassador_id == AMBASSADORS.c.id)
        .join(OUTBOX, OUTBOX.c.key == key_of())
        .where(*mine, OUTBOX.c.state.in_((State.SENT, State.DELIVERED)))
        .group_by(POSTS.c.campaign_id)
    )
    groups: dict[int, int] = dict(tx.execute(went).all())
    return {id: RelayedSoFar(count, groups.get(id, 0)) for id, count in tx.execute(seen)}
