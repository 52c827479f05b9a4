"""The one thread that writes: whatever arrives while a transaction commits is heard together in the next one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from bot.metrics import DROPPED
from bot.turn.message import Heard, Incoming
from bot.turn.reading import AheadReader
from bot.turn.waiting_line import TooManyWaiting, WaitingLine

MOST = 256
"""Messages in one transaction: beyond that the first of them would wait for the last."""

EACH = 8
"""Messages of one address in one transaction: whoever sends many at once waits for the next, and nobody for them."""

WAITING = 2_000
"""Messages that may wait: at 200 a second, the last of them is answered before its provider stops waiting (15 s)."""

A_MOMENT = 0.05
"""Seconds between two looks whether there is room."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    message: Incoming
    tell: Callable[[Heard | BaseException], None]
    loop: asyncio.AbstractEventLoop | None = None
    read: threading.Event | None = None  # set once it was read; None if there is nothing to read

    @property
    def is_ready(self) -> bool:
        """Whether it can be heard."""
        return self.read is None or self.read.is_set()


class Writer:
    """Takes messages from any thread or event loop and hears them in batches, each person's in the order they came."""

    def __init__(
        self,
        hear: Callable[[Sequence[Incoming]], list[Heard]],
        most: int = MOST,
        waiting: int = WAITING,
        reader: AheadReader | None = None,
    ) -> None:
        """*hear* handles a batch of at most *most* and commits it; so many may be *waiting*.

        What the *reader* wants is read before it joins a batch: others pass meanwhile, but none of the same address.
        """
        self._hear = hear
        self._most = most
        self._reader = reader
        self._line: WaitingLine[_Waiting] = WaitingLine(waiting, lambda one: one.is_ready)
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def heard(self, message: Incoming, *, patient: bool = False) -> Heard:
        """What came of *message*, once it is committed. Raises what `Turns.hear` raises.

        Raises TooManyWaiting too, unless the caller is *patient*: then it is to wait for `room` before the next few.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Heard] = loop.create_future()
        self._join(_Waiting(message, _teller(future), loop), patient=patient)
        return await future

    async def room(self) -> None:
        """Wait until the line is no longer full."""
        while self._line.is_full:  # noqa: ASYNC110  # it is a thread that makes room
            await asyncio.sleep(A_MOMENT)

    def submit(self, message: Incoming) -> Future[Heard]:
        """The same for threads."""
        future: Future[Heard] = Future()
        self._join(_Waiting(message, _teller(future)))
        return future

    def close(self) -> None:
        """Hear what has arrived, then stop."""
        self._line.close()
        self._thread.join()
        if self._reader:
            self._reader.close()

    def _join(self, waiting: _Waiting, *, patient: bool = False) -> None:
        message = waiting.message
        reader = self._reader if self._reader and self._reader.wants(message) else None
        if reader:
            waiting = replace(waiting, read=threading.Event())
        try:
            self._line.join((message.channel, message.address), waiting, patient=patient)
        except TooManyWaiting:
            DROPPED.labels(message.channel, "full").inc()
            raise
        if reader and waiting.read:
            reader.take(message.text, partial(self._was_read, waiting.read))

    def _was_read(self, read: threading.Event) -> None:
        read.set()
        self._line.look_again()

    def _run(self) -> None:
        while batch := self._line.served(self._most, EACH):
            self._answer(batch)

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
