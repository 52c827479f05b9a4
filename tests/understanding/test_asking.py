"""What a message may ask: topics and entries of the FAQ in one list."""

from __future__ import annotations

import pytest

from bot.edition.file import read_edition
from bot.hands.asked import index_of
from bot.languages.topics import topics
from bot.practice.sample import SAMPLE
from flows.understanding.meaning import NoMeaning

INDEX = index_of(read_edition(SAMPLE))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param("c kan ke le vote ferme", "topic:vote_dates", id="texted"),
        pytest.param("le maire peut-il voir pour qui j'ai voté", "topic:secrecy", id="not the costs"),
        pytest.param("je voudrais annuler mon vote", "topic:vote_cancel", id="not a vote"),
        pytest.param("vous avez bien reçu mon vote", "topic:vote_check", id="not a change"),
        pytest.param("bonjour", "topic:talk_hello", id="small talk"),
        pytest.param("refaire mon passeport", "topic:elsewhere_papers", id="asked elsewhere"),
    ],
)
def test_by_its_words_alone_a_message_asks(words: str, first: str) -> None:
    assert INDEX.read(words, NoMeaning())[0].id == first


def test_no_more_than_eight_are_told_and_the_best_first() -> None:
    found = INDEX.read(
        "quand est ce que je peux voter pour un projet dans mon quartier avec mon telephone", NoMeaning()
    )

    assert len(found) <= 8
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_each_topic_is_worded_in_the_source_language() -> None:
    assert all(len(wordings) >= 5 for wordings in topics().wordings.values())
