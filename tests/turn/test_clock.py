"""A wrong clock erases nobody and opens nothing: what goes by the date waits for someone who says that it is right."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.counting.tally import count_edition, publish
from bot.edition.phases import PhaseError
from bot.jobs import JOBS
from bot.practice.sample import SAMPLE
from bot.team import calendar, retention
from bot.turn.holds import Held, holds
from bot.turn.house import house
from bot.turn.ticker import Room, tick
from bot.turn.turns import Turns
from bot.web.app import app_of
from storage.database.store import Store
from storage.database.vault import Vault
from storage.leaving.sweeps import Why
from storage.people.people import ADDRESSES, PEOPLE
from storage.reminders.campaigns import CAMPAIGNS
from storage.restoring import hours, logbook
from storage.town import editions
from storage.town.calendar import CALENDAR_LOG
from storage.votes import votes
from storage.votes.votes import ROLL
from tests.conftest import HandClock, load_sample
from tests.people.test_retention import count, sent
from tests.people.test_rights import AHMED, LUCIE, says, votes_for
from tests.support.processes import portevoix
from tests.support.stores import SECRET

PAUL = "+33600000077"


class WallClock(HandClock):
    """A clock that is moved by hand and passes for the machine's own, of which a leap is a fault."""

    may_leap = False


@pytest.fixture
def wall() -> WallClock:
    """It stands in the vote of the sample edition."""
    return WallClock()


@pytest.fixture
def room(store: Store, wall: WallClock) -> Room:
    """A town hall in its vote, in which two have voted and the clock has ticked."""
    load_sample(store)
    room = Room(store, wall, Turns(store, wall))
    for address in (LUCIE, AHMED):
        votes_for(room.turns, address)
    sent(store)
    ticks(room)
    return room


def ticks(room: Room) -> None:
    """Every job is done once, as the ticker does it."""
    for job in JOBS:
        try:
            job.done(room)
        except Held:
            continue


def last_hour(store: Store) -> datetime | None:
    with store.reading() as tx:
        return hours.last(tx)


@pytest.mark.parametrize(
    ("leap", "held"),
    [
        pytest.param(timedelta(), False, id="no time passed"),
        pytest.param(timedelta(days=7), False, id="a week of outage"),
        pytest.param(timedelta(days=7, seconds=1), True, id="more than a week"),
        pytest.param(timedelta(days=900), True, id="years ahead"),
        pytest.param(timedelta(hours=-1), False, id="an hour back"),
        pytest.param(timedelta(hours=-1, seconds=-1), True, id="more than an hour back"),
        pytest.param(timedelta(days=-9000), True, id="a clock that lost its battery"),
    ],
)
def test_a_leap_is_held_and_the_hour_is_not_written(room: Room, wall: WallClock, leap: timedelta, held: bool) -> None:
    before = wall.at
    wall.at += leap
    ticks(room)

    with room.store.reading() as tx:
        assert bool(holds(tx, wall)) is held
    assert last_hour(room.store) == (before if held else max(before, wall.at))


def test_a_wrong_clock_erases_nobody_opens_nothing_and_nobody_votes_again(room: Room, wall: WallClock) -> None:
    """Restarted nine hundred days ahead for a moment, the sweep erased everyone, and all could vote again."""
    store = room.store
    before = _what_goes_by_the_date(store)
    wall.at += timedelta(days=900)
    ticks(room)
    with pytest.raises(Held, match="clock confirm"):
        retention.sweep(store, wall)

    assert _what_goes_by_the_date(store) == before
    wall.at -= timedelta(days=900)
    assert "déjà voté" in says(room.turns, LUCIE, "vote").replies[0].text


def _what_goes_by_the_date(store: Store) -> list[object]:
    with store.reading() as tx:
        tables = [tx.execute(select(table)).all() for table in (PEOPLE, CALENDAR_LOG, CAMPAIGNS)]
        return [*tables, votes.voters_of(tx, editions.find(tx).id)]


def test_people_are_heard_and_answered_meanwhile(room: Room, wall: WallClock) -> None:
    wall.at += timedelta(days=900)

    assert says(room.turns, LUCIE, "aide").replies


