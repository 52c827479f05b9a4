"""Words written by ear are read as what they sound like, and words written right as what they are."""

from __future__ import annotations

import pytest

from bot.languages.vocabulary import vocabulary
from flows.understanding.as_read import as_read
from flows.understanding.folding import fold


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("komencer", "commencer", id="k for c, one m"),
        pytest.param("rezultas", "resultat", id="z for s"),
        pytest.param("partissiper", "participer", id="ss for c"),
        pytest.param("kartié", "quartier", id="the sound of an ending"),
        pytest.param("bulletain", "bulletin", id="ain for in"),
        pytest.param("atandre", "attendre", id="an for en"),
        pytest.param("anonime", "anonyme", id="i for y"),
        pytest.param("tellephonnes", "telephone", id="letters doubled"),
        pytest.param("jabite", "j habite", id="written onto the next word"),
        pytest.param("lurne", "l urne", id="an article without its apostrophe"),
        pytest.param("jveut", "je veut", id="a pronoun without its vowel"),
    ],
)
def test_a_word_is_read_as_it_sounds(written: str, read: str) -> None:
    told, wanted = vocabulary().written_out(fold(written)), read

    assert vocabulary().root(told.split()[-1]) == vocabulary().root(wanted.split()[-1])
    assert told.split()[:-1] == wanted.split()[:-1]


@pytest.mark.parametrize(
    "word", ["bois", "mai", "air", "cuir", "fer", "vent", "lycee", "saturday", "oylama", "12", "b3", "x", "scierie"]
)
def test_a_word_that_is_written_right_stays(word: str) -> None:
    assert vocabulary().written_out(word) == word


def test_an_encoder_reads_what_was_meant() -> None:
    assert as_read("Koman je dépose mon BULLETAIN ?", vocabulary().written_out) == "comment je dépose mon bulletin ?"
