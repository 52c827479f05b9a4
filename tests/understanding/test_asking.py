"""What a message may ask: topics and entries of the FAQ in one list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.edition.file import read_edition
from bot.hands.asked import index_of
from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from bot.practice.sample import SAMPLE
from flows.town.faq import FaqEntry
from flows.understanding.asking import HearingIndex
from flows.understanding.meaning import NoMeaning

INDEX = index_of(read_edition(SAMPLE))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param("c kan ke le vote ferme", "vote_dates", id="texted"),
        pytest.param("le maire peut-il voir pour qui j'ai voté", "secrecy", id="not the costs"),
        pytest.param("je voudrais annuler mon vote", "vote_cancel", id="not a vote"),
        pytest.param("vous avez bien reçu mon vote", "vote_check", id="not a change"),
        pytest.param("bonjour", "talk_hello", id="small talk"),
        pytest.param("refaire mon passeport", "elsewhere_papers", id="asked elsewhere"),
        pytest.param("qui s'occupe de l'entretien du rond-point", "elsewhere_roads", id="not of the projects"),
        pytest.param("faut-il l'accord des parents pour un vaccin", "elsewhere_health", id="not to vote"),
        pytest.param("j'ai perdu le code de mon cadenas", "elsewhere_other", id="not ours"),
        pytest.param("combien coûte la garderie", "elsewhere_school", id="not a message"),
        pytest.param("la cour de l'école peut-elle avoir des arbres", "school_project", id="a school, of ours"),
    ],
)
def test_by_its_words_alone_a_message_asks(words: str, first: str) -> None:
    best = INDEX.read(words, NoMeaning())[0]

    assert f"topic:{first}" in (best.id, best.topic)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param(
            "Ma voisine jardine beaucoup en ce moment. À quelle date ferme le vote ? Bien à vous, Rose.",
            "vote_dates",
            id="a story before",
        ),
        pytest.param(
            "Je suis à la retraite depuis peu. Le jardin me prend tout mon temps. Mon vote est-il bien arrivé ?",
            "vote_check",
            id="the question last",
        ),
        pytest.param(
            "Quel est le plafond pour un projet ? Ma poubelle est cassée",
            "cost_limit",
            id="beside what nobody here answers",
        ),
    ],
)
def test_of_several_sentences_the_one_that_asks_counts(words: str, first: str) -> None:
    best = INDEX.read(words, NoMeaning(), whole=False)[0]

    assert f"topic:{first}" in (best.id, best.topic)


def test_each_topic_is_lent_to_the_entry_that_is_about_it() -> None:
    """Also where two are nearly as close: the age of voters and that of authors."""
    lent = {topic.removeprefix("topic:"): entry.removeprefix("faq:") for topic, entry in INDEX.lent.items()}

    assert lent["who_votes_age"] == "age-vote"
    assert lent["who_proposes_age"] == "age-idee"
    assert lent["who_proposes"] == "qui-propose"
    assert lent["vote_dates"] == "quand-voter"
    assert lent["secrecy"] == "secret"
    assert "vote_check" not in lent


def test_which_entry_is_about_a_topic_is_told_by_the_language_of_the_entries_alone() -> None:
    asked = topics()
    french = {id: tuple(one for one in all_ if one in asked.own[id]) for id, all_ in asked.wordings.items()}
    alone = HearingIndex(read_edition(SAMPLE).faq, replace(asked, wordings=french), vocabulary())

    assert INDEX.lent.keys() >= alone.lent.keys() - {"topic:results"}
    assert {topic: INDEX.lent[topic] for topic in alone.lent if topic in INDEX.lent} == alone.lent


def test_no_more_than_eight_are_told_and_the_best_first() -> None:
    found = INDEX.read("quand est ce que je peux voter pour un projet de mon quartier avec mon portable", NoMeaning())

    assert len(found) <= 8
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_each_topic_is_worded_in_the_source_language() -> None:
    assert all(len(wordings) >= 3 for wordings in topics().wordings.values())


FAQ = (
    FaqEntry("qui", "Qui a le droit de vote ?", "Tous les habitants de la ville."),
    FaqEntry("montant", "Combien la ville consacre-t-elle au budget ?", "200 000 euros cette année."),
    FaqEntry("perdu", "Mon code est perdu", "L'accueil de la mairie vous en donne un autre."),
    FaqEntry("suite", "Quand saurai-je si mon idée est retenue ?", "Vous recevez un message à chaque étape."),
    FaqEntry("bus", "Des navettes vont-elles à l'urne ?", "Oui, le samedi.", words="transport\ny aller en bus"),
)
ANSWERS = HearingIndex(FAQ, topics(), vocabulary())


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        pytest.param("mon code est perdu", "perdu", id="the town's own words"),
        pytest.param("G PERDU MN CODE!!", "perdu", id="texted"),
        pytest.param("jé perdu mn code, je fé koi", "perdu", id="in one clause of several"),
        pytest.param("vous avez combien de fric au total", "montant", id="as no entry puts it, but people do"),
        pytest.param("fo etre francais pr voté ?", "qui", id="a question of the same topic"),
        pytest.param("ya un transport pr y aller", "bus", id="by the words the town added"),
    ],
)
def test_a_question_gets_the_town_s_answer(asked: str, first: str) -> None:
    answers = ANSWERS.answers(asked, NoMeaning())

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
    assert not ANSWERS.answers(asked, NoMeaning()).sure


def test_a_topic_that_no_entry_is_about_brings_no_answer() -> None:
    assert not HearingIndex(FAQ[2:3], topics(), vocabulary()).answers("quand commencent les travaux", NoMeaning()).sure


def test_the_next_best_answers_follow() -> None:
    matches = ANSWERS.answers("combien y a-t-il d'argent, et pour un code perdu", NoMeaning(), most=3).found

    assert len(matches) >= 2
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_a_town_without_a_faq_answers_nothing() -> None:
    assert HearingIndex((), topics(), vocabulary()).answers("qui peut voter", NoMeaning()).found == ()


def test_every_wording_of_a_topic_is_lent_to_the_entry_it_is_about() -> None:
    """A town's question need not share a word with how people ask it, if it is about a topic that all budgets have."""
    wordings = topics().wordings["code_lost"]

    firsts = [ANSWERS.answers(wording, NoMeaning()).found[0].entry.id for wording in wordings]

    assert set(firsts) == {"perdu"}
