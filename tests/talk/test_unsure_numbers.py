"""Numbers that are asked for again, in digits: of another unit than asked, taken back, or the name of something."""

from __future__ import annotations

from typing import Any

import pytest

from flows.people.profile import age_question
from flows.talk.memory import View
from flows.talk.questions import Amount, Answered, Heard, Missed, Number, OfAge, Question, Reply
from flows.words import _
from tests.support.ears import EAR
from tests.support.french import french

A_MONTH = Number(_("Combien de fois par mois ?"))
A_WEEK = Number(_("Combien d'heures par semaine ?"))
IN_ENGLISH = Number(_("How many times a month?"))
CHILDREN = Number(_("Combien d'enfants avez-vous ?"))
HOW_LONG = Number(_("Depuis combien de temps ?"))
HOW_MUCH = Number(_("Combien ?"))
COST = Amount(_("Combien cela coûterait-il ?"), unit=_("euros"))
AGE = age_question()
GROWN = OfAge(_("Avez-vous au moins 18 ans ?"), least=18)
CHILD = OfAge(_("Avez-vous au moins 11 ans ?"), least=11)
OLD = OfAge(_("Avez-vous au moins 60 ans ?"), least=60)


def heard(question: Question[Any], text: str) -> Heard[Any]:
    """What *question* makes of *text*."""
    return question.heard(Reply(text), View(keys=(("1", "yes"), ("2", "no"))), EAR)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param(A_MONTH, "1 fois par semaine", id="a week, of a month"),
        pytest.param(A_MONTH, "2 fois par jour", id="a day, of a month"),
        pytest.param(A_MONTH, "2 par an", id="a year, of a month"),
        pytest.param(A_MONTH, "2/semaine", id="a week, by a stroke"),
        pytest.param(A_MONTH, "deux fois par semaine", id="in letters"),
        pytest.param(IN_ENGLISH, "2 times a week", id="in English"),
        pytest.param(A_WEEK, "30 minutes", id="minutes, of hours"),
        pytest.param(A_WEEK, "1h30", id="an hour and a half"),
        pytest.param(A_MONTH, "12h", id="an hour of the day"),
        pytest.param(A_MONTH, "j'ai 2 enfants", id="children, of times"),
        pytest.param(A_MONTH, "4 F", id="francs, of times"),
        pytest.param(A_MONTH, "20 €", id="euros, of times"),
        pytest.param(CHILDREN, "20 €", id="euros, of children"),
        pytest.param(CHILDREN, "12h", id="an hour, of children"),
        pytest.param(CHILDREN, "2 filles et 2 garçons", id="two counts that are equal"),
        pytest.param(A_MONTH, "sans 2", id="without"),
        pytest.param(A_MONTH, "pas 2", id="not"),
        pytest.param(A_MONTH, "pas le 2", id="not that one"),
        pytest.param(A_MONTH, "moins 2", id="minus"),
        pytest.param(COST, "pas 500 euros", id="a sum that is taken back"),
        pytest.param(A_MONTH, "hall 12", id="a hall"),
        pytest.param(HOW_MUCH, "hall n° 12", id="a hall by its number"),
        pytest.param(HOW_MUCH, "j'habite bâtiment 4", id="a building, in a sentence"),
        pytest.param(COST, "hall 12", id="a hall, of a sum"),
        pytest.param(HOW_MUCH, "Lidl 12", id="a word that nobody knows"),
        pytest.param(A_MONTH, "une fois tous les 2 mois", id="how far apart"),
        pytest.param(HOW_MUCH, "je suis en 6e", id="a class by its rank"),
        pytest.param(HOW_MUCH, "2ème", id="a rank"),
        pytest.param(HOW_MUCH, "né en 1980", id="a year of birth"),
    ],
)
def test_a_number_that_may_be_another_is_asked_for_again(question: Number, text: str) -> None:
    outcome = heard(question, text)

    assert isinstance(outcome, Missed)
    assert outcome.remark
    assert french(outcome.remark) == "Répondez par un nombre, en chiffres."


@pytest.mark.parametrize("text", ["500 $", "$ 500", "500 £", "20 %"])
def test_a_sign_that_stands_apart_is_read(text: str) -> None:
    assert isinstance(heard(COST, text), Missed)
    assert isinstance(heard(A_MONTH, text), Missed)


