"""Hears what happens in Telegram groups: commands, polls that were voted on, who leaves, and groups that move."""

from __future__ import annotations

import asyncio
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import GetChatMember, SendPoll
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, InputPollOption

from bot.languages.words import voice
from bot.networks.telegram.calls import Call, call_of
from bot.networks.telegram.updates import GroupCommand, GroupLeft, GroupMoved, GroupNews, PollCounted
from bot.relays.group_holders import left
from bot.relays.group_polls import Poll
from bot.relays.groups import Command, CommandGroup, GroupReply, WhoRuns
from bot.turn.house import House
from flows.relays.post_text import OPEN
from flows.town.questionnaire import QuestionKind
from flows.words import _
from storage.database.ids import new_id
from storage.messages import inbox
from storage.messages.outgoing import Button, Outgoing
from storage.people.people import GROUP, hash_of
from storage.relays import groups, polls
from storage.town import editions

log = structlog.get_logger()

RUNS = ("creator", "administrator")
"""The statuses of those who run a group."""

SETTLES = 1.0
"""Seconds within which another process has noted the poll that it has just put to a group."""

_MAY_NOT = _("Je n'ai pas le droit de poster un sondage dans ce groupe : un administrateur peut me le donner.")


class TelegramGroups:
    """Groups, as they are heard in a house."""

    def __init__(self, house: House, bot: Bot) -> None:
        """Polls are sent, and rights asked about, through *bot*."""
        self._house = house
        self._bot = bot

    async def hear(self, news: GroupNews) -> GroupReply | None:
        """What to say in the group, if anything. Raises STORE_AWAY or AWAY: then it is worth hearing again."""
        match news:
            case GroupCommand():
                return await self._command(news)
            case GroupLeft(chat, account):
                await asyncio.to_thread(self._left, chat, account)
            case GroupMoved(chat, to):
                await asyncio.to_thread(self._moved, chat, to)
            case PollCounted():
                await self._counted(news)
        return None

    async def _command(self, news: GroupCommand) -> GroupReply | None:
        command = Command(news.id, news.chat, news.name, news.rest, news.by, news.link, news.forum_topic)
        admin = None if news.by else True  # only those who run a group can speak as the group
        answer = await asyncio.to_thread(self._answer, command, admin)
        if isinstance(answer, WhoRuns):
            runs = await self._runs(news.chat, news.by)
            answer = await asyncio.to_thread(self._answer, command, runs)
        if isinstance(answer, Poll):
            return await self._ask(news, answer)
        return answer if isinstance(answer, GroupReply) else None

    def _answer(self, command: Command, admin: bool | None) -> GroupReply | Poll | WhoRuns | None:
        with self._house.store.writing() as tx:
            if inbox.known(tx, [("telegram", str(command.id))]):
                return None
            edition = editions.find(tx)
            now = self._now().astimezone(edition.zone)
            return CommandGroup(tx, self._house.store, edition, now, command, admin).answer()

    async def _runs(self, chat: str, account: str) -> bool:
        try:
            member = await self._bot(GetChatMember(chat_id=int(chat), user_id=int(account)))
        except (TelegramBadRequest, TelegramForbiddenError):  # nobody Telegram would tell us about
            return False
        return member.status in RUNS

    async def _ask(self, news: GroupCommand, poll: Poll) -> GroupReply | None:
        """Put the poll to the group; a command that comes again puts no second one, once it is noted."""
        try:
            message = await self._bot(self._poll(news, poll))
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            log.warning("no poll", action="group_poll", why=error.message)
            return GroupReply(_MAY_NOT, poll.group.language, due=True)
        if message.poll:
            await asyncio.to_thread(self._note, news, poll, message.poll.id)
        return None

    def _poll(self, news: GroupCommand, poll: Poll) -> SendPoll:
        link = news.begins(poll.payload)
        keys = [[InlineKeyboardButton(text=voice(poll.group.language).say(OPEN), url=link)]] if link else []
        return SendPoll(
            chat_id=int(news.chat),
            question=poll.question.text,
            options=[InputPollOption(text=choice.label) for choice in poll.question.choices],
            is_anonymous=True,
            allows_multiple_answers=poll.question.kind is QuestionKind.SEVERAL,
            close_date=poll.ends,
            reply_markup=InlineKeyboardMarkup(inline_keyboard=keys) if keys else None,
            message_thread_id=news.forum_topic or None,
        )

    def _note(self, news: GroupCommand, poll: Poll, id: str) -> None:
        store, now = self._house.store, self._now()
        with store.writing() as tx:
            receipt = inbox.Receipt(new_id(), "telegram", str(news.id), hash_of(store, GROUP, news.chat))
            inbox.remember(tx, store, [receipt], now)
            polls.put_poll(tx, id, poll.group, poll.survey, poll.question)
        log.info("poll put", action="group_poll", survey=poll.survey, question=poll.question.id)

    async def _counted(self, news: PollCounted) -> None:
        if not await asyncio.to_thread(self._count, news):
            await asyncio.sleep(SETTLES)
            known = await asyncio.to_thread(self._count, news)
            log.info("poll counted", action="group_poll", poll=news.id, known=known)

    def _count(self, news: PollCounted) -> bool:
        with self._house.store.writing() as tx:
            return polls.count_poll(tx, news.id, news.voters, news.votes, news.closed)

    def _left(self, chat: str, account: str) -> None:
        with self._house.store.writing() as tx:
            untied = left(tx, self._house.store, chat, account, self._now())
        log.info("left", action="group_left", untied=untied)

    def _moved(self, chat: str, to: str) -> None:
        with self._house.store.writing() as tx:
            known = groups.move(tx, self._house.store, chat, to)
        log.info("moved", action="group_moved", known=known)

    def _now(self) -> datetime:
        return self._house.clock.now()


def said_in_group(news: GroupCommand, told: GroupReply) -> Call:
    """What to call to say it in the group, where the command was written, over a button to the private chat."""
    say = voice(told.language).say
    link = news.begins(told.payload) if told.payload else ""
    buttons = ((Button(say(OPEN), link),),) if link else ()
    return call_of(news.chat, Outgoing(say(told.text), buttons, forum_topic=news.forum_topic))
