"""What goes wrong on demand: how a fake answers the next calls, and how what it sends reaches the bot."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

T = TypeVar("T")

Answer: TypeAlias = int | Literal["timeout", "drop"]
"""An HTTP status; or silence until the caller gives up; or the connection cut without a word."""


@dataclass
class Fault:
    """One way to fail, for the next *times* calls of *method* (of any, if empty); None means until told otherwise."""

    answer: Answer
    method: str = ""
    times: int | None = 1
    retry_after: int | None = None  # seconds
    acting: bool = False  # the call takes effect all the same: only its answer is lost
    saying: str = ""  # the error's words, if not the usual ones
    code: int = 0  # the provider's own number of the error, where it has one

    def concerns(self, method: str) -> bool:
        """Whether a call of *method* fails this way now."""
        return self.times != 0 and self.method.lower() in ("", method.lower())


class Faults:
    """The faults to come, oldest first."""

    def __init__(self) -> None:
        """All is well."""
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Fail as *fault* says, once those that were told before have been met."""
        self._coming.append(fault)

    def clear(self) -> None:
        """Fail no more."""
        self._coming.clear()

    def next_for(self, method: str) -> Fault | None:
        """The fault that a call of *method* meets now, if any; it counts as met."""
        fault = next((fault for fault in self._coming if fault.concerns(method)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
        return fault


@dataclass(frozen=True, slots=True)
class Manner:
    """How what the fake sends travels."""

    twice: bool = False  # everything comes a second time, as after a lost acknowledgement
    late: float = 0.0  # seconds
    shuffled: bool = False  # held back until released, then in another order


class Deliveries(Generic[T]):
    """Between what people do and what the bot gets: prompt, once and in order unless told otherwise."""

    def __init__(
        self,
        send: Callable[[list[T], int], None],
        later: Callable[[float, Callable[[], None]], None],
        chance: random.Random,
    ) -> None:
        """*send* gets things in the order to send them, and how often each; *later* calls back after some seconds."""
        self.manner = Manner()
        self._send, self._later, self._chance = send, later, chance
        self._held: list[T] = []

    def hand_over(self, thing: T) -> None:
        """Send *thing* in the manner that holds now."""
        manner = self.manner
        if manner.shuffled:
            self._held.append(thing)
        elif manner.late:
            self._later(manner.late, lambda: self._send([thing], 1 + manner.twice))
        else:
            self._send([thing], 1 + manner.twice)

    def release(self) -> None:
        """Send what was held back, in an order drawn from the seed that is not the one it came in."""
        manner, held, self._held = self.manner, shuffled(self._held, self._chance), []
        if not held:
            return
        if manner.late:
            self._later(manner.late, lambda: self._send(held, 1 + manner.twice))
        else:
            self._send(held, 1 + manner.twice)


class Meanwhile:
    """A manner for the length of a `with` block; without `with` it lasts until the next one."""

    def __init__(self, *deliveries: Deliveries[Any], manner: Manner) -> None:
        """Put *deliveries* in *manner* at once, and let go what an earlier one held back."""
        self._deliveries = deliveries
        for each in deliveries:
            each.release()
            each.manner = manner

    def __enter__(self) -> None:
        """Nothing more to do."""

    def __exit__(self, *error: object) -> None:
        """Release what was held back; from now on all is prompt again."""
        for each in self._deliveries:
            each.release()
            each.manner = Manner()


def shuffled(things: list[T], chance: random.Random) -> list[T]:
    """*things* in another order than theirs, if there are two at least."""
    if len(things) < 2:
        return list(things)
    order = list(range(len(things)))
    while order == sorted(order):
        chance.shuffle(order)
    return [things[place] for place in order]
