"""What opened and closed is written down once, with the date on which it did."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.team.calendar import note_phases
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.town import calendar, editions
from tests.conftest import HandClock, load_sample
from tests.support.ears import paris


@pytest.fixture
def room(store: Store, clock: HandClock) -> Room:
    """A town hall with the sample edition, in its vote."""
    load_sample(store)
    return Room(store, clock, Turns(store, clock))


def log_of(room: Room) -> list[str]:
    """The log, a line each: when by the town's clocks, and what."""
    with room.store.reading() as tx:
        edition = editions.find(tx)
        lines = calendar.logged(tx, edition.id, 1000)
    return [f"{line.at.astimezone(edition.zone):%Y-%m-%d %H:%M} {line.what}" for line in lines]


def test_what_opened_and_closed_is_written_down_once_with_its_own_date(room: Room, clock: HandClock) -> None:
    clock.at = paris(2026, 3, 29, 19)

    assert [note_phases(room), note_phases(room), note_phases(room)] == [3, 0, 0]
    assert log_of(room) == [
        "2025-12-01 00:00 preparation opened",
        "2026-01-12 09:00 preparation closed",
        "2026-01-12 09:00 ideas opened",
    ]


def test_ticks_that_were_missed_are_made_up_for_with_the_dates_of_then(room: Room, clock: HandClock) -> None:
    clock.at = paris(2026, 3, 29, 19)
    note_phases(room)
    clock.at = paris(2026, 10, 2)  # the worker was away all summer

    assert note_phases(room) == 6
    assert log_of(room)[3:] == [
        "2026-03-29 20:00 ideas closed",
        "2026-03-29 20:00 analysis opened",
        "2026-06-29 00:00 analysis closed",
        "2026-06-29 00:00 selection opened",
        "2026-10-01 00:00 selection closed",
        "2026-10-01 00:00 before_vote opened",
    ]


def test_a_clock_that_jumps_and_comes_back_writes_nothing_twice(room: Room, clock: HandClock) -> None:
    note_phases(room)
    clock.at = paris(2027, 6, 1)
    note_phases(room)
    ahead = log_of(room)
    for at in (paris(2026, 11, 5), paris(2025, 1, 1), paris(2026, 12, 8), paris(2027, 6, 1)):
        clock.at = at
        assert note_phases(room) == 0

    assert log_of(room) == ahead
    assert len(ahead) == len(set(ahead))


def test_many_workers_at_once_write_each_opening_once(room: Room) -> None:
    with ThreadPoolExecutor(8) as workers:
        counts = list(workers.map(lambda _worker: note_phases(room), range(8)))

    assert sum(counts) == len(log_of(room)) == 11


def test_the_phases_of_last_years_edition_go_on_being_written_down(room: Room, clock: HandClock) -> None:
    with room.store.writing() as tx:
        sample = editions.find(tx)
        editions.save(tx, replace(sample, slug="next", spans=()))
        editions.open_(tx, "next", clock.now())
    clock.at = paris(2027, 12, 21)

    assert note_phases(room) == 19
