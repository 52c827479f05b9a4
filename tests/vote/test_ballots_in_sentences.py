"""A ballot in a sentence: what it chooses is read back, what it refuses is never in it, and politeness says nothing."""

from __future__ import annotations

import pytest

from flows.understanding.ballot_words import counts_projects, numbers_chosen, refuses
from flows.understanding.corrections import wished
from flows.understanding.lexicon import numbers_in
from flows.understanding.said_of_numbers import items
from tests.support.ears import EAR

WORDS = EAR.lexicon


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("je souhaiterais donner ma voix au 7", (7,), id="a polite sentence"),
        pytest.param("s'il vous plaît noter le 7 et le neuf, merci beaucoup", (7, 9), id="with letters among digits"),
        pytest.param("le vingt et un et le dix-sept", (21, 17), id="numbers of two words"),
        pytest.param("i would like to vote for twenty two", (22,), id="in English"),
        pytest.param("quisiera dar mi voto al once y al trece", None, id="a word that is English too"),
        pytest.param("doy mi voto al siete y al veinte", (7, 20), id="in Spanish"),
        pytest.param("queria dar o meu voto ao nove e ao treze", (9, 13), id="in Portuguese"),
        pytest.param("7 ile 9'a oy vermek istiyorum", (7, 9), id="in Turkish"),
        pytest.param("أصوت لسبعة", (7,), id="in Arabic"),
        pytest.param("je voudrais savoir pour le 7", None, id="a question"),
        pytest.param("pas le 7", None, id="a refusal"),
        pytest.param("je vote pour 2 projets", None, id="how many"),
    ],
)
def test_numbers_are_chosen(text: str, numbers: tuple[int, ...] | None) -> None:
    assert numbers_chosen(text, WORDS) == (numbers or ())


@pytest.mark.parametrize(
    ("text", "into", "out"),
    [
        pytest.param("je vote pas le 7 mais le 9", (9,), (7,), id="one against another"),
        pytest.param("tout sauf le 7", (), (7,), id="all but one"),
        pytest.param("no voto por el 7 sino el 9", (9,), (7,), id="in Spanish"),
        pytest.param("I don't want 7, I want 9", (9,), (7,), id="in English"),
        pytest.param("não voto no 7 mas no 9", (9,), (7,), id="in Portuguese"),
        pytest.param("ليس 7 بل 9", (9,), (7,), id="in Arabic"),
    ],
)
def test_what_is_refused_is_not_chosen(text: str, into: tuple[int, ...], out: tuple[int, ...]) -> None:
    wish = wished(tuple(items(text, WORDS)), ())

    assert refuses(text, WORDS)
    assert wish is not None
    assert (wish.into, wish.out) == (into, out)


@pytest.mark.parametrize("text", ["7 değil 9", "7'ye oy vermiyorum", "7 hariç hepsi"])
def test_what_refuses_from_behind_is_never_sure(text: str) -> None:
    assert refuses(text, WORDS)
    assert numbers_chosen(text, WORDS) == ()


@pytest.mark.parametrize("text", ["voto no 7", "7 y 9", "le no 7"])
def test_no_is_a_number_too(text: str) -> None:
    assert not refuses(text, WORDS)


def test_only_one_of_those_chosen_stays() -> None:
    wish = wished(tuple(items("non, le 9 seulement", WORDS)), (7, 9))

    assert wish is not None
    assert (wish.into, wish.only) == ((9,), True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("vingt deux", (22,)),
        ("vingt et deux", (20, 2)),
        ("dix huit", (18,)),
        ("dix et huit", (10, 8)),
        ("vinte e dois", (22,)),
        ("treinta y uno", (31,)),
        ("yirmi iki", (22,)),
        ("cent vingt deux", (20, 2)),
        ("20 2", (20, 2)),
    ],
)
def test_numbers_of_several_words(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(text, WORDS)[0] == numbers


def test_how_many_projects_are_no_number_of_one() -> None:
    assert counts_projects("je choisis 3 projets", WORDS)
    assert not counts_projects("je choisis le projet 3", WORDS)
