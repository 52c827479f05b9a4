"""The town speaks first: to the right people, once, at good hours, within its means, and only while it is true."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, insert, literal, select, update

from bot.reminders import campaigns
from bot.reminders.spending import spent
from bot.team import decisions
from bot.team.decisions import TeamDecision
from bot.team.stamp import Stamp
from bot.telling import news
from bot.turn.message import Arrival, Heard, Incoming
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.town.edition import Phase, Status
from flows.town.reminder_rules import Wording
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages import conversations, outbox
from storage.messages.outbox import OUTBOX, State
from storage.people import consents, people
from storage.people.people import ADDRESSES, GROUP, PEOPLE
from storage.relays.ambassadors import AMBASSADORS, GROUPS
from storage.reminders import campaigns as kept
from storage.reminders import reminders
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.town import editions, publications
from storage.town.calendar import CALENDAR_LOG
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from storage.votes.votes import ROLL
from tests.conftest import PARIS, HandClock
from tests.support.reminding import MONDAY, crowd, one, planned, room_of, sets, someone, texts, ticks
from tests.support.stores import SECRET, Databases

OPENS = ("phase_opens",)
FRIDAY = datetime(2026, 11, 27, 9, 30, tzinfo=PARIS)
"""Two days before the end of the vote: `not_voted_yet` is due."""


def states(store: Store) -> Counter[tuple[str, str]]:
    """How many reminders are in each state, and why."""
    with store.reading() as tx:
        both = (REMINDERS.c.state, REMINDERS.c.reason)
        rows = tx.execute(select(*both, func.count()).group_by(*both))
        return Counter({(state, reason): count for state, reason, count in rows})


def votes(store: Store, *persons: int) -> None:
    """These people have voted."""
    with store.writing() as tx:
        edition = editions.find(tx).id
        rows = [
            {"edition_id": edition, "person_id": id, "voted_on": date(2026, 11, 3), "receipt": b"r"} for id in persons
        ]
        tx.execute(insert(ROLL), rows)


def sent(store: Store) -> None:
    """The senders empty the outbox."""
    with store.writing() as tx:
        tx.execute(update(OUTBOX).where(OUTBOX.c.state == State.WAITING).values(state=State.SENT))


def goes_to(room: Room, at: datetime) -> None:
    """It is *at* now."""
    assert isinstance(room.clock, HandClock), "the clock of a test is moved by hand"
    room.clock.at = at


def passes(room: Room, **how_long: float) -> None:
    """Time passes."""
    goes_to(room, room.clock.now() + timedelta(**how_long))


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


# For whom


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
        group = {"id": new_id(), "ambassador_id": id, "address_id": address, "language": "fr", "tied_at": MONDAY}
        tx.execute(insert(GROUPS), group)


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
        meeting = next(one.id for one in edition.meetings if one.starts.date() == date(2026, 11, 14))
        row = {"edition_id": edition.id, "meeting": meeting, "person_id": comes, "guests": 0, "at": MONDAY}
        tx.execute(insert(SIGN_UPS), row)

    ticks(room)
    assert ["N'oubliez pas" in text for text in texts(store)] == [True]


# Once


@pytest.mark.parametrize("jump", [0, 3600, -86_400, 5 * 86_400], ids=["none", "an hour on", "a day back", "days on"])
def test_a_clock_that_jumps_tells_nobody_twice(store: Store, jump: int) -> None:
    room = room_of(store, MONDAY + timedelta(hours=1), rules=OPENS)
    crowd(store, 5)
    ticks(room, 2)
    passes(room, seconds=jump)
    ticks(room, 2)
    passes(room, seconds=-jump)
    ticks(room, 2)

    assert len(texts(store)) == 5


def test_ticks_that_were_missed_are_made_up_for_while_it_is_still_true(store: Store) -> None:
    room = room_of(store, MONDAY + timedelta(days=2, hours=3), rules=OPENS)
    crowd(store, 3)

    assert ticks(room) == 3


def test_what_is_no_news_any_more_is_not_told(store: Store) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 3)
    campaigns.plan(room)
    campaigns.fill(room)
    passes(room, days=8)
    ticks(room)

    assert not texts(store)
    assert states(store) == Counter({("passed", "too late"): 3})
    assert one(store, "phase_opens").state == "done"


class Killed(BaseException):
    """The process dies."""


class DyingEars(Turns):
    """Turns of a process that dies before or after it hears the pushes."""

    def __init__(self, room: Room, *, after: bool) -> None:
        """*after*: what was heard is committed, and nothing else is."""
        super().__init__(room.store, room.clock)
        self.after = after

    def hear(self, messages: Sequence[Arrival]) -> list[Heard]:
        """Die."""
        if self.after:
            super().hear(messages)
        raise Killed


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_while_people_are_told_tells_each_of_them_once(store: Store, after: bool) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 7)
    campaigns.plan(room)
    campaigns.fill(room)
    with pytest.raises(Killed):
        campaigns.tell(replace(room, turns=DyingEars(room, after=after)))
    ticks(room, 3)
    passes(room, hours=3)
    ticks(room)

    assert len(texts(store)) == 7
    assert states(store) == Counter({("told", ""): 7})


def test_filling_goes_on_where_it_was_interrupted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = room_of(store, rules=OPENS)
    crowd(store, 25)
    campaigns.plan(room)
    monkeypatch.setattr(reminders.fill, "__defaults__", (10,))

    def die(_count: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        campaigns.fill_one(store, one(store, "phase_opens"), room.clock.now(), die)
    assert one(store, "phase_opens").cursor > 0
    assert states(store) == Counter({("waiting", ""): 10})

    assert campaigns.fill_one(store, one(store, "phase_opens"), room.clock.now()) == 15
    assert states(store) == Counter({("waiting", ""): 25})
    assert one(store, "phase_opens").cursor == -1


def test_two_workers_on_postgresql_tell_two_thousand_people_once_each(databases: Databases) -> None:
    url = databases.url("postgresql")
    with Store(url, Vault(SECRET)) as store:
        room = room_of(store, rules=OPENS)
        crowd(store, 1_000)
        crowd(store, 1_000, "telegram", first=5_000)
        workers = [threading.Thread(target=_works, args=(url,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert room.store is store
        with store.reading() as tx:
            rows = tx.execute(select(OUTBOX.c.address_id, func.count()).group_by(OUTBOX.c.address_id)).all()
        assert Counter(count for _address, count in rows) == Counter({1: 2_000})
        assert states(store) == Counter({("told", ""): 2_000})


def _works(url: str) -> None:
    """A worker whose senders are quick, until nobody waits."""
    with Store(url, Vault(SECRET)) as store:
        clock = HandClock(MONDAY)
        room = Room(store, clock, Turns(store, clock))
        for _tick in range(100):
            ticks(room)
            sent(store)
            if states(store).keys() == {("told", "")} and planned(store)[0].cursor == -1:
                return


# Hours and caps


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
        withdrawn = TeamDecision("withdrawn", "Retiré.", "", "")
        decisions.decide(tx, edition, project.number, withdrawn, Stamp("clerk", room.clock.now()))
        publications.publish(tx, edition.id, "clerk", room.clock.now())

    assert news.tell(store, room.turns.hear, room.clock.now()) == 0
    assert news.tell(store, room.turns.hear, MONDAY + timedelta(days=1)) == 1


# Money


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

SAMPLE = 20_000

HARDLY_CHANCE = {99: 148.230, 81: 126.083}
"""What chi-square exceeds once in a thousand by chance alone, by degrees of freedom."""


def _unlikely(counted: Sequence[int], expected: Sequence[float], freedom: int) -> bool:
    """Whether chance hardly explains how far the counts are from what was expected (Pearson's chi-square)."""
    far = sum((found - wanted) ** 2 / wanted for found, wanted in zip(counted, expected, strict=True))
    return far > HARDLY_CHANCE[freedom]


def _lots(store: Store, *salts: int) -> list[tuple[int, ...]]:
    """The lots that many people draw: people whose ids follow each other as ours do."""
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < SAMPLE))
    person = literal(3_700_000_000_000_000_000, PEOPLE.c.id.type) + numbers.c.n * literal(2_097_153, PEOPLE.c.id.type)
    lots = [reminders.lot(person, salt) for salt in salts]
    with store.reading() as tx:
        return [tuple(row) for row in tx.execute(select(*lots))]


