"""What is said of the places of a ranking moves a project where it can mean one thing only, and is never a project."""

from __future__ import annotations

import pytest

from flows.understanding.places import moved, names_places


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        pytest.param("le 3 en premier", (3, 12, 5), id="to the front"),
        pytest.param("mets le 3 en 1er stp", (3, 12, 5), id="in figures"),
        pytest.param("le 5 d'abord", (5, 12, 3), id="first of all"),
        pytest.param("non plutôt le 9 en premier", (9, 12, 5, 3), id="one more before the others"),
        pytest.param("le 12 en dernier", (5, 3, 12), id="to the end"),
        pytest.param("le 3 avant le 12", (3, 12, 5), id="before another"),
        pytest.param("le 12 après le 5", (5, 12, 3), id="after another"),
        pytest.param("inverse le 12 et le 3", (3, 5, 12), id="each in the place of the other"),
        pytest.param("échange 12 avec 5", (5, 12, 3), id="with an accent"),
        pytest.param("put 3 first", (3, 12, 5), id="in English"),
        pytest.param("inverse les deux", None, id="two of three"),
        pytest.param("échange le 12 avec le 9", None, id="one that is not chosen"),
        pytest.param("le 12 avant le 9", None, id="before one that is not chosen"),
        pytest.param("ne mets pas le 3 en premier", None, id="refused"),
        pytest.param("le 3 en premier ?", None, id="asked"),
        pytest.param("le 3 et le 5 en premier", None, id="two in one place"),
        pytest.param("le 3 en premier le 12 en dernier", None, id="two places"),
        pytest.param("2e le 12", None, id="a place between"),
        pytest.param("sans le 3", None, id="no place"),
    ],
)
def test_an_order_becomes_another(text: str, becomes: tuple[int, ...] | None) -> None:
    assert moved(text, (12, 5, 3)) == becomes


def test_the_two_of_an_order_are_turned_round() -> None:
    assert moved("inverse les deux", (12, 5)) == (5, 12)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1er 12, 2e 5", True),
        ("premier 12", True),
        ("12 first then 5", True),
        ("1) 12 2) 5", True),
        ("1: 12", True),
        ("1. 12", True),
        ("5 12 d'abord", True),
        ("12 après 5", True),
        ("12 puis 5", False),
        ("d'abord le 12, puis le 5", False),
        ("12, 5, 3", False),
        ("12. 5. 3", False),
        ("premier", False),
    ],
)
def test_a_place_is_known_for_one(text: str, places: bool) -> None:
    assert names_places(text) == places
