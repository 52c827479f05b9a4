"""A project's own sheet answers what is asked of it, and several stand beside one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.languages.words import lexicon, voice
from flows.projects.compare import compared
from flows.projects.sheet import sheet_of
from flows.talk.chat import Said
from flows.talk.scene import Me, Scene
from flows.town.edition import Status
from flows.words import Title
from tests.support.ears import paris
from tests.understanding.test_search import EDITION

IN_VOTE, BEFORE = paris(2026, 11, 5), paris(2026, 10, 15)


def read(said: Said, *, sms: bool = True) -> str:
    """What is read, with the blanks that nobody sees made plain."""
    text = voice("fr").say(
        (said.short or said.text) if sms else said.text, _short if sms else lambda title: title.words
    )
    return text.replace("\u202f", " ").replace("\xa0", " ")


def _short(title: Title) -> str:
    return title.short or title.words


def told(number: int, words: str, *, at: datetime = IN_VOTE, sms: bool = True) -> str:
    return read(sheet_of(EDITION.by_number[number], words, Scene(EDITION, at, Me(1)), lexicon()), sms=sms)


def side_by_side(words: str, *, at: datetime = IN_VOTE, me: Me | None = None) -> list[str]:
    """The lines that are told."""
    return read(compared(words, Scene(EDITION, at, me or Me(1)), lexicon())).split("\n")


@pytest.mark.parametrize(
    ("number", "words", "says"),
    [
        (5, "c koi le prix du skate park", "145 000 €"),
        (5, "ya de la lumiere le soir", "un éclairage jusqu’à 21 h."),
        (9, "il sera allumé jusqu'à quelle heure", "l’éclairer jusqu’à 22 h"),
        (3, "praticable en fauteuil roulant ?", "les fauteuils et les vélos."),
        (12, "il faut payer un abonnement ?", "sans abonnement."),
        (15, "c payan ?", "Prêter gratuitement"),
        (10, "elle sera ouverte au quartier ou que pour les élèves", "aux familles du quartier le samedi"),
        (1, "le marché du samedi va perdre des places", "garde toutes ses places"),
        (20, "la formation c gratuit ?", "Vingt séances gratuites"),
        (22, "sa ce passe ou", "La Tuilerie"),
        (5, "sera fini quel mois", "S'il est choisi : réalisé entre le 4 janvier et le 19 décembre 2027."),
        (19, "il y aura des toilettes ?", "L'équipe vous répond : QUESTION 19."),
        (8, "", "Pour voter : VOTE 8."),
        (1, "est-il prévu de replanter des arbres ?", "Planter douze tilleuls"),
        (5, "wsh c ou", "Gare et Tanneurs"),
        (11, "cb de gamins pour le pedibus", "Soixante enfants"),
        (17, "cb de km de haie", "Deux kilomètres de haies"),
        (12, "kaç bisiklet alıyor", "soixante places"),
        (15, "on les garde combien de temps ?", "Pour une demi-journée ou un week-end"),
        (9, "ca s'eteint a quelle heure", "22 h"),
        (12, "fo payé un abo ??", "sans abonnement"),
        (7, "on peut prendre les fruits ou c ke pr les membres", "Chacun pourra cueillir."),
        (17, "ça sert a koi les haies franchement", "Elles coupent le vent"),
        (19, "pk le kiosque il est fermé ?", "fermé depuis la tempête"),
        (3, "pourquoi faire une passerelle", "Aujourd’hui, il faut un détour"),
        (20, "ya combien de defibrilateur et la formation c gratuit ?", "Vingt séances gratuites"),
    ],
)
def test_the_sheet_says_what_is_asked(number: int, words: str, says: str) -> None:
    text = told(number, words)

    assert says in text
    assert text.startswith(f"{number} ")
    assert segments_of(wash(text)) <= 2


def test_a_name_in_another_language_asks_nothing_that_the_sheet_lacks() -> None:
    assert "QUESTION" not in told(3, "quanto custa a ponte para a ilha")


def test_before_the_vote_nobody_is_told_to_vote() -> None:
    assert "VOTE 5" not in told(5, "", at=BEFORE)
    assert "Le vote ouvre le 2 novembre." in told(5, "", at=BEFORE)


def test_where_letters_cost_nothing_all_of_it_is_told() -> None:
    assert EDITION.by_number[4].summary in told(4, "quand la Lisse déborde ?", sms=False)


def test_what_was_refused_says_so() -> None:
    refused = replace(EDITION.by_number[4], status=Status.UNFEASIBLE)

    assert "il n'est pas faisable" in read(sheet_of(refused, "", Scene(EDITION, IN_VOTE, Me(1)), lexicon()))


@pytest.mark.parametrize("words", ["", "prix", "fauteuil", "toilettes", "quand", "lumiere quand fauteuil toilettes"])
def test_no_sheet_costs_more_than_two_segments(words: str) -> None:
    assert [one.number for one in EDITION.projects if segments_of(wash(told(one.number, words))) > 2] == []


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("c koi le projet le moin cher", ["Les moins chers :", "14 Cinq cabanes à livres : 3 000 €"]),
        ("quel est le plus cher", ["Les plus chers :", "3 Passerelle de l'Ile aux Saules : 180 000 €"]),
        ("le moins cher à la tuilerie", ["Les moins chers :", "7 Verger de la Tuilerie : 18 000 €"]),
        (
            "entre le 13 et le 1",
            ["Côte à côte :", "13 Un banc tous les 200 m : 22 000 €", "1 Ombre place aux Grains : 62 000 €"],
        ),
        ("quels projets à la tuilerie", ["J'ai trouvé :", "7 Verger de la Tuilerie"]),
        ("les projets pour le sport", ["J'ai trouvé :", "4 Ponton sur la Lisse", "5 Skatepark sous le viaduc"]),
        ("y a quoi pour les vieux", ["Pour les aînés :", "1 Ombre place aux Grains", "13 Un banc tous les 200 m"]),
        ("les projets à moins de 30 000", ["À 30 000 € au plus :", "2 Fontaine des Lavandières : 28 000 €"]),
        ("moins chers que 20k à la gare", ["À 20 000 € au plus :", "16 Fresque du mur des Ateliers : 14 000 €"]),
        ("projects under 5 thousand", ["À 5 000 € au plus :", "11 Pédibus de l'école des Ormes : 4 500 €"]),
        ("une piscine olympique", ["Je n'en trouve pas dans la liste. Tous les projets : PROJETS."]),
        ("algún proyecto con música", ["J'ai trouvé :", "19 Kiosque du jardin Bressol"]),
        ("هل هناك مشاريع للموسيقى", ["J'ai trouvé :", "19 Kiosque du jardin Bressol"]),
        ("pas écologique tout ce béton, quoi de plus écolo ?", ["Pour la nature :", "17 Haies du plateau"]),
        ("les projets", ["Les projets :", "1 Ombre place aux Grains"]),
    ],
)
def test_several_stand_beside_one_another(words: str, lines: list[str]) -> None:
    assert side_by_side(words)[: len(lines)] == lines


def test_at_most_five_are_told_and_how_many_more_there_are() -> None:
    lines = side_by_side("ya koi pr les gosses ds les projets")

    assert len(lines) == 1 + 5 + 2
    assert lines[-2:] == ["… et 2 autres : PROJETS", "Pour en choisir : VOTE et leurs numéros."]
    assert any(line.startswith("18 ") for line in lines)


def test_near_me_is_the_district_i_declared() -> None:
    assert "Dans votre quartier :" in side_by_side("quoi près de chez moi", me=Me(1, district="rives"))


def test_out_of_the_vote_one_reads() -> None:
    assert side_by_side("le moins cher", at=BEFORE)[-1] == "Pour en lire un : PROJET et son numéro."
