"""What a network promises the outbox, and how it says that it could not keep a promise, by what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from storage.messages.outgoing import Parcel


class Network(Protocol):
    """What carries messages to phones."""

    @property
    def channels(self) -> Sequence[str]:
        """The channels it carries."""

    async def send(self, parcel: Parcel) -> str:
        """Hand the parcel over; the network's own id for it ("" if it has none).

        Raises Throttled, Unavailable, OptedOut, ForumTopicShut, Unreachable or Rejected; anything else is Unavailable.
        """


class NotSent(Exception):
    """A message was not sent. What follows depends on the kind of error, which says who has something left to do."""


class Throttled(NotSent):
    """Too much at once: again after *seconds*; everyone on this network waits if *everyone*, else this address only."""

    def __init__(self, reason: str, seconds: float, *, everyone: bool = True) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.everyone = everyone


class Unavailable(NotSent):
    """The network does not answer, or answers nonsense: again later."""


class OptedOut(NotSent):
    """The person does not want to hear from us on this address: never again, unless they say so."""


class ForumTopicShut(NotSent):
    """The topic of a group takes no messages: it is closed, or *gone*. The general one may take them."""

    def __init__(self, reason: str, *, gone: bool) -> None:
        super().__init__(reason)
        self.gone = gone


class Unreachable(NotSent):
    """The address takes no messages (a landline, a closed account): given up, and nothing more is sent there."""


class Rejected(NotSent):
    """The network refuses this message as it is: given up, for staff to read why."""
