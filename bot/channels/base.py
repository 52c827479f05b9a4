"""What a channel is: a way of showing a turn to a person, decided from what the channel can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from bot.languages.words import Voice
from flows.talk.turned import Turned


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; *data* comes back when it is tapped, at most 64 bytes (Telegram's limit).

    If *data* is an https address, the button leads there, and nothing comes back.
    """

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as a person will see it; *edits* names the message that it replaces, if it replaces one.

    *photo* is the address of a picture to show above the text; such a message replaces none, and none replaces it.
    *asks_contact* is the label of a key below the conversation that shares the person's own telephone number.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: str = ""
    photo: str = ""
    asks_contact: str = ""

    def as_json(self) -> bytes:
        """The message as the outbox keeps it."""
        kept: dict[str, Any] = {"text": self.text}
        if self.buttons:
            kept["buttons"] = [[[button.label, button.data] for button in row] for row in self.buttons]
        if self.edits:
            kept["edits"] = self.edits
        if self.photo:
            kept["photo"] = self.photo
        if self.asks_contact:
            kept["asks_contact"] = self.asks_contact
        return orjson.dumps(kept)

    @classmethod
    def from_json(cls, kept: bytes) -> Outgoing:
        """The message that `as_json` wrote; nothing, if its words were wiped since."""
        found = orjson.loads(kept or b'{"text":""}')
        buttons = tuple(tuple(Button(label, data) for label, data in row) for row in found.get("buttons", ()))
        edits, photo, asks_contact = (found.get(name, "") for name in ("edits", "photo", "asks_contact"))
        return cls(found["text"], buttons, edits, photo, asks_contact)


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
