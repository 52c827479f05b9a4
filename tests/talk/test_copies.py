"""The same free text again within half a minute is a phone's copy; a word, a number or a door is meant each time."""

from __future__ import annotations

import pytest

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from tests.conftest import HandClock, load_sample

PHONE = "+33639980001"


def answers(turns: Turns, clock: HandClock, texts: list[str], *, seconds: float = 10) -> list[bool]:
    """Whether each of *texts*, sent so many *seconds* after the one before, was answered."""
    found = []
    for place, text in enumerate(texts):
        [heard] = turns.hear([Incoming("twilio", str(place), "sms", PHONE, text, at=clock.now().timestamp())])
        found.append(bool(heard.replies))
        clock.pass_(seconds=seconds)
    return found


@pytest.fixture
def turns(sqlite: Store, clock: HandClock) -> Turns:
    load_sample(sqlite)
    return Turns(sqlite, clock)


@pytest.mark.parametrize(
    ("texts", "answered"),
    [
        pytest.param(["quand ouvre la piscine", "Quand ouvre la piscine ?"], [True, False], id="a question"),
        pytest.param(["suite", "suite"], [True, True], id="a word"),
        pytest.param(["12", "12"], [True, True], id="a number"),
        pytest.param(["vote 3 12 18", "vote 3 12 18"], [True, True], id="a ballot"),
        pytest.param(["je vote pour le 12", "je vote pour le 12"], [True, True], id="a ballot in a sentence"),
        pytest.param(["comment ça marche", "comment ça marche"], [True, True], id="a door"),
        pytest.param(["quand ouvre la piscine", "menu", "quand ouvre la piscine"], [True] * 3, id="something between"),
    ],
)
def test_what_is_a_copy(texts: list[str], answered: list[bool], turns: Turns, clock: HandClock) -> None:
    assert answers(turns, clock, texts) == answered


def test_after_half_a_minute_it_is_meant(turns: Turns, clock: HandClock) -> None:
    assert answers(turns, clock, ["quand ouvre la piscine"] * 2, seconds=31) == [True, True]
