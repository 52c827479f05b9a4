"""What reminders change is measured by one lottery at a time: another share, or other words, are not mixed into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import update

from bot.reminders.report import Basis, Outcome, basis, measured
from bot.team.anyway import TouchesPeopleError, Wanted, changing
from bot.team.stamp import Stamp
from bot.turn.ticker import Room
from flows.town.edition import Edition
from flows.town.reminder_rules import Wording
from storage.database.store import Store
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign
from storage.town import calendar, editions
from tests.support.reminding import FRIDAY, MONDAY, crowd, goes_to, one, passes, room_of, sent, ticks

RULES = ("phase_opens", "not_voted_yet")


def loads(room: Room, anyway: bool = False, **rules: object) -> None:
    """The edition's file is loaded again, with these among the rules of its campaigns."""
    wanted = Wanted(Stamp("Awa", room.clock.now()), anyway, "il le faut" if anyway else "")
    with room.store.writing() as tx, changing(tx, room.store, "montreval-2026", "loading town.toml", wanted):
        edition: Edition = editions.find(tx)
        editions.save(tx, replace(edition, campaigns=replace(edition.campaigns, **rules)))  # type: ignore[arg-type]


def reported(room: Room, campaign: Campaign | None = None) -> tuple[list[Outcome], Basis]:
    """What the report says, and what it counts."""
    with room.store.reading() as tx:
        edition = editions.find(tx)
        return measured(tx, edition, campaign), basis(tx, edition, campaign)


def people(outcomes: list[Outcome]) -> dict[str, int | None]:
    """How many people are in each arm."""
    return {arm.name: arm.people for arm in outcomes[-1].arms}


def test_another_share_is_refused_while_a_measure_runs(store: Store) -> None:
    room = room_of(store, MONDAY, rules=RULES, hold_out=20)
    crowd(store, 60)
    ticks(room)

    with pytest.raises(TouchesPeopleError, match=r"(?s)60 people are drawn already.*put back hold_out = 20.*--anyway"):
        loads(room, hold_out=40)
    with store.reading() as tx:
        assert editions.find(tx).campaigns.hold_out == 20


def test_before_anybody_is_drawn_the_share_may_change(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, rules=RULES, hold_out=20)
    crowd(sqlite, 5)

    loads(room, hold_out=40)
    assert reported(room)[1] == Basis(None, 0, False)


def test_wanted_anyway_a_new_measure_counts_only_who_is_new_to_it(store: Store) -> None:
    room = room_of(store, MONDAY, rules=RULES, hold_out=20, per_week=9)
    crowd(store, 150)
    ticks(room)
    passes(room, days=1)
    loads(room, anyway=True, hold_out=40)
    crowd(store, 50, first=500)
    goes_to(room, FRIDAY)
    sent(store)
    ticks(room, 3)
    outcomes, counted = reported(room)
    first = one(store, "phase_opens")

    assert sum(people(outcomes).values()) == 50  # type: ignore[arg-type]
    assert counted == Basis(datetime(2026, 11, 3, 9, tzinfo=MONDAY.tzinfo), 150, False)
    assert sum(people(reported(room, first)[0]).values()) == 150  # type: ignore[arg-type]
    assert reported(room, first)[1].since is None
    with store.reading() as tx:
        log = [entry.what for entry in calendar.logged(tx, editions.find(tx).id, 9)]
    assert "hold_out became 40, it was 20: a new measure of reminders began" in log


def test_where_nobody_was_held_out_the_first_measure_counts_everybody_from_its_day_on(store: Store) -> None:
    room = room_of(store, MONDAY, rules=RULES, per_week=9)
    crowd(store, 60)
    ticks(room)
    passes(room, days=1)
    loads(room, hold_out=40)
    goes_to(room, FRIDAY)
    sent(store)
    ticks(room, 3)
    outcomes, counted = reported(room)

    assert set(people(outcomes)) == {"reminded", "held out"}
    assert sum(people(outcomes).values()) == 60  # type: ignore[arg-type]
    assert counted.left_out == 0


def test_who_was_drawn_for_two_arms_is_in_neither(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, rules=RULES, per_week=9)
    crowd(sqlite, 30)
    ticks(room)
    goes_to(room, FRIDAY)
    sent(sqlite)
    ticks(room, 3)
    with sqlite.writing() as tx:  # as after two persons turned out to be one
        theirs = REMINDERS.c.campaign_id == one(sqlite, "not_voted_yet").id
        some = REMINDERS.select().with_only_columns(REMINDERS.c.id).where(theirs).limit(10)
        tx.execute(update(REMINDERS).where(REMINDERS.c.id.in_(some)).values(variant="held"))
    outcomes, counted = reported(room)

    assert people(outcomes) == {"reminded": 20}
    assert counted.left_out == 10


def half_told(store: Store) -> Room:
    """A campaign that has told its two wordings to some, and has others to tell."""
    room = room_of(store, FRIDAY, rules=("not_voted_yet",), wordings=(Wording("not_voted_yet", "Votez donc !"),))
    crowd(store, 40)
    ticks(room)
    with store.writing() as tx:
        some = REMINDERS.select().with_only_columns(REMINDERS.c.id).limit(20)
        tx.execute(update(REMINDERS).where(REMINDERS.c.id.in_(some)).values(state="waiting", told_at=None))
    with store.writing() as tx:
        tx.execute(update(CAMPAIGNS).values(state="armed"))
    return room


def test_a_wording_is_not_changed_while_it_goes_out(sqlite: Store) -> None:
    room = half_told(sqlite)

    with pytest.raises(TouchesPeopleError, match="the other wording of reminder 1 changes while it goes out"):
        loads(room, wordings=(Wording("not_voted_yet", "Votez vite !"),))
    loads(room, wordings=(Wording("not_voted_yet", "Votez donc !"), Wording("phase_opens", "Ouvert !")))


def test_wanted_anyway_its_wordings_are_not_compared(store: Store) -> None:
    room = half_told(store)
    campaign = one(store, "not_voted_yet")
    assert set(people(reported(room, campaign)[0])) == {"reminded", "reminded, other wording"}

    loads(room, anyway=True, wordings=(Wording("not_voted_yet", "Votez vite !"),))
    outcomes, counted = reported(room, campaign)
    assert people(outcomes) == {"reminded": 40}
    assert counted.is_reworded


def test_once_it_is_out_its_wording_may_change(sqlite: Store) -> None:
    room = room_of(sqlite, FRIDAY, rules=("not_voted_yet",), wordings=(Wording("not_voted_yet", "Votez donc !"),))
    crowd(sqlite, 20)
    ticks(room, 3)

    loads(room, wordings=())
    assert not reported(room, one(sqlite, "not_voted_yet"))[1].is_reworded
