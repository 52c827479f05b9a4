"""The hour that people are heard at: the clock's, or, while that cannot be trusted, the last one written, going on.

So nobody is told that the vote is over because a clock is wrong, and nothing is written at an hour that never was.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from storage.restoring import hours

EVERY = 30.0
"""Seconds after which it is looked at again whether an operator took the clock's word."""

MOVED = timedelta(minutes=1)
"""What a clock goes apart from the time that passes before it is taken to have been set."""

_NOTHING = timedelta()


class TrueHour:
    """Tells the hour within a transaction; it looks into the store now and then, and when the clock was set."""

    def __init__(self, clock: Clock) -> None:
        """*clock* may be wrong, unless it may leap."""
        self._clock = clock
        self._wrong_by = _NOTHING
        self._looked: tuple[float, datetime] | None = None

    def now(self, tx: Connection) -> datetime:
        """The hour, in UTC."""
        now = self._clock.now()
        if not self._clock.may_leap and self._is_to_look(now):
            self._look(tx, now)
        return now - self._wrong_by

    def _is_to_look(self, now: datetime) -> bool:
        if self._looked is None:
            return True
        looked, then = self._looked
        passed = time.monotonic() - looked
        return passed > EVERY or abs(now - then - timedelta(seconds=passed)) > MOVED

    def _look(self, tx: Connection, now: datetime) -> None:
        """What was found wrong before stays so much: the hour goes on while it waits for an operator."""
        self._looked = time.monotonic(), now
        last = hours.last(tx)
        if last is None or not hours.is_leap(last, now):
            self._wrong_by = _NOTHING
        elif self._wrong_by == _NOTHING or hours.is_leap(last, now - self._wrong_by):
            self._wrong_by = now - last
