"""What people write to correct a choice that was read back to them, and what each kind of ballot makes of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ballots import BALLOTS
from flows.ballots.ballot import Choice, Wish
from flows.town.rules import BallotRules
from flows.understanding.corrections import corrections_in
from tests.support.ears import EAR

HEARD = [
    pytest.param("7", (), (7,), id="a number"),
    pytest.param("et le 7", (), (7,), id="and another"),
    pytest.param("12 7", (), (12, 7), id="two"),
    pytest.param("12, 7 et le neuf", (), (12, 7, 9), id="three, one in letters"),
    pytest.param("3-12-18", (), (3, 12, 18), id="with dashes"),
    pytest.param("3 - 12", (), (3, 12), id="with dashes apart"),
    pytest.param("+7", (), (7,), id="plus"),
    pytest.param("+ 7 + 9", (), (7, 9), id="plus, twice"),
    pytest.param("je voudrais aussi le 7 svp", (), (7,), id="politely"),
    pytest.param("jveu oci le 7", None, None, id="spelled too freely"),
    pytest.param("ajoute le projet n°7", (), (7,), id="add"),
    pytest.param("7 en plus", (), (7,), id="in addition"),
    pytest.param("sans 3", (3,), (), id="without"),
    pytest.param("SANS LE 3", (3,), (), id="without, shouted"),
    pytest.param("sans 3 et 6", (3, 6), (), id="without two"),
    pytest.param("sans 3, 6", (3, 6), (), id="without two, a comma between"),
    pytest.param("- 3", (3,), (), id="minus"),
    pytest.param("-3", (3,), (), id="minus, close"),
    pytest.param("−3 +9", (3,), (9,), id="minus and plus"),
    pytest.param("+9 -3", (3,), (9,), id="plus and minus"),
    pytest.param("enlever 3", (3,), (), id="take out"),
    pytest.param("enlevez moi le 3 s'il vous plait", (3,), (), id="take out, politely"),
    pytest.param("retire 3", (3,), (), id="take away"),
    pytest.param("supprimer le projet 3", (3,), (), id="delete"),
    pytest.param("effacer 3", (3,), (), id="erase"),
    pytest.param("je ne veux plus du 3", (3,), (), id="no longer"),
    pytest.param("pas le 6", (6,), (), id="not"),
    pytest.param("pas le 6, le 9", (6,), (9,), id="not this one, that one"),
    pytest.param("pas le 6 le 9", (6,), (9,), id="without a comma"),
    pytest.param("pas le 6 mais le 9", (6,), (9,), id="but"),
    pytest.param("finalement pas 6, 9", (6,), (9,), id="after all"),
    pytest.param("remplacer 6 par 9", (6,), (9,), id="replace"),
    pytest.param("le 9 a la place du 6", (6,), (9,), id="in the place of"),
    pytest.param("9 au lieu de 6", (6,), (9,), id="instead of"),
    pytest.param("non pas le 6", (6,), (), id="no, not"),
    pytest.param("non, le 6", (6,), (), id="no, said of one that is chosen"),
    pytest.param("le 9 plutôt que le 6", (6,), (9,), id="rather than"),
    pytest.param("9 plutôt que 6", (6,), (9,), id="rather than, briefly"),
    pytest.param("plutot le 9 que le 6", (6,), (9,), id="rather this one than that one"),
    pytest.param("plutot 9 que 6", (6,), (9,), id="rather this than that, briefly"),
    pytest.param("je préfère le 9", (), (9,), id="preferred"),
    pytest.param("6 remplacé par 9", (6,), (9,), id="replaced by"),
    pytest.param("remplacer le 6 par le 9", (6,), (9,), id="replace, with small words"),
    pytest.param("échanger 6 contre 9", (6,), (9,), id="swap"),
    pytest.param("mettez 9 à la place du 6", (6,), (9,), id="put in the place of"),
    pytest.param("à la place du 6 le 9", (6,), (9,), id="in the place of, first"),
    pytest.param("sans le no 6 ni le 3", (6, 3), (), id="nor, with numero"),
    pytest.param("sans le 6 ni le 3", (6, 3), (), id="nor"),
    pytest.param("vire le 6", (6,), (), id="throw out"),
    pytest.param("le 6 à enlever", (6,), (), id="said after"),
    pytest.param("j ai oublié le 9", (), (9,), id="forgotten"),
    pytest.param("il manque le 9", (), (9,), id="missing"),
    pytest.param("oubliez le 6", (6,), (), id="forget"),
    pytest.param("sans le premier", (3,), (), id="the first of the choice"),
    pytest.param("enlever le dernier", (6,), (), id="the last of the choice"),
    pytest.param("le premier", (), (3,), id="the first alone is no project 1"),
    pytest.param("sans le troisième", None, None, id="a third that there is not"),
    pytest.param("supprimer les deux", (3, 6), (), id="both"),
    pytest.param("enlever tout", (3, 6), (), id="all"),
    pytest.param("tout enlever", (3, 6), (), id="all, said before"),
    pytest.param("enlever les trois", None, None, id="three of two"),
    pytest.param("enlever les 2 et 3", (2, 3), (), id="the numbers 2 and 3"),
    pytest.param("tout", None, None, id="all of what"),
    pytest.param("c'est tout", None, None, id="that is all"),
    pytest.param("without 3", (3,), (), id="in English"),
    pytest.param("9 rather than 6", (6,), (9,), id="rather than, in English"),
    pytest.param("not 6 but 9", (6,), (9,), id="but, in English"),
    pytest.param("take out 3 please", (3,), (), id="take out, in English"),
    pytest.param("parc 3", None, None, id="a word to search by"),
    pytest.param("sans le parc", None, None, id="no number"),
    pytest.param("ok", None, None, id="ok"),
    pytest.param("", None, None, id="nothing"),
    pytest.param("rappelez moi au 3 demain", None, None, id="a sentence"),
]


@pytest.mark.parametrize(("text", "out", "into"), HEARD)
def test_what_a_text_wants_out_and_in(text: str, out: Any, into: Any) -> None:
    wish = corrections_in(text, (3, 6), EAR.lexicon)

    assert (None if wish is None else (wish.out, wish.into)) == (None if out is None else (out, into))


OF_A_CHOICE: list[tuple[str, list[int], list[int] | None]] = [
    ("je garde que le 5", [5, 12], [5]),
    ("je garde le 5", [5, 12], [5]),
    ("je ne garde que le 5", [5, 12], [5]),
    ("gardez 7 et 15", [3, 7, 15], [7, 15]),
    ("gardez 7 et 15", [], [7, 15]),
    ("garde le 9", [5, 12], None),
    ("garde le 5 et ajoute le 9", [5, 12], None),
    ("garde le 5 enleve le 12", [5, 12], [5]),
    ("garde 5 et 12 et ajoute 9", [5, 12], [5, 12, 9]),
    ("remplace le 5 par le 3 et le 12 par le 9", [5, 12], [3, 9]),
    ("remplacez 5 par 3, 12 par 9", [5, 12], [3, 9]),
    ("changer le 5 en 9", [5, 12], [12, 9]),
    ("changer 12 en 9", [5, 12], [5, 9]),
    ("changer le 5 en 9 et le 12 en 3", [5, 12], [9, 3]),
    ("5 oui 12 non", [5, 12], [5]),
    ("5 non 9 oui", [3, 12, 5], [3, 12, 9]),
    ("oui 5 non 12", [5, 12], [5]),
    ("5: oui, 12: non", [5, 12], [5]),
    ("non 12, oui 5", [5, 12], [5]),
    ("5->9", [5, 12], [12, 9]),
    ("5 -> 9", [5, 12], [12, 9]),
    ("5 → 9", [5, 12], [12, 9]),
    ("5=>9", [5, 12], [12, 9]),
    ("5 > 9", [5, 12], [12, 9]),
    ("5->9 12->3", [5, 12], [9, 3]),
    ("sauf le 5", [5, 12], [12]),
    ("tout sauf le 5", [5, 12], [12]),
    ("le 5 devient le 9", [5, 12], [12, 9]),
    ("je prefere le 3 au 5", [5, 12], [12, 3]),
    ("ne mettez pas le 12", [5, 12], [5]),
    ("enlevez le 5 et mettez le 9", [5, 12], [12, 9]),
    ("finalement le 12 plutôt que le 5", [5], [12]),
    ("pas le 5", [5, 12], [12]),
    ("moins 5", [5, 12], [12]),
    ("ajoute 9", [5, 12], [5, 12, 9]),
    ("5 non 9", [5, 12], [12, 9]),
    ("5 non 12", [5, 12], None),
    ("5 non 12 non", [5, 12], []),
    ("je ne veux plus que le 5", [5, 12], [5]),
    ("je ne veux que le 5", [5, 12], [5]),
    ("n'enlevez pas le 5", [5, 12], None),
    ("ne remplacez pas le 5", [5, 12], None),
    ("je ne veux pas du tout du 5", [5, 12], [12]),
    ("5 à garder, 12 à enlever", [5, 12], [5]),
    ("5 en moins, 9 en plus", [5, 12], [12, 9]),
    ("9 au lieu de 5 et 3 au lieu de 12", [5, 12], [9, 3]),
    ("5 et pas 12", [], [5]),
    ("5 12 sans 9", [], [5, 12]),
    ("5 plutot que 9", [], [5]),
    ("5 -12", [], [5]),
    ("je me suis trompé, le 9 plutôt que le 5", [5, 12], [12, 9]),
    ("pardon sans le 5", [5, 12], [12]),
    ("pouvez vous enlever le 5 ?", [5, 12], [12]),
    ("combien coute le 5 ?", [5, 12], None),
    ("pourquoi le 5 ?", [5, 12], None),
    ("le 5 c'est quoi ?", [5, 12], None),
    ("I prefer 3 to 5", [5, 12], [12, 3]),
    ("change 5 to 9", [5, 12], [12, 9]),
    ("swap 5 for 9", [5, 12], [12, 9]),
    ("don't add 12", [5, 12], [5]),
    ("keep only 5", [5, 12], [5]),
    ("replace 5 with 9", [5, 12], [12, 9]),
    ("replace 5 by 9 and 12 by 3", [5, 12], [9, 3]),
    ("remplace le par le 9", [5], [9]),
    ("remplace le par le 9", [5, 12], None),
    ("12 en 9", [5, 12], None),
    ("le 5 par le 9", [5, 12], [12, 9]),
    ("tout enlever", [5, 12], []),
    ("n°9", [5, 12], [5, 12, 9]),
    ("sans le n° 5", [5, 12], [12]),
    ("je voudrais remplacer le 5 par le 9 svp", [5, 12], [12, 9]),
    ("gardez le 5 mais pas le 12", [5, 12], [5]),
    ("9 à la place du 5 et 3 à la place du 12", [5, 12], [9, 3]),
    ("j'ai changé d'avis, sans le 5", [5, 12], [12]),
    ("échangez 5 et 9", [5, 12], None),
    ("ni 5 ni 12", [5, 12], []),
    ("le 5 oui, le 12 non merci", [5, 12], [5]),
    ("oui pour le 5, non pour le 12", [5, 12], [5]),
    ("non au 12, oui au 5", [5, 12], [5]),
    ("5 à enlever mettre 9", [5, 12], None),
    ("le 5 je le garde, le 12 je l'enlève", [5, 12], [5]),
    ("pas 5 mais 9", [5, 12], [12, 9]),
    ("9 pas 5", [5, 12], [12, 9]),
    ("9 et non 5", [5, 12], [12, 9]),
    ("rajoute 3 et vire 12", [5, 12], [5, 3]),
    ("remplace 5 par 9 et ajoute 3", [5, 12], [12, 9, 3]),
    ("enleve 12 et remplace 5 par 9", [5, 12], [9]),
    ("je ne veux ni le 5 ni le 12", [5, 12], []),
    ("n'ajoutez pas le 12", [5, 12], [5]),
    ("uniquement 5", [5, 12], [5]),
    ("pas 12", [5, 12], [5]),
    ("je prends le 3 plutot que le 5", [5, 12], [12, 3]),
    ("je voudrais changer le 5 pour le 9", [5, 12], [12, 9]),
    ("au lieu du 5 je veux le 9", [5, 12], [12, 9]),
    ("5 non, 12 oui, 9 oui", [5, 12], [12, 9]),
    ("mettre le 9 et enlever le 5", [5, 12], [12, 9]),
    ("enlève le 5 stp et mets le 9 à la place", [5, 12], [12, 9]),
    ("laisse tomber le 5", [5, 12], [12]),
    ("supprime 5", [5, 12], [12]),
]
"""What a text makes of a choice of at most three; None where it cannot be understood for sure, and nothing changes."""


@pytest.mark.parametrize(
    ("text", "chosen", "then"), OF_A_CHOICE, ids=[f"{text} ({len(chosen)})" for text, chosen, _then in OF_A_CHOICE]
)
def test_what_becomes_of_a_choice(text: str, chosen: list[int], then: list[int] | None) -> None:
    wish = corrections_in(text, chosen, EAR.lexicon)

    [approval, *_others] = BALLOTS
    becomes = wish and list(approval.corrected(Choice(tuple(chosen)), wish, BallotRules(most=3)).projects)
    assert becomes == then


@pytest.mark.parametrize("ballot", BALLOTS, ids=lambda ballot: ballot.kind)
def test_every_kind_of_ballot_says_how_it_is_corrected(ballot: Any) -> None:
    points = (Decimal(5), Decimal(2)) if ballot.kind in ("cumulative", "ordinal", "scoring") else ()

    new = ballot.corrected(Choice(("park", "bikes"), points), Wish(("park",), ("trees",)), BallotRules())

    assert new.projects == ("bikes", "trees")
    assert new.points == points[1:]


projects = st.lists(st.integers(1, 12), max_size=4, unique=True).map(tuple)


@given(projects, st.builds(Wish, projects, projects, st.booleans(), st.booleans()), st.integers(1, 5))
def test_a_corrected_choice_is_never_too_large_nor_twice_the_same(
    choice: tuple[int, ...], wish: Wish[int], most: int
) -> None:
    choice = choice[:most]
    [approval, *_others] = BALLOTS
    new = approval.corrected(Choice(choice), wish, BallotRules(most=most)).projects

    assert len(new) == len(set(new)) <= most
    assert set(new) <= set(choice) | set(wish.into)


@given(st.text(max_size=40), st.sets(st.integers(1, 24), max_size=3))
def test_whatever_is_written_is_a_correction_or_none(text: str, chosen: set[int]) -> None:
    wish = corrections_in(text, chosen, EAR.lexicon)

    assert wish is None or wish.out or wish.into
