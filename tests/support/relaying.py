"""What happens to ambassadors in transcripts and tests: the team decides, a group is tied, something is relayed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.clock import Clock
from bot.practice.phone import Phone
from bot.relays import relays
from bot.relays.telling import tell_decisions
from bot.turn.message import Arrival, Heard
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Outgoing
from storage.people.people import ADDRESSES
from storage.people.people import GROUP as GROUP_CHANNEL
from storage.relays import ambassadors, groups, newcomers
from storage.relays.ambassadors import Ambassador, RelayDecision
from storage.relays.groups import GroupChat
from storage.relays.newcomers import Through
from storage.relays.post_rows import POSTS
from storage.relays.posts import ToRelay
from storage.town import editions
from tests.conftest import HandClock

CHAT = "-1001"
"""The group that is tied."""


class Ears(Turns):
    """The ears of `Turns`, as a phone in the test holds them."""

    def __init__(self, store: Store, clock: Clock, hear: Callable[[Sequence[Arrival]], list[Heard]]) -> None:
        """*hear* shows the phone what is pushed."""
        super().__init__(store, clock)
        self._hear = hear

    def hear(self, messages: Sequence[Arrival]) -> list[Heard]:
        """What came of each."""
        return self._hear(messages)


@dataclass
class Town:
    """A town with an ambassador, Ada, whose word is ADA."""

    room: Room
    clock: HandClock

    def says(self, address: str, *lines: str, channel: str = "telegram") -> str:
        """What someone hears last."""
        phone = Phone(channel, address, run=f"{self.clock.now().timestamp()}-{lines}-")
        for line in lines:
            self.clock.pass_(seconds=5)
            [heard] = self.room.turns.hear([phone.writes(line)])
            phone.sees(heard.replies)
        return phone.heard

    def asks(self, address: str, name: str) -> None:
        """Someone asks to become an ambassador."""
        self.says(address, "ambassadeur", "40", "proches", name, "le quartier", "oui")

    def posted(self) -> list[tuple[str, str, str]]:
        """What was put into the outbox for groups: the chat, the text, the link of its button."""
        store = self.room.store
        query = select(OUTBOX, ADDRESSES.c.sealed).join(ADDRESSES, ADDRESSES.c.id == OUTBOX.c.address_id)
        with store.reading() as tx:
            rows = tx.execute(query.where(ADDRESSES.c.channel == GROUP_CHANNEL).order_by(OUTBOX.c.id)).all()
        shown = [
            (store.vault.open(row.sealed).decode(), Outgoing.from_json(store.vault.open(row.words))) for row in rows
        ]
        return [(chat, message.text, message.buttons[0][0].data if message.buttons else "") for chat, message in shown]

    def states(self) -> list[str]:
        """How far each post is."""
        with self.room.store.reading() as tx:
            return list(tx.execute(select(POSTS.c.state).order_by(POSTS.c.id)).scalars())

    def through(self, number: int = 1) -> Through:
        """Who came through an ambassador."""
        with self.room.store.reading() as tx:
            edition = editions.find(tx)
            return newcomers.through(tx, edition.id, edition.zone).get(found(self.room, number).id, Through())


def all_said(town: Town) -> list[str]:
    """Everything that was put into the outbox."""
    with town.room.store.reading() as tx:
        rows = tx.execute(select(OUTBOX.c.words).order_by(OUTBOX.c.id)).scalars().all()
    return [Outgoing.from_json(town.room.store.vault.open(words)).text for words in rows if words]


def happens(what: str, room: Room) -> None:
    """One line of a transcript."""
    if decided := re.fullmatch(r"team (approves|refuses|ends) (\d+)(?: as (\w+))?(?:: (.*))?", what):
        decides(room, decided[1], int(decided[2]), decided[3] or "", decided[4] or "")
    elif what == "a group is tied":
        ties(room)
    elif what.startswith("relay: "):
        relayed(room, what.removeprefix("relay: "), f"test:{_posts(room)}")
    else:
        relays.relays_due(room)


def relayed(room: Room, words: str, key: str, campaign_id: int | None = None) -> int:
    """Something is to be relayed, in the same words in every language; how many ambassadors had not seen it."""
    with room.store.reading() as tx:
        languages = editions.find(tx).languages
    return relays.relay(room, ToRelay(key, dict.fromkeys(languages, words), campaign_id))


def decides(room: Room, verb: str, number: int, word: str = "", reason: str = "") -> None:
    """The team decides, as `portevoix ambassadors` does."""
    with room.store.writing() as tx:
        ambassador = found(room, number)
        decision = RelayDecision("clerk", room.clock.now(), word, reason)
        match verb:
            case "approves":
                relays.approve(tx, room.store, ambassador, decision)
            case "refuses":
                relays.refuse(tx, room.store, ambassador, decision)
            case _:
                relays.end(tx, room.store, ambassador, decision)
    tell_decisions(room)


def ties(room: Room, number: int = 1, chat: str = CHAT, language: str = "fr") -> None:
    """A group is tied to an ambassador."""
    with room.store.writing() as tx:
        groups.tie(tx, room.store, GroupChat(chat, language), found(room, number).id, room.clock.now())


def found(room: Room, number: int) -> Ambassador:
    """The ambassador of that number."""
    with room.store.reading() as tx:
        ambassador = ambassadors.by_number(tx, room.store, editions.find(tx).id, number)
    assert ambassador is not None, f"there is no ambassador {number}"
    return ambassador


def _posts(room: Room) -> int:
    """How many things were relayed before, so that each has a key of its own."""
    with room.store.reading() as tx:
        return len(tx.execute(select(POSTS.c.id)).all())
