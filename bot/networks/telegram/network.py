"""Sends to Telegram what the outbox holds: texts and pictures with buttons, texts edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, ExtBot

from bot.networks.base import ForumTopicShut, NotSent, OptedOut, Rejected, Throttled, Unavailable, Unreachable
from bot.networks.quiet import quiet
from bot.networks.telegram.calls import LEADS_AWAY, in_forum_topic
from bot.networks.telegram.http import PATIENCE, AiohttpRequest
from storage.messages.outgoing import Button, Outgoing, Parcel

log = structlog.get_logger()

PHOTO_PATIENCE = 8.0
"""Seconds that Telegram may take to fetch a picture: with the text that goes in its place, still less than a lease."""

_UNCHANGED = "message is not modified"
"""Telegram's refusal of an edit that changes nothing: what was to be seen is seen."""

_NOT_EDITABLE = ("message to edit not found", "message can't be edited", "no text in the message to edit")
"""Telegram's refusals of an edit that a new message replaces."""


_CLOSED, _GONE = "topic_closed", "message thread not found"
"""Telegram's refusals of a message to a topic that is closed, and to one that was deleted."""


class TelegramNetwork:
    """Carries messages to Telegram, as the bot of a token.

    The outbox paces what it sends; the library's own limiter is the last guard: about 30 calls a second over all
    chats, 20 a minute in a group, and it waits for nobody after a 429, which is the outbox's to do.
    """

    channels: Sequence[str] = ("telegram",)

    def __init__(self, token: str, base: str, patience: float = PATIENCE) -> None:
        """On the Bot API at *base*; a call may take *patience* seconds. Close it at the end."""
        quiet()
        self._request = AiohttpRequest(patience)
        self._photo_patience = min(patience, PHOTO_PATIENCE)
        self._bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{base.rstrip('/')}/bot",
            request=self._request,
            get_updates_request=self._request,  # never used; without it the library makes an httpx client of its own
            rate_limiter=AIORateLimiter(max_retries=0),
        )

    async def send(self, parcel: Parcel) -> str:
        """Show the message; the number that Telegram gave to it.

        Raises Throttled, Unavailable, OptedOut, ForumTopicShut, Unreachable or Rejected. A group that was upgraded is
        followed to its new number, which an update tells too.
        """
        chat, message = int(parcel.address), parcel.message
        if not (message.text or message.photo):
            raise Rejected("nothing is left to send: the words were wiped")
        try:
            return await self._show(chat, message)
        except ChatMigrated as moved:
            return await self.send(replace(parcel, address=str(moved.new_chat_id)))
        except TelegramError as error:
            raise _not_sent(error, chat) from error

    async def close(self) -> None:
        """Hang up."""
        await self._request.shutdown()

    async def _show(self, chat: int, message: Outgoing) -> str:
        """Show it, in the place of what it edits if that is still there."""
        if message.photo:
            return await self._pictured(chat, message)
        if message.edits and await self._edited(chat, message):
            return message.edits
        return await self._said(chat, message)

    async def _said(self, chat: int, message: Outgoing) -> str:
        sent: Message = await self._bot.send_message(
            chat, message.text, link_preview_options=_NO_PREVIEW, **_keys(message), **in_forum_topic(message)
        )
        return str(sent.message_id)

    async def _pictured(self, chat: int, message: Outgoing) -> str:
        """Show a picture with its text under it, or the text alone: nobody goes without an answer because of a picture.

        Whether the picture was at fault is not asked: if it was not, the text fails in the same way. A picture without
        a text is let go, and keeps nothing behind it waiting.
        """
        words, patience = message.text or None, self._photo_patience
        try:
            sent: Message = await self._bot.send_photo(
                chat, message.photo, caption=words, read_timeout=patience, **_keys(message), **in_forum_topic(message)
            )
        except NetworkError as error:  # BadRequest is one of them
            log.warning("sent without its picture", action="photo", photo=message.photo, why=error.message)
            return await self._said(chat, message) if words else ""
        return str(sent.message_id)

    async def _edited(self, chat: int, message: Outgoing) -> bool:
        """Whether the message to edit now shows it."""
        try:
            await self._bot.edit_message_text(
                message.text,
                chat_id=chat,
                message_id=int(message.edits),
                link_preview_options=_NO_PREVIEW,
                **_keys(message),
            )
        except BadRequest as error:
            words = error.message.casefold()
            if _UNCHANGED not in words and not any(reason in words for reason in _NOT_EDITABLE):
                raise
            return _UNCHANGED in words
        return True


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""No previews of pages: they would be larger than what we say."""


def _keys(message: Outgoing) -> dict[str, Any]:
    if message.asks_contact:
        share = KeyboardButton(message.asks_contact, request_contact=True)
        return {"reply_markup": ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)}
    rows = [[_key(button) for button in row] for row in message.buttons]
    return {"reply_markup": InlineKeyboardMarkup(rows) if rows else None}


def _key(button: Button) -> InlineKeyboardButton:
    if button.data.startswith(LEADS_AWAY):
        return InlineKeyboardButton(button.label, url=button.data)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def _not_sent(error: TelegramError, chat: int) -> NotSent:
    """What follows from the library's error. A chat with a negative number is a group."""
    match error:
        case RetryAfter():
            return Throttled("Telegram asks us to wait", _seconds(error.retry_after), everyone=chat > 0)
        case Forbidden():
            return _refused_by_person(error.message)
        case InvalidToken():
            return Unavailable("Telegram refuses our token: set TELEGRAM_TOKEN to the one @BotFather gives")
        case BadRequest() if "chat not found" in error.message.casefold():
            return Unreachable("Telegram knows no such chat")
        case BadRequest() if any(shut in error.message.casefold() for shut in (_CLOSED, _GONE)):
            return ForumTopicShut(f"Telegram says: {error.message}", gone=_GONE in error.message.casefold())
        case BadRequest():
            return Rejected(f"Telegram refuses the message: {error.message}")
        case NetworkError():
            return Unavailable(f"Telegram does not answer: {error.message}")
    return Unavailable(f"Telegram answers what we do not understand: {error.message}")


def _refused_by_person(why: str) -> NotSent:
    """A closed account is nobody's wish; all else (blocked, thrown out, never started) says: do not write to me."""
    if "deactivated" in why.casefold():
        return Unreachable("the Telegram account is closed")
    return OptedOut(why)


def _seconds(wait: float | timedelta) -> float:
    """The library gives one or the other, as its users chose in the environment."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
