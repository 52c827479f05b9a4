"""Reading before hearing: what needs an encoder is read by a thread of its own, and nobody waits but who wrote it.

1. Only words are read that are no digits, no keyword to the letter and no tap: a vote waits for nothing.
2. What has not been read in time is heard all the same: words alone serve.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence

import structlog

from bot.languages.words import lexicon
from bot.turn.message import Incoming
from flows.understanding.folding import fold

log = structlog.get_logger()

MOST = 64
"""Messages that are read at a time."""

WAITING = 256
"""Messages that may wait to be read: of more, words alone are heard, so that the last is answered in time."""


class AheadReader:
    """Has texts read in the order they came, by one thread; each is *done* then, whatever became of it."""

    def __init__(self, read: Callable[[Sequence[str]], None], can: Callable[[], bool] = lambda: True) -> None:
        """*read* reads some texts, so that what they mean is known when they are heard; *can* tells if it would."""
        self._read = read
        self._can = can
        self._texts: queue.SimpleQueue[tuple[str, Callable[[], None]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
        self._thread.start()

    def wants(self, message: Incoming) -> bool:
        """Whether *message* is to be read before it is heard."""
        return self._can() and self._texts.qsize() < WAITING and needs_reading(message)

    def take(self, text: str, done: Callable[[], None]) -> None:
        """Read *text* soon, and say when it is *done*."""
        self._texts.put((text, done))

    def close(self) -> None:
        """Read what has come, then stop."""
        self._texts.put(None)
        self._thread.join()

    def _run(self) -> None:
        while taken := self._next():
            try:
                self._read([text for text, _done in taken])
            except Exception as error:
                log.error("not read", action="reading", error=type(error).__name__)
            for _text, done in taken:
                done()

    def _next(self) -> list[tuple[str, Callable[[], None]]]:
        """What has come, at least one; nothing once it is closed."""
        taken = []
        one = self._texts.get()
        while one is not None:
            taken.append(one)
            if len(taken) == MOST or self._texts.empty():
                return taken
            one = self._texts.get()
        if taken:
            self._texts.put(None)
        return taken


def needs_reading(message: Incoming) -> bool:
    """Whether the words of *message* may mean more than they say: no tap, no numbers, no keyword to the letter."""
    if message.tap or not message.text:
        return False
    words = lexicon()
    bare = " ".join(word for word in fold(message.text).split() if words.number(word) is None)
    return bool(bare) and bare not in words.flows and bare not in words.senses
