"""What becomes of a text, and of a receipt, whichever provider brought it.

All that a provider's own file need not do.
"""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.sms_text import wash
from bot.languages.words import SOURCE, lexicon, voice
from bot.metrics import DROPPED
from bot.networks.sms.loop_guard import WINDOW, LoopGuard, ShareVerdict
from bot.turn.house import House
from bot.turn.message import Heard, Incoming
from bot.turn.waiting_line import TooManyWaiting
from flows.understanding.senses import Sense
from flows.words import Say, _
from storage.messages.outbox import State
from storage.messages.outgoing import Outgoing
from storage.people.silences import standing
from storage.sending.receipts import receipt, stopped_elsewhere
from storage.town.editions import NoEdition

log = structlog.get_logger()

NOT_NOW = (SQLAlchemyError, NoEdition, TooManyWaiting)
"""What keeps us from hearing anything: the provider is told to come again."""

PROOF = "STOP, said to the operator"
"""The words kept as proof when the person spoke to the operator rather than to us."""

NO_PHOTOS = _("Je ne lis pas les photos par SMS : écrivez-moi.")
TOO_MANY = _(
    "Trop de messages à la fois : je fais une pause. Réécrivez-moi dans {minutes} minutes.", minutes=int(WINDOW // 60)
)


class SmsDoor:
    """Hears texts and takes note of receipts, for one process."""

    def __init__(self, house: House, guard: LoopGuard | None = None) -> None:
        """Texts are heard in *house*; *guard* keeps machines from talking with us for ever."""
        self._house = house
        self._guard = guard or LoopGuard()

    @property
    def house(self) -> House:
        """Where texts are heard."""
        return self._house

    async def hears(self, message: Incoming, photos: int = 0, *, patient: bool = False) -> Heard:
        """What came of *message*; what goes out in the provider's request is *here* in it.

        *photos* is how many files came with it: the text is then refused, since nobody can tell what was said. What is
        refused is not heard at all, and comes back as if heard before. Raises NOT_NOW errors; then nothing was heard.
        Who is *patient* waits for room in the house's writer before the next few, and is not sent away for want of it.
        """
        verdict = self._guard.verdict(message.address, message.id, message.at)
        if verdict is not ShareVerdict.HEAR and not _is_stop(message.text):
            if verdict is ShareVerdict.LAST_WORD:
                log.warning("too many messages", action="loop", provider=message.provider, id=message.id)
            DROPPED.labels(message.channel, "share").inc()
            return await self._refused(message, TOO_MANY if verdict is ShareVerdict.LAST_WORD else None)
        if photos:
            log.info("photo refused", action="photo", provider=message.provider, id=message.id)
            return await self._refused(message, NO_PHOTOS)
        return await self._house.writer.heard(message, patient=patient)

    async def told(self, id: int, state: State, reason: str) -> None:
        """Take note of a receipt: message *id* of our outbox is now *state*. Raises NOT_NOW errors."""
        await asyncio.to_thread(self._note, id, state, reason)

    async def _refused(self, message: Incoming, why: Say | None) -> Heard:
        """*why*, in the person's language, unless they want silence; nothing is heard and nothing kept."""
        language = await asyncio.to_thread(self._language, message) if why else ""
        replies = (Outgoing(wash(voice(language).say(why))),) if why and language else ()
        return Heard(replies, replies, again=True)

    def _language(self, message: Incoming) -> str:
        """The language to write to that address in; "" if it wants silence."""
        store = self._house.store
        with store.reading() as tx:
            known = standing(tx, store, message.channel, message.address)
        if known is None:
            return SOURCE
        return "" if known.silent else known.language

    def _note(self, id: int, state: State, reason: str) -> None:
        store = self._house.store
        with store.writing() as tx:
            news = receipt(tx, id, state, reason)
            if state is State.STOPPED:
                stopped_elsewhere(tx, store, id, PROOF, self._house.clock.now())
        log.info("receipt", action="receipt", id=id, state=state, news=news)


def _is_stop(text: str) -> bool:
    """STOP is heard from anyone at any rate; it is confirmed once, so that it starts no loop."""
    return lexicon().meant(text) is Sense.STOP
