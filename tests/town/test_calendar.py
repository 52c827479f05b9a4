"""The seasons of the budget: what is said of each, what is written down when it opens, and what moves with what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
from bot.team.calendar import note_phases
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.town.calendar import closing, now_and_next, vote_until
from flows.town.edition import Edition, Phase, Span, Status
from flows.words import Day, Moment
from storage.database.store import Store
from storage.town import calendar, editions
from tests.conftest import HandClock, load_sample
from tests.support.ears import PARIS, big_edition, paris

EDITION = read_edition(SAMPLE)


@pytest.mark.parametrize(
    ("now", "french", "english"),
    [
        pytest.param(
            paris(2025, 12, 10),
            "Le budget participatif se prépare. Vous pourrez proposer vos idées à partir du 12 janvier.",
            "The participatory budget is being prepared. You can propose your ideas from 12 January.",
            id="preparation",
        ),
        pytest.param(
            paris(2026, 2, 1),
            "Le dépôt des idées est ouvert. Jusqu'au 29 mars à 20 h.",
            "You can propose ideas now. Until 29 March",
            id="ideas",
        ),
        pytest.param(
            paris(2026, 5, 1),
            "Le dépôt des idées est clos : la ville les étudie. Le vote ouvre le 2 novembre.",
            "Ideas are closed: the town is studying them. The vote opens on 2 November.",
            id="analysis",
        ),
        pytest.param(
            paris(2026, 7, 1),
            "La liste des projets à voter se prépare. Le vote ouvre le 2 novembre.",
            "The list of projects to vote on is being drawn up.",
            id="selection",
        ),
        pytest.param(
            paris(2026, 10, 15),
            "La liste des projets est connue, le vote n'est pas encore ouvert. Le vote ouvre le 2 novembre.",
            "The list of projects is known, the vote is not open yet.",
            id="before the vote",
        ),
        pytest.param(
            paris(2026, 11, 2, 9), "Le vote est ouvert. Jusqu'au 29 novembre à 20 h.", "The vote is open.", id="vote"
        ),
        pytest.param(
            paris(2026, 11, 29, 20),
            "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 7 décembre.",
            "The vote is closed, the votes are being counted. The results will be published on 7 December.",
            id="count",
        ),
        pytest.param(
            paris(2026, 12, 8),
            "Le vote est clos, les résultats seront bientôt publiés.",
            "The vote is closed",
            id="results, which nobody has published",
        ),
        pytest.param(
            paris(2027, 3, 1), "Les projets lauréats sont en cours de réalisation.", "The winning projects", id="works"
        ),
        pytest.param(
            paris(2028, 1, 1),
            "Ce budget participatif est terminé. Merci à toutes et à tous.",
            "This participatory budget is over.",
            id="closed",
        ),
    ],
)
def test_each_phase_has_a_true_sentence(now: datetime, french: str, english: str) -> None:
    said = now_and_next(EDITION, now)

    assert voice("fr").say(said) == french
    assert voice("en").say(said).startswith(english)


@pytest.mark.parametrize("phase", list(Phase))
def test_no_phase_is_left_without_a_sentence(phase: Phase) -> None:
    edition = replace(big_edition(1), spans=(Span(phase, paris(2026, 1, 1), paris(2026, 2, 1)),))

    for now in (paris(2025, 12, 1), paris(2026, 1, 15), paris(2026, 3, 1)):
        assert voice("fr").say(now_and_next(edition, now)).endswith((".", "!"))


def test_a_vote_that_lasts_to_midnight_closes_on_its_last_day() -> None:
    midnight = Span(Phase.VOTE, paris(2026, 11, 2), paris(2026, 12, 1))
    evening = Span(Phase.VOTE, paris(2026, 11, 2), paris(2026, 12, 1, 18))

    assert closing(midnight, EDITION) == Day(paris(2026, 11, 30).date())
    assert closing(evening, EDITION) == Moment(paris(2026, 12, 1, 18))


def test_an_overseas_town_reads_its_own_hours() -> None:
    edition = replace(big_edition(1), timezone="Indian/Reunion", spans=EDITION.spans)

    assert voice("fr").say(vote_until(edition)) == "Vote ouvert jusqu'au 29 novembre à 23 h."


# In calendars that leave phases out, and between two phases


def town(*spans: tuple[Phase, str, str], won: bool = False) -> Edition:
    """A town with these phases, from a day to the end of another; *won*: its result is published."""
    dated = tuple(
        Span(
            phase,
            datetime.fromisoformat(opens).replace(tzinfo=PARIS),
            datetime.fromisoformat(closes).replace(tzinfo=PARIS),
        )
        for phase, opens, closes in spans
    )
    edition = replace(big_edition(1), spans=dated)
    projects = tuple(replace(project, status=Status.WINNER if won else project.status) for project in edition.projects)
    return replace(edition, projects=projects)


IDEAS = (Phase.IDEAS, "2026-01-10", "2026-02-10")
STUDY = (Phase.ANALYSIS, "2026-03-01", "2026-04-01")
LIST = (Phase.SELECTION, "2026-05-01", "2026-06-01")
VOTE = (Phase.VOTE, "2026-09-10", "2026-09-20")
COUNT = (Phase.COUNT, "2026-09-21", "2026-09-25")
RESULTS = (Phase.RESULTS, "2026-10-01", "2026-10-10")
WORKS = (Phase.WORKS, "2026-11-01", "2026-12-01")


@pytest.mark.parametrize(
    ("edition", "day", "said"),
    [
        pytest.param(
            town(IDEAS, VOTE),
            "2026-01-01",
            "Le budget participatif se prépare. Vous pourrez proposer vos idées à partir du 10 janvier.",
            id="before all",
        ),
        pytest.param(
            town(IDEAS, STUDY, VOTE),
            "2026-02-15",
            "Le dépôt des idées est clos : la ville les étudie. Le vote ouvre le 10 septembre.",
            id="between ideas and study",
        ),
        pytest.param(
            town(STUDY, VOTE), "2026-03-15", "La ville étudie les idées. Le vote ouvre le 10 septembre.", id="no ideas"
        ),
        pytest.param(
            town(STUDY, LIST, VOTE),
            "2026-04-15",
            "La liste des projets à voter se prépare. Le vote ouvre le 10 septembre.",
            id="between study and list",
        ),
        pytest.param(
            town(LIST, VOTE),
            "2026-08-01",
            "La liste des projets est connue, le vote n'est pas encore ouvert. Le vote ouvre le 10 septembre.",
            id="between list and vote",
        ),
        pytest.param(
            town(IDEAS, LIST, RESULTS),
            "2026-05-15",
            "La liste des projets se prépare. Les résultats seront publiés le 1er octobre.",
            id="a list, and no vote",
        ),
        pytest.param(
            town(LIST, RESULTS),
            "2026-08-01",
            "La liste des projets est connue. Les résultats seront publiés le 1er octobre.",
            id="a list known, and no vote",
        ),
        pytest.param(
            town(VOTE, COUNT, RESULTS),
            "2026-09-20",
            "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 1er octobre.",
            id="between vote and count",
        ),
        pytest.param(
            town(VOTE, COUNT, RESULTS),
            "2026-09-28",
            "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 1er octobre.",
            id="between count and results",
        ),
        pytest.param(
            town(VOTE, RESULTS, won=True), "2026-10-05", "Le vote est clos et les résultats sont connus.", id="results"
        ),
        pytest.param(
            town(VOTE, RESULTS),
            "2026-10-05",
            "Le vote est clos, les résultats seront bientôt publiés.",
            id="results that are late",
        ),
        pytest.param(town(LIST, RESULTS, won=True), "2026-10-05", "Les résultats sont connus.", id="results, no vote"),
        pytest.param(
            town(LIST, RESULTS), "2026-10-05", "Les résultats seront bientôt publiés.", id="late results, no vote"
        ),
        pytest.param(
            town(VOTE, RESULTS, WORKS, won=True),
            "2026-10-20",
            "Le vote est clos et les résultats sont connus.",
            id="between results and works",
        ),
        pytest.param(
            town(VOTE, RESULTS, won=True),
            "2027-01-01",
            "Le vote est clos et les résultats sont connus.",
            id="after results, no works",
        ),
        pytest.param(
            town(WORKS), "2026-11-15", "Les projets lauréats sont en cours de réalisation.", id="works and nothing else"
        ),
        pytest.param(
            town(WORKS),
            "2026-12-15",
            "Ce budget participatif est terminé. Merci à toutes et à tous.",
            id="after works",
        ),
        pytest.param(town(), "2026-11-15", "Le budget participatif se prépare.", id="no calendar at all"),
    ],
)
def test_between_phases_and_without_some_what_is_said_is_true(edition: Edition, day: str, said: str) -> None:
    assert voice("fr").say(now_and_next(edition, there(day))) == said


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


# What is written down


@pytest.fixture
def room(store: Store, clock: HandClock) -> Room:
    """A town hall with the sample edition, in its vote."""
    load_sample(store)
    return Room(store, clock, Turns(store, clock))


def log_of(room: Room) -> list[str]:
    """The log, a line each: when by the town's clocks, and what."""
    with room.store.reading() as tx:
        edition = editions.find(tx)
        lines = calendar.logged(tx, edition.id, 1000)
    return [f"{line.at.astimezone(edition.zone):%Y-%m-%d %H:%M} {line.what}" for line in lines]


