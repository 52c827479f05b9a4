"""A bound on how often one address is answered: no talking for ever with another machine, and room for the others.

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
"""Seconds; after a last word, so long must a number be quiet before it is heard again."""

REMEMBERED = 50_000
"""Addresses whose messages are counted; of more, those that were quiet for longest are as if new."""


class ShareVerdict(Enum):
    """What to do with a message."""

    HEAR = "hear"  # as usual
    LAST_WORD = "last word"  # too many: say so, once
    SILENCE = "silence"  # say nothing until there is room again


@dataclass(slots=True)
class _Address:
    times: OrderedDict[str, float] = field(default_factory=OrderedDict)  # of the messages heard, by their ids
    last: float = 0.0
    last_word: str = ""  # the id of the message that was one too many
    said: float = 0.0  # when that came


class LoopGuard:
    """Counts the messages of each address."""

    def __init__(self, most: int = MOST, window: float = WINDOW, *, until_quiet: bool = True) -> None:
        """*most* messages within *window* seconds are answered.

        After a last word an address is heard again once it was silent for a whole window; if not *until_quiet*, as
        soon as fewer than *most* of the messages that were heard lie within it, and the last word is said once in it.
        """
        self._most = most
        self._window = window
        self._until_quiet = until_quiet
        self._addresses: OrderedDict[str, _Address] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many addresses it remembers: those that wrote within the last window."""
        return len(self._addresses)

    def verdict(self, address: str, id: str, at: float) -> ShareVerdict:
        """What to do with the message *id* of *address*, which came at *at* (epoch seconds).

        A message delivered again gets the same verdict and is counted once.
        """
        self._forget_the_quiet(at)
        sender = self._addresses.setdefault(address, _Address())
        self._addresses.move_to_end(address)
        sender.last = max(sender.last, at)
        if id in sender.times:
            return ShareVerdict.HEAR
        if id == sender.last_word:
            return ShareVerdict.LAST_WORD
        if sender.last_word and self._until_quiet:
            return ShareVerdict.SILENCE
        return self._counted(sender, id, at)

    def _counted(self, sender: _Address, id: str, at: float) -> ShareVerdict:
        while sender.times and next(iter(sender.times.values())) <= at - self._window:
            sender.times.popitem(last=False)
        if len(sender.times) < self._most:
            sender.times[id] = at
            return ShareVerdict.HEAR
        if sender.last_word and at < sender.said + self._window:
            return ShareVerdict.SILENCE
        sender.last_word, sender.said = id, at
        return ShareVerdict.LAST_WORD

    def _forget_the_quiet(self, at: float) -> None:
        """Addresses that said nothing for a whole window are as if new; the first is the one quiet for longest."""
        while self._addresses:
            address, oldest = next(iter(self._addresses.items()))
            if oldest.last > at - self._window and len(self._addresses) < REMEMBERED:
                return
            del self._addresses[address]
