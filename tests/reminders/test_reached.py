"""What is measured beside the lottery: whom reminders reached, who had enough after them, whom relays brought."""

from __future__ import annotations

from bot.reminders.reached import Aftermath, KindReached, aftermaths, reached
from bot.sends.cards import in_words
from bot.sends.gather import gather
from bot.sends.words import EN, FR
from bot.turn.message import Incoming
from bot.turn.ticker import Room
from flows.reminders import ConsentKind
from storage.database.store import Store
from storage.town import editions
from tests.conftest import HandClock
from tests.reminders.test_sends_page import PRICE, lines
from tests.support.relaying import Town, decides
from tests.support.reminding import MONDAY, OPENS, crowd, one, passes, room_of, sent, someone, ticks, votes


def says(room: Room, words: str, *numbers: int) -> None:
    """Each of these people writes that."""
    for number in numbers:
        id = f"{words}-{number}-{room.clock.now().timestamp()}"
        room.turns.hear([Incoming("phone", id, "sms", f"+3363998{number:04}", words)])


def after(room: Room) -> Aftermath:
    """What came after the opening of the vote."""
    with room.store.reading() as tx:
        return aftermaths(tx, editions.find(tx).id).get(one(room.store, "phase_opens").id, Aftermath())


def told(store: Store, people: int) -> Room:
    """So many have just heard that the vote is open."""
    room = room_of(store, MONDAY, rules=OPENS)
    for number in range(1, people + 1):
        someone(store, number)
    ticks(room)
    sent(store)
    return room


def test_who_had_enough_within_two_days_is_counted_with_the_message(store: Store) -> None:
    room = told(store, 14)
    passes(room, hours=1)
    says(room, "STOP", 1, 2, 3, 4, 5)
    says(room, "RAPPELS NON", 6, 7, 8, 9, 10, 11)
    passes(room, hours=48)
    says(room, "STOP", 12, 13)
    says(room, "RAPPELS NON", 14)

    assert after(room) == Aftermath(stops=5, refusals=6)


def test_fewer_than_five_are_not_shown(sqlite: Store) -> None:
    room = told(sqlite, 6)
    passes(room, hours=1)
    says(room, "STOP", 1, 2, 3, 4)

    assert after(room) == Aftermath(stops=None, refusals=0)
    with sqlite.reading() as tx:
        page = gather(tx, sqlite, editions.find(tx), room.clock.now(), PRICE)
    assert "Ensuite : moins de 5 STOP en 48 h" in lines(in_words(page, FR))


def test_who_takes_it_back_is_not_counted_among_those_who_want_fewer(sqlite: Store) -> None:
    room = told(sqlite, 5)
    passes(room, hours=1)
    says(room, "RAPPELS NON", 1, 2, 3, 4, 5)
    assert after(room).refusals == 5

    passes(room, minutes=1)
    says(room, "RAPPELS OUI", 1, 2, 3, 4, 5)
    assert after(room).refusals == 0


def test_newcomers_are_counted_with_the_last_thing_relayed_within_a_week(store: Store) -> None:
    room = room_of(store, MONDAY, rules=OPENS)
    assert isinstance(room.clock, HandClock)
    town = Town(room, room.clock)
    town.asks("4000", "Ada")
    decides(room, "approves", 1, "ADA")
    someone(store, 90)
    says(room, "AVEC ADA", 90)  # before anything was relayed
    passes(room, minutes=5)
    ticks(room)
    passes(room, hours=2)
    says(room, "AVEC ADA", 1, 2, 3, 4)
    assert after(room).newcomers is None

    says(room, "AVEC ADA", 5)
    assert after(room).newcomers == 5
    passes(room, days=8)
    says(room, "AVEC ADA", 6)
    assert after(room).newcomers == 5


def test_the_share_of_people_reached_is_that_of_their_channel(store: Store) -> None:
    room = room_of(store, MONDAY, rules=OPENS)
    crowd(store, 15)
    crowd(store, 3, "telegram", first=700)
    for number in range(1, 6):
        someone(store, number, stopped_at=MONDAY)
    ticks(room)
    with store.reading() as tx:
        sms_first = reached(tx, editions.find(tx).id)

    assert sms_first == [
        KindReached(ConsentKind.REMINDERS, "sms", 15, 20),
        KindReached(ConsentKind.REMINDERS, "telegram", None, None),
    ]
    assert [one_.share for one_ in sms_first] == [0.75, None]


def test_the_page_says_what_holding_out_tells(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, rules=OPENS, hold_out=40)
    persons = [someone(sqlite, number) for number in range(1, 61)]
    ticks(room)
    votes(sqlite, *persons[::2])
    with sqlite.reading() as tx:
        page = gather(tx, sqlite, editions.find(tx), room.clock.now(), PRICE)

    assert "Voted: " in lines(in_words(page, EN))
    assert "Ont voté : " in lines(in_words(page, FR))
    assert "Reminders, at least once: SMS " in lines(in_words(page, EN))