def test_what_opened_and_closed_is_written_down_once_with_its_own_date(room: Room, clock: HandClock) -> None:
    clock.at = paris(2026, 3, 29, 19)

    assert [note_phases(room), note_phases(room), note_phases(room)] == [3, 0, 0]
    assert log_of(room) == [
        "2025-12-01 00:00 preparation opened",
        "2026-01-12 09:00 preparation closed",
        "2026-01-12 09:00 ideas opened",
    ]


def test_ticks_that_were_missed_are_made_up_for_with_the_dates_of_then(room: Room, clock: HandClock) -> None:
    clock.at = paris(2026, 3, 29, 19)
    note_phases(room)
    clock.at = paris(2026, 10, 2)  # the worker was away all summer

    assert note_phases(room) == 6
    assert log_of(room)[3:] == [
        "2026-03-29 20:00 ideas closed",
        "2026-03-29 20:00 analysis opened",
        "2026-06-29 00:00 analysis closed",
        "2026-06-29 00:00 selection opened",
        "2026-10-01 00:00 selection closed",
        "2026-10-01 00:00 before_vote opened",
    ]


def test_a_clock_that_jumps_and_comes_back_writes_nothing_twice(room: Room, clock: HandClock) -> None:
    note_phases(room)
    clock.at = paris(2027, 6, 1)
    note_phases(room)
    ahead = log_of(room)
    for at in (paris(2026, 11, 5), paris(2025, 1, 1), paris(2026, 12, 8), paris(2027, 6, 1)):
        clock.at = at
        assert note_phases(room) == 0

    assert log_of(room) == ahead
    assert len(ahead) == len(set(ahead))


def test_many_workers_at_once_write_each_opening_once(room: Room) -> None:
    with ThreadPoolExecutor(8) as workers:
        counts = list(workers.map(lambda _worker: note_phases(room), range(8)))

    assert sum(counts) == len(log_of(room)) == 11


def test_the_phases_of_last_years_edition_go_on_being_written_down(room: Room, clock: HandClock) -> None:
    with room.store.writing() as tx:
        sample = editions.find(tx)
        editions.save(tx, replace(sample, slug="next", spans=()))
        editions.open_(tx, "next", clock.now())
    clock.at = paris(2027, 12, 21)

    assert note_phases(room) == 19


# What moves with what

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
