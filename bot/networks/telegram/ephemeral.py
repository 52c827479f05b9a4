"""Answers a command of a group to who gave it alone, by an ephemeral message (Bot API 10.3), where Telegram knows them.

1. Who asked is known to the one call that answers, and to nothing else: not to the store, not to the log.
2. Nothing personal is said here either: a server that knows no ephemeral messages shows the answer to the whole group.
   Then it is deleted at once, and all are answered in public until the next start.
3. An update that comes again is not answered again.
"""

from __future__ import annotations

from collections import OrderedDict

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import DeleteMessage, SendMessage
from aiogram.types import EphemeralMessageParameters, Message, ReplyParameters

from bot.networks.telegram.calls import Call
from bot.networks.telegram.updates import GroupCommand

log = structlog.get_logger()

MOST = 1_000
"""Updates remembered, so that one that comes again is known: many more than come within the minutes until it does."""


class TelegramEphemeral:
    """Answers that the asker alone sees: none unless it is *on*."""

    def __init__(self, bot: Bot, *, on: bool) -> None:
        """They go out through *bot*."""
        self.on = on
        self._bot = bot
        self._taken: OrderedDict[int, None] = OrderedDict()

    def is_for(self, news: GroupCommand, *, alone: bool) -> bool:
        """Whether *news* is to be answered to its author alone: it may be, or they alone saw the command too."""
        return self.on and bool(news.by) and (alone or bool(news.ephemeral))

    def is_new(self, news: GroupCommand) -> bool:
        """Whether it was not taken before; from now on it was."""
        if news.id in self._taken:
            return False
        self._taken[news.id] = None
        if len(self._taken) > MOST:
            self._taken.popitem(last=False)
        return True

    async def answer(self, news: GroupCommand, call: Call) -> bool:
        """Show to the author of *news* what *call* would show to the group; False if it is to be said in public.

        A command that the group did not see is never answered before it.
        """
        try:
            sent = await self._bot(_to(news, call))
        except TelegramBadRequest as error:  # a command that all see is answered so only by a bot that runs the group
            log.info("not answered alone", action="ephemeral", why=error.message)
            return bool(news.ephemeral)
        except AiogramError as error:
            log.warning("not answered alone", action="ephemeral", error=type(error).__name__)
            return True
        return sent.ephemeral_message_id is not None or not await self._took_back(sent)

    async def _took_back(self, sent: Message) -> bool:
        """Whether what the whole group sees is deleted; nothing more is sent in this way."""
        self.on = False
        log.error(
            "this Bot API server knows no ephemeral messages (it is older than 10.3): EPHEMERAL_ANSWERS is off until "
            "the next start",
            action="ephemeral",
        )
        try:
            return await self._bot(DeleteMessage(chat_id=sent.chat.id, message_id=sent.message_id))
        except AiogramError as error:  # then the group has its answer already
            log.warning("not deleted", action="ephemeral", error=type(error).__name__)
            return False


def _to(news: GroupCommand, call: Call) -> SendMessage:
    reply = ReplyParameters(ephemeral_message_id=news.ephemeral) if news.ephemeral else None
    alone = EphemeralMessageParameters(receiver_user_id=int(news.by))
    return SendMessage(**call.values, ephemeral_message_parameters=alone, reply_parameters=reply)
