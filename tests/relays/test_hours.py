"""An ambassador's own hour: heard in their words, kept to on the town's clocks, and only while it is good and true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.languages.words import lexicon
from bot.relays.relays import relays_due
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.relays.hours import hour_said, next_at
from storage.database.store import Store
from storage.relays import posts
from storage.relays.post_rows import PostState
from tests.conftest import PARIS, HandClock, load_sample
from tests.relays.test_ambassadors import campaign
from tests.support.relaying import Town, decides, relayed, ties


@pytest.fixture
def town(store: Store, clock: HandClock) -> Town:
    """A town on a Thursday at ten, whose ambassador is to relay something to a group, on each database."""
    load_sample(store)
    clock.at = datetime(2026, 11, 5, 10, tzinfo=PARIS)
    made = Town(Room(store, clock, Turns(store, clock)), clock)
    made.asks("1", "Ada")
    decides(made.room, "approves", 1)
    ties(made.room)
    return made


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        pytest.param("à 18h", "18:00", id="an hour"),
        pytest.param("la mienne à 18 h", "18:00", id="theirs"),
        pytest.param("18:30", "18:30", id="with minutes"),
        pytest.param("demain 9 h", "+09:00", id="tomorrow"),
        pytest.param("a 7 heures ce soir", "07:00", id="in words"),
        pytest.param("18", "", id="a number of the menu"),
        pytest.param("25 h", "", id="no such hour"),
        pytest.param("à 18h non merci", "", id="something else too"),
        pytest.param("envoyer", "", id="an option"),
        pytest.param("mine at 6 pm please", "18:00", id="in English"),
        pytest.param("tomorrow 9:30 a.m.", "+09:30", id="before noon"),
        pytest.param("12 am", "00:00", id="midnight"),
        pytest.param("mañana a las 9h", "+09:00", id="in Spanish"),
        pytest.param("a minha às 18h30", "18:30", id="in Portuguese"),
        pytest.param("saat 18:00'de", "18:00", id="in Turkish"),
        pytest.param("غدا على الساعة 9:00", "+09:00", id="in Arabic"),
    ],
)
def test_an_hour_is_told_from_other_words(words: str, kept: str) -> None:
    assert hour_said(words, lexicon()) == kept


@pytest.mark.parametrize(
    ("now", "words", "at"),
    [
        pytest.param("2026-11-05 10:00", "18 h", "2026-11-05 17:00", id="later today"),
        pytest.param("2026-11-05 19:00", "18h30", "2026-11-06 17:30", id="passed already: tomorrow"),
        pytest.param("2026-11-05 10:00", "demain 18 h", "2026-11-06 17:00", id="tomorrow"),
        pytest.param("2026-10-24 20:00", "demain 9 h", "2026-10-25 08:00", id="clocks go back in the night"),
        pytest.param("2027-03-27 20:00", "demain 9 h", "2027-03-28 07:00", id="clocks go forward in the night"),
    ],
)
def test_it_is_the_next_such_hour_on_the_towns_clocks(now: str, words: str, at: str) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=PARIS)

    assert next_at(hour_said(words, lexicon()), local).astimezone(UTC) == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_it_goes_at_that_hour_and_not_before(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    assert "5 novembre à 18 h" in town.says("1", "relayer", "à 18h")

    town.clock.at = datetime(2026, 11, 5, 17, 59, tzinfo=PARIS)
    relays_due(town.room)
    before = len(town.posted())
    town.clock.pass_(minutes=1)
    relays_due(town.room)
    relays_due(town.room)

    assert (before, len(town.posted())) == (0, 1)
    assert town.states() == [PostState.POSTED]


def test_their_own_hour_stands_for_all_that_comes(town: Town) -> None:
    assert "part à 18 h 30" in town.says("1", "ambassadeur", "envoi automatique", "18h30")
    relayed(town.room, "Le vote est ouvert.", "opens")
    assert "5 novembre à 18 h 30" in town.says("1", "mesrelais")

    town.clock.at = datetime(2026, 11, 5, 18, 30, tzinfo=PARIS)
    relays_due(town.room)

    assert len(town.posted()) == 1


def test_their_own_hour_is_not_kept_to_where_it_would_be_too_late(town: Town) -> None:
    town.says("1", "ambassadeur", "envoi automatique", "mon heure", "demain 18 h")
    ends = campaign(town, town.clock.now() + timedelta(hours=3))
    relayed(town.room, "Le vote est ouvert.", f"campaign:{ends}", ends)

    assert "Un message part" not in town.says("1", "mesrelais")
    assert town.states() == [PostState.PREVIEWED]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        pytest.param("22 h", "6 novembre à 9 h", id="at night"),
        pytest.param("demain 6h", "6 novembre à 9 h", id="too early"),
    ],
)
def test_in_quiet_hours_they_hear_when_it_goes_instead_and_why(words: str, at: str, town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")

    told = town.says("1", "relayer", words)

    assert "on laisse les gens tranquilles" in told
    assert at in told


def test_what_would_be_over_by_then_is_not_set(town: Town) -> None:
    ends = campaign(town, town.clock.now() + timedelta(hours=3))
    relayed(town.room, "Le vote est ouvert.", f"campaign:{ends}", ends)

    assert "ne sera plus d'actualité" in town.says("1", "relayer", "à 18h")
    assert "C'est parti" in town.says("1", "relayer", "envoyer")


def test_what_changes_meanwhile_is_shown_again_and_goes_nowhere_before(town: Town) -> None:
    ends = campaign(town, town.clock.now() + timedelta(days=20))
    relayed(town.room, "Le vote est ouvert.", f"campaign:{ends}", ends)
    town.says("1", "relayer", "à 18h")
    with town.room.store.writing() as tx:
        posts.reword(tx, ends, {"fr": "Le vote est fermé."}, town.clock.now())

    town.clock.at = datetime(2026, 11, 5, 18, 1, tzinfo=PARIS)
    relays_due(town.room)

    assert town.posted() == []
    assert town.states() == [PostState.PREVIEWED]
