"""A group that is tied already, where it does not matter how that came about."""

from __future__ import annotations

from bot.practice.phone import Phone
from bot.turn.house import House
from bot.turn.ticker import Room
from tests.support.hall import ASKED
from tests.support.relaying import decides, ties


def tied_to_nadia(house: House, chat: str) -> None:
    """Nadia is an ambassador, and the group *chat* is tied to her."""
    phone, room = Phone("telegram", "7"), Room(house.store, house.clock, house.turns)
    for words in ASKED:
        house.turns.hear([phone.writes(words)])
    decides(room, "approves", 1, "NADIA")
    ties(room, chat=chat)
