"""`portevoix reminders`: what the team sees before, while and after it reminds people; real processes."""

from __future__ import annotations

import math
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.reminders import campaigns
from bot.reminders.preview import Readership, ends, preview, sample
from bot.reminders.report import difference, measured, outcome, share
from bot.team.spending import Spending
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.town.edition import Phase, Span
from flows.town.reminder_rules import Wording
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import OUTBOX
from storage.reminders.campaigns import REMINDERS
from storage.reminders.drawn import Tally
from storage.town import editions
from tests.conftest import PARIS, HandClock, load_sample
from tests.support.processes import portevoix
from tests.support.relaying import Town, decides, ties
from tests.support.reminding import crowd, one, room_of, sets, someone, texts, ticks, votes
from tests.support.stores import SECRET, Databases

NOON = datetime(2026, 11, 27, 12, tzinfo=PARIS)


@dataclass
class Desk:
    """An installation whose vote is open just now, whenever that is: 9 people by SMS, 4 by Telegram, one in English."""

    folder: Path
    url: str
    store: Store

    def run(self, *words: str, typed: str = "") -> str:
        """What the command prints; it succeeds."""
        done = self._done(words, typed)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str, typed: str = "") -> str:
        """What the command complains of."""
        done = self._done(words, typed)
        assert done.returncode == 2, done.stdout
        assert "Traceback" not in done.stderr
        return " ".join(done.stderr.replace("│", " ").split())

    def _done(self, words: tuple[str, ...], typed: str) -> subprocess.CompletedProcess[str]:
        settings = {"DATABASE_URL": self.url, "SECRET_KEY": SECRET}
        return portevoix("reminders", *words, folder=self.folder, typed=typed, **settings)

    @property
    def opens(self) -> str:
        """The number of the campaign that says that the vote is open."""
        return str(one(self.store, "phase_opens").number)


@pytest.fixture
def desk(databases: Databases, tmp_path: Path) -> Iterator[Desk]:
    """The vote opened yesterday."""
    url = databases.url("sqlite")
    with Store(url, Vault(SECRET)) as store:
        load_sample(store)
        edition = sets(
            store, rules=("phase_opens", "not_voted_yet"), sundays=True, holidays="", from_hour=0, to_hour=24
        )
        now = datetime.now(UTC)
        spans = (Span(Phase.VOTE, now - timedelta(days=1), now + timedelta(days=20)),)
        with store.writing() as tx:
            editions.save(tx, replace(edition, spans=spans))
            campaigns.prepare(tx, store, editions.find(tx), now)
        crowd(store, 8)
        crowd(store, 4, "telegram", first=50)
        someone(store, 1, language="en")
        yield Desk(tmp_path, url, store)


def test_campaigns_are_listed_with_what_became_of_them(desk: Desk) -> None:
    shown = desk.run()

    assert "phase_opens" in shown
    assert "not_voted_yet" in shown
    assert shown.count("prepared") == 2
    assert "Campaigns: spent 0.00 today" in shown


def test_before_arming_the_team_sees_whom_it_reaches_what_they_read_and_what_it_costs(desk: Desk) -> None:
    shown = desk.run("show", desk.opens)

    rows = [line.split("│") for line in shown.splitlines()]
    assert [cell.strip() for cell in next(row for row in rows if len(row) > 2 and row[1].strip() == "sms")[1:-1]] == [
        *("sms", "8", "1", "0", "0", "0", "0", "0", "9")  # nobody in the five other languages
    ]
    assert "C'est parti" in shown
    assert "Pour voter : VOTE." in " ".join(shown.replace("│", " ").split())  # wherever the hour has the line end
    assert "sms, en, 1 segment" in shown
    assert "telegram, fr" in shown
    assert "9 SMS segments at 0.07 EUR: 0.63 EUR" in shown


def test_before_arming_the_team_sees_the_ambassadors_and_their_groups(desk: Desk) -> None:
    clock = HandClock(datetime.now(UTC))
    room = Room(desk.store, clock, Turns(desk.store, clock))
    Town(room, clock).asks("4000", "Ada")
    decides(room, "approves", 1, "ADA")
    ties(room)

    assert "1 ambassador will be shown it, for 1 group on Telegram" in desk.run("show", desk.opens)


