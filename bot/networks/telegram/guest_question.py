"""A question put to the bot where it is no member, by its name: «@ville où en est le projet 12 ?» (Bot API 10.0)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiogram.types import Message

KIND = "guest_message"
"""The kind of update that brings one."""


@dataclass(frozen=True, slots=True)
class GuestQuestion:
    """The *words* put to us, without our name; *query* is what answers it, once.

    *chat* and *by* (the account that asked) are for counting only: neither is kept.
    """

    query: str
    chat: str
    by: str
    words: str
    language: str


def guest_question(message: Message, me: str) -> GuestQuestion | None:
    """What *message* asks of the bot whose username is *me*; None if nothing, or if a bot or a channel asks."""
    sender, text = message.from_user, message.text
    if not (message.guest_query_id and text and sender) or sender.is_bot or message.sender_chat:
        return None
    words = re.sub(rf"@{re.escape(me)}\b", " ", text, flags=re.IGNORECASE) if me else text
    language = (sender.language_code or "").partition("-")[0]
    return GuestQuestion(
        message.guest_query_id, str(message.chat.id), str(sender.id), " ".join(words.split()), language
    )
