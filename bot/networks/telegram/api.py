"""The Bot API as the processes that listen call it, through aiogram: slow to import, so only they import this."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.methods.base import TelegramMethod

from bot.networks.quiet import quiet
from bot.networks.telegram.calls import Call

log = structlog.get_logger()

AWAY = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, TelegramConflictError, ClientDecodeError)
"""What passes: Telegram does not answer, is restarting, or asks us to wait; or another process fetches its updates."""

REFUSED = (TelegramUnauthorizedError, TelegramNotFound)
"""What Telegram answers to a token that is none, or was revoked."""

WAITS = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds to wait after the first failure in a row, the second … and after all that follow."""

PATIENCE = 20
"""Seconds an ordinary call may take."""


class TokenRefused(ValueError):
    """Telegram refuses TELEGRAM_TOKEN: ask @BotFather for the bot's token (/token) and set it."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates`, each update as it came: one that cannot be read must not keep the others from being heard."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = 0
    allowed_updates: list[str] | None = None


def bot_of(token: str, base: str) -> Bot:
    """The bot of *token*, on the Bot API at *base*; close its `session` at the end."""
    quiet()
    session = AiohttpSession(api=TelegramAPIServer.from_base(base), timeout=PATIENCE)
    return Bot(token, session)


async def perform(bot: Bot, call: Call) -> None:
    """Make *call* now. Raises what `Bot` raises."""
    method = {"sendMessage": SendMessage, "editMessageText": EditMessageText}[call.method]
    await bot(method(**call.values))


async def answer_tap(bot: Bot, id: str) -> None:
    """Have the button stop turning on the person's phone; it is a courtesy, so what goes wrong is only logged."""
    try:
        await bot(AnswerCallbackQuery(callback_query_id=id))
    except Exception as error:
        log.info("tap not answered", action="answer_tap", error=type(error).__name__)


class Backoff:
    """Waits longer after each failure in a row, and at least as long as Telegram asks."""

    def __init__(self, waits: Sequence[float] = WAITS) -> None:
        """*waits* are seconds."""
        self._waits = waits
        self._failures = 0

    def succeeded(self) -> None:
        """It went well: the next failure is the first again."""
        self._failures = 0

    async def wait(self, error: Exception) -> None:
        """Wait after *error*. Raises TokenRefused if waiting cannot help."""
        if isinstance(error, REFUSED):
            raise TokenRefused from error
        asked = error.retry_after if isinstance(error, TelegramRetryAfter) else 0
        seconds = max(asked, self._waits[min(self._failures, len(self._waits) - 1)])
        self._failures += 1
        log.warning("waiting", action="telegram_wait", error=type(error).__name__, seconds=seconds)
        await asyncio.sleep(seconds)
