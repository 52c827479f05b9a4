"""What the Bot API is told so that a message appears as we mean it.

Texts travel as plain text, without a `parse_mode`: nothing that a person or a clerk wrote can be taken for markup, so
there is nothing to escape and nothing that an unclosed tag could have refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.messages.outgoing import Button, Outgoing

LEADS_AWAY = "https://"
"""What the data of a button begins with that is a link."""


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API and its parameters, as they travel in JSON."""

    method: str
    values: dict[str, Any]


def call_of(chat: str, message: Outgoing) -> Call:
    """What to call to show *message* in *chat*. It has no picture: those go by the outbox."""
    values: dict[str, Any] = {"chat_id": int(chat), "text": message.text, "link_preview_options": {"is_disabled": True}}
    if message.asks_contact:
        values["reply_markup"] = _keyboard(message.asks_contact)
    elif message.buttons:
        values["reply_markup"] = {"inline_keyboard": [[_key(button) for button in row] for row in message.buttons]}
    if message.edits:
        return Call("editMessageText", {**values, "message_id": int(message.edits)})
    return Call("sendMessage", values | in_forum_topic(message))


def in_forum_topic(message: Outgoing) -> dict[str, Any]:
    """What puts a message into its topic. Of the general one nothing may be said: Telegram then knows no such topic."""
    return {"message_thread_id": message.forum_topic} if message.forum_topic else {}


def _keyboard(label: str) -> dict[str, Any]:
    """The keyboard below the conversation whose one key shares the person's number; it goes away once it is touched."""
    keys = [[{"text": label, "request_contact": True}]]
    return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}


def _key(button: Button) -> dict[str, str]:
    leads = button.data.startswith(LEADS_AWAY)
    return {"text": button.label, "url" if leads else "callback_data": button.data}
