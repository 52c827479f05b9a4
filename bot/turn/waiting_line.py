"""What waits to be heard: people take turns, each one's own messages keep their order, and there is a bound."""

from __future__ import annotations

import queue
from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class TooManyWaiting(Exception):
    """More waits to be heard than can be answered in time: bring it again in a moment."""


class WaitingLine(Generic[T]):
    """A line that any thread joins, and one thread serves: only that one puts people in their order."""

    def __init__(self, most: int) -> None:
        """Beyond *most* in it, only the patient may join."""
        self._most = most
        self._closed = False
        self._arriving: queue.SimpleQueue[tuple[Hashable, T] | None] = queue.SimpleQueue()
        self._people: OrderedDict[Hashable, deque[T]] = OrderedDict()  # who is next comes first
        self._inside = 0

    def __len__(self) -> int:
        """How much waits."""
        return self._arriving.qsize() + self._inside

    @property
    def is_full(self) -> bool:
        """Whether only the patient may join."""
        return len(self) >= self._most

    def join(self, who: Hashable, what: T, *, patient: bool = False) -> None:
        """Have *what* wait, after all else that *who* has in the line.

        Raises TooManyWaiting if the line is full and *who* is not *patient*, or if nobody serves it any more.
        """
        if self._closed or (not patient and self.is_full):
            raise TooManyWaiting
        self._arriving.put((who, what))

    def served(self, most: int, each: int) -> list[T]:
        """At most *most* of what waits, and *each* of one person, by turns; nothing once it is closed and empty.

        Waits until there is something.
        """
        if not self._people and not self._closed:
            self._enter(self._arriving.get())
        while not self._arriving.empty():
            self._enter(self._arriving.get())
        return self._taken(most, each)

    def close(self) -> None:
        """Let nobody join any more."""
        self._closed = True
        self._arriving.put(None)

    def _enter(self, arrived: tuple[Hashable, T] | None) -> None:
        if arrived is not None:
            who, what = arrived
            self._people.setdefault(who, deque()).append(what)
            self._inside += 1

    def _taken(self, most: int, each: int) -> list[T]:
        taken: list[T] = []
        of_each: dict[Hashable, int] = {}
        resting: dict[Hashable, deque[T]] = {}
        while self._people and len(taken) < most:
            who, theirs = self._people.popitem(last=False)
            taken.append(theirs.popleft())
            if theirs:
                of_each[who] = of_each.get(who, 0) + 1
                (resting if of_each[who] >= each else self._people)[who] = theirs
        self._people.update(resting)
        self._inside -= len(taken)
        return taken
