"""What nobody asked for leaves at a good hour, while it is true; else it goes back, and is told anew if it still is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.telling.pushing import CHUNK, tell_each
from bot.turn.message import Push
from bot.turn.ticker import Room
from flows.town.edition import Edition
from flows.town.good_times import is_good
from storage.database.store import Store
from storage.messages.outbox import State
from storage.sending import unasked
from storage.sending.unasked import GoneBack
from storage.town import editions, publications
from storage.town.publications import Reader

log = structlog.get_logger()

STALE = timedelta(hours=1)
"""A reminder that waits in the outbox for longer (the network is down) goes back: days are counted in it."""


class Sieve:
    """Holds back, when it is leased, what nobody asked for and what may not be true any more."""

    def __init__(self, store: Store) -> None:
        """Over *store*."""
        self._store = store
        self._edition: Edition | None = None

    def taken_back(self, tx: Connection, rows: Sequence[Any], now: datetime) -> Collection[int]:
        """Those of these *rows* of the outbox that must not leave as they are, by id; they are taken back."""
        unasked.lapsed(tx, [row.id for row in rows if row.state == State.SENDING])
        edition = self._current(tx)
        ids = {row.id for row in rows}
        if is_good(now, edition):
            ids = unasked.changed(tx, rows, unasked.version_of(edition), now, now - STALE)
        if not ids:
            return ()
        these = unasked.of_messages(row for row in rows if row.id in ids)
        back = unasked.take_back(tx, self._store, unasked.Recall("told later", now), these)
        log.info("taken back", action="sieve", count=len(back))
        return back

    def _current(self, tx: Connection) -> Edition:
        """The current edition; read again only when it has changed."""
        id, version = editions.version_of_current(tx)
        if self._edition is None or (self._edition.id, self._edition.version) != (id, version):
            self._edition = editions.snapshot(tx, id)
        return self._edition


def tell_anew(room: Room) -> int:
    """Take back what waits where nobody wants it, and tell anew what went back, at a good hour; how much that was."""
    now = room.clock.now()
    with room.store.writing() as tx:
        silenced = len(unasked.silenced(tx, room.store, "nobody wants it there", now))
    with room.store.reading() as tx:
        back = unasked.gone_back(tx, CHUNK) if is_good(now, editions.find(tx)) else []
        reached = publications.readers(tx, room.store, {wish.person_id for wish in back}) if back else []
    if not back:
        return silenced
    readers = {reader.person_id: reader for reader in reached}
    pushes = {wish.id: _push(wish, readers[wish.person_id]) for wish in back if wish.person_id in readers}
    tell_each(room.turns.hear, pushes)
    with room.store.writing() as tx:
        unasked.told_anew(tx, [wish.id for wish in back])
    return silenced + len(back)


def _push(wish: GoneBack, reader: Reader) -> Push:
    """The same wish, under a name of its own: that of the message that never left. Heard twice, it is told once."""
    key = f"anew:{wish.id}"
    return Push(key, reader.channel, reader.address, wish.opens, whom=reader.name, to=wish.person_id)
