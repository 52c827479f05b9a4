"""The laws by which a season is judged find what breaks them, each by itself."""

from __future__ import annotations

import pytest

from tests.support.year.judging import complaints, told
from tests.support.year.laws import broken, kept
from tests.support.year.report import EVERYTHING, REMINDERS, Delivery, Report
from tests.support.year.reunion import REUNION

OPEN = "La Ravine : C'est parti : vous pouvez voter, jusqu'au 15 décembre à 18 h. Pour voter : VOTE."
FIRST = f"{OPEN} Moins de messages : RAPPELS NON."
LONGER = (
    "La Ravine : Le vote est prolongé jusqu'au 22 décembre à 18 h, au lieu du 15 décembre à 18 h. Pour voter : VOTE."
)
WALK = "La Ravine : N'oubliez pas : « La balade des sources », le 23 octobre à 10 h. RAPPELS NON."


def reads(at: str, text: str, who: str = "Sully", kind: str = "campaign") -> Delivery:
    """Someone reads something at that hour of the town."""
    return Delivery(REUNION.at(at), who, "sms", kind, text)


def faults(*deliveries: Delivery, silence: str = "") -> list[str]:
    """The laws that these messages break, Sully having asked for *silence* before."""
    report = Report(list(deliveries), silences={"Sully": [(REUNION.start, silence)]})
    had = told(report, REUNION)
    laws = [fault.partition(":")[0] for fault in broken(report, REUNION, had)]
    marked = {law for row in kept(report, REUNION, had).values() for law, fine in row.items() if not fine}
    assert marked == set(laws), "the table shows what is complained of"
    return laws


def test_what_is_as_it_should_be_breaks_no_law() -> None:
    later = "La Ravine : Vous pouvez encore voter, jusqu'au 22 décembre à 18 h. Cela prend une minute : VOTE."

    assert faults(reads("2027-11-29 09:10", FIRST), reads("2027-12-15 18:10", later)) == []
    assert faults(reads("2027-12-10 14:10", f"{LONGER} RAPPELS NON")) == []
    assert faults(reads("2027-10-22 10:10", WALK)) == []


@pytest.mark.parametrize(
    ("at", "text"),
    [
        pytest.param("2027-12-11 09:10", FIRST, id="the old date, once the vote was prolonged"),
        pytest.param("2027-12-09 09:10", f"{LONGER} RAPPELS NON", id="a new date that nobody has decided yet"),
        pytest.param("2027-11-29 08:59", FIRST, id="before the vote is open"),
        pytest.param("2027-12-22 18:00", LONGER + " RAPPELS NON", id="once the vote is over"),
        pytest.param("2028-01-17 09:10", "La Ravine : VOTE. RAPPELS NON.", id="the word alone, without a vote"),
        pytest.param("2027-10-11 10:10", WALK, id="where a meeting will be moved to"),
        pytest.param("2027-10-23 10:00", WALK, id="a meeting that has begun"),
    ],
)
def test_what_is_not_so_at_that_second_is_not_true(at: str, text: str) -> None:
    assert faults(reads(at, text)) == ["true"]


def test_what_does_not_begin_with_the_town_is_not_named() -> None:
    assert faults(reads("2027-11-29 09:10", FIRST.removeprefix("La Ravine : "))) == ["named"]


def test_a_first_reminder_that_hides_how_to_stop_is_not_stoppable() -> None:
    assert faults(reads("2027-11-29 09:10", OPEN)) == ["stoppable"]


@pytest.mark.parametrize(("silence", "kind"), [(REMINDERS, "campaign"), (EVERYTHING, "campaign"), (EVERYTHING, "news")])
def test_who_asked_for_silence_is_left_alone(silence: str, kind: str) -> None:
    assert faults(reads("2027-11-29 09:10", FIRST, kind=kind), silence=silence) == ["stoppable"]


def test_the_same_to_the_same_person_on_a_day_is_not_once() -> None:
    assert faults(reads("2027-11-29 09:10", FIRST), reads("2027-11-29 11:10", OPEN)) == ["once"]


def test_a_day_that_costs_more_than_its_ceiling_is_complained_of() -> None:
    day = [reads("2027-11-29 09:10", FIRST, who=f"Sully{number}") for number in range(16)]

    assert any("segments" in wrong for wrong in complaints(Report(day), REUNION))
    assert not any("segments" in wrong for wrong in complaints(Report(day[:14]), REUNION))
