"""An ambassador's goal counts people, in tens, until the evening before; never what anybody voted for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.languages.words import voice
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.relays.goal import progress as told
from storage.database.store import Store
from storage.people import people
from storage.relays import goals
from storage.relays.goals import Progress
from storage.town import editions
from storage.votes.votes import ROLL
from tests.conftest import PARIS, HandClock, load_sample
from tests.support.relaying import Town, decides, found
from tests.support.reminding import someone

TODAY = date(2026, 11, 10)


@pytest.fixture
def town(store: Store) -> Town:
    load_sample(store)
    clock = HandClock(datetime(2026, 11, 10, 10, tzinfo=PARIS))
    made = Town(Room(store, clock, Turns(store, clock)), clock)
    made.asks("1", "Ada")
    decides(made.room, "approves", 1)
    return made


def _voters(store: Store, count: int, district: str, on: date, first: int = 1) -> None:
    for number in range(first, first + count):
        person = someone(store, number, district=district)
        with store.writing() as tx:
            row = {"edition_id": editions.find(tx).id, "person_id": person, "voted_on": on}
            tx.execute(insert(ROLL), row | {"receipt": bytes([number]) * 32})


def _progress(town: Town) -> Progress | None:
    id = found(town.room, 1).id
    with town.room.store.reading() as tx:
        return goals.progress(tx, id, TODAY)


def test_it_counts_the_voters_of_the_district_until_the_evening_before(town: Town) -> None:
    store = town.room.store
    assert _progress(town) is None
    town.says("1", "objectif 120")
    _voters(store, 3, "gare", TODAY - timedelta(days=1))
    _voters(store, 2, "centre", TODAY - timedelta(days=2), first=10)
    _voters(store, 1, "gare", TODAY, first=20)

    assert _progress(town) == Progress(120, 5, "")
    with store.writing() as tx:
        people.declare(tx, found(town.room, 1).person_id, "gare", "")
    assert _progress(town) == Progress(120, 3, "gare")
    town.says("1", "objectif", "passer")
    assert _progress(town) is None


TOLD = {
    "nobody yet": (0, "Objectif : 120 votants dans le quartier Gare."),
    "fewer than ten": (9, "Objectif : 120 votants dans le quartier Gare."),
    "in tens": (87, "Objectif : 120 votants dans le quartier Gare. Déjà 80."),
    "reached": (120, "Objectif : 120 votants dans le quartier Gare. C'est atteint, bravo !"),
}


@pytest.mark.parametrize(("voted", "words"), TOLD.values(), ids=TOLD)
def test_it_is_told_in_tens(voted: int, words: str) -> None:
    assert voice("fr").say(told(120, voted, "Gare")) == words
