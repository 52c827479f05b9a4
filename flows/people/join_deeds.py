"""The deeds by which two addresses become one person's, and one leaves again."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.deed import Deed, Done, Look, Refused


@dataclass(frozen=True, slots=True)
class Reached:
    """A place where a person is reached: the channel, the last digits of a telephone, and whether it is this one."""

    channel: str
    ending: str
    here: bool


@dataclass(frozen=True, slots=True)
class MyPlaces(Look[tuple[Reached, ...]]):
    """Where the person is reached."""


@dataclass(frozen=True, slots=True)
class JoinCode:
    """The digits to say on the other telephone."""

    code: str


@dataclass(frozen=True, slots=True)
class BeginJoin(Deed[JoinCode | Refused]):
    """Give a code by which another address of the person can be joined to this one."""


@dataclass(frozen=True, slots=True)
class SayBack:
    """The digits to say on the address that gave the code."""

    reply: str


@dataclass(frozen=True, slots=True)
class WrongCode:
    """No such code is good; another can be tried."""


@dataclass(frozen=True, slots=True)
class AddressesJoined:
    """Both addresses are one person's now."""


@dataclass(frozen=True, slots=True)
class SayCode(Deed[SayBack | AddressesJoined | WrongCode | Refused]):
    """Say, here, the *code* that another address showed. Nothing is joined yet, unless it is what to say back here."""

    code: str


@dataclass(frozen=True, slots=True)
class FinishJoin(Deed[AddressesJoined | WrongCode | Refused]):
    """Say back, where the code was given, what the other address was shown: this joins them."""

    reply: str


@dataclass(frozen=True, slots=True)
class ShareNumber(Deed[AddressesJoined | Refused]):
    """Join the telephone *number* that the channel vouches is the person's own."""

    number: str


@dataclass(frozen=True, slots=True)
class Leave(Deed[Done | Refused]):
    """This address leaves the person's others, and is a new person's from now on."""
