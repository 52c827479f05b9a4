"""What ambassadors are told: what the team decided, what waits for them or is over, a lost group, and thanks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.telling.pushing import tell_each
from bot.turn.message import Push
from bot.turn.ticker import Room
from flows.relays.ambassador import DECIDED
from flows.relays.myrelays import THANKS
from flows.relays.relay import FORUM_TOPIC_SHUT, GROUP_LOST, IS_LAPSING, IS_OVER
from flows.reminders.result_announced import due as result_due
from flows.reminders.result_announced import is_ready
from flows.talk.opening import Opening
from flows.town.edition import Edition
from flows.town.good_times import is_good
from flows.vote.results import published_at
from storage.database.store import Store
from storage.relays import ambassadors, forum_topics, groups, posts, thanks
from storage.relays.ambassadors import Ambassador
from storage.town import editions, publications
from storage.town.publications import Reader

A_DAY = timedelta(days=1)
"""After how long a result is thanked for: people read it first."""


def tell_all(room: Room) -> int:
    """All that is due for ambassadors themselves; how many were told."""
    told = tell_decisions(room)
    with room.store.reading() as tx:
        edition = editions.find(tx)
    if not is_good(room.clock.now(), edition):
        return told
    of_edition = (tell_lapsing, tell_lapsed, tell_thanks)
    told += sum(job(room, edition) for job in of_edition)
    return told + tell_lost(room) + tell_shut(room)


def tell_decisions(room: Room) -> int:
    """Tell those who asked to relay what the team said of it; how many were told."""
    with room.store.reading() as tx:
        waiting = ambassadors.untold(tx, room.store)
        pushes = addressed(tx, room.store, {ambassador.id: ambassador.person_id for ambassador in waiting})
    made = {
        ambassador.id: _decision(ambassador, pushes[ambassador.id]) for ambassador in waiting if ambassador.id in pushes
    }
    if not made:
        return 0
    told = tell_each(room.turns.hear, made).done
    with room.store.writing() as tx:
        ambassadors.told(tx, told, room.clock.now())
    return len(told)


def tell_lapsing(room: Room, edition: Edition) -> int:
    """Tell ambassadors of what waits for their word, and will soon be over; how many were told."""

    def waiting(tx: Connection, now: datetime) -> dict[int, int]:
        return {post.id: post.person_id for post in posts.lapsing(tx, edition.id, now)}

    return _tell(room, waiting, "relay:{id}:lapsing", IS_LAPSING, posts.told_lapsing)


def tell_lapsed(room: Room, edition: Edition) -> int:
    """Tell ambassadors of what they sent, or might have, and what will not go since it is over; how many were told."""

    def over(tx: Connection, now: datetime) -> dict[int, int]:
        return {post.id: post.person_id for post in posts.lapsed(tx, edition.id)}

    return _tell(room, over, "relay:{id}:over", IS_OVER, posts.told_lapsed)


def tell_lost(room: Room) -> int:
    """Tell ambassadors of the groups that we were thrown out of; how many were told."""
    return _tell(room, lambda tx, now: groups.lost(tx), "group:{id}:lost:{day}", GROUP_LOST, groups.told_lost)


def tell_shut(room: Room) -> int:
    """Tell ambassadors, once, that the topic of a group takes no messages; how many were told."""
    return _tell(
        room, lambda tx, now: forum_topics.untold(tx), "group:{id}:shut:{day}", FORUM_TOPIC_SHUT, forum_topics.told
    )


def tell_thanks(room: Room, edition: Edition) -> int:
    """Thank ambassadors, with their figures, once the result has been public for a day; how many were."""

    def due(tx: Connection, now: datetime) -> dict[int, int]:
        told = [one.at for one in result_due(edition)][:1]  # as the calendar has it: a count may be published before
        since = [*told, *filter(None, [published_at(edition)])]
        public = is_ready(edition) and bool(since) and max(since) <= now - A_DAY
        return thanks.unthanked(tx, edition.id) if public else {}

    def thanked(tx: Connection, ids: Collection[int]) -> None:
        thanks.thanked(tx, ids, room.clock.now())

    return _tell(room, due, "ambassador:{id}:thanks", THANKS, thanked)


def _tell(
    room: Room,
    what: Callable[[Connection, datetime], dict[int, int]],
    key: str,
    opens: Opening,
    told: Callable[[Connection, Collection[int]], None],
) -> int:
    """Tell each person of *what* is theirs (by its id), as it *opens*, and note that they were *told*; how many.

    It is heard once for its *key*, in which `{id}` stands for the id, and `{day}` for today where it may happen again.
    """
    now = room.clock.now()
    with room.store.reading() as tx:
        pushes = addressed(tx, room.store, what(tx, now))
    if not pushes:
        return 0
    made = {
        id: Push(
            key.format(id=id, day=now.date()),
            reader.channel,
            reader.address,
            opens,
            whom=reader.name,
            to=reader.person_id,
        )
        for id, reader in pushes.items()
    }
    done = tell_each(room.turns.hear, made).done
    with room.store.writing() as tx:
        told(tx, done)
    return len(done)


def addressed(tx: Connection, store: Store, persons: dict[int, int]) -> dict[int, Reader]:
    """Where each is written to, by what it is about; who cannot be reached, or wants silence, is left out."""
    readers = {reader.person_id: reader for reader in publications.readers(tx, store, set(persons.values()))}
    return {id: readers[person] for id, person in persons.items() if person in readers}


def _decision(ambassador: Ambassador, reader: Reader) -> Push:
    at = ambassador.decided_at.timestamp() if ambassador.decided_at else 0
    key = f"ambassador:{ambassador.id}:{ambassador.state}:{at}"
    return Push(key, reader.channel, reader.address, DECIDED, whom=reader.name)
