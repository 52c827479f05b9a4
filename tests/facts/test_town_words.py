"""What a town wrote of who takes part is said in the person's language where it is wholly understood, else quoted."""

from __future__ import annotations

import pytest

from bot.edition.file import read_edition
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.facts.town_words import where_is, who_is
from flows.talk.scene import Me, Scene
from tests.support.ears import paris

EDITION = read_edition(SAMPLE)

WHO = {
    "toute personne qui vit à Arles": "everyone who lives in Arles",
    "toutes les personnes qui habitent ou travaillent à Rezé": "everyone who lives or works in Rezé",
    "Les personnes qui vivent, travaillent ou étudient dans la commune.": "everyone who lives, works or studies here",
    "toute personne qui réside ici, sans condition de nationalité": (
        "everyone who lives here, whatever their nationality"
    ),
    "toute personne qui étudie à Pau sans condition de nationalité ni carte d’électeur": (
        "everyone who studies in Pau, no voter card needed, whatever their nationality"
    ),
    "toute personne qui vit à Lens, quelle que soit sa nationalité": (
        "everyone who lives in Lens, whatever their nationality"
    ),
}

QUOTED = (
    "toute personne qui vit à Arles depuis six mois",
    "toute personne qui vit à Arles, avec sa carte d’électeur",
    "toute personne qui vit à Arles, sans casier judiciaire",
    "toute personne qui paie ses impôts à Arles",
    "les électeurs de la commune",
    "toute personne qui vit ou travaille à Arles et Fontvieille",
)
"""What is understood but in part, or not at all."""


def told(words: str, language: str) -> str:
    return voice(language).say(who_is(words, Scene(EDITION, paris(2026, 11, 5), Me(1, language=language))))


@pytest.mark.parametrize(("words", "said"), WHO.items())
def test_who_takes_part_is_said_in_the_persons_language(words: str, said: str) -> None:
    assert told(words, "en") == said


@pytest.mark.parametrize("words", QUOTED)
def test_what_is_understood_in_part_is_quoted_whole(words: str) -> None:
    assert told(words, "tr") == f"“{words}” (Fransızca)"


@pytest.mark.parametrize("language", ["fr", "fr-simple"])
def test_in_the_towns_language_its_own_words_are_said(language: str) -> None:
    assert told("toute personne qui vit à Arles", language) == "toute personne qui vit à Arles"


@pytest.mark.parametrize("language", ["ar", "en", "es", "pt", "tr"])
def test_each_language_says_the_sample_without_a_french_word(language: str) -> None:
    assert "personne qui" not in told(EDITION.ballot.who, language)
    assert "personne qui" not in told(EDITION.proposals.who, language)


def test_a_town_hall_is_named_and_an_address_kept() -> None:
    scene = Scene(EDITION, paris(2026, 11, 5), Me(1, language="pt"))

    assert voice("pt").say(where_is("en mairie, 2 rue Haute", scene)) == "na câmara municipal, 2 rue Haute"
    assert voice("pt").say(where_is("au café des Halles", scene)) == "au café des Halles"
