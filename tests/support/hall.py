"""A group on the fake Telegram, an ambassador who may tie it, and someone who runs it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.networks.telegram.remarked import QUIET
from bot.relays.relays import relays_due
from bot.turn.ticker import Room
from storage.relays import groups
from storage.relays.groups import Group
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import Group as Crowd
from tests.fakes.telegram_people import Person, Seen
from tests.support.telegram_bot import Bot, VoteClock, eventually

ASKED = ("ambassadeur", "40", "proches", "Nadia Benali", "le hall 12", "oui")


@dataclass
class Hall:
    """A group on the fake Telegram, with Nadia, who is an ambassador, and Karim, who runs it."""

    bot: Bot
    telegram: FakeTelegram
    clock: VoteClock
    crowd: Crowd
    nadia: Person
    karim: Person

    @property
    def room(self) -> Room:
        """What the clock's jobs work with."""
        house = self.bot.house
        return Room(house.store, house.clock, house.turns)

    @property
    def said(self) -> list[Seen]:
        """What the bot said in the group."""
        return [message for message in self.crowd.chat if message.is_by_bot]

    @property
    def group(self) -> Group | None:
        """What we know of the group, if it is tied."""
        store = self.bot.house.store
        with store.reading() as tx:
            return groups.find(tx, store, str(self.crowd.shared.id))

    async def hears(self, person: Person, words: str, to: Crowd | None = None) -> Seen:
        """What the bot says in the group when *person* writes there, or into a topic of it."""
        before = len(self.said)
        person.writes(words, to=to or self.crowd)
        await eventually(lambda: len(self.said) > before)
        return self.said[-1]

    def telegram_waits(self) -> None:
        """Long enough for the bot to answer idle commands again."""
        self.clock.ahead += QUIET

    async def settles(self) -> None:
        """All that happened was heard."""
        await eventually(lambda: self.telegram.undelivered == 0)

    async def code(self) -> str:
        """A new code, as Nadia gets it in private."""
        self.nadia.writes("MONGROUPE")
        told = await self.nadia.hears("/relier")
        match = re.search(r"/relier (\d{6})", told.text)
        assert match is not None
        return match[1]

    async def tie(self, to: Crowd | None = None) -> Seen:
        """Nadia ties the group, in one of its topics if she writes there."""
        return await self.hears(self.nadia, f"/relier {await self.code()}", to)

    async def sends(self) -> None:
        """Nadia is shown what is to be relayed, and sends it; it goes as soon as it may."""
        await self.nadia.hears("À relayer dans votre groupe")
        self.nadia.writes("RELAYER")
        await self.nadia.hears("Que faisons-nous")
        self.nadia.taps("Envoyer")
        await self.nadia.hears("C'est parti")
        relays_due(self.room)
