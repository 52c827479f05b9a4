"""Ideas that resemble a new one, and answers to a question, in French as it is texted."""

from __future__ import annotations

import pytest

from bot.edition.file import read_edition
from bot.languages.vocabulary import vocabulary
from bot.practice.sample import SAMPLE
from flows.hotline.faq_search import FaqIndex
from flows.town.faq import FaqEntry
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


FAQ = (
    FaqEntry("qui", "Qui a le droit de vote ?", "Tous les habitants de la ville."),
    FaqEntry("montant", "Combien la ville consacre-t-elle au budget ?", "200 000 euros cette année."),
    FaqEntry("perdu", "Mon code est perdu", "L'accueil de la mairie vous en donne un autre."),
    FaqEntry("suite", "Quand saurai-je si mon idée est retenue ?", "Vous recevez un message à chaque étape."),
    FaqEntry("bus", "Des navettes vont-elles à l'urne ?", "Oui, le samedi.", words="transport\ny aller en bus"),
)
INDEX = FaqIndex(FAQ, vocabulary())


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        pytest.param("mon code est perdu", "perdu", id="the town's own words"),
        pytest.param("G PERDU MN CODE!!", "perdu", id="texted"),
        pytest.param("jretrouve plu le code, je fé koi", "perdu", id="in one clause of several"),
        pytest.param("vous avez combien de fric", "montant", id="as no entry puts it, but people do"),
        pytest.param("fo etre francais pr voté ?", "qui", id="a question of the same topic"),
        pytest.param("ya un transport pr y aller", "bus", id="by the words the town added"),
    ],
)
def test_a_question_gets_the_town_s_answer(asked: str, first: str) -> None:
    answers = INDEX.answers(asked)

    assert answers.sure
    assert answers.found[0].entry.id == first


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("bonjour", id="a greeting"),
        pytest.param("rdv passeport svp", id="another office"),
        pytest.param("des bancs devant la gare", id="an idea"),
        pytest.param("ou en est mon projet 12", id="another conversation"),
        pytest.param("azertyuiop", id="no word"),
        pytest.param("4 12 27", id="numbers"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_the_town_has_not_answered_is_not_answered(asked: str) -> None:
    assert not INDEX.answers(asked).sure


def test_a_topic_that_no_entry_is_about_brings_no_answer() -> None:
    assert not FaqIndex(FAQ[2:3], vocabulary()).answers("quand commencent les travaux").sure


def test_the_next_best_answers_follow() -> None:
    matches = INDEX.answers("combien d'argent pour mon idée", most=3).found

    assert len(matches) == 3
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_a_town_without_a_faq_answers_nothing() -> None:
    assert FaqIndex((), vocabulary()).answers("qui peut voter").found == ()


def test_every_wording_of_a_topic_is_lent_to_the_entry_it_is_about() -> None:
    """A town's question need not share a word with how people ask it, if it is about a topic that all budgets have."""
    wordings = next(topic for topic in vocabulary().topics if "code perdu" in topic)

    firsts = [INDEX.answers(wording).found[0].entry.id for wording in wordings]

    assert set(firsts) == {"perdu"}


def test_the_vocabulary_is_folded_and_no_wording_is_given_twice() -> None:
    words = vocabulary()
    wordings = [wording for topic in (*words.topics, *words.elsewhere) for wording in topic]

    assert words.hollow
    assert "toilettes" in words.kin["wc"]
    assert len(wordings) == len(set(wordings))
