"""Keeps us from talking for ever with another machine: a bound on how often one address is answered.

It lives in the memory of each process that takes messages: a restart forgets it, and two processes allow twice as much.
That is enough against a loop, and costs the store nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum

MOST = 30
"""Messages one address may send within WINDOW; a whole vote by SMS takes fewer than ten."""

WINDOW = 600.0
"""Seconds; after a last word, so long must an address be quiet before it is heard again."""


class Verdict(Enum):
    """What to do with a message."""

    HEAR = "hear"  # as usual
    LAST_WORD = "last word"  # too many: say so, once
    SILENCE = "silence"  # say nothing until the address has been quiet


@dataclass(slots=True)
class _Address:
    times: OrderedDict[str, float] = field(default_factory=OrderedDict)  # of the messages heard, by their ids
    last: float = 0.0
    last_word: str = ""  # the id of the message that was one too many


class LoopGuard:
    """Counts the messages of each address."""

    def __init__(self, most: int = MOST, window: float = WINDOW) -> None:
        """*most* messages within *window* seconds are answered."""
        self._most = most
        self._window = window
        self._addresses: OrderedDict[str, _Address] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many addresses it remembers: those that wrote within the last window."""
        return len(self._addresses)

    def verdict(self, address: str, id: str, at: float) -> Verdict:
        """What to do with the message *id* of *address*, which came at *at* (epoch seconds).

        A message delivered again gets the same verdict and is counted once.
        """
        self._forget_the_quiet(at)
        found = self._addresses.setdefault(address, _Address())
        self._addresses.move_to_end(address)
        found.last = max(found.last, at)
        if found.last_word:
            return self._of_a_silenced(found, id)
        if id in found.times:
            return Verdict.HEAR
        return self._counted(found, id, at)

    def _counted(self, found: _Address, id: str, at: float) -> Verdict:
        while found.times and next(iter(found.times.values())) <= at - self._window:
            found.times.popitem(last=False)
        if len(found.times) < self._most:
            found.times[id] = at
            return Verdict.HEAR
        found.last_word = id
        return Verdict.LAST_WORD

    def _of_a_silenced(self, found: _Address, id: str) -> Verdict:
        if id == found.last_word:
            return Verdict.LAST_WORD
        return Verdict.HEAR if id in found.times else Verdict.SILENCE

    def _forget_the_quiet(self, at: float) -> None:
        """Addresses that said nothing for a whole window are as if new; the first is the one quiet for longest."""
        while self._addresses:
            address, oldest = next(iter(self._addresses.items()))
            if oldest.last > at - self._window:
                return
            del self._addresses[address]