def test_arming_wants_the_number_of_recipients(desk: Desk) -> None:
    assert "nothing was armed" in desk.refused("arm", desk.opens, typed="12\n")
    assert one(desk.store, "phase_opens").state == "prepared"

    assert "13 people will be told" in desk.run("arm", desk.opens, "--by", "Nadia", typed="13\n")
    campaign = one(desk.store, "phase_opens")
    assert (campaign.state, campaign.armed_by, campaign.cursor) == ("armed", "Nadia", -1)
    assert "armed by Nadia" in desk.run()


def test_what_is_not_due_yet_begins_by_itself(desk: Desk) -> None:
    later = str(one(desk.store, "not_voted_yet").number)

    assert "It begins by itself on" in desk.run("arm", later, "--yes")
    assert not texts(desk.store)


def test_stopping_says_what_it_spares(desk: Desk) -> None:
    desk.run("arm", desk.opens, "--yes")
    clock = HandClock(datetime.now(UTC))
    campaigns.tell(Room(desk.store, clock, Turns(desk.store, clock)))

    assert "13 messages that were waiting will not be sent" in desk.run("stop", desk.opens, "--by", "Nadia")
    assert not texts(desk.store, "waiting")
    assert "stopped by Nadia" in desk.run()
    assert "stopped already" in desk.refused("stop", desk.opens)


def test_a_test_goes_to_one_address_and_changes_nothing_else(desk: Desk) -> None:
    desk.run("test", desk.opens, "--to", "+33639980001")

    with desk.store.reading() as tx:
        rows = tx.execute(select(OUTBOX.c.words, OUTBOX.c.kind)).all()
        assert not tx.execute(select(REMINDERS.c.id)).all()
    [row] = rows
    assert "[essai] " in desk.store.vault.open(row.words).decode()
    assert row.kind == "service"


REFUSED = {
    "an address that never wrote": (("test", "1", "--to", "+33639989999"), "never wrote to us"),
    "no address": (("test", "1", "--to", "Nadia"), "no telephone number"),
    "no such campaign": (("show", "99"), "there is no campaign 99"),
    "no such edition": (("show", "1", "--edition", "nowhere"), "No edition is called"),
}


