"""What a text becomes on Telegram: messages within its limits, cut where people would cut.

Its limits are on what is left of a text once its markup is read; ours has none, so all of it counts. Here it is counted
in UTF-16 units: never fewer than however Telegram counts.
"""

from __future__ import annotations

import re
from dataclasses import replace

import regex

from bot.languages.direction import set_apart
from storage.messages.outgoing import Outgoing

LONGEST = 4_096
"""Telegram's limit on a text."""

CAPTION = 1_024
"""Telegram's limit on the text under a picture."""

_SENTENCE = re.compile(r"[.!?…](\s?[»\"')])?\s+|\n+")
_SPACE = re.compile(r"\s+")


def messages_of(message: Outgoing) -> tuple[Outgoing, ...]:
    """*message* as Telegram can take it: the first of them replaces what it edits, the last has the buttons.

    A picture has the text under it if it fits there; else it goes alone, before the text. Nothing is left out.
    """
    buttons = tuple(tuple(replace(button, label=set_apart(button.label)) for button in row) for row in message.buttons)
    message = replace(message, text=set_apart(message.text), buttons=buttons)
    if not message.photo:
        return _texts(message)
    if is_within(message.text, CAPTION):
        return (replace(message, edits=""),)
    return (Outgoing("", photo=message.photo), *_texts(replace(message, photo="", edits="")))


def split(text: str, most: int = LONGEST) -> tuple[str, ...]:
    """*text* in parts of at most *most* units, cut after a sentence, else after a word, and never within a letter.

    The words and their order stay; the blanks at the cuts go, and a blank text has no part.
    """
    parts = []
    rest = text.strip()
    while rest:
        head = rest.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
        end = len(head) if head == rest else _cut(head)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(parts)


def is_within(text: str, most: int) -> bool:
    """Whether *text* has at most *most* units; no character takes more than two."""
    return 2 * len(text) <= most or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * most


def _texts(message: Outgoing) -> tuple[Outgoing, ...]:
    if is_within(message.text, LONGEST):
        return (message,)
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
        ends = [match.end() for match in pattern.finditer(head)]
        if ends:
            return ends[-1]
    letters = regex.findall(r"\X", head)
    return len(head) - len(letters[-1]) or len(head)
