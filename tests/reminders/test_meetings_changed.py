"""Who signed up for a meeting hears that it moved, or that it does not take place: once, in any case, and truly."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.commands.edition import changed_meetings, save_over
from bot.turn.ticker import Room
from flows.town.edition import Edition
from flows.town.meeting import Meeting
from storage.database.store import Store
from storage.people import consents
from storage.town import editions, meetings
from storage.town.meetings import Party
from tests.conftest import PARIS
from tests.support.reminding import goes_to, leave, one, passes, planned, room_of, someone, states, texts, ticks

WALK = "promenade-des-projets"
MONDAY = datetime(2026, 11, 9, 10, tzinfo=PARIS)
"""Five days before the walk."""


def town_of(store: Store, **rules: Any) -> tuple[Room, list[int]]:
    """Three people who come to the walk, and one who does not."""
    room = room_of(store, MONDAY, rules=("closes_soon",), **rules)
    persons = [someone(store, number) for number in range(4)]
    for person in persons[:3]:
        signs_up(store, person, MONDAY - timedelta(days=1))
    return room, persons


def signs_up(store: Store, person: int, at: datetime) -> None:
    """The person comes to the walk."""
    with store.writing() as tx:
        meetings.sign_up(tx, editions.find(tx).id, WALK, Party(person, 0), at)


def loads(room: Room, **walk: Any) -> None:
    """The edition file is loaded anew, with another walk; with none, if nothing is said of it."""
    with room.store.writing() as tx:
        edition = editions.find(tx)
        listed = tuple(_with(edition, walk))
        save_over(tx, replace(edition, meetings=listed, meeting_changes=()), room.clock.now())


def _with(edition: Edition, walk: dict[str, Any]) -> list[Meeting]:
    others = [meeting for meeting in edition.meetings if meeting.id != WALK]
    starts = datetime(2026, 11, 14, 10, tzinfo=PARIS)
    was = Meeting(WALK, 2, "La promenade des projets", starts, starts + timedelta(hours=2), "départ place aux Grains")
    return [*others, replace(was, **walk)] if walk else others


def moves(room: Room, days: int) -> None:
    """The walk is so many days later than it was at first."""
    starts = datetime(2026, 11, 14, 10, tzinfo=PARIS) + timedelta(days=days)
    loads(room, starts=starts, ends=starts + timedelta(hours=2))


def test_who_comes_hears_the_new_date_once(store: Store) -> None:
    room, _persons = town_of(store)
    moves(room, 3)
    passes(room, minutes=2)

    assert ticks(room, 3) == 3
    assert set(texts(store)) == {
        'Montreval : Changement : "La promenade des projets" aura lieu le 17 novembre à 10 h, départ place aux '
        "Grains. Un empechement ? ABSENT 2."
    }


def test_who_loads_the_file_is_told_how_many_had_signed_up(sqlite: Store) -> None:
    room, _persons = town_of(sqlite)
    moves(room, 3)
    with sqlite.reading() as tx:
        [told] = changed_meetings(tx, editions.find(tx).slug, room.clock.now())
        assert not list(changed_meetings(tx, editions.find(tx).slug, room.clock.now() + timedelta(minutes=1)))

    assert "«La promenade des projets» has changed, and 3 people signed up" in told


def test_another_place_is_a_change_and_another_title_is_none(store: Store) -> None:
    room, _persons = town_of(store)
    loads(room, title="La promenade")
    assert not planned(store, "meeting_moved")

    loads(room, place="départ à la gare")
    passes(room, minutes=2)
    assert ticks(room) == 3
    assert all("départ à la gare" in text for text in texts(store))


def test_of_two_moves_who_was_told_the_first_hears_the_second(store: Store) -> None:
    room, _persons = town_of(store)
    moves(room, 3)
    passes(room, minutes=2)
    ticks(room)
    leave(store, room.clock.now())
    moves(room, 4)
    passes(room, minutes=2)

    assert ticks(room, 2) == 3
    assert sum("18 novembre" in text for text in texts(store)) == 3


def test_of_two_moves_of_which_nobody_was_told_only_the_last_is_prepared(store: Store) -> None:
    room, _persons = town_of(store, auto=False)
    moves(room, 3)
    moves(room, 5)
    ticks(room)

    assert [campaign.state for campaign in planned(store, "meeting_moved")] == ["prepared"]
    assert one(store, "meeting_moved").until == datetime(2026, 11, 19, 10, tzinfo=PARIS)


def test_who_comes_hears_that_it_is_cancelled(store: Store) -> None:
    room, _persons = town_of(store)
    loads(room)
    passes(room, minutes=2)

    assert ticks(room, 2) == 3
    assert set(texts(store)) == {
        'Montreval : Annulé : "La promenade des projets", le 14 novembre à 10 h, départ place aux Grains, n\'aura '
        "pas lieu. Les autres réunions : REUNIONS."
    }


def test_what_was_cancelled_and_takes_place_after_all_is_told_too(store: Store) -> None:
    room, _persons = town_of(store)
    loads(room)
    passes(room, minutes=2)
    ticks(room)
    leave(store, room.clock.now())
    moves(room, 0)
    passes(room, minutes=2)

    assert ticks(room, 2) == 3
    assert sum("aura lieu le 14 novembre" in text for text in texts(store)) == 3


def test_neither_the_weeks_cap_nor_a_no_to_reminders_keeps_it_from_them_and_a_stop_does(store: Store) -> None:
    room, persons = town_of(store, per_week=1)
    with store.writing() as tx:
        for kind in ("reminders", "news", "meetings"):
            consents.say(tx, persons[0], kind, False, MONDAY)
    signs_up(store, someone(store, 9, stopped_at=MONDAY), MONDAY - timedelta(days=1))
    for days in (3, 4):
        moves(room, days)
        passes(room, minutes=2)
        assert ticks(room) == 3
        leave(store, room.clock.now())

    assert len(texts(store)) == 6
    assert not any("RAPPELS NON" in text for text in texts(store)), "that would not stop these"


def test_who_signs_up_afterwards_knows_the_new_date(store: Store) -> None:
    room, persons = town_of(store, auto=False)
    moves(room, 3)
    passes(room, minutes=2)
    signs_up(store, persons[3], room.clock.now())
    with store.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, campaigns=replace(edition.campaigns, auto=True)))

    assert ticks(room) == 3
    assert states(store)["told", ""] == 3


def test_a_meeting_that_is_over_or_that_nobody_comes_to_is_no_news(store: Store) -> None:
    room = room_of(store, MONDAY, rules=("closes_soon",))
    loads(room)
    ticks(room)
    assert not planned(store, "meeting_cancelled")

    goes_to(room, datetime(2026, 11, 20, 10, tzinfo=PARIS))
    moves(room, 0)
    signs_up(store, someone(store), MONDAY)
    loads(room)
    ticks(room)
    assert not planned(store, "meeting_cancelled")
