"""People take turns, whoever sends the most; and nobody waits for an answer that comes too late."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.turn.waiting_line import TooManyWaiting, WaitingLine


def line_of(*joined: str, most: int = 100) -> WaitingLine[str]:
    """A line that these joined: the letter says who, the rest what."""
    line: WaitingLine[str] = WaitingLine(most)
    for what in joined:
        line.join(what[0], what)
    return line


def test_whoever_comes_later_is_not_behind_all_that_another_sent() -> None:
    line = line_of("a1", "a2", "a3", "a4", "b1", "c1", "c2")

    assert line.served(most=5, each=9) == ["a1", "b1", "c1", "a2", "c2"]
    assert line.served(most=5, each=9) == ["a3", "a4"]


def test_of_one_person_only_so_much_is_served_at_once() -> None:
    line = line_of("a1", "a2", "a3", "b1")

    assert line.served(most=9, each=2) == ["a1", "b1", "a2"]
    assert line.served(most=9, each=2) == ["a3"]


def test_who_was_not_served_is_served_first_the_next_time() -> None:
    line = line_of("a1", "a2", "b1", "c1")

    assert line.served(most=2, each=9) == ["a1", "b1"]
    assert line.served(most=2, each=9) == ["c1", "a2"]


def test_a_full_line_takes_only_the_patient() -> None:
    line = line_of("a1", "b1", most=2)

    with pytest.raises(TooManyWaiting):
        line.join("c", "c1")
    line.join("d", "d1", patient=True)

    assert len(line) == 3
    assert line.served(most=9, each=9) == ["a1", "b1", "d1"]
    assert not line.is_full


def test_a_closed_line_is_served_to_its_end_and_takes_nobody() -> None:
    line = line_of("a1")
    line.close()

    with pytest.raises(TooManyWaiting):
        line.join("b", "b1", patient=True)
    assert line.served(most=9, each=9) == ["a1"]
    assert line.served(most=9, each=9) == []


def test_who_serves_waits_until_somebody_joins() -> None:
    line: WaitingLine[str] = WaitingLine(9)
    threading.Timer(0.05, line.join, ("a", "a1")).start()

    assert line.served(most=9, each=9) == ["a1"]


@given(st.lists(st.sampled_from("abc"), max_size=40), st.integers(1, 7), st.integers(1, 4))
def test_everything_is_served_once_and_each_persons_in_its_order(whose: list[str], most: int, each: int) -> None:
    joined = [f"{who}{place}" for place, who in enumerate(whose)]
    line = line_of(*joined)
    line.close()
    served: list[str] = []
    while batch := line.served(most, each):
        assert len(batch) <= most
        served += batch

    assert sorted(served) == sorted(joined)
    for who in "abc":
        assert [entry for entry in served if entry[0] == who] == [entry for entry in joined if entry[0] == who]
