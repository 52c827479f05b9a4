"""Reminders keep within good hours, within the share of a week, and within what may be spent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert, select, update

from bot.reminders import campaigns, ceilings
from bot.team import decisions
from bot.team.decisions import TeamDecision
from bot.team.spending import spent
from bot.team.stamp import Stamp
from bot.telling import news
from bot.turn.message import Incoming
from flows.town.edition import Status
from flows.town.reminder_rules import CampaignRules
from storage.database.store import Store
from storage.messages.outbox import OUTBOX, State
from storage.reminders.campaigns import REMINDERS
from storage.town import editions, publications
from storage.town.calendar import CALENDAR_LOG
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from tests.conftest import PARIS
from tests.support.reminding import (
    FRIDAY,
    MONDAY,
    OPENS,
    crowd,
    goes_to,
    one,
    passes,
    room_of,
    sent,
    sets,
    someone,
    states,
    texts,
    ticks,
    votes,
)
from tests.support.stores import Databases


def test_what_did_not_leave_before_the_night_is_told_in_the_morning_only_if_still_true(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=("not_voted_yet",))
    votes_tonight, _votes_never = someone(store, 1), someone(store, 2)
    ticks(room)
    assert len(texts(store, "waiting")) == 2

    goes_to(room, FRIDAY.replace(hour=20))
    ticks(room)
    assert not texts(store, "waiting")

    votes(store, votes_tonight)
    goes_to(room, datetime(2026, 11, 28, 9, tzinfo=PARIS))
    ticks(room)
    assert len(texts(store, "waiting")) == 1
    assert states(store) == Counter({("told", ""): 1, ("passed", "no longer true"): 1})


def test_an_sms_of_which_a_part_has_left_is_not_cut_in_two(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=("not_voted_yet",))
    someone(store)
    ticks(room)
    with store.writing() as tx:
        row = tx.execute(select(OUTBOX)).one()._mapping
        tx.execute(update(OUTBOX).values(key=row["key"].replace("/0", "/1")))
        tx.execute(insert(OUTBOX), {**row, "id": row["id"] - 1, "state": State.SENT, "sent_at": FRIDAY})
    goes_to(room, FRIDAY.replace(hour=20))
    ticks(room)

    assert len(texts(store, "waiting")) == 1


def test_nobody_gets_more_than_their_share_in_a_week(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=("not_voted_yet",), closing_days=(2, 1), per_week=1)
    someone(store)
    for day in (27, 28):
        goes_to(room, datetime(2026, 11, day, 20 if day == 27 else 9, tzinfo=PARIS) - timedelta(minutes=10))
        ticks(room)
    goes_to(room, datetime(2026, 11, 28, 12, tzinfo=PARIS))
    ticks(room)

    assert len(texts(store)) == 1


def test_two_campaigns_of_the_same_minute_keep_to_the_share_of_the_week(store: Store) -> None:
    room = room_of(store, datetime(2026, 12, 8, 10, tzinfo=PARIS), per_week=1)
    person = someone(store)
    with store.writing() as tx:
        edition = editions.find(tx)
        won = [replace(project, status=Status.WINNER, votes=9) for project in edition.projects[:2]]
        meeting = replace(edition.meetings[0], id="bal", starts=datetime(2026, 12, 9, 9, 30, tzinfo=PARIS))
        editions.save(tx, replace(edition, projects=(*won, *edition.projects[2:]), meetings=(meeting,)))
        row = {"edition_id": edition.id, "meeting": "bal", "person_id": person, "guests": 0, "at": MONDAY}
        tx.execute(insert(SIGN_UPS), row)
    ticks(room, 3)

    assert len(texts(store)) == 1


def test_news_of_projects_wait_for_a_good_hour(store: Store) -> None:
    room = room_of(store, MONDAY.replace(hour=21))
    person = someone(store)
    with store.writing() as tx:
        edition = editions.find(tx)
        project = edition.projects[0]
        tx.execute(insert(FOLLOWS), {"person_id": person, "project_id": project.id, "at": MONDAY})
        withdrawn = TeamDecision("withdrawn", "Retiré.", "", "")
        decisions.decide(tx, edition, project.number, withdrawn, Stamp("clerk", room.clock.now()))
        publications.publish(tx, edition.id, "clerk", room.clock.now())

    assert news.tell(store, room.turns.hear, room.clock.now()) == 0
    assert news.tell(store, room.turns.hear, MONDAY + timedelta(days=1)) == 1


def test_a_ceiling_stops_campaigns_until_it_is_raised(store: Store) -> None:
    room = room_of(store, rules=OPENS, day_ceiling=Decimal("0.21"))
    crowd(store, 5)
    ticks(room, 4)

    assert len(texts(store)) == 3  # of seven cents each
    assert "raise the ceiling" in one(store, "phase_opens").note

    sets(store, day_ceiling=Decimal(10))
    ticks(room)
    assert len(texts(store)) == 5
    assert one(store, "phase_opens").note == ""


def test_two_workers_do_not_spend_the_same_money(databases: Databases) -> None:
    """On PostgreSQL, where there may be two; whoever comes second tells nobody, and goes on at the next tick."""
    with databases.fresh("postgresql") as store:
        room = room_of(store, rules=OPENS, day_ceiling=Decimal("0.21"))
        crowd(store, 5)
        with store.reading() as tx:
            edition = editions.find(tx)
        with ceilings.alone(store, edition) as ours, ceilings.alone(store, edition) as also:
            ticks(room)
            assert (ours, also, texts(store)) == (True, False, [])

        ticks(room, 4)
        assert len(texts(store)) == 3

        with (
            ceilings.alone(store, replace(edition, campaigns=CampaignRules())) as ours,
            ceilings.alone(store, replace(edition, campaigns=CampaignRules())) as also,
        ):
            assert (ours, also) == (True, True), "without a ceiling, both may tell"


def test_a_day_ceiling_is_a_new_one_tomorrow(store: Store) -> None:
    room = room_of(store, rules=OPENS, day_ceiling=Decimal("0.14"), ceiling=Decimal("0.21"))
    crowd(store, 5)
    ticks(room, 4)
    assert len(texts(store)) == 2

    passes(room, days=1)
    sent(store)
    ticks(room, 4)
    assert len(texts(store)) == 3  # and not four: the edition has a ceiling too


def test_replies_go_on_over_a_ceiling(store: Store) -> None:
    room = room_of(store, rules=OPENS, ceiling=Decimal(0))
    someone(store, 1)
    ticks(room)

    [heard] = room.turns.hear([Incoming("phone", "1", "sms", "+33639980001", "vote")])
    assert heard.replies
    assert not texts(store)


def test_the_team_is_warned_once_when_a_ceiling_is_near(store: Store) -> None:
    room = room_of(store, rules=OPENS, ceiling=Decimal("0.70"))
    crowd(store, 9)
    ticks(room, 3)
    with store.writing() as tx:
        tx.execute(update(REMINDERS).values(state="waiting", told_at=None, due_at=room.clock.now()))
    ticks(room, 3)

    with store.reading() as tx:
        lines = tx.execute(select(CALENDAR_LOG.c.what).where(CALENDAR_LOG.c.key.startswith("ceiling"))).scalars().all()
    assert len(lines) == 1


def test_what_was_taken_back_is_not_spent(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 3)
    ticks(room)
    campaigns.stop(store, one(store, "phase_opens"), "clerk", room.clock.now())

    with store.reading() as tx:
        edition = editions.find(tx)
        assert spent(tx, edition, room.clock.now(), Decimal(1)).all == 0
