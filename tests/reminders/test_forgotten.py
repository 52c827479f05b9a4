"""What nobody took care of is said: by the commands, and in the figures."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.reminders.forgotten import wants_somebody
from storage.database.store import Store
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
