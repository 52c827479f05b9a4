"""Two seasons, in Clermont-Ferrand and in Réunion: each message that was expected, true, once, and not one more.

The workers tick half as often here as in `make year`; with half of the people held out they are lived by
`make year ARGS="--hold-out 50"`: it takes minutes.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.edition.file import read_edition
from flows.reminders import REMINDERS
from flows.reminders.phase_opens import PHASE_OPENS
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition
from tests.conftest import PARIS
from tests.support.plans import fill, scans, watched
from tests.support.reminding import BESIDES
from tests.support.stores import Databases
from tests.support.year.clermont import CLERMONT
from tests.support.year.judging import complaints
from tests.support.year.living import Year
from tests.support.year.printing import summary
from tests.support.year.reunion import REUNION
from tests.support.year.ticking import Way


@pytest.fixture(scope="module")
def clermont() -> Edition:
    return read_edition(CLERMONT.file)


def test_the_edition_uses_every_reminder_and_crosses_both_changes_of_the_clocks(clermont: Edition) -> None:
    assert set(clermont.campaigns.rules) == {rule.name for rule in REMINDERS if not rule.always} - BESIDES
    offsets = {(span.opens.utcoffset(), span.closes.utcoffset()) for span in clermont.spans}
    assert sum(opens != closes for opens, closes in offsets) == 2
    assert (clermont.ballot.most, clermont.ages.vote, len(clermont.surveys), len(clermont.meetings)) == (3, 11, 2, 3)


@pytest.mark.timeout(900)
def test_a_year_sends_what_is_expected_once_and_nothing_else(databases: Databases) -> None:
    """On SQLite: two workers in turns. Nothing they do reads a table that grows from end to end.

    Where nothing is to happen, they tick once a day or less.
    """
    with databases.fresh("sqlite") as store, watched(store) as seen:
        report = asyncio.run(Year(store, CLERMONT, Way(calm=(1200, 3600), slowly=2)).live())
        scanned = scans(store, seen)

    wrong = complaints(report, CLERMONT)
    print(summary(report, wrong))
    assert wrong == []
    assert report.restarts > 50
    assert not scanned, "\n".join(map(str, scanned))


@pytest.mark.timeout(900)
def test_a_season_of_which_nothing_goes_as_planned_tells_the_truth_at_each_second(databases: Databases) -> None:
    """On PostgreSQL: two workers at the same time. Here too every statement has its way by an index."""
    with databases.fresh("postgresql") as store:
        with watched(store) as seen:
            report = asyncio.run(Year(store, REUNION, Way(together=True, calm=(2400, 6000), slowly=2)).live())
        fill(store)
        scanned = scans(store, seen)

    wrong = complaints(report, REUNION)
    print(summary(report, wrong))
    assert wrong == []
    assert not scanned, "\n".join(map(str, scanned))


def test_an_idea_left_in_autumn_keeps_nobody_from_hearing_that_the_vote_opens(clermont: Edition) -> None:
    autumn, spring = datetime(2026, 9, 21, 9, tzinfo=PARIS), datetime(2027, 3, 15, 9, tzinfo=PARIS)
    lina = Me(1, drafts=("propose",))

    assert PHASE_OPENS.is_true(Scene(clermont, spring, lina), "vote")
    assert not PHASE_OPENS.is_true(Scene(clermont, autumn, lina), "ideas")
    assert not PHASE_OPENS.is_true(Scene(clermont, spring, replace(lina, voted_on=spring.date())), "vote")
