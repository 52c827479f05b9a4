"""A turn: messages in, replies out, and between the two a single transaction.

    messages in → [ remember them (or stop: had already) → lock the people → take the scenes
                  → doors, flow, deeds → conversations → outbox ]  one transaction → replies out

Whatever arrived while the last transaction was committing is heard together in the next one. Nothing is acknowledged
before it is committed, so a crash loses nothing; a message delivered twice is remembered from the first time, and
gets the same answer. If one turn of a batch fails, the batch is rolled back and its turns are heard one by one; the
one that fails alone is set aside with its error, and its person gets an honest sentence.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.clock import Clock
from bot.metrics import BATCHES, SET_ASIDE, TURNS
from bot.turn.batch import Batch
from bot.turn.message import Arrival, Heard
from bot.turn.true_hour import TrueHour
from flows.town.edition import Edition
from storage.database.store import Store
from storage.town import editions

log = structlog.get_logger()

COLLISIONS = 3
"""How often a batch is begun anew because another process changed the same rows: the second time it is usually done."""

DEADLOCK = "40P01"
"""What PostgreSQL calls it when two transactions wait for each other, and it ends one of them."""


class Turns:
    """Hears messages: the one place where what people write changes anything."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Turns over *store*, at the time *clock* tells."""
        self.store = store
        self.clock = clock
        self._hour = TrueHour(clock)
        self._edition: Edition | None = None

    def hear(self, arrivals: Sequence[Arrival]) -> list[Heard]:
        """What came of each of *arrivals*, heard in their order; committed when this returns.

        Raises only what concerns the store itself (it cannot be reached, it is busy): then nothing was heard, and the
        providers will deliver again.
        """
        if not arrivals:
            return []
        try:
            return self._undisturbed(arrivals)
        except (OperationalError, editions.NoEdition):
            raise
        except Exception as error:
            if len(arrivals) == 1:
                return [self._set_aside(arrivals[0], error)]
            return [self.hear([arrival])[0] for arrival in arrivals]

    def _undisturbed(self, arrivals: Sequence[Arrival]) -> list[Heard]:
        """The batch, begun anew as long as another process comes between."""
        for _again in range(COLLISIONS - 1):
            try:
                return self._together(arrivals)
            except DBAPIError as error:
                if not _is_collision(error):
                    raise
        return self._together(arrivals)

    def _together(
        self, arrivals: Sequence[Arrival], turn: Callable[[Batch, Arrival], None] = Batch.turn
    ) -> list[Heard]:
        """One transaction: begin the batch, a *turn* for each new arrival, write."""
        with BATCHES.time(), self.store.writing() as tx:
            batch = Batch.begin(tx, self.store, self._snapshot(tx), self._hour.now(tx), arrivals)
            for arrival in batch.new:
                turn(batch, arrival)
            batch.write()
            heard = batch.heard(arrivals)
        for channel, count in Counter(arrival.channel for arrival in batch.new).items():
            TURNS.labels(channel).inc(count)
        return heard

    def _snapshot(self, tx: Connection) -> Edition:
        """The current edition; read again only when it has changed."""
        id, version = editions.version_of_current(tx)
        if self._edition is None or (self._edition.id, self._edition.version) != (id, version):
            self._edition = editions.snapshot(tx, id)
        return self._edition

    def _set_aside(self, arrival: Arrival, error: Exception) -> Heard:
        """Keep what cannot be answered, for the team, and tell its person so."""
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise error
        where = traceback.format_tb(error.__traceback__)  # not what the error says: it may name a choice
        what = {"provider": arrival.provider, "id": arrival.id, "error": type(error).__name__, "where": where}
        log.error("set aside", action="set_aside", **what)
        SET_ASIDE.inc()
        return self._together([arrival], lambda batch, failed: batch.apologise(failed, error))[0]


def _is_collision(error: DBAPIError) -> bool:
    """Whether the error comes of what another process did at the same moment, so that trying again may do."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) == DEADLOCK
