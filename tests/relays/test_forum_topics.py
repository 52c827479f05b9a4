"""A group that is a forum: what is relayed goes into the topic where the group was tied, as long as there is one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.relays.relays import relays_due
from storage.messages.outbox import OUTBOX, State
from storage.relays.forum_topics import ForumTopicState
from storage.relays.holders import GROUPS
from tests.fakes.telegram_forum_topics import ForumTopic
from tests.fakes.telegram_people import Seen
from tests.support.hall import Hall
from tests.support.relaying import relayed
from tests.support.telegram_bot import eventually

OPENS = "Le vote est ouvert."
A_DAY = timedelta(days=1, minutes=5)
TOLD = "le sujet relié est fermé ou supprimé"


async def relays(hall: Hall, key: str = "opens") -> Seen:
    """The group reads what Nadia relays."""
    before = len(posts(hall))
    relayed(hall.room, OPENS, key)
    await hall.sends()
    await eventually(lambda: len(posts(hall)) > before)
    return posts(hall)[-1]


def posts(hall: Hall) -> list[Seen]:
    """What was relayed to the group."""
    return [message for message in hall.said if message.text.startswith(OPENS)]


def where(message: Seen) -> int:
    """The topic that a message is in; 0 is the general one."""
    return int(message.raw.get("message_thread_id", 0))


async def test_what_is_relayed_goes_where_the_group_was_tied(hall: Hall) -> None:
    topic = ForumTopic(hall.crowd, hall.karim, "Budget participatif")

    told = await hall.tie(topic)
    posted = await relays(hall)

    assert (where(told), where(posted)) == (topic.id, topic.id)


async def test_a_command_is_answered_where_it_was_written(hall: Hall) -> None:
    topic, other = (ForumTopic(hall.crowd, hall.karim, name) for name in ("Budget participatif", "Jardin"))
    await hall.tie(topic)

    said = []
    for place in (other, hall.crowd):
        hall.telegram_waits()
        said.append(await hall.hears(hall.karim, "/bp", place))
    hall.nadia.writes("/sondage", to=other)
    await eventually(lambda: any("poll" in message.raw for message in other.chat))

    assert [where(message) for message in said] == [other.id, 0]


async def test_replies_in_the_general_topic_are_no_topic(hall: Hall) -> None:
    """A reply there has the number of its thread, which Telegram knows as no topic."""
    hall.crowd.within = {"message_thread_id": 4242}

    told = await hall.tie()

    assert where(told) == 0


async def test_the_ambassador_moves_to_another_topic_by_writing_there(hall: Hall) -> None:
    topic, other = (ForumTopic(hall.crowd, hall.karim, name) for name in ("Budget participatif", "Jardin"))
    await hall.tie(topic)

    await hall.hears(hall.nadia, "/relier", other)

    assert where(await relays(hall)) == other.id


async def test_from_a_closed_topic_it_goes_to_the_general_one_and_the_ambassador_hears_so_once(hall: Hall) -> None:
    topic = ForumTopic(hall.crowd, hall.karim, "Budget participatif")
    await hall.tie(topic)
    topic.closes(hall.karim)

    first = await relays(hall)
    relays_due(hall.room)
    await hall.nadia.hears(TOLD)
    hall.clock.ahead += A_DAY
    second = await relays(hall, "again")
    relays_due(hall.room)
    topic.reopens(hall.karim)
    hall.clock.ahead += A_DAY
    third = await relays(hall, "open")

    assert [where(message) for message in (first, second, third)] == [0, 0, topic.id]
    assert len([message for message in hall.nadia.said_to_me() if TOLD in message.text]) == 1


async def test_a_topic_that_was_deleted_is_asked_no_more(hall: Hall) -> None:
    topic = ForumTopic(hall.crowd, hall.karim, "Budget participatif")
    await hall.tie(topic)
    topic.is_deleted()

    posted = await relays(hall)

    assert where(posted) == 0
    assert hall.group is not None
    with hall.bot.house.store.reading() as tx:
        [kept] = tx.execute(select(GROUPS.c.forum_topic, GROUPS.c.forum_topic_state)).all()
    assert tuple(kept) == (None, ForumTopicState.SHUT)


async def test_where_the_general_topic_is_closed_too_it_is_given_up_and_the_ambassador_hears_so(hall: Hall) -> None:
    topic = ForumTopic(hall.crowd, hall.karim, "Budget participatif")
    await hall.tie(topic)
    topic.closes(hall.karim)
    hall.crowd.shared.is_general_shut = True

    relayed(hall.room, OPENS, "opens")
    await hall.sends()
    await eventually(lambda: State.FAILED in states(hall))
    relays_due(hall.room)

    await hall.nadia.hears(TOLD)
    assert posts(hall) == []


def states(hall: Hall) -> list[str]:
    """What became of all that was sent."""
    with hall.bot.house.store.reading() as tx:
        return list(tx.execute(select(OUTBOX.c.state)).scalars())
