"""Telling the followers of projects what was published: each person once, whatever crashes, in one message.

Every message is a push with a name of its own (the publication and the person), which the inbox takes once. A
publication is done when the last of its followers was written to; until then anyone may go on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.telling.pushing import CHUNK, Hear, tell_each
from bot.turn.message import Push
from flows.projects.news import news_for
from flows.town.good_times import is_good
from storage.database.store import Store
from storage.town import editions, publications
from storage.town.events import Event
from storage.town.publications import Reader


def tell(store: Store, hear: Hear, now: datetime, progress: Callable[[int], None] | None = None) -> int:
    """Tell what was published and is not told yet, at an hour at which people may be written to; how many were told.

    *progress* is called with how many more have been told, or had been before.
    """
    with store.reading() as tx:
        waiting = publications.untold(tx) if is_good(now, editions.find(tx)) else []
    return sum(_tell(store, hear, publication, now, progress) for publication in waiting)


def left(store: Store) -> int:
    """How many people are concerned by what is published and not told to all of them."""
    with store.reading() as tx:
        waiting = publications.untold(tx)
        return sum(
            len(readers_of(tx, store, publications.of_publication(tx, publication), publication))
            for publication in waiting
        )


def readers_of(tx: Connection, store: Store, events: Iterable[Event], publication: int = 0) -> list[Reader]:
    """Whom *events* concern and where each is written to; once published by *publication*, only who followed before."""
    return publications.readers(tx, store, list(concerned(tx, events, publication)))


def audience(store: Store, events: Iterable[Event]) -> int:
    """How many people would be told of *events*."""
    with store.reading() as tx:
        return len(readers_of(tx, store, events))


def _tell(store: Store, hear: Hear, publication: int, now: datetime, progress: Callable[[int], None] | None) -> int:
    """Tell one publication to all whom it concerns; how many had not been told before."""
    with store.reading() as tx:
        whom = concerned(tx, publications.of_publication(tx, publication), publication)
    people, count = sorted(whom), 0
    for start in range(0, len(people), CHUNK):
        with store.reading() as tx:
            readers = publications.readers(tx, store, people[start : start + CHUNK])
        if readers:
            pushes = {reader.person_id: _push(publication, reader, whom[reader.person_id]) for reader in readers}
            count += tell_each(hear, pushes).new
        if progress:
            progress(len(readers))
    with store.writing() as tx:
        publications.told(tx, publication, now)
    return count


def concerned(tx: Connection, events: Iterable[Event], publication: int = 0) -> dict[int, list[int]]:
    """The ids of the events that concern each person, by person; once published, only of who followed before."""
    pairs, received = [], []
    for event in events:
        pairs.append((event.id, event.change.project_id))
        if event.change.merged_into:
            received.append((event.id, event.change.merged_into))
    return publications.concerned(tx, pairs, publication, received)


def _push(publication: int, reader: Reader, events: list[int]) -> Push:
    key = f"news:{publication}:{reader.person_id}"
    opens = news_for(reader.person_id, events)
    return Push(key, reader.channel, reader.address, opens, whom=reader.name, to=reader.person_id)
