"""A campaign is told to those it is for, where they can be reached, and to nobody who must not be reminded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.reminders import campaigns
from bot.telling import news
from bot.turn.message import Incoming
from flows.town.edition import Status
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages import conversations
from storage.messages.outbox import OUTBOX
from storage.people import consents, people
from storage.people.people import ADDRESSES, GROUP, PEOPLE
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.holders import GROUPS, HOLDERS
from storage.reminders.campaigns import REMINDERS
from storage.town import editions, events, follows, publications
from storage.town.events import ProjectChange
from storage.town.meetings import SIGN_UPS
from tests.conftest import PARIS
from tests.support.reminding import (
    MONDAY,
    OPENS,
    goes_to,
    passes,
    room_of,
    someone,
    states,
    texts,
    ticks,
    votes,
)


def _stopped(store: Store) -> None:
    someone(store, 11, stopped_at=MONDAY)


def _gone(store: Store) -> None:
    someone(store, 11, "telegram", gone_at=MONDAY)


def _erased(store: Store) -> None:
    someone(store, 11, erased_at=MONDAY)


def _unreadable(store: Store) -> None:
    someone(store, 11, sealed=b"")


def _voted(store: Store) -> None:
    votes(store, someone(store, 11))


def _said_no(store: Store) -> None:
    person = someone(store, 11)
    with store.writing() as tx:
        consents.say(tx, person, "reminders", False, MONDAY)


def _group(store: Store) -> None:
    person = someone(store, 11, "telegram")
    with store.writing() as tx:
        edition, id = editions.find(tx).id, new_id()
        row = {"id": id, "edition_id": edition, "person_id": person, "number": 1, "name": b"", "about": b""}
        row |= {
            "state": "approved",
            "greeting": "",
            "auto_hours": 0,
            "asked_at": MONDAY,
            "decided_by": "",
            "reason": b"",
        }
        tx.execute(insert(AMBASSADORS), row)
        [address] = tx.execute(select(ADDRESSES.c.id).where(ADDRESSES.c.person_id == person)).scalars()
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == address).values(channel=GROUP))
        group = new_id()
        tx.execute(insert(GROUPS), {"id": group, "address_id": address, "language": "fr"})
        held = {"id": new_id(), "group_id": group, "ambassador_id": id, "tied_at": MONDAY}
        tx.execute(insert(HOLDERS), held)


BARRED = (_stopped, _gone, _erased, _unreadable, _voted, _said_no)


def _name(who: Any) -> str:
    """What became of them."""
    return str(who.__name__[1:])


@pytest.mark.parametrize("who", [*BARRED, _group], ids=_name)
def test_nobody_who_must_not_be_reminded_is(store: Store, who: Any) -> None:
    room = room_of(store)
    someone(store, 1)
    who(store)

    assert ticks(room, 2) == 1
    assert len(texts(store)) == 1


@pytest.mark.parametrize("who", BARRED, ids=_name)
def test_nobody_who_must_not_be_reminded_any_more_is(store: Store, who: Any) -> None:
    """What became of people between the filling and the telling counts too."""
    room = room_of(store, rules=OPENS)
    before = someone(store, 11)
    campaigns.plan(room)
    campaigns.fill(room)
    with store.writing() as tx:  # the same thing happens to someone who waits
        tx.execute(update(REMINDERS).values(state="waiting"))
    who_is: dict[str, dict[str, Any]] = {
        "_stopped": {"stopped_at": MONDAY},
        "_gone": {"gone_at": MONDAY},
        "_unreadable": {"sealed": b""},
    }
    with store.writing() as tx:
        if who.__name__ in who_is:
            tx.execute(update(ADDRESSES).where(ADDRESSES.c.person_id == before).values(who_is[who.__name__]))
        elif who is _erased:
            tx.execute(update(PEOPLE).where(PEOPLE.c.id == before).values(erased_at=MONDAY))
        elif who is _said_no:
            consents.say(tx, before, "reminders", False, MONDAY)
    if who is _voted:
        votes(store, before)
    campaigns.tell(room)

    assert not texts(store)
    assert [state for state, _reason in states(store)] == ["passed"]


def test_a_person_with_two_addresses_is_reminded_at_the_one_they_wrote_from_last(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    person = someone(store, 1, heard_on=date(2026, 10, 1))
    other = someone(store, 2, "telegram", heard_on=date(2026, 10, 20))
    with store.writing() as tx:
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.person_id == other).values(person_id=person))
    ticks(room)

    with store.reading() as tx:
        assert tx.execute(select(OUTBOX.c.channel)).scalars().all() == ["telegram"]


def test_on_a_shared_telephone_only_who_speaks_there_is_reminded(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    ana = someone(store, 1)
    campaigns.plan(room)
    campaigns.fill(room)
    with store.writing() as tx:
        bob = people.new_person(tx, "fr", MONDAY)
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.person_id == ana).values(person_id=bob))
    campaigns.tell(room)

    assert not texts(store)

    with store.writing() as tx:
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.person_id == bob).values(person_id=ana))
    passes(room, hours=7)
    campaigns.tell(room)
    assert len(texts(store)) == 1


def test_only_those_who_come_are_reminded_of_a_meeting(store: Store) -> None:
    room = room_of(store, datetime(2026, 11, 13, 10, tzinfo=PARIS), rules=("meeting_tomorrow",))
    comes, _other = someone(store, 1), someone(store, 2)
    with store.writing() as tx:
        edition = editions.find(tx)
        meeting = next(meeting.id for meeting in edition.meetings if meeting.starts.date() == date(2026, 11, 14))
        row = {"edition_id": edition.id, "meeting": meeting, "person_id": comes, "guests": 0, "at": MONDAY}
        tx.execute(insert(SIGN_UPS), row)

    ticks(room)
    assert ["N'oubliez pas" in text for text in texts(store)] == [True]


def test_a_draft_left_yesterday_is_no_reason_to_write_today(store: Store) -> None:
    room = room_of(store, datetime(2026, 2, 19, 10, tzinfo=PARIS), rules=("unfinished_draft",), draft_days=3)
    for text in ("proposer", "45", "Des nichoirs"):
        room.turns.hear([Incoming("phone", text, "sms", "+33639980001", text)])
    goes_to(room, datetime(2026, 2, 20, 10, tzinfo=PARIS))
    ticks(room)
    assert not [text for text in texts(store) if "vous attend" in text]

    goes_to(room, datetime(2026, 3, 26, 10, tzinfo=PARIS))
    ticks(room)
    assert len([text for text in texts(store) if "vous attend" in text]) == 1


def test_what_we_tell_somebody_is_nothing_that_they_do(store: Store) -> None:
    """A draft that its author left alone for weeks is still left alone on the day after they had news of a project."""
    room = room_of(store, datetime(2026, 2, 2, 10, tzinfo=PARIS), rules=("unfinished_draft",), draft_days=3)
    for text in ("proposer", "45", "Des nichoirs"):
        room.turns.hear([Incoming("phone", text, "sms", "+33639980001", text)])
    goes_to(room, datetime(2026, 2, 19, 10, tzinfo=PARIS))
    with store.writing() as tx:
        [person] = tx.execute(select(PEOPLE.c.id)).scalars()
        edition = editions.find(tx)
        follows.follow(tx, [(person, edition.projects[0].id)], 0)
        events.prepare(tx, ProjectChange(edition.projects[0].id, Status.FEASIBLE), "clerk", room.clock.now())
        publications.publish(tx, edition.id, "clerk", room.clock.now())
    assert news.tell(store, room.turns.hear, room.clock.now()) == 1

    goes_to(room, datetime(2026, 2, 20, 10, tzinfo=PARIS))
    ticks(room)

    assert len([text for text in texts(store) if "vous attend" in text]) == 1


def test_who_began_another_survey_is_not_reminded_of_this_one(store: Store) -> None:
    room = room_of(store, datetime(2026, 3, 1, 10, tzinfo=PARIS), rules=("unfinished_survey",))
    for text in ("enquete parvis", "3", "5"):
        room.turns.hear([Incoming("phone", text, "sms", "+33639980001", text)])
    with store.reading() as tx:
        [person] = tx.execute(select(PEOPLE.c.id)).scalars()
        memory = conversations.memories(tx, store, [person])[person]
        edition = editions.find(tx)
    begun = {name.split(".")[1] for name, _a in (memory.open.answers if memory.open else ()) if name.startswith("s.")}
    other = next(survey for survey in edition.surveys if survey.id not in begun)
    late = datetime(2026, 3, 13, 10, tzinfo=PARIS)
    with store.writing() as tx:
        surveys = tuple(
            replace(survey, opens=MONDAY.replace(month=2), closes=late + timedelta(days=2))
            if survey == other
            else survey
            for survey in edition.surveys
        )
        editions.save(tx, replace(edition, surveys=surveys))
    goes_to(room, late)
    ticks(room, 2)
    passes(room, hours=3)
    ticks(room)

    assert len(texts(store)) == len(begun) == 1
    assert states(store) == Counter({("told", ""): 1, ("passed", "no longer true"): 1})
