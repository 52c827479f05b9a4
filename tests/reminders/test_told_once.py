"""Each is told once, and only while it is true: whatever the clock does, whoever dies, however many work at it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.reminders import campaigns
from bot.turn.message import Arrival, Heard
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import OUTBOX
from storage.reminders import reminders
from tests.conftest import HandClock
from tests.support.reminding import (
    MONDAY,
    OPENS,
    crowd,
    one,
    passes,
    planned,
    room_of,
    sent,
    states,
    texts,
    ticks,
)
from tests.support.stores import SECRET, Databases


@pytest.mark.parametrize("jump", [0, 3600, -86_400, 5 * 86_400], ids=["none", "an hour on", "a day back", "days on"])
def test_a_clock_that_jumps_tells_nobody_twice(store: Store, jump: int) -> None:
    room = room_of(store, MONDAY + timedelta(hours=1), rules=OPENS)
    crowd(store, 5)
    ticks(room, 2)
    passes(room, seconds=jump)
    ticks(room, 2)
    passes(room, seconds=-jump)
    ticks(room, 2)

    assert len(texts(store)) == 5


def test_ticks_that_were_missed_are_made_up_for_while_it_is_still_true(store: Store) -> None:
    room = room_of(store, MONDAY + timedelta(days=2, hours=3), rules=OPENS)
    crowd(store, 3)

    assert ticks(room) == 3


def test_what_is_no_news_any_more_is_not_told(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 3)
    campaigns.plan(room)
    campaigns.fill(room)
    passes(room, days=8)
    ticks(room)

    assert not texts(store)
    assert states(store) == Counter({("passed", "too late"): 3})
    assert one(store, "phase_opens").state == "done"


class Killed(BaseException):
    """The process dies."""


class DyingEars(Turns):
    """Turns of a process that dies before or after it hears the pushes."""

    def __init__(self, room: Room, *, after: bool) -> None:
        """*after*: what was heard is committed, and nothing else is."""
        super().__init__(room.store, room.clock)
        self.after = after

    def hear(self, messages: Sequence[Arrival]) -> list[Heard]:
        """Die."""
        if self.after:
            super().hear(messages)
        raise Killed


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_while_people_are_told_tells_each_of_them_once(store: Store, after: bool) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 7)
    campaigns.plan(room)
    campaigns.fill(room)
    with pytest.raises(Killed):
        campaigns.tell(replace(room, turns=DyingEars(room, after=after)))
    ticks(room, 3)
    passes(room, hours=3)
    ticks(room)

    assert len(texts(store)) == 7
    assert states(store) == Counter({("told", ""): 7})


def test_filling_goes_on_where_it_was_interrupted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 25)
    campaigns.plan(room)
    monkeypatch.setattr(reminders.fill, "__defaults__", (10,))

    def die(_count: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        campaigns.fill_one(store, one(store, "phase_opens"), room.clock.now(), die)
    assert one(store, "phase_opens").cursor > 0
    assert states(store) == Counter({("waiting", ""): 10})

    assert campaigns.fill_one(store, one(store, "phase_opens"), room.clock.now()) == 15
    assert states(store) == Counter({("waiting", ""): 25})
    assert one(store, "phase_opens").cursor == -1


def test_two_workers_on_postgresql_tell_two_thousand_people_once_each(databases: Databases) -> None:
    url = databases.url("postgresql")
    with Store(url, Vault(SECRET)) as store:
        room = room_of(store, rules=OPENS)
        crowd(store, 1_000)
        crowd(store, 1_000, "telegram", first=5_000)
        workers = [threading.Thread(target=_works, args=(url,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert room.store is store
        with store.reading() as tx:
            rows = tx.execute(select(OUTBOX.c.address_id, func.count()).group_by(OUTBOX.c.address_id)).all()
        assert Counter(count for _address, count in rows) == Counter({1: 2_000})
        assert states(store) == Counter({("told", ""): 2_000})


def _works(url: str) -> None:
    """A worker whose senders are quick, until nobody waits."""
    with Store(url, Vault(SECRET)) as store:
        clock = HandClock(MONDAY)
        room = Room(store, clock, Turns(store, clock))
        for _tick in range(100):
            ticks(room)
            sent(store)
            if states(store).keys() == {("told", "")} and planned(store)[0].cursor == -1:
                return
