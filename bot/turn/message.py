"""What comes to a turn, and what comes of it: a message that someone sent, or our own wish to speak first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flows.talk.opening import Opening
from storage.messages.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came: who brought it (*provider*, and its *id* there), from where, and its words or its tap.

    *on* is the message whose button was tapped; *at* (epoch seconds) is when it reached us; *carries* is how
    many replies go out in the answer to the provider's own request, so that nobody else has to send them. *photo*,
    *place* and *contact* are what it brings besides words, as in `Reply`.
    """

    provider: str
    id: str
    channel: str
    address: str
    text: str = ""
    tap: str = ""
    on: str = ""
    at: float = 0.0
    language: str = ""
    carries: int = 0
    photo: str = ""
    place: tuple[float, float] | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """The wish that we speak first, and what it *opens*. Its *id* is what makes it unique, under its *provider*.

    *whom* is the first name it is for, where the telephone is shared; *kind* is «campaign» for what was sent to many.
    Where nobody asked for it, *to* is the person it is for.
    """

    id: str
    channel: str
    address: str
    opens: Opening
    whom: str = ""
    kind: str = "service"
    to: int = 0
    provider: str = "push"
    on: ClassVar[str] = ""  # no button was tapped, and no request waits for what is said
    carries: ClassVar[int] = 0


Arrival = Incoming | Push
"""What a turn may begin with."""

Key = tuple[str, str]
"""What makes an arrival unique: who brought it, and its id there."""


def key_of(arrival: Arrival) -> Key:
    """What the inbox knows it by."""
    return arrival.provider, arrival.id


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of an arrival: all the replies to it, those that go *here*, and whether it had been heard before.

    *here* is what the answer to the provider's own request carries; the outbox has the rest.
    """

    replies: tuple[Outgoing, ...] = ()
    here: tuple[Outgoing, ...] = ()
    again: bool = False


def carried(replies: tuple[Outgoing, ...], carries: int) -> tuple[Outgoing, ...]:
    """Those of *replies* that go in the answer to the provider's own request: *carries*, and none from a picture on.

    What became of such an answer is never known: a picture that is refused would be lost, and its text with it. So it
    goes by the outbox, and so does what comes after it.
    """
    pictured = (place for place, reply in enumerate(replies) if reply.photo)
    return replies[: min(carries, next(pictured, carries))]
