"""The forum topic in which a group was tied: what is relayed goes there, as long as it takes messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, select, update

from storage.database.store import Store
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Parcel
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.holders import GROUPS, HOLDERS


class ForumTopicState(StrEnum):
    """Whether the topic of a group takes our messages."""

    OPEN = "open"  # as far as we know
    SHUT = "shut"  # it refused one, and who holds the group has yet to hear so
    TOLD = "told"  # it refused one, and they have heard


def settle(tx: Connection, group_id: int, forum_topic: int) -> None:
    """What is relayed to the group goes to that topic from now on; 0: to the general one."""
    values = {"forum_topic": forum_topic or None, "forum_topic_state": ForumTopicState.OPEN}
    tx.execute(update(GROUPS).where(GROUPS.c.id == group_id).values(values))


def shut(tx: Connection, address_id: int, *, gone: bool) -> None:
    """The group's topic refused a message: who holds it hears so once. One that is *gone* is asked no more."""
    here, was_open = update(GROUPS).where(GROUPS.c.address_id == address_id), _is(ForumTopicState.OPEN)
    tx.execute(here.where(was_open).values(forum_topic_state=ForumTopicState.SHUT))
    if gone:
        tx.execute(here.values(forum_topic=None))


def to_the_general_one(tx: Connection, store: Store, parcel: Parcel) -> None:
    """A message that its topic refused goes to the general one, when it is sent again."""
    words = store.vault.seal(replace(parcel.message, forum_topic=0).as_json())
    tx.execute(update(OUTBOX).where(OUTBOX.c.id == parcel.id).values(words=words))


def untold(tx: Connection) -> dict[int, int]:
    """The holders (by id) of groups whose topic is shut, who have not heard so, and the person of each."""
    query = select(HOLDERS.c.id, AMBASSADORS.c.person_id).join(AMBASSADORS, AMBASSADORS.c.id == HOLDERS.c.ambassador_id)
    theirs = query.join(GROUPS, GROUPS.c.id == HOLDERS.c.group_id)
    rows = tx.execute(theirs.where(_is(ForumTopicState.SHUT), HOLDERS.c.ended_at.is_(None))).all()
    return {row.id: row.person_id for row in rows}


def told(tx: Connection, ids: Collection[int]) -> None:
    """Of the topics of their groups these holders have heard."""
    theirs = select(HOLDERS.c.group_id).where(HOLDERS.c.id.in_(ids))
    tx.execute(update(GROUPS).where(GROUPS.c.id.in_(theirs)).values(forum_topic_state=ForumTopicState.TOLD))


def _is(state: ForumTopicState) -> ColumnElement[bool]:
    return GROUPS.c.forum_topic_state == state