@pytest.mark.parametrize("text", ["10 max", "10 maximum", "maxi 10"])
def test_of_the_most_there_may_be_the_number_alone_is_asked_for(text: str) -> None:
    outcome = heard(A_MONTH, text)

    assert isinstance(outcome, Missed)
    assert outcome.remark
    assert french(outcome.remark) == "Un nombre seul, s'il vous plaît, par exemple 10."


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        pytest.param(A_MONTH, "2 fois", 2, id="times"),
        pytest.param(A_MONTH, "2 fois par mois", 2, id="the unit that is asked for"),
        pytest.param(A_MONTH, "2x par mois", 2, id="the same, shorter"),
        pytest.param(A_MONTH, "environ 2", 2, id="about"),
        pytest.param(A_MONTH, "plus ou moins 12", 12, id="more or less"),
        pytest.param(A_MONTH, "je ne sais pas trop, 2", 2, id="a doubt before a comma"),
        pytest.param(A_MONTH, "0, je n'y vais pas", 0, id="none, and why"),
        pytest.param(A_MONTH, "oui 2", 2, id="a yes before it"),
        pytest.param(A_WEEK, "2h", 2, id="hours, of hours"),
        pytest.param(A_WEEK, "2 heures par semaine", 2, id="hours a week"),
        pytest.param(CHILDREN, "j'ai 2 enfants", 2, id="what is counted"),
        pytest.param(CHILDREN, "enfants 2", 2, id="a word of the question before it"),
        pytest.param(HOW_LONG, "12 ans", 12, id="years, where any time answers"),
        pytest.param(HOW_LONG, "depuis 12 mois", 12, id="months, where any time answers"),
        pytest.param(HOW_MUCH, "2 par semaine", 2, id="no unit is asked for"),
        pytest.param(COST, "8e", 8, id="euros, not a rank"),
        pytest.param(COST, "budget 500", 500, id="a sum after its name"),
        pytest.param(COST, "500 euros par an", 500, id="a sum a year"),
        pytest.param(COST, "un bus à 3000", 3000, id="a thing at its price"),
    ],
)
def test_a_number_that_is_one_is_heard(question: Number, text: str, number: int) -> None:
    assert heard(question, text) == Answered(number)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hall 12", id="a hall"),
        pytest.param("classe 12", id="a class"),
        pytest.param("section 13", id="a section"),
        pytest.param("je suis ne le 12", id="a day of birth"),
        pytest.param("je suis née le 12", id="hers"),
        pytest.param("né en 1980", id="a year of birth"),
        pytest.param("mon fils a 10 ans", id="of a son"),
        pytest.param("mon fils a six ans et demi", id="of a son, in letters"),
        pytest.param("ma fille 8 ans", id="of a daughter"),
        pytest.param("elle a 34 ans", id="of somebody"),
        pytest.param("j'ai un fils de 12 ans", id="of a son of one's own"),
        pytest.param("depuis 12 ans", id="since"),
        pytest.param("il y a 12 ans", id="ago"),
        pytest.param("my daughter is 8", id="of a daughter, in English"),
        pytest.param("nous sommes 4", id="how many they are"),
        pytest.param("pas 12 ans", id="not"),
    ],
)
@pytest.mark.parametrize("question", [AGE, CHILD])
def test_what_is_not_the_age_of_who_writes_is_asked_again(question: Question[Any], text: str) -> None:
    assert isinstance(heard(question, text), Missed)


@pytest.mark.parametrize("text", ["34", "mon âge est 34", "mon âge : 34", "j'ai 34 ans", "bientôt 34", "my age is 34"])
def test_the_age_of_who_writes_is_heard(text: str) -> None:
    assert heard(AGE, text) == Answered(34)
    assert heard(CHILD, text) == Answered(True)


@pytest.mark.parametrize(
    ("question", "text", "yes"),
    [
        pytest.param(GROWN, "majeur", True, id="of age"),
        pytest.param(GROWN, "Je suis majeure", True, id="of age, in a sentence"),
        pytest.param(GROWN, "adulte", True, id="an adult"),
        pytest.param(CHILD, "oui, adulte", True, id="an adult is older than eleven"),
        pytest.param(GROWN, "mineur", False, id="not of age"),
        pytest.param(CHILD, "mineur", None, id="not of age may be eleven"),
        pytest.param(OLD, "majeur", None, id="of age may be under sixty"),
        pytest.param(GROWN, "pas majeur", None, id="what is denied"),
    ],
)
def test_who_is_of_age_says_so(question: OfAge, text: str, yes: bool | None) -> None:
    outcome = heard(question, text)

    assert outcome == Answered(yes) if yes is not None else isinstance(outcome, Missed)
