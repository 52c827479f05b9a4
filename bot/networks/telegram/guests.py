"""Answers what is asked of the bot as a guest, as long as it may be one and Telegram knows of guests."""

from __future__ import annotations

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound
from aiogram.methods import AnswerGuestQuery
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.telegram_text import split
from bot.languages.words import voice
from bot.networks.telegram.guest_question import GuestQuestion
from bot.relays.guests import GuestReply, guest_reply
from bot.turn.house import House
from flows.relays.post_text import OPEN
from storage.town import editions

log = structlog.get_logger()


class TelegramGuests:
    """Guest questions, as they are answered in a house: by nobody unless it is *on*."""

    def __init__(self, house: House, bot: Bot, *, on: bool) -> None:
        """Answers go out through *bot*."""
        self.on = on
        self._house = house
        self._bot = bot

    async def answer(self, question: GuestQuestion, me: str) -> None:
        """Answer once, in public, with a link to *me*. What fails is logged: a guest is no one's only way.

        A server that is older than guests says that it knows no such method: it is not asked again.
        """
        if not self.on:
            return
        try:
            reply = await asyncio.to_thread(self._reply, question)
            await self._bot(_call(question.query, reply, me))
        except TelegramNotFound:
            self.on = False
            log.error(
                "this Bot API server knows no guests (it is older than 10.0): GUEST_MODE is off until the next start",
                action="guest",
            )
        except (AiogramError, SQLAlchemyError, editions.NoEdition) as error:
            log.warning("guest not answered", action="guest", error=type(error).__name__)

    def _reply(self, question: GuestQuestion) -> GuestReply:
        with self._house.store.reading() as tx:
            edition = editions.find(tx)
        now = self._house.clock.now().astimezone(edition.zone)
        return guest_reply(question.words, question.language, edition, now)


def _call(query: str, reply: GuestReply, me: str) -> AnswerGuestQuery:
    say = voice(reply.language).say
    text, label, link = split(say(reply.text))[0], say(OPEN), f"https://t.me/{me}?start={reply.payload}"
    content = InputTextMessageContent(message_text=text, link_preview_options=LinkPreviewOptions(is_disabled=True))
    keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=label, url=link)]])
    article = InlineQueryResultArticle(id="1", title=label, input_message_content=content, reply_markup=keys)
    return AnswerGuestQuery(guest_query_id=query, result=article)
