"""Hears what Telegram brings, by webhook or by polling: each update once, acknowledged only after it is committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update
from sqlalchemy.exc import SQLAlchemyError

from bot.languages.words import voice
from bot.networks import went_back
from bot.networks.sms.loop_guard import ShareVerdict
from bot.networks.telegram import blocked
from bot.networks.telegram.api import AWAY, answer_tap, perform
from bot.networks.telegram.calls import Call, call_of
from bot.networks.telegram.ephemeral import TelegramEphemeral
from bot.networks.telegram.groups import TelegramGroups, said_in_group
from bot.networks.telegram.guest_question import KIND as GUEST
from bot.networks.telegram.guest_question import GuestQuestion
from bot.networks.telegram.guests import TelegramGuests
from bot.networks.telegram.order import Order
from bot.networks.telegram.reading import read_update
from bot.networks.telegram.remarked import Remarked
from bot.networks.telegram.share import AccountShares
from bot.networks.telegram.updates import (
    KINDS,
    SECOND,
    Barred,
    GroupCommand,
    GroupLeft,
    GroupMoved,
    GroupNews,
    Ignored,
    Other,
    PollCounted,
    Remark,
    incoming,
)
from bot.relays.groups import GroupReply
from bot.turn.house import House
from bot.turn.message import Incoming
from bot.turn.waiting_line import TooManyWaiting
from flows.words import _
from storage.database.ids import new_id
from storage.messages.own_names import TELEGRAM, call_us
from storage.people.silences import standing
from storage.town import editions

log = structlog.get_logger()

STORE_AWAY = (SQLAlchemyError, editions.NoEdition, TooManyWaiting)
"""What is raised when nothing was heard: the store is away or busy, holds no edition yet, or too many are waiting."""

ALBUM = timedelta(minutes=5)
"""How long the photos of one album may take to come, deliveries that Telegram repeats included."""

NOTED = timedelta(minutes=1)
"""How often it is noted how far updates have come that leave nothing else."""

FAREWELL = 5.0
"""Seconds that answers to taps, to guests and to askers alone have to end when we stop."""

_TOO_FAST = _(
    "Vous écrivez plus vite que nous ne lisons. Attendez une minute, puis renvoyez ce qui est resté sans réponse."
)
_ONE_PHOTO = _("Une photo à la fois : je n'ai regardé que la première.")


class Listener:
    """Hears updates in a house. *me*, the bot's username, is known once Telegram has told it."""

    def __init__(
        self,
        house: House,
        bot: Bot,
        wake: Callable[[], None] = lambda: None,
        *,
        as_guest: bool = False,
        alone: bool = False,
    ) -> None:
        """Taps are answered through *bot*; *wake* is called when replies wait in the outbox.

        With *as_guest*, what is asked in chats that the bot is not in is answered there. With *alone*, who asks
        something in a tied group sees the answer alone.
        """
        self.bot = bot
        self.me = ""
        self._house = house
        self._wake = wake
        self._order = Order()
        self._counted: datetime | None = None  # when it was last noted how far updates have come; None before the first
        self._groups = TelegramGroups(house, bot)
        self._guests = TelegramGuests(house, bot, on=as_guest)
        self.ephemeral = TelegramEphemeral(bot, on=alone)
        self._share = AccountShares(house.clock)
        self._remarked = Remarked(house.clock)
        self._albums: dict[str, tuple[int, datetime]] = {}
        self._in_turn = asyncio.Lock()  # blocks and remarks are minded in the order in which they came
        self._courtesies: set[asyncio.Task[None]] = set()

    @property
    def kinds(self) -> list[str]:
        """The kinds of updates that we ask Telegram for."""
        return [*KINDS, GUEST] if self._guests.on else list(KINDS)

    async def hear(self, raw: dict[str, Any], carries: int, *, patient: bool = False) -> tuple[Call, ...]:
        """What to call to answer the update *raw*, once what it changes is committed; the outbox has the rest.

        At most *carries* replies are in it. Raises STORE_AWAY: then nothing was heard. Who is *patient* brings a few at
        a time, once there is `room`, and is not sent away because too many are waiting.
        """
        update = read_update(raw)
        if update is None:
            return ()
        self._count(update)
        news = incoming(update, self.me)
        verdict = self._share.verdict(update, news)
        if verdict is not ShareVerdict.HEAR:
            return await self._beyond_its_share(update, news, verdict)
        told = await self._minded(update, news, carries, patient)
        if update.callback_query:
            self._courteously(answer_tap(self.bot, update.callback_query.id))
        return told

    async def room(self) -> None:
        """Wait until another few messages may come."""
        await self._house.writer.room()

    def _count(self, update: Update) -> None:
        """Notice by the first update whether the store went back, and note now and then how far the others come.

        Beside hearing it: nothing may be awaited before that.
        """
        now, number = self._house.clock.now(), update.update_id
        if self._counted is None:
            self._counted = now
            self._courteously(asyncio.to_thread(went_back.by_update, self._house, "telegram", number, new_id()))
        elif now - self._counted > NOTED and not (update.message or update.callback_query):
            self._counted = now
            self._courteously(asyncio.to_thread(went_back.note_update, self._house, "telegram", number))

    async def call(self, call: Call) -> None:
        """Make a call now; what Telegram refuses is logged and given up. Raises AWAY: worth another try."""
        try:
            await perform(self.bot, call)
        except AWAY:
            raise
        except TelegramAPIError as error:
            log.warning("refused", action="telegram_call", method=call.method, error=type(error).__name__)

    async def called(self, name: str) -> None:
        """Our name on Telegram, which every process needs to write links that lead here."""
        self.me = name
        if name:
            await asyncio.to_thread(self._keep_name)

    async def close(self) -> None:
        """Let the answers to taps and to guests go out, then hang up."""
        await self.courtesies()
        await self.bot.session.close()

    async def courtesies(self) -> None:
        """Wait for what is done beside hearing, for as long as we have to end."""
        if self._courtesies:
            await asyncio.wait(self._courtesies, timeout=FAREWELL)

    async def _minded(self, update: Update, brought: Incoming | Other, carries: int, patient: bool) -> tuple[Call, ...]:
        match brought:
            case Incoming() as message if self._is_another_of_an_album(update):
                async with self._in_turn:
                    return await self._remark(Remark(message.address, _ONE_PHOTO, message.language))
            case Incoming() as message:
                return await self._turn(update.update_id, replace(message, carries=carries), patient)
            case Remark() as remark:
                async with self._in_turn:
                    return await self._remark(remark)
            case GroupCommand() | GroupLeft() | GroupMoved() | PollCounted() as news:
                async with self._in_turn:
                    return await self._in_a_group(news)
            case GuestQuestion() as question:  # looked up beside: whoever brought it need not wait
                self._courteously(self._guests.answer(question, self.me))
            case Barred() as barred:
                async with self._in_turn:
                    await asyncio.to_thread(self._mirror, barred)
            case Ignored(why):
                log.info("ignored", action="telegram_ignore", update=update.update_id, why=why)
        return ()

    async def _beyond_its_share(
        self, update: Update, news: Incoming | Other, verdict: ShareVerdict
    ) -> tuple[Call, ...]:
        """One sentence to who writes too much, then nothing until there is room again; none of it is heard."""
        if verdict is ShareVerdict.LAST_WORD:  # a line for each would only fill the log: they are counted
            log.warning("too many messages", action="loop", update=update.update_id)
        match news:
            case Incoming(address=chat, language=own) | Remark(chat=chat, language=own) if (
                verdict is ShareVerdict.LAST_WORD
            ):
                remark = Remark(chat, _TOO_FAST, own)
                language = await asyncio.to_thread(self._language, remark)
                return () if language is None else (_say(remark, language),)
        return ()

    async def _turn(self, id: int, message: Incoming, patient: bool) -> tuple[Call, ...]:
        """A message heard. Nothing may be awaited before the writer has it: it keeps the order in which it is told."""
        if self._order.overtaken(message.address, id) and message.at:
            message = replace(message, at=message.at - SECOND)  # the earliest moment at which it can have been written
        heard = await self._house.writer.heard(message, patient=patient)
        if len(heard.replies) > len(heard.here):
            self._wake()
        return tuple(call_of(message.address, reply) for reply in heard.here)

    def _is_another_of_an_album(self, update: Update) -> bool:
        """Whether another photo sent together with this one was heard: the rest must not answer what comes next.

        With several processes, one may be heard in each: what nobody asked for gets a kind word from the conversation.
        """
        album = update.message.media_group_id if update.message else None
        if album is None:
            return False
        now = self._house.clock.now()
        self._albums = {id: (first, at) for id, (first, at) in self._albums.items() if now - at < ALBUM}
        first, _at = self._albums.setdefault(album, (update.update_id, now))
        return first != update.update_id

    async def _remark(self, remark: Remark) -> tuple[Call, ...]:
        """The remark, unless one was just made in that chat or its person wants silence."""
        if self._remarked.lately(remark.chat):
            return ()
        language = await asyncio.to_thread(self._language, remark)
        if language is None:
            return ()
        self._remarked.note(remark.chat)
        return (_say(remark, language),)

    async def _in_a_group(self, news: GroupNews) -> tuple[Call, ...]:
        """What to say in a group, in public."""
        told = await self._groups.hear(news)
        if told is None or not isinstance(news, GroupCommand):
            return ()
        if not self.ephemeral.is_for(news, alone=told.alone):
            return self._in_public(news, told)
        if self.ephemeral.is_new(news) and self._share.may_answer_alone(news):
            self._courteously(self._alone(news, told))
        return ()

    def _in_public(self, news: GroupCommand, told: GroupReply) -> tuple[Call, ...]:
        """What nobody waits for is left out where something was said a moment ago."""
        if not told.due:
            if self._remarked.lately(news.chat):
                return ()
            self._remarked.note(news.chat)
        return (said_in_group(news, told),)

    async def _alone(self, news: GroupCommand, told: GroupReply) -> None:
        """Answer the author of a command alone; all, where that cannot be. What does not pass is let go."""
        if await self.ephemeral.answer(news, said_in_group(news, told)):
            return
        with suppress(*AWAY):
            for call in self._in_public(news, told):
                await self.call(call)

    def _language(self, remark: Remark) -> str | None:
        """The language in which to say it; None to someone who wants silence."""
        with self._house.store.reading() as tx:
            known = standing(tx, self._house.store, "telegram", remark.chat)
        if known is None:
            return remark.language
        return None if known.silent else known.language

    def _keep_name(self) -> None:
        with self._house.store.writing() as tx:
            call_us(tx, TELEGRAM, self.me)

    def _mirror(self, barred: Barred) -> None:
        with self._house.store.writing() as tx:
            changed = blocked.mirror(tx, self._house.store, barred.address, barred.blocked, barred.at)
        log.info("mirrored", action="telegram_block", blocked=barred.blocked, changed=changed)

    def _courteously(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)


def _say(remark: Remark, language: str) -> Call:
    say = voice(language).say
    return Call("sendMessage", {"chat_id": int(remark.chat), "text": say(remark.text)})
