"""What waits to be heard: people take turns, each one's own messages keep their order, and there is a bound."""

from __future__ import annotations

import queue
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class TooManyWaiting(Exception):
    """More waits to be heard than can be answered in time: bring it again in a moment."""


class WaitingLine(Generic[T]):
    """A line that any thread joins, and one thread serves: only that one puts people in their order."""

    def __init__(self, most: int, is_ready: Callable[[T], bool] = lambda _what: True) -> None:
        """Beyond *most* in it, only the patient may join.

        What *is_ready* is false of is not served yet, nor what the same person has behind it; others pass.
        """
        self._most = most
        self._is_ready = is_ready
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
        while True:
            while not self._arriving.empty():
                self._enter(self._arriving.get())
            if taken := self._taken(most, each):
                return taken
            if self._closed and not self._people and self._arriving.empty():
                return []
            self._enter(self._arriving.get())

    def look_again(self) -> None:
        """Something that was not ready is ready now."""
        self._arriving.put(None)

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
        unready: list[tuple[Hashable, deque[T]]] = []
        while self._people and len(taken) < most:
            who, theirs = self._people.popitem(last=False)
            if not self._is_ready(theirs[0]):
                unready.append((who, theirs))
                continue
            taken.append(theirs.popleft())
            if theirs:
                of_each[who] = of_each.get(who, 0) + 1
                (resting if of_each[who] >= each else self._people)[who] = theirs
        self._people.update(resting)
        for who, theirs in reversed(unready):  # who waits for their reading keeps their place
            self._people[who] = theirs
            self._people.move_to_end(who, last=False)
        self._inside -= len(taken)
        return taken
