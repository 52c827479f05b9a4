"""What may follow what: of a campaign, and of each person's reminder in it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Table, select, update

from bot.reminders import campaigns
from storage.database.store import Store
from storage.reminders import campaigns as kept
from storage.reminders import reminders
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.reminders.states import MAY_FOLLOW, CampaignState, ReminderState, into
from tests.support.reminding import crowd, planned, room_of


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with one person who waits for a reminder of one campaign."""
    room = room_of(store, rules=("phase_opens",))
    crowd(store, 1)
    campaigns.plan(room)
    campaigns.fill(room)
    return store


@pytest.mark.parametrize(
    ("states", "rows"),
    [(list(CampaignState), CAMPAIGNS), (list(ReminderState), REMINDERS)],
    ids=["campaign", "reminder"],
)
def test_nothing_comes_into_a_state_that_may_not_follow_its_own(
    filled: Store, states: list[CampaignState | ReminderState], rows: Table
) -> None:
    came = {}
    with filled.writing() as tx:
        for before, after in product(states, states):
            tx.execute(update(rows).values(state=before))
            tx.execute(into(after, rows))
            came[before, after] = set(tx.execute(select(rows.c.state)).scalars())

    assert came == {(before, after): {after if after in MAY_FOLLOW[before] else before} for before, after in came}


@pytest.mark.parametrize(
    ("before", "armed"),
    [
        pytest.param(CampaignState.PREPARED, True, id="prepared"),
        pytest.param(CampaignState.STOPPED, True, id="stopped by the team"),
        pytest.param(CampaignState.ARMED, True, id="armed: it no longer waits for the new hour"),
        pytest.param(CampaignState.DONE, False, id="done"),
        pytest.param(CampaignState.DROPPED, False, id="dropped from the calendar"),
    ],
)
def test_the_team_arms_what_has_not_come_to_its_end(filled: Store, before: CampaignState, armed: bool) -> None:
    [campaign, *_others] = planned(filled, "phase_opens")
    with filled.writing() as tx:
        tx.execute(update(CAMPAIGNS).values(state=before))

        assert kept.arm(tx, campaign.id, "Awa", campaign.due_at) is armed


def test_who_was_told_or_passed_over_is_not_told_again(filled: Store) -> None:
    with filled.writing() as tx:
        [(id, due_at)] = tx.execute(select(REMINDERS.c.id, REMINDERS.c.due_at))
        reminders.passed(tx, {id: "votes already"})
        reminders.told(tx, id, due_at)
        reminders.untold(tx, [id], due_at)

        assert tx.execute(select(REMINDERS.c.state, REMINDERS.c.reason)).all() == [("passed", "votes already")]


def test_every_change_of_a_state_goes_by_the_table() -> None:
    rooms = Path(reminders.__file__).parent.glob("*.py")

    assert [room.name for room in rooms if "values(state=" in room.read_text("utf-8")] == ["states.py"]