@pytest.mark.parametrize("days", [900, -900])
def test_people_are_told_what_was_true_at_the_last_hour(room: Room, wall: WallClock, days: int) -> None:
    """That the budget was over, that they had not voted, that their number was silent for long: none of it was so."""
    wall.at += timedelta(days=days)
    held = [says(room.turns, LUCIE, "recu"), says(room.turns, PAUL, "vote 12")]
    wall.at -= timedelta(days=days)
    right = [says(room.turns, LUCIE, "recu"), says(room.turns, PAUL, "vote")]

    for answers in (held, right):
        assert "votre vote est dans l'urne depuis" in answers[0].replies[0].text
        assert "renvoyez" in answers[1].replies[0].text
    with room.store.reading() as tx:
        assert tx.execute(select(ADDRESSES.c.heard_on).distinct()).scalars().all() == [wall.at.date()]


def test_an_hour_put_right_is_noticed_by_who_holds_it_wrong(room: Room, wall: WallClock) -> None:
    """The same process goes on, without being started again; a confirmed hour, within half a minute."""
    wall.at += timedelta(days=20)
    assert "renvoyez" in says(room.turns, PAUL, "vote 12").replies[0].text
    wall.at -= timedelta(days=20)
    with room.store.writing() as tx:
        hours.confirm(tx, wall.at + timedelta(days=300))
    wall.at += timedelta(days=300)

    assert "renvoyez" not in says(room.turns, PAUL, "vote 12").replies[0].text


def test_before_any_clock_ticked_the_newest_message_tells_the_hour(store: Store, wall: WallClock) -> None:
    load_sample(store)
    votes_for(Turns(store, wall), LUCIE)
    sent(store)
    wall.at += timedelta(days=900)

    ticks(Room(store, wall, Turns(store, wall)))
    with pytest.raises(Held, match="clock confirm"):
        retention.sweep(store, wall)
    assert count(store, ROLL) == 1
    with store.reading() as tx:
        assert hours.last(tx) == wall.at - timedelta(days=900)


