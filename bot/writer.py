"""The one thread that writes: whatever arrives while a transaction commits is heard together in the next one."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from bot.turn import Heard, Incoming

MOST = 256
"""Messages in one transaction: beyond that the first of them would wait for the last."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    message: Incoming
    tell: Callable[[Heard | BaseException], None]
    loop: asyncio.AbstractEventLoop | None = None


class Writer:
    """Takes messages from any thread or event loop and hears them in batches, each in the order it came."""

    def __init__(self, hear: Callable[[Sequence[Incoming]], list[Heard]], most: int = MOST) -> None:
        """*hear* handles a batch and commits it."""
        self._hear = hear
        self._most = most
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def heard(self, message: Incoming) -> Heard:
        """What came of *message*, once it is committed. Raises what `Turns.hear` raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Heard] = loop.create_future()
        self._queue.put(_Waiting(message, _teller(future), loop))
        return await future

    def submit(self, message: Incoming) -> Future[Heard]:
        """The same for threads."""
        future: Future[Heard] = Future()
        self._queue.put(_Waiting(message, _teller(future)))
        return future

    def close(self) -> None:
        """Hear what has arrived, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, last = self._batch(first)
            self._answer(batch)
            if last:
                return

    def _batch(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """What is waiting now, and whether it is the last there will be."""
        batch = [first]
        while len(batch) < self._most:
            try:
                waiting = self._queue.get_nowait()
            except queue.Empty:
                break
            if waiting is None:
                return batch, True
            batch.append(waiting)
        return batch, False

    def _answer(self, batch: list[_Waiting]) -> None:
        try:
            outcomes: Sequence[Heard | BaseException] = self._hear([waiting.message for waiting in batch])
        except BaseException as error:  # each caller gets it: none of these messages was heard
            outcomes = [error] * len(batch)
        self._tell(list(zip(batch, outcomes, strict=True)))

    def _tell(self, told: list[tuple[_Waiting, Heard | BaseException]]) -> None:
        """One wake-up for each event loop, however many of its tasks wait."""
        loops: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Heard | BaseException]]] = {}
        for waiting, outcome in told:
            if waiting.loop is None:
                waiting.tell(outcome)
            else:
                loops.setdefault(waiting.loop, []).append((waiting, outcome))
        for loop, pairs in loops.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_tell_all, pairs)


def _tell_all(pairs: list[tuple[_Waiting, Heard | BaseException]]) -> None:
    for waiting, outcome in pairs:
        waiting.tell(outcome)


def _teller(future: asyncio.Future[Heard] | Future[Heard]) -> Callable[[Heard | BaseException], None]:
    def tell(outcome: Heard | BaseException) -> None:
        if future.done():  # its caller stopped waiting; the message is heard all the same
            return
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    return tell
