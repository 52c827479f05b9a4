"""Numbers that are no project's, reasons, and what others choose are no part of a ballot."""

from __future__ import annotations

import pytest

from bot.languages.words import lexicon
from flows.understanding.ballot_words import numbers_chosen
from flows.understanding.by_place import called_by_place
from flows.understanding.corrections import corrections_in
from flows.understanding.counted_numbers import uncounted
from flows.understanding.for_another import chooses_for_another
from flows.understanding.others_choice import without_others
from flows.understanding.reasons import without_reasons


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("je donne 2 voix au 7", (7,)),
        ("3 voix : 5, 12, 7", (5, 12, 7)),
        ("1) le 10, 2) le 11, 3) le 18", (10, 11, 18)),
        ("1er choix 5, 2eme choix 12", (5, 12)),
        ("le cinquième et le douzième", (5, 12)),
        ("quinto y séptimo", (5, 7)),
        ("خمسة وسبعة", (5, 7)),
    ],
)
def test_only_projects_are_chosen(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_chosen(text, lexicon()) == numbers


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("vote 3 pour moi et 7 pour ma fille", True),
        ("VOTE 6 moi et 9 ma mère", True),
        ("3 for me and 7 for my daughter", True),
        ("jvote 5 mais mon pote lui il prend 6", False),
        ("le 5 et le 7", False),
        ("je vote 5 pour ma fille", False),
    ],
)
def test_who_chooses_for_two(text: str, two: bool) -> None:
    assert chooses_for_another(text, lexicon()) is two


@pytest.mark.parametrize(
    "text", ["je peux en voter 5", "on peut voter 2 fois si on a 2 téléphones", "j'ai 3 cartes sim"]
)
def test_what_is_counted_is_no_number(text: str) -> None:
    assert not any(map(str.isdigit, uncounted(text, lexicon())))


@pytest.mark.parametrize(
    ("text", "out", "into"),
    [
        ("le 5 surtout pas, mais le 9 oui", (5,), (9,)),
        ("5i istiyorum 12yi degil", (12,), (5,)),
    ],
)
def test_what_is_refused_goes(text: str, out: tuple[int, ...], into: tuple[int, ...]) -> None:
    wish = corrections_in(text, (), lexicon())
    assert wish is not None
    assert (wish.out, wish.into) == (out, into)


def test_reasons_and_others_are_left_out() -> None:
    assert without_reasons("sans le 5, ya trop de bruit", lexicon()) == "sans le 5"
    assert without_others("mes 2 voisins prennent le skate, moi ce sera la mare", lexicon()) == "moi ce sera la mare"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("le premier", (12,)), ("les deux premiers", (12, 15)), ("le dernier", (20,)), ("les deux", ()), ("le 15", ())],
)
def test_projects_are_called_by_their_place(text: str, numbers: tuple[int, ...]) -> None:
    assert called_by_place(text, (12, 15, 20), lexicon()) == numbers
