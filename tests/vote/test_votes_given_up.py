"""A choice that was read back is given up by a plain no, and by nothing that is a doubt, a question or a correction."""

from __future__ import annotations

import pytest

from flows.understanding.ballot_words import numbers_chosen
from flows.understanding.calling_off import calls_off
from tests.support.ears import EAR

WORDS = EAR.lexicon


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nan c pas bon", id="a no, and why"),
        pytest.param("non non c'est une erreur", id="a no, and an excuse"),
        pytest.param("bof nan j'envoie pas", id="a no within"),
        pytest.param("en fait je ne vote plus", id="no longer"),
        pytest.param("ne pas enregistrer svp", id="an order"),
        pytest.param("c'est mon fils qui a joué, ne tenez pas compte de ce vote", id="a story before it"),
    ],
)
def test_a_choice_is_given_up(text: str) -> None:
    assert calls_off(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("je n'ai pas encore voté", id="what is still to do"),
        pytest.param("je peux pas valider", id="who cannot"),
        pytest.param("ça valide pas", id="what does not work"),
        pytest.param("ne validez pas encore", id="not yet"),
        pytest.param("non pas le 5", id="a correction"),
        pytest.param("pourquoi je ne vote pas pour 4 ?", id="a question"),
        pytest.param("c'est bon", id="a yes"),
    ],
)
def test_nothing_else_gives_it_up(text: str) -> None:
    assert not calls_off(text, WORDS)


@pytest.mark.parametrize("text", ["je mets le 7 en premier puis le 9", "le 7 en premier et le 9 en deuxième"])
def test_what_only_ranks_is_no_number(text: str) -> None:
    assert numbers_chosen(text, WORDS) == (7, 9)
