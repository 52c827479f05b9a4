"""The same free text again within half a minute is a phone's copy; a word, a number or a door is meant each time."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from tests.conftest import PARIS, HandClock, load_sample

PHONE = "+33639980001"


def answers(turns: Turns, clock: HandClock, texts: list[str], *, seconds: float = 10) -> list[bool]:
    """Whether each of *texts*, sent so many *seconds* after the one before, was answered."""
    answered = []
    for place, text in enumerate(texts):
        [heard] = turns.hear([Incoming("twilio", str(place), "sms", PHONE, text, at=clock.now().timestamp())])
        answered.append(bool(heard.replies))
        clock.pass_(seconds=seconds)
    return answered


def said(turns: Turns, clock: HandClock, lines: list[tuple[float, str]]) -> list[str]:
    """What each text is answered, sent so many seconds after the one before."""
    replies = []
    for place, (seconds, text) in enumerate(lines):
        clock.pass_(seconds=seconds)
        [heard] = turns.hear([Incoming("twilio", str(place), "sms", PHONE, text, at=clock.now().timestamp())])
        replies.append(" ".join(reply.text for reply in heard.replies))
    return replies


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


BENCH = "un banc pres de l'ecole"


def in_the_time_of_ideas(clock: HandClock) -> None:
    clock.at = datetime(2026, 2, 10, 18, tzinfo=PARIS)


def test_only_the_message_just_before_is_copied(turns: Turns, clock: HandClock) -> None:
    """The title came with the keyword; nobody said that it was kept, and other words were heard since."""
    in_the_time_of_ideas(clock)

    *_before, after = said(turns, clock, [(0, f"PROPOSER {BENCH}"), (10, "45"), (10, BENCH)])

    assert "Où" in after


@pytest.mark.parametrize(
    ("seconds", "answered"),
    [
        pytest.param(5, [], id="nobody has read the question yet"),
        pytest.param(20, ["déjà noté", "Que faut-il faire"], id="the question may have been read: it is put again"),
        pytest.param(31, ["y ressemblent"], id="meant"),
    ],
)
def test_the_same_answer_to_the_next_question(
    seconds: float, answered: list[str], turns: Turns, clock: HandClock
) -> None:
    in_the_time_of_ideas(clock)

    *_before, after = said(turns, clock, [(0, "PROPOSER"), (10, "45"), (10, "Un banc"), (seconds, "Un banc")])

    assert bool(after) == bool(answered)
    assert all(words in after for words in answered)


def test_a_copy_changes_nothing_however_often_it_comes(turns: Turns, clock: HandClock) -> None:
    in_the_time_of_ideas(clock)

    *_before, first, second, then = said(
        turns,
        clock,
        [(0, "PROPOSER"), (10, "45"), (9, "Un banc"), (9, "Un banc"), (9, "Un banc"), (20, "À l'ombre, oui")],
    )

    assert "Que faut-il faire" in first
    assert first == second
    assert "Que faut-il faire" not in then


def test_a_question_that_takes_no_such_words_is_not_put_again(turns: Turns, clock: HandClock) -> None:
    heard = said(turns, clock, [(0, "quand ouvre la piscine"), (20, "quand ouvre la piscine")])

    assert heard[1] == ""
