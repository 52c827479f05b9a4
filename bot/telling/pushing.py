"""Telling those who were not told yet, as all that is told does it: each push once, a few in one transaction.

A push is unique by its id, so that whoever dies in between, or begins anew, tells nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from bot.turn.message import Heard, Push

T = TypeVar("T", bound=Hashable)

CHUNK = 100
"""People told in one transaction: few enough that whoever writes meanwhile is answered at once."""

Hear = Callable[[Sequence[Push]], list[Heard]]
"""What hears a push: that of `Turns`."""


@dataclass(frozen=True, slots=True)
class Telling(Generic[T]):
    """What came of telling: who has heard it by now (*done*), and how many of them just now (*new*).

    Who wants silence has heard nothing, and is told once they want to hear from us again.
    """

    done: Sequence[T]
    new: int


def tell_each(hear: Hear, pushes: Mapping[T, Push]) -> Telling[T]:
    """Have *hear* say each of *pushes*, which are named by whom or what they tell."""
    done: list[T] = []
    new = 0
    waiting = iter(pushes.items())
    while chunk := list(islice(waiting, CHUNK)):
        for (name, _push), heard in zip(chunk, hear([push for _name, push in chunk]), strict=True):
            done += [name] if heard.replies or heard.again else []
            new += bool(heard.replies) and not heard.again
    return Telling(done, new)
