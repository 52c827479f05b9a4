"""Waiting for something to change in a fake, from a thread or from a coroutine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung at each change; its lock guards all that a fake remembers, and may be taken again by who holds it."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self.lock = threading.Condition(threading.RLock())
        self.rung = 0
        self._sleepers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> int:
        """Wake all who wait; the number of this change."""
        with self.lock:
            self.rung += 1
            self.lock.notify_all()
            for loop, event in self._sleepers:
                loop.call_soon_threadsafe(event.set)
            return self.rung

    def wait(self, find: Callable[[], T | None], seconds: float) -> T | None:
        """What *find* finds, as soon as it finds something; None if it has not within *seconds*. Blocks the thread."""
        until = monotonic() + seconds
        with self.lock:
            while (result := find()) is None:
                left = until - monotonic()
                if left <= 0:
                    return None
                self.lock.wait(left)
        return result

    async def wait_async(self, find: Callable[[], T | None], seconds: float) -> T | None:
        """The same, from a coroutine, whose loop goes on meanwhile."""
        sleeper = (asyncio.get_running_loop(), asyncio.Event())
        with self.lock:
            self._sleepers.add(sleeper)
        try:
            return await self._asleep(sleeper[1], find, monotonic() + seconds)
        finally:
            with self.lock:
                self._sleepers.discard(sleeper)

    async def _asleep(self, woken: asyncio.Event, find: Callable[[], T | None], until: float) -> T | None:
        while True:
            woken.clear()
            with self.lock:
                result = find()
            left = until - monotonic()
            if result is not None or left <= 0:
                return result
            try:
                async with asyncio.timeout(left):
                    await woken.wait()
            except TimeoutError:
                return None
