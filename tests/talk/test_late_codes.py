"""A code that comes once more after the vote: what is taken for one, and that nothing is kept or asked for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.talk.late_codes import is_late_code
from flows.talk.scene import Me, Scene
from storage.database.store import Store
from tests.conftest import HandClock, load_sample
from tests.support.ears import EAR, big_edition, paris
from tests.support.plans import watched

VOTED = Scene(big_edition(20), paris(2026, 11, 5), Me(1, voted_on=paris(2026, 11, 4).date()))


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        pytest.param("59", True, id="two digits"),
        pytest.param("ok 59 merci", True, id="politely"),
        pytest.param("5 9", False, id="numbers of two projects"),
        pytest.param("0 59", True, id="in pieces"),
        pytest.param("123456", True, id="six digits"),
        pytest.param("12", False, id="a project's number"),
        pytest.param("9", False, id="one digit"),
        pytest.param("0639980001", False, id="a telephone number"),
        pytest.param("59 bancs", False, id="something else beside it"),
        pytest.param("bonjour", False, id="no digits"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_may_be_a_code_sent_once_more(words: str, is_one: bool) -> None:
    assert is_late_code(words, VOTED, EAR.lexicon) is is_one


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(replace(VOTED, me=Me(1)), id="who has not voted"),
        pytest.param(replace(VOTED, me=replace(VOTED.me, doubtful=True)), id="whose number may be someone else's"),
        pytest.param(replace(VOTED, now=paris(2026, 12, 2)), id="once the vote is over"),
    ],
)
def test_nobody_else_is_told_of_a_vote(scene: Scene) -> None:
    assert not is_late_code("59", scene, EAR.lexicon)


def test_a_code_tapped_twice_at_once_is_told_so_too(sqlite: Store, clock: HandClock) -> None:
    """Both arrive in one batch; and the answer costs no more statements than any other to words nobody waits for."""
    load_sample(sqlite)
    turns = Turns(sqlite, clock)
    [shown] = turns.hear([_text("1", "vote 3")])
    code = shown.replies[-1].text.partition("renvoyez ")[2].partition(".")[0]

    _voted, again = turns.hear([_text("2", code), _text("3", code)])
    with watched(sqlite) as late:
        turns.hear([_text("4", code)])
    with watched(sqlite) as unknown:
        turns.hear([_text("5", "hmm")])

    assert "bien dans l'urne" in again.replies[-1].text
    assert len(late.statements) <= len(unknown.statements)


def _text(id: str, text: str) -> Incoming:
    return Incoming("twilio", id, "sms", "+33639980001", text)
