"""What is asked of voting and of proposing alike is told apart by the words, else by the time it is."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.edition.file import read_edition
from bot.hands.asked import index_of, told_apart
from bot.languages.words import lexicon
from bot.practice.sample import SAMPLE
from flows.understanding.meaning import NoMeaning
from flows.understanding.sides import Side, side_of

EDITION = read_edition(SAMPLE)
IDEAS, VOTE = datetime(2026, 2, 10, 10, tzinfo=EDITION.zone), datetime(2026, 11, 12, 10, tzinfo=EDITION.zone)
STUDY, WORKS = datetime(2026, 5, 12, 14, tzinfo=EDITION.zone), datetime(2027, 3, 16, 10, tzinfo=EDITION.zone)


@pytest.mark.parametrize(
    ("words", "at", "topic"),
    [
        pytest.param("jusqu'à quel jour", IDEAS, "idea_dates", id="neither, while ideas are taken"),
        pytest.param("jusqu'à quel jour", VOTE, "vote_dates", id="neither, while there is a vote"),
        pytest.param("jusqu'à quel jour on vote", IDEAS, "vote_dates", id="the vote, out of its time"),
        pytest.param("jusqu'à quel jour on propose", VOTE, "idea_dates", id="ideas, out of their time"),
        pytest.param("quel âge il faut avoir", IDEAS, "who_proposes_age", id="an age, while ideas are taken"),
        pytest.param("quel âge il faut avoir", VOTE, "who_votes_age", id="an age, while there is a vote"),
        pytest.param("quel âge pour déposer", VOTE, "who_proposes_age", id="an age, of ideas"),
    ],
)
def test_what_is_asked_of_both_is_told_apart(words: str, at: datetime, topic: str) -> None:
    found = index_of(EDITION).read(words, NoMeaning())

    first = told_apart(found, words, EDITION, at)[0]

    assert f"topic:{topic}" in (first.id, first.topic)


@pytest.mark.parametrize(
    ("words", "at", "topic"),
    [
        pytest.param("hasta cuándo tengo tiempo", IDEAS, "idea_dates", id="Spanish, while ideas are taken"),
        pytest.param("oylama ne zamana kadar", IDEAS, "vote_dates", id="the vote in Turkish, out of its time"),
        pytest.param("c'est trop tard", STUDY, "what_next", id="nothing is open: every date"),
        pytest.param("c'est trop tard pour voter", WORKS, "vote_dates", id="nothing is open, and the vote is meant"),
    ],
)
def test_the_time_decides_in_every_language_and_where_nothing_is_open(words: str, at: datetime, topic: str) -> None:
    found = index_of(EDITION).read(words, NoMeaning())

    first = told_apart(found, words, EDITION, at)[0]

    assert f"topic:{topic}" in (first.id, first.topic)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("c'est quand le scrutin", Side.VOTES),
        ("je dépose mon dossier quand", Side.IDEAS),
        ("voter pour mon idée", None),
        ("c'est quand", None),
    ],
)
def test_words_speak_of_votes_or_of_ideas(words: str, side: Side | None) -> None:
    assert side_of(words, lexicon()) is side