@pytest.mark.parametrize(("words", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_told_with_the_remedy(desk: Desk, words: tuple[str, ...], why: str) -> None:
    assert why in desk.refused(*words)


def test_silence_holds_for_tests_too(desk: Desk) -> None:
    someone(desk.store, 77, stopped_at=datetime.now(UTC))

    assert "asked for silence" in desk.refused("test", desk.opens, "--to", "+33639980077")


def test_the_team_reads_what_reminders_changed(desk: Desk) -> None:
    assert "Nobody was reminded yet" in desk.run("report")

    desk.run("arm", desk.opens, "--yes")
    shown = desk.run("report", desk.opens)
    assert "not shown" in shown  # fewer than five have voted
    assert "hold_out" in shown

    clock = HandClock(datetime.now(UTC))
    campaigns.tell(Room(desk.store, clock, Turns(desk.store, clock)))
    assert "told at least once" in " ".join(desk.run("report").replace("┃", " ").split())


# What is reckoned


def test_a_preview_counts_only_whom_the_campaign_is_for_just_now(store: Store) -> None:
    room = room_of(store, NOON, hold_out=30)
    crowd(store, 20)
    votes(store, someone(store, 500))
    campaigns.plan(room)
    with store.reading() as tx:
        edition = editions.find(tx)
        shown = preview(tx, edition, one(store, "not_voted_yet"), NOON, Decimal("0.05"))

    assert shown.total + shown.held == 20
    assert shown.held > 0
    assert shown.cost == shown.total * Decimal("0.05")
    ticks(room)
    assert len(texts(store)) == shown.total


def test_a_preview_shows_both_wordings_in_every_language_and_channel(store: Store) -> None:
    room = room_of(store, NOON, wordings=(Wording("not_voted_yet", "Votez donc !"),))
    campaigns.plan(room)
    with store.reading() as tx:
        edition = editions.find(tx)
        shown = preview(tx, edition, one(store, "not_voted_yet"), NOON, Decimal(1))

    spoken = len(edition.languages)
    assert len({(sample.channel, sample.language, sample.other) for sample in shown.samples}) == 2 * spoken * 2
    said = [re.sub("[\u2068\u2069]", "", sample.messages[0].text) for sample in shown.samples]  # marks of direction
    assert sum("Votez donc !" in text for text in said) == 2 * spoken


def test_what_is_previewed_is_what_is_sent(store: Store) -> None:
    room = room_of(store, NOON)
    someone(store, 1)
    someone(store, 2, "telegram", language="en")
    campaigns.plan(room)
    with store.reading() as tx:
        edition, campaign = editions.find(tx), one(store, "not_voted_yet")
    ticks(room)

    seen = [
        sample(edition, campaign, Readership(channel, language, first=True), NOON).messages[0].text
        for channel, language in (("sms", "fr"), ("telegram", "en"))
    ]
    assert sorted(texts(store)) == sorted(seen)


DURATIONS = {
    "an hour of segments": (NOON, 36_000, datetime(2026, 11, 27, 13, tzinfo=PARIS)),
    "until the evening": (NOON, 8 * 36_000, datetime(2026, 11, 27, 20, tzinfo=PARIS)),
    "over the night": (NOON, 9 * 36_000, datetime(2026, 11, 28, 10, tzinfo=PARIS)),
    "over a Sunday": (NOON, 20 * 36_000, datetime(2026, 11, 30, 10, tzinfo=PARIS)),
}


@pytest.mark.parametrize(("starts", "segments", "expected"), DURATIONS.values(), ids=DURATIONS)
def test_how_long_it_takes_leaves_out_the_quiet_hours(
    sqlite: Store, starts: datetime, segments: int, expected: datetime
) -> None:
    load_sample(sqlite)
    with sqlite.reading() as tx:
        edition = editions.find(tx)

    assert ends(starts, segments, "sms", edition) == expected


CEILINGS = {
    "none": (None, None, 0, False, False),
    "79 %": (None, Decimal(100), 79, False, False),
    "80 %": (None, Decimal(100), 80, True, False),
    "all of it": (None, Decimal(100), 100, True, True),
    "the day's is nearer": (Decimal(10), Decimal(100), 9, True, False),
    "nothing may be spent": (None, Decimal(0), 0, True, True),
}


@pytest.mark.parametrize(("day", "whole", "spent", "near", "over"), CEILINGS.values(), ids=CEILINGS)
def test_how_near_a_ceiling_is(day: Decimal | None, whole: Decimal | None, spent: int, near: bool, over: bool) -> None:
    spending = Spending(Decimal(spent), Decimal(spent), day, whole, Decimal(1))

    assert (spending.is_near, spending.is_over) == (near, over)


# Figures from Newcombe, Statistics in Medicine 17 (1998): table II, methods 3 and 10.
def test_a_share_has_the_interval_of_wilson() -> None:
    interval = share(81, 263)

    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((70, 56), (80, 48), 0.0524, 0.3339), ((10, 9), (10, 3), 0.1705, 0.8090), ((10, 10), (10, 0), 0.6075, 1.0)],
    ids=["56/70 - 48/80", "9/10 - 3/10", "10/10 - 0/10"],
)
def test_a_difference_has_the_interval_of_newcombe(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    interval = difference(*first, *second)

    assert math.isclose(interval.low, low, abs_tol=6e-5)
    assert math.isclose(interval.high, high, abs_tol=6e-5)


def test_groups_under_five_are_never_shown() -> None:
    shown = outcome("voted", {"told": Tally(4, 2, 0), "held": Tally(100, 4, 0), "other": Tally(100, 97, 0)})

    assert [arm.share for arm in shown.arms] == [None, None, None]
    assert [arm.people for arm in shown.arms] == [None, 100, 100]
    assert not shown.compared


def test_who_voted_before_their_turn_came_counts_in_the_arm_they_were_drawn_for(store: Store) -> None:
    room = room_of(store, NOON, hold_out=50)
    persons = [someone(store, number) for number in range(40)]
    campaigns.plan(room)
    campaigns.fill(room)
    votes(store, *persons)
    campaigns.tell(room)
    with store.reading() as tx:
        edition = editions.find(tx)
        [voted] = measured(tx, edition, one(store, "not_voted_yet"))
        [_proposed, whole] = measured(tx, edition)

    assert not texts(store)
    assert sum(arm.people or 0 for arm in voted.arms) == 40 == sum(arm.people or 0 for arm in whole.arms)
