"""Ids given by us rather than by the database, so that rows of many tables can be written in one statement each."""

from __future__ import annotations

import secrets
import threading
import time

_COUNTER_BITS = 21
_lock = threading.Lock()
_counter = secrets.randbits(_COUNTER_BITS)
_last = 0


def new_id() -> int:
    """A new id, greater than every id this process gave before: milliseconds since 1970, then a counter begun at
    random.

    Fits a signed 64-bit column until the year 2109. Two processes may, once in two million times within the same
    millisecond, give the same id: the database refuses the second, and its turn is tried again.
    """
    global _counter, _last
    with _lock:
        _counter = (_counter + 1) % (1 << _COUNTER_BITS)
        now = int(time.time() * 1000)
        _last = max(_last + 1, (now << _COUNTER_BITS) | _counter)
        return _last
