"""When a phase moves, what moves with it; and no calendar comes of it that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.edition import phases
from bot.edition.file import read_edition
from bot.edition.phases import PhaseError
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.town.calendar import now_and_next
from flows.town.edition import Phase, Span
from tests.support.ears import PARIS, paris

EDITION = read_edition(SAMPLE)
SPANS = EDITION.spans


def dates(spans: tuple[Span, ...]) -> dict[str, str]:
    return {span.phase: f"{span.opens:%m-%d %H} to {span.closes:%m-%d %H}" for span in spans}


def changed(spans: tuple[Span, ...]) -> dict[str, str]:
    """The phases of the sample that have other dates in *spans*."""
    before, after = dates(SPANS), dates(spans)
    return {phase: when for phase, when in after.items() if before[phase] != when}


def test_what_comes_after_a_phase_follows_it_at_the_same_hours_over_the_change_of_clocks() -> None:
    moved = phases.moved(SPANS, Phase.SELECTION, None, paris(2026, 11, 1), and_after=True)  # 31 days later

    assert changed(moved) == {
        "selection": "06-29 00 to 11-01 00",
        "before_vote": "11-01 00 to 12-03 09",
        "vote": "12-03 09 to 12-30 20",
        "count": "12-30 20 to 01-07 18",
        "results": "01-07 18 to 02-04 00",
        "works": "02-04 00 to 01-20 00",
        "closed": "01-20 00 to 03-03 00",
    }
    assert moved[5].closes.utcoffset() == timedelta(hours=1)


def test_only_another_hour_leaves_the_days_of_what_follows_alone() -> None:
    moved = phases.moved(SPANS, Phase.VOTE, None, paris(2026, 11, 29, 22), and_after=True)

    assert changed(moved) == {"vote": "11-02 09 to 11-29 22", "count": "11-29 22 to 12-07 18"}


def test_an_opening_that_moves_takes_the_whole_phase_along_and_what_led_up_to_it() -> None:
    moved = phases.moved(SPANS, Phase.VOTE, paris(2026, 11, 9, 9), None, and_after=True)

    assert list(changed(moved)) == ["before_vote", "vote", "count", "results", "works", "closed"]
    assert dates(moved)["before_vote"] == "10-01 00 to 11-09 09"
    assert dates(moved)["vote"] == "11-09 09 to 12-06 20"


def test_nobody_proposes_longer_because_the_study_begins_later() -> None:
    moved = phases.moved(SPANS, Phase.ANALYSIS, paris(2026, 4, 5, 20), None, and_after=True)

    assert dates(moved)["ideas"] == dates(SPANS)["ideas"]


def test_alone_a_phase_shares_only_its_border() -> None:
    moved = phases.moved(SPANS, Phase.VOTE, None, paris(2026, 12, 6, 20), and_after=False)

    assert changed(moved) == {"vote": "11-02 09 to 12-06 20", "count": "12-06 20 to 12-07 18"}


def test_results_that_come_earlier_end_the_count() -> None:
    moved = phases.moved(SPANS, Phase.RESULTS, paris(2026, 12, 1), None, and_after=False)
    phases.check(SPANS, moved, paris(2026, 11, 5))

    assert changed(moved) == {"count": "11-29 20 to 12-01 00", "results": "12-01 00 to 01-04 00"}


def test_days_later_what_is_open_stays_open() -> None:
    moved = phases.moved_by(SPANS, Phase.VOTE, 7, paris(2026, 11, 5), and_after=False)

    assert changed(moved) == {"vote": "11-02 09 to 12-06 20", "count": "12-06 20 to 12-07 18"}


def test_what_closes_early_is_followed_by_what_nobody_waits_for() -> None:
    now = paris(2026, 11, 20, 12)
    moved = phases.closed_now(SPANS, Phase.VOTE, now)

    assert changed(moved) == {"vote": "11-02 09 to 11-20 12", "count": "11-20 12 to 12-07 18"}
    assert replace(EDITION, spans=moved).phase_at(now) is Phase.COUNT


def test_a_vote_never_opens_because_something_else_closes() -> None:
    now = paris(2026, 10, 20, 12)
    moved = phases.closed_now(SPANS, Phase.BEFORE_VOTE, now)

    assert changed(moved) == {"before_vote": "10-01 00 to 10-20 12"}
    assert replace(EDITION, spans=moved).phase_at(now) is Phase.BEFORE_VOTE


def test_what_opens_early_ends_the_phase_before() -> None:
    moved = phases.opened_now(SPANS, Phase.VOTE, paris(2026, 10, 20, 12))

    assert changed(moved) == {"before_vote": "10-01 00 to 10-20 12", "vote": "10-20 12 to 11-29 20"}


def test_after_an_early_end_what_is_said_is_true_at_once() -> None:
    closed = replace(EDITION, spans=phases.closed_now(SPANS, Phase.VOTE, paris(2026, 11, 20, 12)))
    opened = replace(EDITION, spans=phases.opened_now(SPANS, Phase.VOTE, paris(2026, 10, 20, 12)))

    assert voice("fr").say(now_and_next(closed, paris(2026, 11, 20, 12))) == (
        "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 7 décembre."
    )
    assert voice("fr").say(now_and_next(opened, paris(2026, 10, 20, 12))) == (
        "Le vote est ouvert. Jusqu'au 29 novembre à 20 h."
    )


@pytest.mark.parametrize(
    ("zone", "asked", "became"),
    [
        pytest.param("Europe/Paris", "2026-03-22 02:30", "2026-03-29 03:30+02:00", id="an hour that is skipped"),
        pytest.param("Europe/Paris", "2026-10-18 02:30", "2026-10-25 02:30+02:00", id="the first of two alike"),
        pytest.param("Europe/Paris", "2026-10-18 09:00", "2026-10-25 09:00+01:00", id="nine stays nine"),
        pytest.param("Indian/Reunion", "2026-10-18 09:00", "2026-10-25 09:00+04:00", id="where clocks never change"),
    ],
)
def test_a_week_later_is_the_same_hour_where_there_is_one(zone: str, asked: str, became: str) -> None:
    closes = datetime.fromisoformat(asked).replace(tzinfo=ZoneInfo(zone))
    spans = (Span(Phase.VOTE, closes - timedelta(days=5), closes),)

    [vote] = phases.moved_by(spans, Phase.VOTE, 7, closes - timedelta(days=1), and_after=True)

    assert vote.closes.isoformat(" ", "minutes") == became


@given(
    st.sampled_from(list(Phase)),
    st.integers(-20, 60),
    st.integers(0, 850 * 24).map(lambda hours: datetime(2025, 11, 1, tzinfo=UTC) + timedelta(hours=hours)),
    st.booleans(),
)
def test_a_move_is_refused_or_leaves_a_calendar_that_can_be(
    phase: Phase, days: int, now: datetime, and_after: bool
) -> None:
    now = now.astimezone(PARIS)
    try:
        moved = phases.moved_by(SPANS, phase, days, now, and_after=and_after)
        phases.check(SPANS, moved, now)
    except PhaseError:
        return

    assert [span.phase for span in moved] == list(Phase)
    assert all(span.opens < span.closes for span in moved)
    assert all(before.closes <= after.opens for before, after in pairwise(moved))
    assert all(change.new is not None and change.new >= now for change in phases.changes(SPANS, moved))
    assert replace(EDITION, spans=moved).phase_at(now) is EDITION.phase_at(now)


@pytest.mark.parametrize(
    ("spans", "wrong"),
    [
        pytest.param(
            tuple(replace(span, opens=paris(2026, 10, 20)) if span.phase is Phase.VOTE else span for span in SPANS),
            "vote.opens is before before_vote closes: phases may not overlap, write 2026-11-02T09:00:00 or later",
            id="an overlap",
        ),
        pytest.param(
            tuple(replace(span, closes=span.opens) if span.phase is Phase.RESULTS else span for span in SPANS),
            "results.closes is not after opens: write a time after 2026-12-07T18:00:00",
            id="back to front",
        ),
        pytest.param(
            (*SPANS[:5], SPANS[6], SPANS[5]),
            "vote.phase stands after count: the order is preparation, ideas",
            id="out of order",
        ),
        pytest.param(
            tuple(replace(span, opens=paris(2026, 11, 1, 9)) if span.phase is Phase.VOTE else span for span in SPANS),
            "vote.opens is 2026-11-01T09:00:00, which is past: write a time to come, or `portevoix phase vote open-now",
            id="in the past",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_in_the_words_of_the_file(spans: tuple[Span, ...], wrong: str) -> None:
    now = paris(2026, 11, 5)

    with pytest.raises(PhaseError) as refused:
        phases.check(SPANS, spans, now)

    assert wrong in str(refused.value)


@pytest.mark.parametrize(
    ("phase", "do", "now", "remedy"),
    [
        pytest.param(Phase.VOTE, phases.opened_now, paris(2026, 11, 5), "--closes DATE", id="open already"),
        pytest.param(Phase.IDEAS, phases.opened_now, paris(2026, 11, 5), "--closes DATE", id="over already"),
        pytest.param(
            Phase.VOTE, phases.opened_now, paris(2026, 5, 5), "`portevoix phase selection open-now`", id="not the next"
        ),
        pytest.param(Phase.VOTE, phases.closed_now, paris(2026, 5, 5), "has not opened yet", id="not open yet"),
        pytest.param(Phase.IDEAS, phases.closed_now, paris(2026, 5, 5), "is closed since", id="closed before"),
    ],
)
def test_what_cannot_be_opened_or_closed_now_says_what_to_do(
    phase: Phase, do: object, now: datetime, remedy: str
) -> None:
    assert callable(do)
    with pytest.raises(PhaseError) as refused:
        do(SPANS, phase, now)

    assert remedy in str(refused.value)
