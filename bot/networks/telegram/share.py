"""How much of each Telegram account, and of each group, is read: the others' messages wait in the same line."""

from __future__ import annotations

from aiogram.types import Update

from bot.clock import Clock
from bot.languages.words import lexicon
from bot.metrics import DROPPED
from bot.networks.sms.loop_guard import LoopGuard, ShareVerdict
from bot.networks.telegram.guest_question import GuestQuestion
from bot.networks.telegram.updates import GroupCommand, Ignored, Other, Remark
from bot.turn.message import Incoming
from flows.understanding.senses import Sense

MOST = 60
"""Messages and taps a minute.

Who ticks a long ballot taps once a second for half a minute, not for a whole one; and sixty of the dearest texts keep
the writer busy for a second or so.
"""

WINDOW = 60.0
"""Seconds."""

GUESTS = 6
"""Answers a minute to one account as a guest, and in one chat: they stand between what others say there."""

ALONE = 20
"""Answers a minute to askers alone in one group: as many messages as Telegram has a bot send there."""

STOPS = 3
"""Words of STOP a minute that are heard beyond the share: it is heard from anyone, but need not be heard for ever."""


class AccountShares:
    """Counts what each account and each group has us read."""

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        """So *most* a minute of each."""
        self._clock = clock
        self._guard = LoopGuard(most, WINDOW, until_quiet=False)
        self._guests = LoopGuard(GUESTS, WINDOW, until_quiet=False)
        self._alone = LoopGuard(ALONE, WINDOW, until_quiet=False)
        self._stops = LoopGuard(STOPS, WINDOW, until_quiet=False)

    def verdict(self, update: Update, news: Incoming | Other) -> ShareVerdict:
        """Whether to read *news*, which came by *update*. An update that comes again gets the same verdict.

        What came while we were away is counted when it was written, not all at once. Talk in a group that is not for us
        costs nothing, and does not count.
        """
        at, id = self._clock.now().timestamp(), str(update.update_id)
        match news:
            case Incoming(address=address):
                verdict = self._guard.verdict(address, id, news.at or at)
                if verdict is not ShareVerdict.HEAR and lexicon().meant(news.text) is Sense.STOP:
                    verdict = self._stops.verdict(address, id, news.at or at)
            case Remark(chat=chat):
                verdict = self._guard.verdict(chat, id, at)
            case GroupCommand(chat=chat, by=by):
                verdict = self._of_both(self._guard, (chat, by), id, at)
            case GuestQuestion(chat=chat, by=by):
                verdict = self._of_both(self._guests, (f"chat {chat}", by), id, at)
            case Ignored() if update.message and update.message.chat.type == "private":
                verdict = self._guard.verdict(str(update.message.chat.id), id, at)
            case _:  # what changes no row but those of a block, a group or a poll, each once
                return ShareVerdict.HEAR
        if verdict is not ShareVerdict.HEAR:
            DROPPED.labels("telegram", "share").inc()
        return verdict

    def may_answer_alone(self, command: GroupCommand) -> bool:
        """Whether its author may have another answer that nobody else sees, as many as a guest; and the group too."""
        at, id = self._clock.now().timestamp(), str(command.id)
        mine = self._guests.verdict(f"alone {command.by}", id, at)
        return mine is ShareVerdict.HEAR and self._alone.verdict(command.chat, id, at) is ShareVerdict.HEAR

    @staticmethod
    def _of_both(guard: LoopGuard, both: tuple[str, str], id: str, at: float) -> ShareVerdict:
        """A command counts for the group and for who gave it; beyond either share nothing is said in the group."""
        verdicts = {guard.verdict(whose, id, at) for whose in both if whose}
        return ShareVerdict.HEAR if verdicts == {ShareVerdict.HEAR} else ShareVerdict.SILENCE
