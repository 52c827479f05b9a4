"""Telling everyone on the roll that the ballot changed after they had voted: alike, once each, whatever crashes.

Every message is a push with a name of its own (the change and the person), which the inbox takes once.
"""

from __future__ import annotations

from datetime import datetime

from bot.telling.pushing import CHUNK, Hear, tell_each
from bot.turn.message import Push
from flows.town.good_times import is_good
from flows.vote.ballot_changed import change_told
from storage.database.store import Store
from storage.town import editions, publications
from storage.town.publications import Reader
from storage.votes import ballot_changes, votes


def tell(store: Store, hear: Hear, now: datetime) -> int:
    """Tell what changed in the ballot of the open edition and is not told yet, at a good hour; how many were told."""
    with store.reading() as tx:
        edition = editions.find(tx)
        waiting = [change.id for change in ballot_changes.untold(tx) if change.edition_id == edition.id]
    if not waiting or not is_good(now, edition):
        return 0
    return sum(_tell(store, hear, edition.id, change, now) for change in waiting)


def _tell(store: Store, hear: Hear, edition_id: int, change: int, now: datetime) -> int:
    """Tell one change to all who have voted; how many had not been told before."""
    with store.reading() as tx:
        people, count = sorted(votes.voters_of(tx, edition_id)), 0
    for start in range(0, len(people), CHUNK):
        with store.reading() as tx:
            readers = publications.readers(tx, store, people[start : start + CHUNK])
        count += tell_each(hear, {reader.person_id: _push(change, reader) for reader in readers}).new
    with store.writing() as tx:
        ballot_changes.told(tx, change, now)
    return count


def _push(change: int, reader: Reader) -> Push:
    key = f"ballot:{change}:{reader.person_id}"
    return Push(key, reader.channel, reader.address, change_told(change), whom=reader.name, to=reader.person_id)
