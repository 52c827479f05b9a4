"""A bot that listens to the fake Telegram in a house of its own, by webhook or by polling, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import uvicorn
from sqlalchemy import Table, func, select
from starlette.routing import BaseRoute
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.clock import Clock
from bot.networks.telegram.api import bot_of
from bot.networks.telegram.intake import Listener
from bot.networks.telegram.network import TelegramNetwork
from bot.networks.telegram.poll import poll
from bot.networks.telegram.setup import introduce, register
from bot.networks.telegram.webhook import webhook
from bot.sending.sender import Sender
from bot.turn.house import House, house
from bot.web.app import app_of
from storage.database.store import Store
from storage.people.silences import standing
from tests.conftest import IN_THE_VOTE, load_sample
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import Person

SECRET = "only-telegram-knows"
QUICK = 0.02
"""The pace of the fake."""

SOON = (0.02,)
"""Waits after failures, in tests."""


class VoteClock(Clock):
    """Runs like the real clock, in the vote of the sample edition."""

    def __init__(self) -> None:
        """It is the vote now."""
        self.ahead: timedelta = IN_THE_VOTE - super().now()

    def now(self) -> datetime:
        """The time in the vote."""
        return super().now() + self.ahead


@dataclass
class Bot:
    """What listens, and where."""

    house: House
    listener: Listener
    url: str = ""

    def is_stopped(self, address: str) -> bool:
        """Whether a Telegram address is silenced."""
        with self.house.store.reading() as tx:
            stands = standing(tx, self.house.store, "telegram", address)
        return stands is not None and stands.silent

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        with self.house.store.reading() as tx:
            return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


@asynccontextmanager
async def by_webhook(
    store: Store, telegram: FakeTelegram, clock: Clock, *, as_guest: bool = False, alone: bool = False
) -> AsyncIterator[Bot]:
    """A bot that has its webhook registered, and an outbox that is emptied; it may answer *as_guest*, or *alone*."""
    async with (
        _listening(store, telegram, clock, as_guest=as_guest, alone=alone) as bot,
        _serving(bot.house, webhook(bot.listener, SECRET)) as url,
    ):
        bot.url = url
        await introduce(bot.listener, ("fr", "en"), SOON)
        await register(bot.listener.bot, url, SECRET, SOON, kinds=bot.listener.kinds)
        yield bot


@asynccontextmanager
async def by_polling(store: Store, telegram: FakeTelegram, clock: Clock) -> AsyncIterator[Bot]:
    """A bot that polls, and an outbox that is emptied."""
    async with _listening(store, telegram, clock) as bot:
        await introduce(bot.listener, ("fr", "en"), SOON)
        task = asyncio.create_task(poll(bot.listener, SOON))
        try:
            yield bot
        finally:
            await _ended(task)


async def button(person: Person, words: str) -> str:
    """The label of the newest button that holds *words*."""
    shown = await person.hears(lambda message: any(words in label for label in message.labels))
    return next(label for label in shown.labels if words in label)


@asynccontextmanager
async def _listening(
    store: Store, telegram: FakeTelegram, clock: Clock, *, as_guest: bool = False, alone: bool = False
) -> AsyncIterator[Bot]:
    load_sample(store)
    network = TelegramNetwork(telegram.token, telegram.url)
    sender = Sender(store, clock, [network])
    with house(store, clock) as home:
        listener = Listener(home, bot_of(telegram.token, telegram.url), sender.wake, as_guest=as_guest, alone=alone)
        task = asyncio.create_task(sender.run())
        try:
            yield Bot(home, listener)
        finally:
            await _ended(task)
            await listener.close()
            await network.close()


@asynccontextmanager
async def _serving(house: House, *routes: BaseRoute) -> AsyncIterator[str]:
    """The application over real HTTP, in this event loop; uvicorn's own server would take a while to stop."""
    config, state = uvicorn.Config(app_of(house, *routes), ws="none", lifespan="off", log_config=None), ServerState()
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: H11Protocol(config, state, {}), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(state.tasks)


async def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until *condition* holds."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, "it never came true"
        await asyncio.sleep(0.01)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
