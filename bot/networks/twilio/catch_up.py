"""Texts that Twilio could not bring to us while we were away: listed over REST, and heard, each once.

Twilio tries a webhook twice within 15 seconds and then never again; the text stays in its list of messages. So that
list is gone through at the start and now and then, from a little before what was surely heard. What was heard already
is known by its MessageSid, and changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, repeat
from typing import Any

import structlog
from requests import RequestException
from twilio.base.exceptions import TwilioException

from bot.networks import went_back
from bot.networks.sms.intake import NOT_NOW, SmsDoor
from bot.networks.sms.phone_numbers import person_number
from bot.networks.sms.wrapped_text import unwrapped
from bot.networks.twilio.account import Account
from bot.networks.twilio.form import PROVIDER
from bot.networks.twilio.network import MESSAGING_SERVICE
from bot.networks.twilio.rest import TwilioRest
from bot.turn.house import House
from bot.turn.message import Incoming
from storage.messages import inbox
from storage.messages.outgoing import Outgoing
from storage.sending import receipts

log = structlog.get_logger()

MARGIN = timedelta(minutes=10)
"""How much is gone through again, for texts that were on their way at the time."""

EVERY = 300.0
"""Seconds between two looks: about as long as people wait before they write again."""

SETTLED = 15.0
"""Seconds that Twilio waits for the answer to its request: before that, an answer may still be on its way."""

SOON = 20.0
"""Seconds until the second look: a text that came after the first, and before we answered requests, is in no other."""

AT_A_TIME = 100
"""Texts that are heard together."""

PAGE = 1_000
"""Messages asked for at once: Twilio's most."""


async def heard_until(house: House) -> datetime:
    """Until when texts were surely heard: the newest one's time; now, if there was none yet.

    To be asked before any text is taken: the first one taken would hide all that came while we were away.
    """
    return await asyncio.to_thread(_heard_until, house)


class CatchUp:
    """Goes through Twilio's list, again and again.

    It has a door of its own, so that a machine that was silenced at the webhook is silenced here by the same count.
    """

    def __init__(self, house: House, rest: TwilioRest, account: Account, since: datetime) -> None:
        """Texts to *account* are listed by *rest*, from a little before *since* on, and heard in *house*."""
        self._clock = house.clock
        self._door = SmsDoor(house)
        self._rest = rest
        self._account = account
        self._since = since
        self._seen: frozenset[str] = frozenset()
        self._started = self._clock.now()
        self._looked = False

    async def once(self) -> int:
        """Hear what was missed, the oldest first; how many texts that were. Replies go out by the outbox.

        Raises what the API or the store raises: some may have been heard, and the next look begins where this one did.
        """
        began = self._clock.now()
        listed = await self._rest.call(partial(_listed, self._account, self._since - MARGIN))
        gone = await asyncio.to_thread(self._lost, listed)
        texts = sorted((text for text in reversed(listed) if _is_for(self._account, text)), key=_arrived)
        texts = [text for text in texts if gone is None or _arrived(text) > gone.timestamp()]
        unseen = [text for text in texts if text.sid not in self._seen]
        heard = await self._all_heard(unseen)
        said = frozenset((str(text.to), str(text.body)) for text in listed if text.direction != "inbound")
        settled = {str(text.sid) for text in texts if _arrived(text) < began.timestamp() - SETTLED}
        known = [text for text, new in zip(unseen, heard, strict=True) if not new and text.sid in settled]
        await asyncio.to_thread(self._say_again, known, said)
        self._since, self._seen = began, frozenset(settled)
        return sum(heard)

    async def run(self, every: float = EVERY) -> None:
        """Look now, soon again, then every so many seconds, until cancelled."""
        for wait in chain((min(SOON, every),), repeat(every)):
            try:
                log.info("caught up", action="catch_up", heard=await self.once())
            except (TwilioException, RequestException, ValueError, *NOT_NOW) as error:
                log.warning("cannot catch up", action="catch_up", error=type(error).__name__)
            await asyncio.sleep(wait)

    async def _all_heard(self, texts: list[Any]) -> list[bool]:
        """Hear them, a few at a time: who writes just now waits for no more than that. Which ones are new to us."""
        heard: list[bool] = []
        for first in range(0, len(texts), AT_A_TIME):
            await self._door.house.writer.room()
            heard += await asyncio.gather(*(self._heard(text) for text in texts[first : first + AT_A_TIME]))
        return heard

    async def _heard(self, text: Any) -> bool:
        """Hear one; whether it is new to us."""
        words = unwrapped(str(text.body or "")).replace("\0", "")
        sender = person_number(str(text.from_))
        message = Incoming(PROVIDER, str(text.sid), "sms", sender, words, at=_arrived(text))
        heard = await self._door.hears(message, int(text.num_media or 0), patient=True)
        return not heard.again

    def _lost(self, listed: Iterable[Any]) -> datetime | None:
        """Until when texts were heard by a store that is gone; the first look may notice that it is."""
        if not self._looked:
            went_back.by_answers(self._door.house, PROVIDER, list(listed), self._since, self._started)
            self._looked = True
        return went_back.heard_before(self._door.house)

    def _say_again(self, texts: Iterable[Any], said: frozenset[tuple[str, str]]) -> None:
        """Have the outbox send the answers to *texts* that are not among what Twilio *said* for us.

        They were handed over in the answer to a request of Twilio's that never got it, because we died.
        """
        store, now = self._door.house.store, self._clock.now()
        with store.writing() as tx:
            for text in texts:
                replies = receipts.handed_over(tx, store, PROVIDER, str(text.sid))
                lost = [id for id, words in replies if (str(text.from_), Outgoing.from_json(words).text) not in said]
                receipts.hand_back(tx, lost, now)


def _heard_until(house: House) -> datetime:
    with house.store.reading() as tx:
        return inbox.last_heard(tx, PROVIDER) or house.clock.now()


def _listed(account: Account, since: datetime, client: Any) -> list[Any]:
    """The messages to and from each of our numbers since then; behind a Messaging Service, all of the account's."""
    services = any(sender.startswith(MESSAGING_SERVICE) for sender in account.own)
    since = since.astimezone(UTC)  # the library writes whatever hour it is given as if it were UTC's
    ours = [{way: number} for number in sorted(account.own) for way in ("to", "from_")]
    numbers: Iterable[dict[str, str]] = [{}] if services else ours
    return [
        text for number in numbers for text in client.messages.list(date_sent_after=since, page_size=PAGE, **number)
    ]


def _is_for(account: Account, text: Any) -> bool:
    """Whether a person wrote it to us: the account may have other numbers, for other things."""
    ours = text.to in account.own or text.messaging_service_sid in account.own
    sender = person_number(str(text.from_))
    return bool(text.direction == "inbound" and ours and sender and sender not in account.own)


def _arrived(text: Any) -> float:
    """When it reached Twilio, in epoch seconds; of two in one second the list's order stands.

    Twilio's list drops the fraction: the end of that second is taken, so that a quick reply is not thought to have been
    written before its question.
    """
    at = text.date_sent or text.date_created
    return float(at.timestamp()) + 1.0 if at else 0.0
