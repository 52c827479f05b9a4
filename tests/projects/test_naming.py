"""Which projects a message names: those whose words it says, and no others."""

from __future__ import annotations

import pytest

from bot.languages.words import lexicon
from flows.understanding.naming import projects_in
from tests.support.ears import big_edition
from tests.understanding.test_search import EDITION


def numbers(words: str) -> list[int]:
    """The numbers of the projects that *words* name."""
    return [project.number for project in projects_in(words, EDITION, lexicon())]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param("la passerelle fait combien de mètres ?", [3], id="what a title begins with"),
        pytest.param("c koi le prix du skate park", [5], id="written apart"),
        pytest.param("le truc des defibrilateurs", [20], id="a typo"),
        pytest.param("cb de bancs sur le chemin du marché", [13], id="as several"),
        pytest.param("le terrain de basket il sera allumé jusqu'à quelle heure", [9], id="title and text together"),
        pytest.param("jvote basket", [9], id="its text, and nothing else"),
        pytest.param("ya de la lumiere le soir o skatepark ??", [5], id="no project by what is asked of another"),
        pytest.param("lequel est près du jardin bressol", [19], id="two words of a title"),
        pytest.param("mes 3 choix : verger, kiosque et la mare", [7, 19, 24], id="three, and a number that counts"),
        pytest.param("skatepark ou basket cest koi la difference de prix", [5, 9], id="one beside another"),
        pytest.param("je vote pour le skate", [5], id="how a word of a title begins"),
        pytest.param("skate ou studio c ki le plus cher", [5, 23], id="how one begins, beside another"),
        pytest.param(
            "which costs more, the playground or the schoolyard", [18, 10], id="a choice of what is asked too"
        ),
        pytest.param("le skatepark aura de la lumière ou pas", [5], id="or not"),
        pytest.param("ما الفرق في السعر بين المشروع 1 والمشروع 13؟", [1, 13], id="numbers joined in Arabic"),
        pytest.param("je vote le studio et le basket", [23, 9], id="a word of a text that a vote adds"),
        pytest.param("je vote pour le kiosque et le reste je m'en fiche", [19], id="nothing that it adds"),
        pytest.param("kiosk", [19], id="as it sounds"),
        pytest.param("lequel c'est labri", [12], id="an article written onto it"),
        pytest.param("le truc avec la mare et les libellules", [24], id="described"),
        pytest.param("c'est quoi le projet des douches pour les sans logement", [21], id="described by its text"),
        pytest.param("petanke", [6], id="two slips at the end of a long word"),
        pytest.param("vélo", [12, 15], id="what two have in their titles"),
        pytest.param("le 13 ou le 1", [13, 1], id="two numbers"),
        pytest.param("projet 8 la cuisine", [8], id="number and title"),
        pytest.param("n°17", [17], id="n°"),
        pytest.param("5 lumiere", [5], id="a number first"),
        pytest.param("5 12 7", [5, 12, 7], id="numbers alone"),
        pytest.param("how much is number 12?", [12], id="in English"),
        pytest.param("¿cuánto cuesta el 12?", [12], id="in Spanish"),
        pytest.param("numara 12 ne kadar", [12], id="in Turkish"),
        pytest.param("is the footbridge finished", [3], id="a thing in English"),
        pytest.param("köprüye tekerlekli sandalyeyle girilir mi", [3], id="in Turkish, with an ending"),
        pytest.param("ne zaman yapılacak çeşme", [2], id="in Turkish, without one"),
        pytest.param("¿dónde estará el estanque?", [24], id="in Spanish"),
        pytest.param("a cozinha é para quem", [8], id="in Portuguese"),
        pytest.param("بكم الجدارية", [16], id="in Arabic, with its article"),
        pytest.param("skate park'ın fiyatı", [5], id="a French word with a Turkish ending"),
    ],
)
def test_a_project_is_named_by(words: str, named: list[int]) -> None:
    assert numbers(words) == named


@pytest.mark.parametrize(
    "words",
    [
        "mon projet c'était le potager",
        "très bonne idée",
        "ça se passe comment",
        "je peux voter au collège",
        "la réunion c'est à la gare",
        "je vais passer à la mairie",
        "le vote ferme le 29 novembre",
        "¿puedo votar el 5 de noviembre?",
        "5 kasım günü geliyorum",
        "j'ai 12 ans",
        "à 20 h",
        "on est 3 dans la famille avec 1 seul tel",
        "ma femme a voté 4 projets avec le papier",
        "si on a 2 telephones",
        "c bon ca a marché ?",
        "annule mon vote",
        "stop aux voitures devant l'école des ormes",
        "les travaux en cours",
        "Pourriez-vous me rappeler au 04 65 71 99 99 ?",
        "comment s'inscrire à la promenade des projets du 14 ?",
        "vous gardez quoi sur moi",
        "rue des tanneurs, ma boutique a droit à une voix ?",
        "projet 40",
        "the school is closed",
        "quiero hablar con el ayuntamiento",
        "okul ne zaman kapanıyor",
        "",
    ],
)
def test_no_project_is_named_by(words: str) -> None:
    assert numbers(words) == []


def test_whoever_asks_for_shelter_names_no_shelter_for_bicycles() -> None:
    assert numbers("les douches et les casiers pour les sans-abri") == [21]


def test_a_thousand_projects_are_named_in_no_time() -> None:
    edition = big_edition(1000)

    assert [project.number for project in projects_in("le 12 et le 999", edition, lexicon())] == [12, 999]
