"""What an installation hears by and speaks by, put together from its settings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
from starlette.routing import BaseRoute

from bot.languages.words import languages
from bot.networks.base import Network
from bot.networks.twilio.account import Account, account_of
from bot.settings import Settings
from bot.turn.house import House
from storage.messages.own_names import WEB, call_us
from storage.town import editions

if TYPE_CHECKING:  # Who opens a channel imports what it needs: aiogram alone takes seconds and 120 MiB.
    from bot.networks.telegram.intake import Listener
    from bot.networks.telegram.network import TelegramNetwork
    from bot.networks.twilio.rest import TwilioRest
    from bot.networks.twilio.webhooks import TwilioIn

log = structlog.get_logger()


def channels_of(settings: Settings) -> tuple[str, ...]:
    """The channels that the settings open."""
    open_ = {"telegram": bool(settings.telegram_token), "sms": account_of(settings) is not None}
    return tuple(channel for channel, is_open in open_.items() if is_open)


class Ears:
    """All that a process hears by: webhooks to serve, and what runs beside them."""

    def __init__(self, house: House, settings: Settings, wake: Callable[[], None] = lambda: None) -> None:
        """*wake* is called when replies wait in the outbox. Raises SettingsError for half a channel."""
        self._house = house
        self._settings = settings
        self._account = account_of(settings)
        self._telegram = _telegram(house, settings, wake) if settings.telegram_token else None
        self._twilio = _twilio(house, self._account) if self._account else None

    def routes(self) -> list[BaseRoute]:
        """The webhooks."""
        webhooks: list[BaseRoute] = list(self._twilio.routes()) if self._twilio else []
        if self._telegram and self._settings.public_url:
            from bot.networks.telegram.setup import webhook_secret
            from bot.networks.telegram.webhook import webhook

            webhooks.append(webhook(self._telegram, webhook_secret(self._settings)))
        return webhooks

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Telegram and Twilio are told where we are, polled or caught up with, until the end."""
        work = [self._hear_telegram(self._telegram)] if self._telegram else []
        rest = _rest(self._account) if self._account else None
        if rest and self._account:
            from bot.networks.twilio.catch_up import CatchUp, heard_until

            # Asked before any text is taken: the first one taken would hide all that came while we were away.
            since = await heard_until(self._house)
            work.append(CatchUp(self._house, rest, self._account, since).run())
        tasks = [asyncio.create_task(_told(job)) for job in work]
        try:
            yield
        finally:
            await ended(tasks)
            if self._telegram:
                await self._telegram.close()
                await self._telegram.bot.session.close()
            if rest:
                await asyncio.to_thread(rest.close)

    async def _hear_telegram(self, listener: Listener) -> None:
        from bot.networks.telegram.poll import poll
        from bot.networks.telegram.setup import introduce, register, webhook_secret

        await asyncio.to_thread(self._keep_address)
        await introduce(listener, await asyncio.to_thread(self._spoken))
        if self._settings.public_url:
            secret = webhook_secret(self._settings)
            return await register(listener.bot, self._settings.public_url, secret, kinds=listener.kinds)
        return await poll(listener)

    def _keep_address(self) -> None:
        """Where our pages are, for who writes links to them."""
        with self._house.store.writing() as tx:
            call_us(tx, WEB, self._settings.public_url.rstrip("/"))

    def _spoken(self) -> tuple[str, ...]:
        """The languages to name commands in: the edition's; all of ours while there is none yet."""
        try:
            with self._house.store.reading() as tx:
                return editions.find(tx).languages
        except editions.NoEdition:
            return languages()


@asynccontextmanager
async def networks_of(settings: Settings) -> AsyncIterator[list[Network]]:
    """The networks that the settings open, to send by; closed at the end."""
    account: Account | None = account_of(settings)
    telegram = _sends_telegram(settings) if settings.telegram_token else None
    rest = _rest(account) if account else None
    networks: list[Network] = [telegram] if telegram else []
    if rest and account:
        from bot.networks.twilio.network import TwilioNetwork

        networks.append(TwilioNetwork(rest, account))
    try:
        yield networks
    finally:
        if telegram:
            await telegram.close()
        if rest:
            await asyncio.to_thread(rest.close)


@asynccontextmanager
async def running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """*work* goes on meanwhile, and is stopped gracefully at the end."""
    task = asyncio.create_task(_told(work))
    try:
        yield
    finally:
        await ended([task])


async def _told(work: Coroutine[Any, Any, None]) -> None:
    """*work*; if it cannot go on, the operator is told why and the rest of the process goes on."""
    try:
        await work
    except Exception as error:
        log.error(str(error), action="channel_down", error=type(error).__name__)


AGAIN = 3.0
"""Seconds after which what was asked to stop, and goes on, is asked again."""


async def ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Stop *tasks*, and wait until they have. A library may swallow the wish to stop: it is said until it is heard."""
    waiting = set(tasks)
    while waiting:
        for task in waiting:
            task.cancel()
        _done, waiting = await asyncio.wait(waiting, timeout=AGAIN)


def _telegram(house: House, settings: Settings, wake: Callable[[], None]) -> Listener:
    from bot.networks.telegram.api import bot_of
    from bot.networks.telegram.intake import Listener

    bot = bot_of(settings.telegram_token, settings.telegram_api_base)
    guest, alone = settings.guest_mode == "on", settings.ephemeral_answers == "on"
    return Listener(house, bot, wake, as_guest=guest, alone=alone)


def _sends_telegram(settings: Settings) -> TelegramNetwork:
    from bot.networks.telegram.network import TelegramNetwork

    return TelegramNetwork(settings.telegram_token, settings.telegram_api_base)


def _twilio(house: House, account: Account) -> TwilioIn:
    from bot.networks.sms.intake import SmsDoor
    from bot.networks.twilio.webhooks import TwilioIn

    return TwilioIn(SmsDoor(house), account)


def _rest(account: Account) -> TwilioRest:
    from bot.networks.twilio.rest import TwilioRest

    return TwilioRest(account)
