"""A bot where others look on: what all of it came to, and that nothing of those others was kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table

from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.people.people import ADDRESSES, PEOPLE
from tests.fakes.telegram import FakeTelegram
from tests.support.telegram_bot import Bot, eventually


@dataclass
class Onlookers:
    """People in a chat who never wrote to the bot in private."""

    bot: Bot
    telegram: FakeTelegram

    async def settles(self) -> None:
        """All that happened was heard, and what was to be answered is."""
        await eventually(lambda: self.telegram.undelivered == 0)
        await self.bot.listener.courtesies()

    def rows(self) -> list[int]:
        """How much is kept of people and of what they wrote."""
        tables: tuple[Table, ...] = (PEOPLE, ADDRESSES, INBOX, OUTBOX)
        return [self.bot.rows(table) for table in tables]
