"""What the Bot API is told so that a message appears as we mean it: in parts that fit, with the buttons on the last.

Texts travel as plain text, without a `parse_mode`: nothing that a person or a clerk wrote can be taken for markup, so
there is nothing to escape and nothing that an unclosed tag could have refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import regex

from bot.channels.base import Button, Outgoing
from bot.languages.direction import set_apart

LONGEST = 4_096
"""Telegram's limit on a text. It is counted here in UTF-16 units: never fewer than however Telegram counts."""

CAPTION = 1_024
"""Telegram's limit on the text under a picture, counted in the same way."""

LEADS_AWAY = "https://"
"""What the data of a button begins with that is a link."""

_SENTENCE = re.compile(r"[.!?…](\s?[»\"')])?\s+|\n+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API and its parameters, as they travel in JSON."""

    method: str
    values: dict[str, Any]


def calls(chat: str, message: Outgoing) -> tuple[Call, ...]:
    """What to call, in order, to show *message* in *chat*; nothing if its words were wiped since.

    It has no picture: those go by the outbox.
    """
    return tuple(_call(chat, part) for part in parts(message))


def parts(message: Outgoing) -> tuple[Outgoing, ...]:
    """The message as Telegram can take it: the first part replaces what it edits, the last has the buttons.

    A picture has the text under it if it fits there; else it goes alone, before the text.
    """
    message = replace(message, text=set_apart(message.text))
    if not message.photo:
        return _texts(message)
    if len(message.text.encode("utf-16-le")) <= 2 * CAPTION:
        return (replace(message, edits=""),)
    return (Outgoing("", photo=message.photo), *_texts(replace(message, photo="", edits="")))


def split(text: str, longest: int = LONGEST) -> tuple[str, ...]:
    """The text in parts of at most *longest*, cut after a sentence, else after a word, and never within a letter."""
    found = []
    rest = text.strip()
    while rest:
        head = rest.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
        end = len(head) if head == rest else _cut(head)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(found)


def _texts(message: Outgoing) -> tuple[Outgoing, ...]:
    texts = split(message.text)
    last = len(texts) - 1
    return tuple(
        Outgoing(
            text,
            message.buttons if place == last else (),
            message.edits if place == 0 else "",
            asks_contact=message.asks_contact if place == last else "",
        )
        for place, text in enumerate(texts)
    )


def _cut(head: str) -> int:
    """Where to end a part that begins with *head*."""
    for pattern in (_SENTENCE, _SPACE):
        ends = [found.end() for found in pattern.finditer(head)]
        if ends:
            return ends[-1]
    letters = regex.findall(r"\X", head)
    return len(head) - len(letters[-1]) or len(head)


def _call(chat: str, part: Outgoing) -> Call:
    values: dict[str, Any] = {"chat_id": int(chat), "text": part.text, "link_preview_options": {"is_disabled": True}}
    if part.asks_contact:
        values["reply_markup"] = _keyboard(part.asks_contact)
    elif part.buttons:
        values["reply_markup"] = {"inline_keyboard": [[_key(button) for button in row] for row in part.buttons]}
    if part.edits:
        return Call("editMessageText", {**values, "message_id": int(part.edits)})
    return Call("sendMessage", values)


def _keyboard(label: str) -> dict[str, Any]:
    """The keyboard below the conversation whose one key shares the person's number; it goes away once it is touched."""
    keys = [[{"text": label, "request_contact": True}]]
    return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}


def _key(button: Button) -> dict[str, str]:
    leads = button.data.startswith(LEADS_AWAY)
    return {"text": button.label, "url" if leads else "callback_data": button.data}
