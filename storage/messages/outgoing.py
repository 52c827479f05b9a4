"""What leaves: a message as a person will see it, and the parcel in which a network gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson


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
    *forum_topic* is the topic of a group that it goes to; 0: the general one, and everywhere else.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: str = ""
    photo: str = ""
    asks_contact: str = ""
    forum_topic: int = 0

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
        if self.forum_topic:
            kept["forum_topic"] = self.forum_topic
        return orjson.dumps(kept)

    @classmethod
    def from_json(cls, kept: bytes) -> Outgoing:
        """The message that `as_json` wrote; nothing, if its words were wiped since."""
        message = orjson.loads(kept or b'{"text":""}')
        buttons = tuple(tuple(Button(label, data) for label, data in row) for row in message.get("buttons", ()))
        edits, photo, asks_contact = (message.get(name, "") for name in ("edits", "photo", "asks_contact"))
        return cls(message["text"], buttons, edits, photo, asks_contact, message.get("forum_topic", 0))


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message to hand over.

    *id* is ours, the same if it must be sent again; *kind* is its class: service, campaign or alert.
    """

    id: int
    channel: str
    address: str
    message: Outgoing
    kind: str = "service"