EDITION, CAMPAIGN, NEXT = 3_700_123_456_789_012_345, 3_700_123_456_789_112_345, 3_700_123_456_789_112_346


def test_every_lot_is_drawn_as_often_as_any_other(store: Store) -> None:
    for salt in (EDITION, CAMPAIGN, NEXT, 1):
        drawn = Counter(lot for (lot,) in _lots(store, salt))

        assert set(drawn) == set(range(100))
        assert not _unlikely([drawn[lot] for lot in range(100)], [SAMPLE / 100] * 100, freedom=99)


PAIRS = {"hold-out and wording": (EDITION, CAMPAIGN), "campaigns": (CAMPAIGN, NEXT), "neighbours": (1, 2)}


PAIRS = {"hold-out and wording": (EDITION, CAMPAIGN), "campaigns": (CAMPAIGN, NEXT), "neighbours": (1, 2)}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_lots_of_two_lotteries_have_nothing_to_do_with_each_other(store: Store, pair: tuple[int, int]) -> None:
    table = Counter((one // 10, other // 10) for one, other in _lots(store, *pair))
    places = [(row, column) for row in range(10) for column in range(10)]
    rows = [sum(table[row, column] for column in range(10)) for row in range(10)]
    columns = [sum(table[row, column] for row in range(10)) for column in range(10)]
    expected = [rows[row] * columns[column] / SAMPLE for row, column in places]

    assert not _unlikely([table[place] for place in places], expected, freedom=81)


def test_both_databases_draw_the_same_lots(databases: Databases) -> None:
    drawn = []
    for engine in ("sqlite", "postgresql"):
        with databases.fresh(engine) as store:
            drawn.append(_lots(store, EDITION, CAMPAIGN))

    assert drawn[0] == drawn[1]


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


# Conversations


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
            replace(one, opens=MONDAY.replace(month=2), closes=late + timedelta(days=2)) if one == other else one
            for one in edition.surveys
        )
        editions.save(tx, replace(edition, surveys=surveys))
    goes_to(room, late)
    ticks(room, 2)
    passes(room, hours=3)
    ticks(room)

    assert len(texts(store)) == len(begun) == 1
    assert states(store) == Counter({("told", ""): 1, ("passed", "no longer true"): 1})


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
