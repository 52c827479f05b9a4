"""What nobody took care of is said: by the commands, and in the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.reminders.forgotten import wants_somebody
from bot.reminders.team_phone import warn
from storage.database.store import Store
from storage.messages.outbox import KEPT_WORDS, OUTBOX, WITH_WORDS
from storage.messages.outgoing import Outgoing
from storage.people import speakers
from storage.reminders import campaigns as kept
from storage.reminders.states import CampaignState
from storage.town import editions
from tests.conftest import PARIS
from tests.support.reminding import FRIDAY, goes_to, one, room_of, someone, ticks

NOT_VOTED = ("not_voted_yet",)

WHEN = {
    "three days before it is due": (FRIDAY - timedelta(days=3), None),
    "two days before": (FRIDAY - timedelta(days=2, minutes=-1), "is due on 2026-11-27 09:00, and nobody armed it"),
    "when it is due": (FRIDAY, "has been due since 2026-11-27 09:00, and nobody armed it"),
    "when it is over": (datetime(2026, 11, 30, 9, tzinfo=PARIS), "was missed: nobody armed it before 2026-11-29 20:00"),
}


@pytest.mark.parametrize(("at", "told"), WHEN.values(), ids=WHEN)
def test_a_reminder_that_nobody_armed_is_said_to_be(at: datetime, told: str | None, store: Store) -> None:
    room = room_of(store, FRIDAY - timedelta(days=5), rules=NOT_VOTED, auto=False)
    someone(store)
    ticks(room)
    goes_to(room, at)
    ticks(room)

    with store.reading() as tx:
        sentences = list(wants_somebody(tx, editions.find(tx), at))

    assert len(sentences) == (told is not None)
    assert not told or told in sentences[0]


def test_what_was_missed_is_in_a_state_of_its_own_and_cannot_be_armed(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=NOT_VOTED, auto=False)
    ticks(room)
    goes_to(room, datetime(2026, 11, 30, 9, tzinfo=PARIS))
    ticks(room)

    campaign = one(store, "not_voted_yet")
    assert (campaign.state, campaign.note) == (CampaignState.MISSED, kept.UNARMED)
    with store.writing() as tx:
        assert not kept.arm(tx, campaign.id, "clerk", room.clock.now())


def test_those_that_arm_themselves_are_never_forgotten(store: Store) -> None:
    room = room_of(store, FRIDAY - timedelta(days=1), rules=NOT_VOTED)
    ticks(room)

    with store.reading() as tx:
        assert not list(wants_somebody(tx, editions.find(tx), room.clock.now()))


def test_one_that_is_armed_and_does_not_begin_is_late(store: Store) -> None:
    room = room_of(store, FRIDAY - timedelta(days=1), rules=NOT_VOTED, auto=False)
    ticks(room)
    with store.writing() as tx:
        kept.arm(tx, one(store, "not_voted_yet").id, "clerk", room.clock.now())

    with store.reading() as tx:
        [told] = wants_somebody(tx, editions.find(tx), FRIDAY + timedelta(hours=20))
    assert "has not begun: is `portevoix worker` running?" in told


TEAM = "+33639980199"


def _told(store: Store) -> list[str]:
    """What was put into the outbox for the team's phone, in order."""
    with store.reading() as tx:
        known = speakers.found(tx, store, "sms", TEAM)
        mine = (
            select(KEPT_WORDS).select_from(WITH_WORDS).where(OUTBOX.c.address_id == (known.address_id if known else 0))
        )
        return [
            Outgoing.from_json(store.vault.open(words)).text
            for words in tx.execute(mine.order_by(OUTBOX.c.id)).scalars()
        ]


def test_the_teams_phone_is_told_once_two_days_before_when_it_was_missed_and_never_at_night(store: Store) -> None:
    room = room_of(store, FRIDAY - timedelta(days=3), rules=NOT_VOTED, auto=False)
    with store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), team_phone=TEAM))
    ticks(room)

    def at(when: datetime) -> list[str]:
        goes_to(room, when)
        ticks(room)
        before = len(_told(store))
        assert (warn(room), warn(room)) == (len(_told(store)) - before, 0)
        return _told(store)[before:]

    number = one(store, "not_voted_yet").number
    assert at(FRIDAY - timedelta(days=3)) == []
    assert at(FRIDAY - timedelta(days=1, hours=6)) == []  # in the night
    assert at(FRIDAY - timedelta(days=1)) == [
        f"Montreval : Le rappel {number} doit partir le 27 novembre à 9 h et personne ne l'a armé. "
        f"Sans cela, il ne partira pas : portevoix reminders arm {number}"
    ]
    assert at(datetime(2026, 11, 30, 9, tzinfo=PARIS)) == [
        f"Montreval : Le rappel {number} n'est pas parti : personne ne l'a armé à temps. "
        f"Pour le relire : portevoix reminders show {number}"
    ]


@pytest.mark.parametrize("why", ["no phone", "silence"])
def test_nobody_is_told_where_there_is_no_phone_or_it_asked_for_silence(why: str, store: Store) -> None:
    room = room_of(store, FRIDAY - timedelta(days=1), rules=NOT_VOTED, auto=False)
    someone(store, 199, stopped_at=room.clock.now())
    with store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), team_phone="" if why == "no phone" else TEAM))
    ticks(room)

    assert warn(room) == 0
    assert _told(store) == []
