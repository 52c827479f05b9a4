"""A group that is tied while something is under way gets it too, wherever its ambassador stands with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.relays.relays import relays_due
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.relays.post_rows import PostState
from tests.conftest import HandClock, load_sample
from tests.relays.test_ambassadors import campaign
from tests.support.relaying import Town, decides, relayed, ties


@pytest.fixture
def town(store: Store, clock: HandClock) -> Town:
    """A town with one ambassador who holds one group, on each database."""
    load_sample(store)
    made = Town(Room(store, clock, Turns(store, clock)), clock)
    made.asks("1", "Ada")
    decides(made.room, "approves", 1)
    ties(made.room)
    return made


@pytest.mark.parametrize("tied", ["before it was shown", "once it was shown", "once it was soon over", "once approved"])
def test_a_group_tied_meanwhile_gets_it_too_and_once(tied: str, town: Town) -> None:
    until = town.clock.now() + timedelta(days=3)
    relayed(town.room, "Le vote est ouvert.", "opens", campaign(town, until))
    town.clock.pass_(minutes=1)
    if tied in ("once it was shown", "once it was soon over"):
        relays_due(town.room)
    if tied == "once it was soon over":
        town.clock.pass_(days=2, hours=1)
        relays_due(town.room)
        assert town.states() == [PostState.REMINDED]
    if tied == "once approved":
        assert "1 groupe," in town.says("1", "relayer", "envoyer")

    town.clock.pass_(minutes=1)
    ties(town.room, 1, "-1002")
    relays_due(town.room)
    if tied != "once approved":
        assert "2 groupes," in town.says("1", "relayer", "envoyer")
    for _hour in range(3):
        relays_due(town.room)
        town.clock.pass_(hours=1)

    assert sorted(chat for chat, _text, _link in town.posted()) == ["-1001", "-1002"]
    assert town.states() == [PostState.POSTED]
