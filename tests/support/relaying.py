"""What happens to ambassadors in transcripts and tests: the team decides, a group is tied, something is relayed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sqlalchemy import select

from bot.clock import Clock
from bot.relays import relays
from bot.turn.message import Arrival, Heard
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.words import Verbatim
from storage.database.store import Store
from storage.relays import ambassadors, groups
from storage.relays.ambassadors import Ambassador, RelayDecision
from storage.relays.groups import GroupChat
from storage.relays.posts import POSTS
from storage.town import editions

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


def happens(what: str, room: Room) -> None:
    """One line of a transcript."""
    if decided := re.fullmatch(r"team (approves|refuses|ends) (\d+)(?: as (\w+))?(?:: (.*))?", what):
        decides(room, decided[1], int(decided[2]), decided[3] or "", decided[4] or "")
    elif what == "a group is tied":
        ties(room)
    elif what.startswith("relay: "):
        relays.relay(room, None, Verbatim(what.removeprefix("relay: ")), f"test:{_posts(room)}")
    else:
        relays.relays_due(room)


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
    relays.tell_decisions(room)


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
