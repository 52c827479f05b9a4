"""Ideas that resemble a new one, in French as it is texted."""

from __future__ import annotations

import pytest

from bot.edition.file import read_edition
from bot.languages.vocabulary import vocabulary
from bot.practice.sample import SAMPLE
from flows.understanding.likeness import Document, Likeness
from flows.understanding.vocabulary import Vocabulary

IDEAS = Likeness(
    [Document(str(project.number), project.title, project.summary) for project in read_edition(SAMPLE).projects],
    vocabulary(),
)


@pytest.mark.parametrize(
    ("written", "first"),
    [
        pytest.param("un skatepark. pour les jeunes derrière le gymnase", "5", id="the same thing"),
        pytest.param("terrain de petanqe. on pourai jouer aux boule le soir", "6", id="misspelled"),
        pytest.param("DES DEFIBRILATEURS. un par kartier", "20", id="in capitals, with slips"),
        pytest.param("cabane a bouquins. pr echanger ds le parc", "14", id="by a word of the same family"),
        pytest.param("jeux pr les petits. une aire de jeu svp", "18", id="abridged"),
    ],
)
def test_an_idea_that_exists_already_is_found(written: str, first: str) -> None:
    assert IDEAS.alike(written)[0].id == first


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("hammam municipal. un bain de vapeur pas cher", id="something else altogether"),
        pytest.param("je voudrais quelque chose de bien pour nous tous", id="words that say nothing"),
        pytest.param("projet 12", id="a number"),
        pytest.param("🌳🌳🌳", id="no words"),
        pytest.param("", id="nothing"),
    ],
)
def test_nobody_is_interrupted_for_nothing_like_it(written: str) -> None:
    assert IDEAS.alike(written) == []


def test_no_more_are_shown_than_asked_for_best_first_and_equal_ones_in_their_order() -> None:
    benches = Likeness([Document(str(n), "Un banc rue Pasteur") for n in range(9)], vocabulary())

    assert [match.id for match in benches.alike("un banc rue pasteur", most=3)] == ["0", "1", "2"]


def test_a_title_counts_more_than_the_text_below_it() -> None:
    ideas = Likeness(
        [
            Document("a", "Repeindre le préau", "avec un composteur dans un coin de la cour"),
            Document("b", "Un composteur", "dans un coin de la cour, sous le préau"),
            Document("c", "Des arbres", "devant la gare"),
        ],
        vocabulary(),
    )

    assert ideas.alike("un composteur")[0].id == "b"


def test_there_may_be_no_ideas_yet() -> None:
    assert Likeness([], vocabulary()).alike("un banc") == []


def test_a_language_without_a_vocabulary_is_searched_by_its_words_alone() -> None:
    ideas = Likeness([Document("a", "A bench by the river"), Document("b", "More street lights")], Vocabulary())

    assert [match.id for match in ideas.alike("bench near river")] == ["a"]


def test_the_vocabulary_is_folded() -> None:
    words = vocabulary()

    assert words.hollow
    assert "toilettes" in words.kin["wc"]
