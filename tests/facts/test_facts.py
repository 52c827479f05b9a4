"""Every topic in every phase, on both channels: one SMS, the town's own words, what to write next."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.edition.file import read_edition
from bot.languages.words import FOLDER, lexicon, voice
from bot.practice.sample import SAMPLE
from flows.facts import FACTS, fact
from flows.facts.in_words import in_words
from flows.hotline.knowing_best import ALIKE, TOWN_ONLY
from flows.registry import BY_NAME
from flows.talk.leads import LEADS
from flows.talk.scene import Me, Scene
from flows.town.edition import Contact, Edition, Status
from flows.understanding.folding import fold
from storage.database.store import Store
from storage.town import editions
from tests.conftest import load_sample
from tests.support.ears import paris

EDITION = read_edition(SAMPLE)
MOMENTS = {
    "preparation": paris(2025, 12, 15),
    "ideas": paris(2026, 2, 10),
    "analysis": paris(2026, 5, 12),
    "selection": paris(2026, 7, 20),
    "before_vote": paris(2026, 10, 15),
    "vote": paris(2026, 11, 5),
    "count": paris(2026, 12, 2),
    "results": paris(2026, 12, 10),
    "works": paris(2027, 3, 16),
    "closed": paris(2027, 12, 30),
}
IN_TWO = {
    "what_next",
    "today",
    "who_votes",
    "who_votes_residence",
    "who_proposes",
    "parents_agree",
    "how_it_works",
    "spending_kinds",
    "idea_time",
    "idea_place",
    "private_land",
    "school_project",
}
"""What tells a whole calendar, in whose first weeks each date has its year."""

NOBODY = Me(1)


def told(topic: str, phase: str, *, edition: Edition = EDITION, taps: bool = False, me: Me = NOBODY) -> str:
    """What is said of *topic* in *phase*, by SMS or on a channel with buttons."""
    can = frozenset({"taps"}) if taps else frozenset[str]()
    scene = Scene(edition, MOMENTS[phase], replace(me, can=can))
    said = fact(topic, scene)
    return voice("fr").say(said.text if taps else said.short or said.text) if said else ""


@pytest.mark.parametrize("language", ["fr", "en", "es", "tr"])
@pytest.mark.parametrize("phase", MOMENTS)
def test_each_fact_is_one_sms(phase: str, language: str) -> None:
    for topic in FACTS:
        scene = Scene(EDITION, MOMENTS[phase], Me(1, language=language))
        said = fact(topic, scene)

        assert said is not None, topic
        text = wash(voice(language).say(said.short or said.text))
        assert segments_of(text) <= (2 if topic in IN_TWO else 1), f"{topic}: {len(text)} signs: {text}"


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("fr", "français, anglais, arabe, turc, portugais, espagnol, français facile"),
        ("en", "French, English, Arabic, Turkish, Portuguese, Spanish, Français facile"),
        ("ar", "الفرنسية, الإنجليزية, العربية, التركية, البرتغالية, الإسبانية, Français facile"),
    ],
)
def test_the_languages_are_named_in_the_one_that_is_spoken(language: str, named: str) -> None:
    said = fact("languages_spoken", Scene(EDITION, MOMENTS["vote"], Me(1, language=language)))

    assert said is not None
    assert named in voice(language).say(said.text)


@pytest.mark.parametrize("phase", MOMENTS)
def test_what_a_fact_says_to_write_is_heard(phase: str) -> None:
    """Every word in capitals opens a conversation, or means something, in the language it is said in."""
    words = lexicon()
    names = {survey.word.upper() for survey in EDITION.surveys} | {"SMS"}
    for topic in FACTS:
        for taps in (False, True):
            for word in set(re.findall(r"\b[A-Z]{4,}\b", told(topic, phase, taps=taps))) - names:
                assert words.flows.get(fold(word), "") in BY_NAME or words.meant(word), f"{topic}: {word}"


@pytest.mark.parametrize(
    ("topic", "phase", "says", "words"),
    [
        ("who_votes", "vote", "à tout âge : toute personne qui vit, travaille ou étudie à Montreval", ""),
        ("who_votes", "vote", "Pour voter : VOTE.", ""),
        ("who_votes_age", "before_vote", "à tout âge : il n'y a pas de minimum", "ma soeur de 6 ans"),
        ("who_proposes", "ideas", "dès 11 ans (avant 15 ans, accord d'un adulte)", ""),
        ("parents_agree", "vote", "pas besoin de l'accord d'un adulte", "faut l'accord de ma mère pour voter"),
        ("organisations", "vote", "chaque personne vote pour elle-même", "ma boutique"),
        ("how_to_vote", "vote", "VOTE et les numéros", ""),
        (
            "organisations",
            "ideas",
            "Une association, une classe ou un groupe peut proposer",
            "notre club propose",
        ),
        ("how_many_ideas", "ideas", "5 idées au plus. Pour proposer : PROPOSER.", ""),
        ("idea_dates", "vote", "La prochaine fois n'est pas encore fixée.", ""),
        ("result_dates", "vote", "La soirée des résultats : salle des Tilleuls.", ""),
        ("cannot_come", "vote", "même d'un téléphone prêté : PRENOM et le prénom, puis VOTE.", ""),
        ("survey_promise", "vote", "BILAN : Sans votre nom ni votre numéro", ""),
        ("erase_me", "vote", "il reste dans l'urne, sans votre nom, et il compte", "si j'efface, mon vote compte ?"),
        ("erase_me", "works", "écrivez EFFACER, puis confirmez", "virez-moi de votre base"),
        ("number_given", "vote", "ne le donne ni ne le vend à personne. Effacé 60 jours après la fin", ""),
        ("vote_stolen", "vote", "dites-le tout de suite à une personne de la ville, 04 65 71 20 26", ""),
        ("vote_content", "vote", "Je ne vois pas de vote de vous ici", ""),
        ("vote_of_other", "vote", "Je ne dis à personne si quelqu'un d'autre a voté", ""),
        ("vote_kept", "vote", "Ne votez pas une seconde fois", ""),
        ("reach_a_person", "vote", "1 place aux Grains", "c'est quoi l'adresse"),
        ("reach_a_person", "vote", "Horaires, accès : 04 65 71 20 26.", "où est la mairie"),
        ("reach_a_person", "vote", "1 place aux Grains", "onde fica a câmara municipal"),
        ("reach_a_person", "vote", "1 place aux Grains", "donde esta el ayuntamiento"),
        ("reach_a_person", "vote", "1 place aux Grains", "وين البلدية"),
        ("reach_a_person", "vote", "@montreval.example", "vous avez un mail"),
        ("why_missing", "vote", "Demander pourquoi : QUESTION. La liste : PROJETS.", "pk ya pas de piscine"),
        ("why_missing", "ideas", "Pour proposer : PROPOSER.", ""),
        ("how_to_vote", "ideas", "Le vote ouvre le 2 novembre à 9 h.", ""),
        ("how_to_vote", "count", "clos depuis le 29 novembre à 20 h", ""),
        ("how_many", "vote", "de 1 à 3 projets. L'ordre ne compte pas : chacun reçoit une voix.", ""),
        ("how_many", "ideas", "5 idées au plus", "on peut proposer combien didées par personne"),
        ("vote_paper", "count", "Sur papier aussi, c'est fini. Le vote est clos depuis le 29 novembre à 20 h.", ""),
        ("vote_for_someone", "works", "Le vote est clos depuis le 29 novembre 2026.", ""),
        ("cannot_come", "results", "Le vote est clos depuis le 29 novembre à 20 h.", ""),
        ("code_lost", "count", "Plus besoin de code. Le vote est clos", ""),
        ("who_votes", "works", "Le vote est clos depuis le 29 novembre 2026.", ""),
        ("who_proposes", "vote", "Le dépôt des idées est clos depuis le 29 mars à 20 h.", ""),
        ("vote_paper", "vote", "Vote ouvert jusqu'au 29 novembre à 20 h.", ""),
        ("vote_paper", "vote", "à l’accueil de la mairie, 1 place aux Grains. Horaires, accès : 04 65 71 20 26.", ""),
        ("vote_for_someone", "vote", "Jusqu'à 4 personnes par téléphone : chacune écrit PRENOM", ""),
        ("vote_check", "vote", "Je ne vois pas de vote de vous ici.", ""),
        ("vote_change", "vote", "Oui, jusqu'au 29 novembre à 20 h", ""),
        ("vote_change", "count", "Non, plus maintenant. Le vote est clos depuis le 29 novembre à 20 h.", ""),
        ("vote_cancel", "vote", "Vous n'avez pas voté", ""),
        ("code_lost", "vote", "Pas besoin de code pour commencer", "j'ai rien recu par courrier, il faut un code ?"),
        ("code_lost", "vote", "un reçu perdu ne change rien", "jai perdu mon recu"),
        ("budget", "vote", "400 000 € pour toute la ville", ""),
        ("cost_limit", "ideas", "200 000 € au plus. Pas besoin de devis", ""),
        ("secrecy", "vote", "sans votre nom, l'équipe ne le voit pas. Votre opérateur, lui, peut lire vos SMS.", ""),
        ("new_number", "vote", "Écrivez RELIER : je vous donne un code à envoyer de l'autre téléphone.", ""),
        ("reach_a_person", "vote", "1 place aux Grains", "vous êtes ouverts le samedi ?"),
        ("fraud", "vote", "n'a qu'un vote : voter de nouveau remplace le premier.", ""),
        ("rigged", "vote", "Ce sont les votes des habitants qui décident. Chacun reçoit un code", ""),
        ("what_to_choose", "vote", "je ne conseille aucun projet. Les voir tous : PROJETS.", ""),
        ("against", "vote", "On ne vote pas contre un projet", "je suis contre la passerelle"),
        ("by_district", "vote", "sans part réservée à un quartier. Les projets d'un quartier : QUARTIERS.", ""),
        ("my_number", "vote", "parce que vous nous avez écrit. Il est effacé 60 jours après", ""),
        ("results", "count", "connus le 7 décembre à 18 h", ""),
        ("my_refusal", "before_vote", "La raison d'un refus : SUIVI et le numéro du projet.", ""),
        ("how_many", "vote", "Vous choisissez de 1 à 3 projets.", "quels projets sont proposés, combien en choisir"),
        ("how_many", "vote", "5 idées au plus", "combien d'idées par personne"),
        ("erase_me", "vote", "il reste dans l'urne", "si j'efface tout, ma voix compte ?"),
        ("reach_a_person", "vote", "budget-participatif@", "c'est quoi votre courriel"),
        ("turnout", "vote", "avec les résultats, le 7 décembre à 18 h, pas avant", ""),
        ("meetings", "vote", "La promenade des projets : le 14 novembre à 10 h, départ place aux Grains.", ""),
        ("meetings", "works", "Aucune réunion", ""),
        ("propose_how", "vote", "clos depuis le 29 mars à 20 h. Pour en parler quand même à l'équipe : QUESTION", ""),
        ("give_opinion", "analysis", "COMMENTER et son numéro", ""),
        ("give_opinion", "vote", "répondez à l'enquête : BILAN.", ""),
        ("elsewhere_police", "vote", "17 ou 112", ""),
        ("talk_angry", "vote", "Je comprends", ""),
        ("talk_thanks", "ideas", "Avec plaisir ! Pour proposer : PROPOSER.", ""),
    ],
)
def test_what_is_true_is_told(topic: str, phase: str, says: str, words: str) -> None:
    said = fact(topic, Scene(EDITION, MOMENTS[phase], NOBODY), in_words(words, lexicon()))

    assert said
    assert says in voice("fr").say(said.short or said.text).replace("\u202f", " ").replace("\xa0", " ")


def test_on_a_channel_with_buttons_nobody_hears_of_sms() -> None:
    assert "touchez vos projets" in told("how_to_vote", "vote", taps=True)
    assert "Telegram, qui peut le lire" in told("secrecy", "vote", taps=True)
    assert told("sms_cost", "vote", taps=True).startswith("Rien")


def test_who_has_voted_hears_so_and_who_may_be_someone_else_does_not() -> None:
    day = date(2026, 11, 4)

    assert "dans l'urne depuis le 4 novembre" in told("vote_check", "vote", me=Me(1, voted_on=day))
    assert "4 novembre" not in told("vote_check", "vote", me=Me(1, voted_on=day, doubtful=True))
    assert "on ne le retire pas, on le remplace" in told("vote_cancel", "vote", me=Me(1, voted_on=day))
    assert "sont votre reçu, la preuve du vote" in told("code_lost", "vote", me=Me(1, voted_on=day))


def test_what_the_edition_does_not_say_is_not_said() -> None:
    rules = replace(EDITION.ballot, who="", paper="")
    silent = replace(EDITION, ballot=rules, spans=(), sms_number="38123")

    for topic in (
        "who_votes",
        "who_votes_residence",
        "vote_paper",
        "vote_dates",
        "idea_dates",
        "works_when",
        "sms_cost",
    ):
        assert told(topic, "vote", edition=silent) == ""
    assert "papier" not in told("secrecy", "vote", edition=silent)


def test_a_town_of_other_rules_is_told_its_own() -> None:
    ballot = replace(EDITION.ballot, may_change=False, identity="phone", max_cost=Decimal(200000), least=3)
    strict = replace(
        EDITION, ballot=ballot, ages=replace(EDITION.ages, vote=16), contact=Contact("La Ville", email="a@b.fr")
    )

    assert "ne se change pas" in told("vote_change", "vote", edition=strict)
    assert "vaut une voix" in told("vote_for_someone", "vote", edition=strict)
    assert "Vous choisissez 3 projets." in told("how_many", "vote", edition=strict)
    assert "Ensemble, 200" in told("how_many", "vote", edition=strict)
    assert "dès 16 ans" in told("who_votes", "vote", edition=strict)
    assert "a@b.fr" in told("reach_a_person", "vote", edition=strict)


def test_a_published_result_is_told() -> None:
    votes = {5: 812, 13: 640}
    projects = tuple(
        replace(one, status=Status.WINNER, votes=votes[one.number]) if one.number in votes else one
        for one in EDITION.projects
    )

    said = told("results", "results", edition=replace(EDITION, projects=projects))

    assert said.startswith("2 projets sont retenus, dont 5 Un skatepark")
    assert "13 Un banc" in said


def test_every_topic_that_is_listed_for_people_to_ask_is_answered() -> None:
    """By a fact, like another topic, by a conversation, or by the town alone; those about a project, by its sheet."""
    path = FOLDER / "fr" / "topics.toml"
    listed = tomllib.loads(path.read_text("utf-8"))["wordings"] if path.exists() else {}

    told = {topic for topic in listed if not topic.startswith(("project_", "compare_"))}
    assert told <= FACTS.keys() | ALIKE.keys() | LEADS.keys() | TOWN_ONLY | {"school_project"}


def test_what_only_a_town_knows_is_kept_with_its_edition(sqlite: Store) -> None:
    load_sample(sqlite)
    with sqlite.reading() as tx:
        kept = editions.find(tx)

    assert (kept.ballot.who, kept.ballot.paper, kept.proposals.who) == (
        EDITION.ballot.who,
        EDITION.ballot.paper,
        EDITION.proposals.who,
    )


def test_nothing_is_said_of_a_topic_nobody_knows() -> None:
    assert fact("no_such_topic", Scene(EDITION, datetime(2026, 11, 5, tzinfo=EDITION.zone), Me(1))) is None
