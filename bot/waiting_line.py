"""What waits to be heard: people take turns, each one's own messages keep their order, and there is a bound."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class TooManyWaiting(Exception):
    """More waits to be heard than can be answered in time: bring it again in a moment."""


class WaitingLine(Generic[T]):
    """A line that any thread joins, and one thread serves."""

    def __init__(self, most: int) -> None:
        """Beyond *most* in it, only the patient may join."""
        self._most = most
        self._waiting = 0
        self._closed = False
        self._people: OrderedDict[Hashable, deque[T]] = OrderedDict()  # who is next comes first
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """How much waits."""
        return self._waiting

    @property
    def is_full(self) -> bool:
        """Whether only the patient may join."""
        return self._waiting >= self._most

    def join(self, who: Hashable, what: T, *, patient: bool = False) -> None:
        """Have *what* wait, after all else that *who* has in the line.

        Raises TooManyWaiting if the line is full and *who* is not *patient*, or if nobody serves it any more.
        """
        with self._changed:
            if self._closed or (self.is_full and not patient):
                raise TooManyWaiting
            self._people.setdefault(who, deque()).append(what)
            self._waiting += 1
            self._changed.notify()

    def served(self, most: int, each: int) -> list[T]:
        """At most *most* of what waits, and *each* of one person, by turns; nothing once it is closed and empty.

        Waits until there is something.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._people or self._closed)
            return self._taken(most, each)

    def close(self) -> None:
        """Let nobody join any more."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _taken(self, most: int, each: int) -> list[T]:
        taken: list[T] = []
        of_each: Counter[Hashable] = Counter()
        resting: dict[Hashable, deque[T]] = {}
        while self._people and len(taken) < most:
            who, theirs = self._people.popitem(last=False)
            taken.append(theirs.popleft())
            of_each[who] += 1
            if theirs:
                (resting if of_each[who] >= each else self._people)[who] = theirs
        self._people.update(resting)
        self._waiting -= len(taken)
        return taken
