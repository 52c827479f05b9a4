"""Readings compete: the best wins if it is clearly ahead, two that are close are asked, nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.readings import AHEAD, FLOOR, MOST, ReadAs, WayToRead, weigh


def reading(score: float, flow: str = "ask", opening: str = "", about: str = "") -> WayToRead:
    """A reading of which only these matter."""
    return WayToRead(ReadAs.DOOR, score, "a test", flow, opening, about)


@pytest.mark.parametrize(
    ("scores", "won", "close"),
    [
        pytest.param([], None, (), id="nothing to read"),
        pytest.param([0.9], 0.9, (), id="one alone"),
        pytest.param([0.3, 0.9], 0.9, (), id="clearly ahead, in any order"),
        pytest.param([0.6, 0.55], None, (0.6, 0.55), id="two are close"),
        pytest.param([0.6, 0.59, 0.58, 0.57], None, (0.6, 0.59, 0.58), id="three are asked at most"),
        pytest.param([0.1, 0.05], None, (), id="below the floor, nothing"),
        pytest.param([0.25], 0.25, (), id="unlikely, but nothing else is likelier"),
    ],
)
def test_the_best_wins_if_clearly_ahead(scores: list[float], won: float | None, close: tuple[float, ...]) -> None:
    verdict = weigh(reading(score, opening=str(place)) for place, score in enumerate(scores))

    assert verdict.won is None if won is None else verdict.won is not None and verdict.won.score == won
    assert tuple(one.score for one in verdict.close) == close


def test_readings_that_come_to_the_same_are_one() -> None:
    verdict = weigh([reading(0.6, about="topic:vote_dates"), reading(0.58, about="faq:dates")])

    assert verdict.won == reading(0.6, about="topic:vote_dates")


@given(st.lists(st.floats(0, 1), max_size=8))
def test_nothing_below_the_floor_wins_and_nothing_far_behind_is_asked(scores: list[float]) -> None:
    verdict = weigh(reading(score, opening=str(place)) for place, score in enumerate(scores))

    best = max(scores, default=0.0)
    assert verdict.won is None or verdict.won.score == best >= FLOOR
    assert len(verdict.close) in range(2, MOST + 1) or verdict.close == ()
    assert all(best - one.score < AHEAD for one in verdict.close)
    assert not (verdict.won and verdict.close)


def test_of_two_things_that_are_asked_the_likelier_one_is_answered() -> None:
    asked = [WayToRead(ReadAs.SUBJECT, score, "a test", "ask", str(score)) for score in (0.5, 0.45)]

    assert weigh(asked).won == asked[0]
