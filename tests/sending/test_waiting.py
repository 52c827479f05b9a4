"""What waits and nobody asked for: it leaves only while it is true, at a good hour, and never to who wants silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.networks.base import OptedOut, Unreachable
from bot.practice.phone import Phone
from bot.relays import relays
from bot.reminders import campaigns
from bot.sending.sender import Sender
from bot.sending.unasked import tell_anew
from bot.team import decisions
from bot.team.decisions import TeamDecision
from bot.team.stamp import Stamp
from bot.telling import kit_news, news
from bot.turn.ticker import Room
from flows.town.edition import Phase
from storage.database.store import Store
from storage.leaving import erasure, merging, sweeps
from storage.messages import outbox
from storage.messages.outbox import LEASE, OUTBOX, Ration, State
from storage.people import people
from storage.people.people import ADDRESSES, PEOPLE
from storage.relays.post_rows import POSTS, PostState
from storage.reminders.spending import SPENDING
from storage.sending import unasked
from storage.town import editions, follows, publications
from storage.town.authors import AUTHORS
from tests.attacks.waiting import CASES, SUNDAY_NIGHT, Town, left
from tests.conftest import HandClock
from tests.support.posting import FAST, Post
from tests.support.relaying import decides, relayed, ties
from tests.support.reminding import FRIDAY, MONDAY, passes, room_of, someone, states, texts, ticks

OPENS = ("phase_opens",)


@pytest.mark.parametrize(("channel", "what", "happens"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_nothing_unasked_leaves_once(channel: str, what: str, happens: Callable[[Town], None], store: Store) -> None:
    assert left(store, channel, what, happens) == 0


def hand(room: Room) -> HandClock:
    assert isinstance(room.clock, HandClock), "the clock of a test is moved by hand"
    return room.clock


async def sends(room: Room, post: Post) -> list[str]:
    """What leaves now, once the spacing between two messages has passed."""
    before = len(post.sent)
    sender = Sender(room.store, room.clock, [post])
    for _second in range(3):
        hand(room).pass_(seconds=2)
        while await sender.send_due():
            pass
    return [text for _address, text in post.sent[before:]]


def one_waits(store: Store, *, rules: tuple[str, ...] = OPENS, at: Any = MONDAY) -> Room:
    """A room in which one person has a reminder that waits to be sent."""
    room = room_of(store, at, rules=rules)
    someone(store)
    assert ticks(room) == 1
    hand(room).pass_(minutes=1)
    return room


def quiet(store: Store) -> Room:
    """A room in which one person is known, and nothing waits."""
    room = room_of(store, MONDAY, rules=("result_announced",))
    someone(store)
    return room


PHONE = ("sms", "+33639980001")


def publishes(room: Room, number: int, why: str) -> None:
    with room.store.writing() as tx:
        edition = editions.find(tx)
        decisions.decide(tx, edition, number, TeamDecision("unfeasible", why), Stamp("Awa", room.clock.now()))
        publications.publish(tx, edition.id, "Awa", room.clock.now())


def follows_it(room: Room, number: int = 12) -> None:
    with room.store.writing() as tx:
        person = tx.execute(select(PEOPLE.c.id)).scalars().first()
        assert person is not None, "there is somebody"
        follows.follow(tx, [(person, editions.find(tx).by_number[number].id)], since=0)


def has_an_ambassador(room: Room) -> None:
    """One, with a group."""
    phone = Phone("telegram", "1")
    for text in ("ambassadeur", "40", "proches", "Nadia", "le quartier", "oui"):
        room.turns.hear([phone.writes(text)])
    decides(room, "approves", 1)
    ties(room)


def waiting(store: Store) -> int:
    with store.reading() as tx:
        unasked_ = (OUTBOX.c.person_id.is_not(None), OUTBOX.c.state == State.WAITING)
        return int(tx.execute(select(func.count()).select_from(OUTBOX).where(*unasked_)).scalar_one())


# In the same transaction


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param(("STOP",), "asked for silence", id="STOP"),
        pytest.param(("RAPPELS NON",), "wants none", id="RAPPELS NON"),
        pytest.param(("VOTE 5", "code"), "no longer true", id="a vote"),
    ],
)
def test_what_a_person_says_takes_back_what_waits_for_them_and_the_row_says_why(
    words: tuple[str, ...], why: str, store: Store
) -> None:
    room = one_waits(store)
    phone = Phone(*PHONE)
    for text in words:
        [heard] = room.turns.hear([phone.writes(phone.code if text == "code" else text)])
        phone.sees(heard.replies)

    at_once = waiting(store)
    hand(room).pass_(hours=3)
    ticks(room)

    assert at_once == 0
    assert waiting(store) == 0
    assert states(store) == {("passed", why): 1}
    with store.reading() as tx:
        assert tx.execute(select(func.sum(SPENDING.c.segments))).scalar_one() == 0


async def test_stop_leaves_nothing_but_its_own_answer(store: Store) -> None:
    room, post = one_waits(store), Post()
    phone = Phone(*PHONE)
    for text in ("projets", "STOP"):
        room.turns.hear([replace(phone.writes(text), carries=0)])

    assert ["nous ne vous écrirons plus" in text for text in await sends(room, post)] == [True]

    room.turns.hear([replace(phone.writes("aide"), carries=0)])
    assert len(await sends(room, post)) == 1


def test_a_vote_on_one_phone_takes_back_what_waits_on_the_other(store: Store) -> None:
    room = one_waits(store)
    with store.writing() as tx:
        [person] = tx.execute(select(PEOPLE.c.id)).scalars()
        people.add_address(tx, store, "telegram", "77", person)
    phone = Phone("telegram", "77")
    [heard] = room.turns.hear([phone.writes("/vote 5")])
    phone.sees(heard.replies)
    room.turns.hear([phone.confirms()])

    assert waiting(store) == 0


@pytest.mark.parametrize("error", [OptedOut("21610"), Unreachable("a landline")], ids=["opted out", "unreachable"])
async def test_what_the_network_says_of_an_address_takes_back_what_waits_there(error: Exception, store: Store) -> None:
    room, post = one_waits(store), Post()
    follows_it(room)
    publishes(room, 12, "trop cher")
    assert news.tell(store, room.turns.hear, room.clock.now()) == 1
    ticks(room)
    post.errors = [error]

    assert await sends(room, post) == []
    assert waiting(store) == 0
    tell_anew(room)
    assert await sends(room, post) == []


async def test_nothing_unasked_goes_to_a_silent_address_nor_holds_up_an_answer_there(store: Store) -> None:
    """Whatever left it there: the statement that leases does not see it."""
    room = one_waits(store)
    with store.writing() as tx:
        tx.execute(update(ADDRESSES).values(stopped_at=room.clock.now()))
    room.turns.hear([replace(Phone(*PHONE).writes("aide"), carries=0)])

    with store.writing() as tx:
        leased = outbox.lease(tx, store, Ration(FAST, 10), room.clock.now())
    assert [parcel.kind for parcel in leased] == ["service"]
    assert waiting(store) == 1
    tell_anew(room)
    assert waiting(store) == 0


def test_who_is_erased_at_a_shared_telephone_leaves_nothing_waiting_there(store: Store) -> None:
    room = one_waits(store)
    with store.writing() as tx:
        [person] = tx.execute(select(PEOPLE.c.id)).scalars()
        [address] = tx.execute(select(ADDRESSES.c.id)).scalars()
        other = people.new_person(tx, "fr", room.clock.now())
        people.name_at(tx, store, address, person, "Lucie")
        people.name_at(tx, store, address, other, "Marc")
        people.hand_over(tx, address, other)
        erasure.erase(tx, store, erasure.Leavers([person], sweeps.Why.ASKED), room.clock.now())

    assert waiting(store) == 0


def test_what_is_for_one_who_turns_out_to_be_another_is_for_that_other(sqlite: Store) -> None:
    room = one_waits(sqlite)
    follows_it(room)
    publishes(room, 12, "trop cher")
    news.tell(sqlite, room.turns.hear, room.clock.now())
    with sqlite.writing() as tx:
        [gone] = tx.execute(select(PEOPLE.c.id)).scalars()
        stays = people.new_person(tx, "fr", room.clock.now())
        merging.merge(tx, sqlite, gone, stays, room.clock.now())
        wishes = tx.execute(select(OUTBOX.c.person_id, OUTBOX.c.wish).where(OUTBOX.c.kind == "service")).all()

    assert [(person, wish.split()[:2]) for person, wish in wishes] == [(stays, ["news", str(stays)])]


# When it is leased


async def test_a_reminder_written_before_the_dates_moved_says_the_new_one(store: Store) -> None:
    room, post = one_waits(store, rules=("not_voted_yet",), at=FRIDAY), Post()
    before = texts(store)
    with store.writing() as tx:
        edition = editions.find(tx)
        spans = tuple(
            replace(span, closes=span.closes + timedelta(days=1)) if span.phase is Phase.VOTE else span
            for span in edition.spans
        )
        editions.save(tx, replace(edition, spans=spans))

    assert await sends(room, post) == []
    assert states(store) == {("waiting", ""): 1}
    assert ticks(room) == 0, "its moment moved with the date"
    passes(room, hours=24)
    assert ticks(room) == 1
    [told] = await sends(room, post)
    assert [told] != before
    assert states(store) == {("told", ""): 1}


async def test_news_that_waited_when_the_edition_changed_are_told_anew_once(store: Store) -> None:
    room, post = quiet(store), Post()
    follows_it(room)
    publishes(room, 12, "trop cher")
    news.tell(store, room.turns.hear, room.clock.now())
    publishes(room, 5, "sans terrain")

    assert await sends(room, post) == []
    assert [tell_anew(room) for _time in range(2)] == [1, 0]
    [told] = await sends(room, post)
    assert "trop cher" in told
    assert news.tell(store, room.turns.hear, room.clock.now()) == 0
    assert await sends(room, post) == []


async def test_news_that_something_newer_has_overtaken_are_not_told(store: Store) -> None:
    room, post = quiet(store), Post()
    follows_it(room)
    for why in ("trop cher", "sans terrain"):
        publishes(room, 12, why)
        news.tell(store, room.turns.hear, room.clock.now())
    await sends(room, post)
    tell_anew(room)
    await sends(room, post)

    assert [("sans terrain" in text, "trop cher" in text) for _address, text in post.sent] == [(True, False)]


async def test_news_kept_by_an_outage_leave_at_a_good_hour(store: Store) -> None:
    room, post = quiet(store), Post()
    follows_it(room)
    publishes(room, 12, "trop cher")
    news.tell(store, room.turns.hear, room.clock.now())
    hand(room).at = SUNDAY_NIGHT

    at_night = await sends(room, post)
    told_at_night = tell_anew(room)
    hand(room).at = SUNDAY_NIGHT + timedelta(days=1, hours=7)
    told = tell_anew(room)

    assert (at_night, told_at_night, told) == ([], 0, 1)
    assert len(await sends(room, post)) == 1


async def test_answers_leave_at_any_hour_whatever_changed(store: Store) -> None:
    room, post = quiet(store), Post()
    room.turns.hear([replace(Phone(*PHONE).writes("projets"), carries=0)])
    publishes(room, 12, "trop cher")
    hand(room).at = SUNDAY_NIGHT

    assert len(await sends(room, post)) == 1


async def test_the_kit_goes_back_at_night_and_is_told_in_the_morning(store: Store) -> None:
    room, post = quiet(store), Post()
    with store.writing() as tx:
        [person] = tx.execute(select(PEOPLE.c.id)).scalars()
        project = editions.find(tx).by_number[12].id
        row = {"project_id": project, "person_id": person, "kind": "alone", "guardian": False, "at": MONDAY}
        tx.execute(insert(AUTHORS), row)
    hand(room).at = SUNDAY_NIGHT
    assert kit_news.tell(store, room.turns.hear) == 1

    assert await sends(room, post) == []
    hand(room).at = SUNDAY_NIGHT + timedelta(days=1, hours=7)
    assert tell_anew(room) == 1
    assert len(await sends(room, post)) == 1


async def test_who_dies_between_telling_anew_and_noting_it_tells_nobody_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, post = quiet(store), Post()
    follows_it(room)
    publishes(room, 12, "trop cher")
    news.tell(store, room.turns.hear, room.clock.now())
    publishes(room, 5, "sans terrain")
    await sends(room, post)
    with monkeypatch.context() as dies:
        dies.setattr(unasked, "told_anew", lambda tx, ids: None)
        tell_anew(room)
    tell_anew(room)

    assert len(await sends(room, post)) == 1


async def test_what_a_dead_sender_had_is_looked_at_again(store: Store) -> None:
    room, post = one_waits(store), Post()
    with store.writing() as tx:
        assert len(outbox.lease(tx, store, Ration(FAST, 10), room.clock.now())) == 1
        editions.touched(tx, editions.find(tx).id)
    hand(room).pass_(seconds=LEASE.total_seconds() + 1)

    assert await sends(room, post) == []
    assert states(store) == {("waiting", ""): 1}


async def test_a_message_of_which_a_part_has_left_is_not_cut_in_two_but_for_stop(store: Store) -> None:
    room, post = one_waits(store), Post()
    with store.writing() as tx:
        row = tx.execute(select(OUTBOX)).one()._mapping
        first = {**row, "id": row["id"] - 1, "key": row["key"].replace("/0", "/00"), "state": State.SENT}
        tx.execute(insert(OUTBOX), {**first, "sent_at": MONDAY})
        editions.touched(tx, editions.find(tx).id)

    assert len(await sends(room, post)) == 1
    assert states(store) == {("told", ""): 1}


def test_a_question_that_never_left_is_not_what_the_next_words_answer(store: Store) -> None:
    room = one_waits(store)
    hand(room).at = SUNDAY_NIGHT
    campaigns.tell(room)

    [heard] = room.turns.hear([Phone(*PHONE).writes("5")])

    assert waiting(store) == 0
    assert "Votre vote" not in heard.replies[0].text


async def test_a_post_that_waits_for_a_group_goes_back_at_night_and_is_posted_once(store: Store) -> None:
    room, post = quiet(store), Post()
    has_an_ambassador(room)
    relayed(room, "Le vote est ouvert.", "opens")
    await sends(room, post)
    with store.writing() as tx:
        tx.execute(update(POSTS).values(state=PostState.APPROVED))
    assert relays.post(room) == 1
    hand(room).at = MONDAY + timedelta(hours=18)

    assert await sends(room, post) == []
    hand(room).pass_(hours=7)
    assert [relays.post(room) for _time in range(2)] == [1, 0]
    assert ["Le vote est ouvert" in text for text in await sends(room, post)] == [True]


async def test_a_preview_that_did_not_leave_is_shown_again(store: Store) -> None:
    room, post = quiet(store), Post()
    has_an_ambassador(room)
    await sends(room, post)
    relayed(room, "Le vote est ouvert.", "opens")
    publishes(room, 5, "sans terrain")

    assert await sends(room, post) == []
    with store.reading() as tx:
        assert tx.execute(select(POSTS.c.state)).scalar_one() == PostState.PREPARED
    assert relays.preview(room) == 1
    assert ["Le vote est ouvert" in text for text in await sends(room, post)] == [True]