def test_a_clock_that_leaps_in_the_middle_of_a_sweep_stops_it(
    room: Room, wall: WallClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bites = []

    def bite(_tx: object, _store: object, _now: object) -> dict[str, int]:
        bites.append(wall.at)
        wall.at += timedelta(days=30)
        return {"people": 1}

    monkeypatch.setattr(retention, "BITES", ((Why.NUMBERS, bite),))
    with pytest.raises(Held):
        retention.sweep(room.store, wall)

    assert len(bites) == 1


def test_it_goes_on_once_the_clock_is_put_right_or_confirmed(room: Room, wall: WallClock) -> None:
    wall.at += timedelta(days=20)  # the service was away for so long
    ticks(room)
    with room.store.writing() as tx:
        held = holds(tx, wall)
        hours.confirm(tx, wall.at)

    assert held
    ticks(room)
    with room.store.reading() as tx:
        assert not holds(tx, wall)
    wall.at += timedelta(days=900)
    ticks(room)
    wall.at -= timedelta(days=900)
    with room.store.reading() as tx:
        assert not holds(tx, wall)


def test_a_first_start_writes_the_hour_and_a_clock_moved_by_hand_is_never_held(
    store: Store, wall: WallClock, clock: HandClock
) -> None:
    """A demo's day is moved by whoever plays it, a rehearsed year's by the rehearsal."""
    load_sample(store)
    ticks(Room(store, wall, Turns(store, wall)))
    first = last_hour(store)
    clock.pass_(days=900)

    assert first == wall.at
    with store.reading() as tx:
        assert not holds(tx, clock)


def test_the_ticker_itself_does_nothing_that_is_held(room: Room, wall: WallClock) -> None:
    wall.at += timedelta(days=900)

    async def some_ticks() -> None:
        ticking = asyncio.create_task(tick(room, JOBS, lambda: None))
        await asyncio.sleep(1)
        ticking.cancel()
        await asyncio.wait([ticking])

    before = _what_goes_by_the_date(room.store)
    asyncio.run(some_ticks())

    assert _what_goes_by_the_date(room.store) == before


def test_healthz_says_what_is_held(store: Store, wall: WallClock) -> None:
    load_sample(store)
    ticks(Room(store, wall, Turns(store, wall)))
    wall.at += timedelta(days=30)

    async def asked() -> httpx.Response:
        with house(store, wall) as home:
            transport = httpx.ASGITransport(app_of(home))
            async with httpx.AsyncClient(transport=transport, base_url="http://town") as client:
                return await client.get("/healthz")

    answer = asyncio.run(asked())
    assert answer.status_code == 503
    assert "portevoix clock confirm" in answer.json()["why"]


@pytest.mark.parametrize("how", ["not", "published", "closed"])
def test_a_roll_goes_when_the_result_is_out_or_the_team_closed_the_edition(
    room: Room, clock: HandClock, how: str
) -> None:
    """Never by the date alone: nobody is forgotten who could then vote a second time."""
    store = room.store
    with store.writing() as tx:
        edition = editions.find(tx)
        end = edition.spans[-1].closes
        if how == "published":
            publish(tx, count_edition(tx, store, edition), end)
        if how == "closed":
            calendar.close(tx, edition, "Mme Roy", end)
    clock.at = end + timedelta(days=900)
    retention.sweep(store, clock)

    with store.reading() as tx:
        named = [person for person in votes.voters_of(tx, edition.id) if person > 0]
        assert votes.voters(tx, edition.id) == 2
    assert len(named) == (2 if how == "not" else 0)
    assert count(store, PEOPLE) == (2 if how == "not" else 0)  # bare rows: nothing else is left of them


def test_an_edition_is_closed_by_hand_once_its_vote_is_over_and_then_for_good(room: Room, wall: WallClock) -> None:
    with room.store.writing() as tx:
        edition = editions.find(tx)
        with pytest.raises(PhaseError, match="not over"):
            calendar.close(tx, edition, "Mme Roy", wall.at)
        later = edition.spans[-1].closes
        calendar.close(tx, edition, "Mme Roy", later)
        with pytest.raises(PhaseError, match="closed for good"):
            calendar.check_closed(tx, edition, edition.spans, wall.at)


def test_the_commands_tell_how_the_clock_stands_and_take_a_word_for_it(tmp_path: Path) -> None:
    key = {"SECRET_KEY": SECRET}
    portevoix("migrate", folder=tmp_path, **key)
    portevoix("edition", "load", str(SAMPLE), folder=tmp_path, **key)
    fresh = portevoix("clock", folder=tmp_path, **key)
    store = Store(f"sqlite:///{tmp_path / 'var/portevoix.db'}", Vault(SECRET))
    with store.writing() as tx:
        hours.confirm(tx, Clock().now() - timedelta(days=30))
    held, doctor, sweep, counted = (
        portevoix(*words.split(), folder=tmp_path, **key)
        for words in ("clock", "doctor", "retention", "count --publish --early")
    )
    confirmed = portevoix("clock", "confirm", "--by", "Mme Roy", folder=tmp_path, **key)
    after, swept = (portevoix(word, folder=tmp_path, **key) for word in ("clock", "retention"))
    log = portevoix("phase", "--edition", "montreval-2026", folder=tmp_path, **key)
    with store.reading() as tx:
        [line] = logbook.noted(tx, 9)
    store.close()

    assert "Last hour written: none yet." in fresh.stdout, fresh.stderr
    assert "Nothing is held." in fresh.stdout
    for told in (held.stdout, doctor.stdout, sweep.stderr, counted.stderr):
        assert "portevoix clock confirm" in re.sub(r"\s+", " ", told)
    assert (doctor.returncode, sweep.returncode, counted.returncode) == (1, 2, 2)
    assert "goes on" in confirmed.stdout, confirmed.stderr
    assert "Nothing is held." in after.stdout
    assert swept.returncode == 0
    assert line.by == "Mme Roy"
    assert line.what.startswith("clock confirmed; the last hour written was ")
    assert "clock confirmed" in log.stdout, "the team reads it where it reads the rest of the log"


def test_the_hour_of_several_clocks_is_the_latest(store: Store, wall: WallClock) -> None:
    for minutes in (0, 20, 10):
        with store.writing() as tx:
            hours.write(tx, wall.at + timedelta(minutes=minutes))

    assert last_hour(store) == (wall.at + timedelta(minutes=20)).astimezone(UTC)
