"""What a channel is: a way of showing a turn to a person, decided from what the channel can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.languages.words import Voice
from flows.talk.turned import Turned
from storage.messages.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Shown:
    """How a turn was shown: the messages, and what each thing that can be typed now means."""

    messages: tuple[Outgoing, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


class Channel(Protocol):
    """A way to talk with people. To add one: a file, a line in CHANNELS, and its table of cases."""

    @property
    def name(self) -> str:
        """The channel's name, as addresses carry it."""

    @property
    def vouched(self) -> bool:
        """Whether the channel proves who wrote."""

    @property
    def can(self) -> frozenset[str]:
        """What people can do on it besides writing: «taps», «photo», «place», «contact»."""

    def weigh(self, message: Outgoing) -> int:
        """What *message* costs of a sender's pace: segments by SMS, one elsewhere."""

    def show(self, turned: Turned, voice: Voice, token: int, on: str) -> Shown:
        """The turn as this channel shows it; buttons carry *token*, and *on* is the message whose button was tapped."""


def tap_data(token: int, option: str) -> str:
    """What a button sends: the question it belongs to, and the option."""
    return f"{token:x}:{option}"


def read_tap(data: str) -> tuple[int, str]:
    """The question's token and the option of a tap; a tap that is none of ours belongs to no question."""
    token, colon, option = data.partition(":")
    try:
        return (int(token, 16), option) if colon else (0, data)
    except ValueError:
        return 0, data
