"""Choices that a sentence says, and marks that it gives."""

from __future__ import annotations

import pytest

from bot.languages.words import lexicon
from flows.surveys.said import marked_in, most_said_in, said_in
from flows.talk.questions import Option
from flows.words import Verbatim
from tests.support.ears import EAR

HAVE_VOTED = ("Oui", "Pas encore", "Non")
COMING = ("Oui", "Non", "Je ne sais pas encore")
BY = ("À pied", "À vélo", "En bus", "En voiture")
HEARD_BY = ("Affiche ou journal", "Un proche", "École ou association", "Internet", "Autrement")
WISHES = ("Des arbres", "Des bancs", "Un abri de bus", "De la lumière", "Un café")


def options(labels: tuple[str, ...]) -> tuple[Option, ...]:
    """The choices of a question, called by their labels."""
    return tuple(Option(label, Verbatim(label)) for label in labels)


@pytest.mark.parametrize(
    ("text", "labels", "said"),
    [
        ("pas encore mais ça va venir", HAVE_VOTED, "Pas encore"),
        ("non pas encore", HAVE_VOTED, "Pas encore"),
        ("non j'ai pas eu le temps", HAVE_VOTED, "Non"),
        ("ouais hier soir avec ma mère", HAVE_VOTED, "Oui"),
        ("oui, dès le premier jour", HAVE_VOTED, "Oui"),
        ("plutôt le deuxième", HEARD_BY, "Un proche"),
        ("the second one", HEARD_BY, "Un proche"),
        ("une affiche dans la rue", HEARD_BY, "Affiche ou journal"),
        ("l'école de ma fille", HEARD_BY, "École ou association"),
        ("ma voisine m'en a parlé", HEARD_BY, "Un proche"),
        ("c'est mon fils qui m'a dit", HEARD_BY, "Un proche"),
        ("par ma boulangère je crois", HEARD_BY, "Un proche"),
        ("sur facebook je crois", HEARD_BY, "Internet"),
        ("insta", HEARD_BY, "Internet"),
        ("un tract dans la boîte", HEARD_BY, "Affiche ou journal"),
        ("en velo", BY, "À vélo"),
        ("à pied et en bus, mais surtout en bus", BY, "En bus"),
        ("pas à vélo, en voiture", BY, "En voiture"),
        ("peut-être, faut que je voie", COMING, "Je ne sais pas encore"),
        ("ça dépend du boulot", COMING, "Je ne sais pas encore"),
    ],
)
def test_a_sentence_says_one_choice(text: str, labels: tuple[str, ...], said: str) -> None:
    assert most_said_in(text, options(labels), EAR) == (said,)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("c'est anonyme ?", HAVE_VOTED),
        ("comment on vient à vélo", BY),
        ("peut-être, faut que je voie", HAVE_VOTED),
        ("je voulais parler de la piscine", BY),
        ("ma sœur m'a envoyé un lien facebook", HEARD_BY),
        ("ma voisine", BY),
        ("1 ou 2", BY),
    ],
)
def test_what_asks_or_says_none_is_no_choice(text: str, labels: tuple[str, ...]) -> None:
    assert most_said_in(text, options(labels), EAR) == ()


def test_several_are_said_in_the_order_of_the_list() -> None:
    assert said_in("un café et des arbres", options(WISHES), EAR) == ("Des arbres", "Un café")
    assert said_in("les deux premiers", options(WISHES), EAR) == ("Des arbres", "Des bancs")
    assert said_in("des arbres mais pas de bancs", options(WISHES), EAR) == ("Des arbres",)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("bof 3 sur 5", 3),
        ("un bon 4", 4),
        ("4/5 franchement", 4),
        ("je dirais deux", 2),
        ("3 ou 5", None),
        ("pas 3", None),
        ("3 c'est beaucoup ?", None),
        ("moyen", None),
    ],
)
def test_a_sentence_gives_one_mark(text: str, mark: int | None) -> None:
    assert marked_in(text, 5, lexicon()) == mark
