"""Campaigns go with the dates of the calendar, are stopped at once, and hold some out to measure what they change."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select, update

from bot.reminders import campaigns
from flows.town.edition import Phase
from flows.town.reminder_rules import Wording
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages import outbox
from storage.messages.outbox import OUTBOX, State
from storage.reminders import campaigns as kept
from storage.reminders import reminders
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.town import editions
from tests.conftest import PARIS
from tests.support.reminding import (
    FRIDAY,
    MONDAY,
    OPENS,
    crowd,
    goes_to,
    one,
    passes,
    planned,
    room_of,
    sent,
    someone,
    states,
    texts,
    ticks,
)
from tests.support.stores import SECRET, Databases

# Planned


def test_a_campaign_is_planned_once_however_often_the_clock_ticks(store: Store) -> None:
    room = room_of(store, auto=False)

    for _tick in range(3):
        campaigns.plan(room)

    keys = [campaign.key for campaign in planned(store)]
    assert len(keys) == len(set(keys)) > 5
    assert sorted(campaign.number for campaign in planned(store)) == list(range(1, len(keys) + 1))
    assert {campaign.state for campaign in planned(store)} == {"prepared"}


def test_what_is_over_already_is_not_planned(store: Store) -> None:
    room = room_of(store)

    campaigns.plan(room)

    assert {campaign.about for campaign in planned(store, "phase_opens")} == {"vote"}
    assert not planned(store, "closes_soon")


def moved(store: Store, opens: datetime) -> None:
    """The vote opens on another day."""
    with store.writing() as tx:
        edition = editions.find(tx)
        spans = tuple(replace(span, opens=opens) if span.phase is Phase.VOTE else span for span in edition.spans)
        editions.save(tx, replace(edition, spans=spans))


def test_a_campaign_moves_with_its_date_until_it_has_begun(store: Store) -> None:
    room = room_of(store, datetime(2026, 10, 20, 9, tzinfo=PARIS), rules=OPENS)
    someone(store)
    ticks(room)
    moved(store, datetime(2026, 11, 5, 9, tzinfo=PARIS))
    ticks(room)

    assert one(store, "phase_opens").due_at == datetime(2026, 11, 5, 9, tzinfo=PARIS)

    goes_to(room, MONDAY)
    assert ticks(room) == 0
    goes_to(room, datetime(2026, 11, 5, 9, tzinfo=PARIS))
    assert ticks(room) == 1
    moved(store, datetime(2026, 11, 4, 9, tzinfo=PARIS))
    assert ticks(room) == 0
    assert len(planned(store)) == 1


def test_a_campaign_goes_with_its_phase_and_comes_back_with_it(store: Store) -> None:
    room = room_of(store, datetime(2026, 10, 20, 9, tzinfo=PARIS), rules=OPENS, auto=False)
    campaigns.plan(room)
    with store.writing() as tx:
        before = editions.find(tx)
        kept.arm(tx, one(store, "phase_opens").id, "clerk", room.clock.now())
        editions.save(tx, replace(before, spans=tuple(span for span in before.spans if span.phase is not Phase.VOTE)))
    campaigns.plan(room)

    assert one(store, "phase_opens").state == "dropped"

    with store.writing() as tx:
        editions.save(tx, before)
    campaigns.plan(room)
    assert one(store, "phase_opens").state == "prepared"


def test_the_town_that_arms_nothing_reminds_nobody(store: Store) -> None:
    room = room_of(store, auto=False)
    someone(store)

    assert ticks(room) == 0
    assert not texts(store)


# Stopping


def test_stopping_works_at_once_and_arming_anew_goes_on(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 6)
    ticks(room)
    with store.writing() as tx:  # two have left
        gone = tx.execute(select(OUTBOX.c.id).order_by(OUTBOX.c.id).limit(2)).scalars().all()
        tx.execute(update(OUTBOX).where(OUTBOX.c.id.in_(gone)).values(state=State.SENT))
    campaign = one(store, "phase_opens")

    assert campaigns.stop(store, campaign, "clerk", room.clock.now()) == 4
    assert ticks(room, 2) == 0
    assert not texts(store, "waiting")

    with store.writing() as tx:
        assert kept.arm(tx, campaign.id, "clerk", room.clock.now())
    passes(room, minutes=1)
    assert ticks(room, 2) == 4
    assert len(texts(store)) == 6


def test_a_campaign_that_is_stopped_while_it_is_filled_fills_no_further(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 25)
    campaigns.plan(room)
    monkeypatch.setattr(reminders.fill, "__defaults__", (10,))
    campaign = one(store, "phase_opens")

    def stop(_count: int) -> None:
        campaigns.stop(store, campaign, "clerk", MONDAY)

    campaigns.fill_one(store, campaign, room.clock.now(), stop)

    assert sum(states(store).values()) == 10


# The lottery


def test_the_same_people_are_held_out_of_every_reminder_and_never_of_news(store: Store) -> None:
    room = room_of(store, hold_out=50, per_week=9)
    crowd(store, 40)
    ticks(room)
    goes_to(room, FRIDAY)
    sent(store)
    ticks(room)

    with store.reading() as tx:
        rows = tx.execute(select(REMINDERS.c.person_id, REMINDERS.c.variant, CAMPAIGNS.c.rule).join(CAMPAIGNS)).all()
    held: dict[str, set[int]] = {}
    for row in rows:
        held.setdefault(row.rule, set()).update({row.person_id} if row.variant == "held" else ())
    assert held["phase_opens"] == held["not_voted_yet"]
    assert 5 < len(held["phase_opens"]) < 35
    assert states(store)["passed", "held out"] == 2 * len(held["phase_opens"])


def test_half_of_the_people_hear_the_other_wording(store: Store) -> None:
    words = Wording("phase_opens", "Votez, c'est simple : VOTE.")
    room = room_of(store, rules=OPENS, wordings=(words,))
    crowd(store, 40)
    ticks(room)

    other = [text for text in texts(store) if "c'est simple" in text]
    assert 5 < len(other) < 35
    assert len(texts(store)) == 40


def test_outbox_counts_what_waits_by_channel(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 2)
    crowd(store, 3, "telegram", first=50)
    ticks(room)

    with store.reading() as tx:
        assert outbox.waiting_campaigns(tx) == {"sms": 2, "telegram": 3}


def test_whoever_stops_a_campaign_stops_what_another_worker_is_just_telling(databases: Databases) -> None:
    url = databases.url("postgresql")
    with Store(url, Vault(SECRET)) as store:
        room = room_of(store, rules=OPENS)
        crowd(store, 400)
        campaigns.plan(room)
        campaigns.fill(room)
        campaign = one(store, "phase_opens")
        worker = threading.Thread(target=campaigns.tell, args=(room,))
        worker.start()
        while not texts(store):
            pass
        spared = campaigns.stop(store, campaign, "clerk", room.clock.now())
        worker.join()

        assert not texts(store)
        assert 0 < spared < 400
        assert states(store) == Counter({("waiting", ""): 400})
