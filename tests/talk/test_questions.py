"""What each kind of question makes of what people reply."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.words import lexicon, voice
from flows.people.profile import age_question
from flows.projects.which_project import which_project
from flows.surveys.questions import question_of
from flows.talk.memory import View
from flows.talk.questions import (
    Amount,
    Answered,
    Changed,
    Confirm,
    Declined,
    Ear,
    Heard,
    Missed,
    Number,
    OfAge,
    Option,
    Photo,
    Pick,
    PickSome,
    Place,
    Question,
    Reply,
    Where,
    Words,
    YesNo,
)
from flows.town.questionnaire import QuestionKind, SurveyChoice, SurveyQuestion
from flows.words import Say, Verbatim, _
from tests.support.ears import EAR, big_edition
from tests.support.french import french

IN_ENGLISH = Ear(lexicon(), voice("en").say)


def heard(question: Any, text: str, view: View | None = None, *, vouched: bool = True, ear: Ear = EAR) -> Heard[Any]:
    """What *question* makes of *text*."""
    return question.hear(Reply(text, vouched=vouched), view or View(), ear)  # type: ignore[no-any-return]


def tapped(question: Any, tap: str, view: View | None = None) -> Heard[Any]:
    """What *question* makes of a tap on the button that sends *tap*."""
    return question.hear(Reply(tap=tap, vouched=True), view or View(), EAR)  # type: ignore[no-any-return]


def remark(outcome: Heard[Any]) -> str:
    """What is said of a reply that is no answer."""
    assert isinstance(outcome, Missed | Changed)
    return french(outcome.remark) if outcome.remark else ""


# Yes or no


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *(
            (text, True)
            for text in ["oui", "Oui!", "OUI", "ui", "wé", "ouais", "yep", "ok", "carrément", "exact", "yes", "1", "👍"]
        ),
        *((text, False) for text in ["non", "NON", "nan", "nope", "nn", "no", "2", "👎", "jamais"]),
        ("d'accord", True),
        ("c'est bon", True),
        ("ouii", True),
        ("carement", True),
        ("jammais", False),
        ("peut-être", None),
        ("oui mais non", None),
        ("3", None),
        ("", None),
    ],
)
def test_yes_and_no_in_the_ways_people_write_them(text: str, answer: bool | None) -> None:
    outcome = heard(YesNo(_("Sûr ?")), text, View(keys=(("1", "yes"), ("2", "no"))))

    assert (outcome == Answered(answer)) if answer is not None else remark(outcome) == "Répondez OUI ou NON."


# One among several

MENU = Pick(
    _("Que faire ?"),
    options=(
        Option("vote", _("Voter"), words="vote"),
        Option("browse", _("Voir les projets")),
        Option("receipt", _("Mon vote est-il arrivé ?"), short=_("Vérifier mon vote")),
    ),
)
SHOWN = View(keys=(("1", "vote"), ("2", "browse"), ("3", "receipt")))


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        pytest.param("1", "vote", id="the number shown"),
        pytest.param("le 2 svp", "browse", id="politely"),
        pytest.param("n°3", "receipt", id="n°"),
        pytest.param("deux", "browse", id="in letters"),
        pytest.param("voter", "vote", id="its label"),
        pytest.param("VOTE", "vote", id="what else people call it"),
        pytest.param("les projets", "browse", id="some of its words"),
        pytest.param("projetts", "browse", id="one of its words, with a typo"),
        pytest.param("vérifier", "receipt", id="a word of its short label"),
        pytest.param("verifier mon vote", "receipt", id="its short label, without accents"),
    ],
)
def test_a_pick_hears(text: str, picked: str) -> None:
    assert heard(MENU, text, SHOWN) == Answered(picked)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("4", "Ce numéro n'est pas dans la liste.", id="a number that is not shown"),
        pytest.param("1 2", "Un seul numéro à la fois : 1, par exemple.", id="two numbers"),
        pytest.param("9 2", "Un seul numéro à la fois : 2, par exemple.", id="two numbers, one of them shown"),
        pytest.param("8 9", "Ce numéro n'est pas dans la liste.", id="two numbers, none of them shown"),
        pytest.param("bof", "", id="a word of no line"),
        pytest.param("à", "", id="too short a word"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_pick_misses(text: str, said: str) -> None:
    assert remark(heard(MENU, text, SHOWN)) == said


def test_a_pick_is_heard_in_the_language_of_the_person() -> None:
    assert heard(MENU, "check my vote", SHOWN, ear=IN_ENGLISH) == Answered("receipt")


def test_a_number_means_what_was_shown_and_nothing_where_nothing_was() -> None:
    assert heard(MENU, "1", View(keys=(("1", "browse"),))) == Answered("browse")
    assert remark(heard(MENU, "1")) == "Ce numéro n'est pas dans la liste."


def test_an_answer_is_kept_by_its_id_and_only_while_it_is_an_option() -> None:
    assert MENU.accept("vote") == "vote"
    assert MENU.accept("gone") is None
    assert MENU.accept(True) is None


# Several among many


def found(words: str) -> list[str]:
    """A search that knows one word, and finds what is not on the list too."""
    return ["p5", "p7", "p99"] if "parc" in words else []


def dear(choice: tuple[str, ...]) -> Say | None:
    """Projects 8 and 9 cannot be had together."""
    return _("C'est trop cher.") if {"p8", "p9"} <= set(choice) else None


BALLOT = PickSome(
    _("Lesquels ?"),
    options=tuple(
        Option(f"p{number}", Verbatim(f"Projet {number}"), number=number, groups=("d:n" if number < 5 else "d:s",))
        for number in range(1, 10)
    ),
    search=found,
    groups=(("d:n", "Quartier Nord"), ("d:s", "Le Sud")),
    most=3,
    problem=dear,
)
TICKED = View(ticked=("p1",))


@pytest.mark.parametrize(
    ("text", "view", "choice"),
    [
        pytest.param("1 3 7", View(), "p1 p3 p7", id="numbers"),
        pytest.param("1,3 et 7", View(), "p1 p3 p7", id="with a comma and an et"),
        pytest.param("je vote pour le n°7 et le 1er svp", View(), "p7 p1", id="in a sentence"),
        pytest.param("７", View(), "p7", id="the first number of all is the whole choice"),
        pytest.param("2 3", TICKED, "p2 p3", id="several numbers replace what was ticked"),
        pytest.param("+2 3", TICKED, "p1 p2 p3", id="a plus adds them"),
        pytest.param("3", View(ticked=("p1", "p2")), "p1 p2 p3", id="the last one that may be added ends the choice"),
        pytest.param("ok", TICKED, "p1", id="ok"),
        pytest.param("c'est bon", TICKED, "p1", id="c'est bon"),
        pytest.param("oui", TICKED, "p1", id="oui"),
        pytest.param("terminer", View(ticked=("p1", "gone")), "p1", id="a slip, and what is gone is dropped"),
    ],
)
def test_a_choice_is_whole(text: str, view: View, choice: str) -> None:
    assert heard(BALLOT, text, view) == Answered(tuple(choice.split()))


@pytest.mark.parametrize(
    ("text", "view", "then"),
    [
        pytest.param("2", TICKED, View(ticked=("p1", "p2")), id="a number adds once some are ticked"),
        pytest.param("7", View(find="parc"), View(ticked=("p7",)), id="a number picked from what was found"),
        pytest.param("+7", View(), View(ticked=("p7",)), id="a plus alone"),
        pytest.param("7", View(page=1), View(ticked=("p7",)), id="a number picked from a page"),
        pytest.param("projet 7", View(find="parc"), View(ticked=("p7",)), id="one word of what was found"),
        pytest.param("parc", TICKED, View(ticked=("p1",), find="parc"), id="a search keeps the ticks"),
        pytest.param("quartiers", TICKED, View(ticked=("p1",), group="*"), id="districts"),
        pytest.param("quartier nord", View(), View(group="d:n"), id="the name of a district"),
        pytest.param("le sud", View(group="*"), View(group="d:s"), id="the same from their list"),
        pytest.param("sud", View(group="*"), View(group="d:s"), id="a word of its name, from their list"),
        pytest.param("b", View(group="*", keys=(("A", "#d:n"), ("B", "#d:s"))), View(group="d:s"), id="its letter"),
        pytest.param("suite", View(page=1), View(page=2), id="the next page"),
        pytest.param("precedent", View(page=1), View(page=0), id="the page before"),
        pytest.param("precedent", View(), View(), id="no page before the first"),
        pytest.param("suitte", View(), View(page=1), id="a slip"),
    ],
)
def test_a_choice_changes(text: str, view: View, then: View) -> None:
    assert heard(BALLOT, text, view) == Changed(then)


@pytest.mark.parametrize(
    ("text", "view", "said"),
    [
        pytest.param("1 2 3 4", View(), "Vous en avez donné 4. Renvoyez 3 numéros au plus.", id="too many"),
        pytest.param("8 9", View(), "C'est trop cher.", id="what the rules forbid"),
        pytest.param("42", View(), "Le n° 42 n'est pas dans la liste.", id="unknown"),
        pytest.param("ok", View(), "Rien n'est encore choisi.", id="ok to nothing"),
        pytest.param(
            "skate", View(), "Rien trouvé pour « skate ». Essayez un autre mot, ou un numéro.", id="not found"
        ),
        pytest.param("", View(), "", id="nothing"),
        pytest.param("…", View(), "", id="only points"),
        pytest.param("🌳", View(), "", id="only a sign"),
        pytest.param("svp", View(), "", id="only politeness"),
    ],
)
def test_a_choice_is_missed(text: str, view: View, said: str) -> None:
    outcome = heard(BALLOT, text, view)

    assert isinstance(outcome, Missed)
    assert remark(outcome) == said


def test_of_numbers_some_unknown_the_known_ones_are_ticked() -> None:
    outcome = heard(BALLOT, "1 42 77")

    assert isinstance(outcome, Changed)
    assert outcome.view == View(ticked=("p1",))
    assert remark(outcome) == "Les n° 42, 77 ne sont pas dans la liste. J'ai gardé les autres."


def test_a_search_is_by_a_few_words_however_long_the_message() -> None:
    outcome = heard(BALLOT, "parc " * 800)

    assert isinstance(outcome, Changed)
    assert len(outcome.view.find) <= 40


def test_what_a_search_finds_outside_the_list_is_left_out() -> None:
    assert [option.id for option in BALLOT.listed(View(find="parc"))] == ["p5", "p7"]


@pytest.mark.parametrize(
    ("tap", "view", "outcome"),
    [
        pytest.param("p2", TICKED, Changed(View(ticked=("p1", "p2"))), id="a tick"),
        pytest.param("p1", TICKED, Changed(TICKED), id="the same tick twice"),
        pytest.param("-p1", TICKED, Changed(View()), id="a tick taken away"),
        pytest.param("-p2", TICKED, Changed(TICKED), id="one that was not there"),
        pytest.param("!", TICKED, Answered(("p1",)), id="done"),
        pytest.param(">", TICKED, Changed(View(ticked=("p1",), page=1)), id="the next page"),
        pytest.param("<", View(page=2), Changed(View(page=1)), id="the page before"),
        pytest.param("#", TICKED, Changed(View(ticked=("p1",), group="*")), id="districts"),
        pytest.param("#d:n", View(page=3), Changed(View(group="d:n")), id="one of them, from its first page"),
        pytest.param("*", View(group="d:n", find="", page=1), Changed(View()), id="all of them again"),
        pytest.param(">", View(group="d:n"), Changed(View(group="d:n", page=1)), id="paging keeps the district"),
    ],
)
def test_a_tap(tap: str, view: View, outcome: Heard[Any]) -> None:
    assert tapped(BALLOT, tap, view) == outcome


def test_a_tick_too_many_changes_nothing_and_says_so() -> None:
    full = View(ticked=("p1", "p2", "p3"))
    outcome = tapped(BALLOT, "p4", full)

    assert isinstance(outcome, Changed)
    assert outcome.view == full
    assert remark(outcome) == "3 choix au plus : retirez-en un d'abord."


def test_a_choice_kept_stands_while_all_of_it_does() -> None:
    assert BALLOT.accept(("p1", "p2")) == ("p1", "p2")
    assert BALLOT.accept(("p1", "gone")) is None
    assert BALLOT.accept(("p8", "p9")) is None
    assert BALLOT.accept(()) is None
    assert BALLOT.accept("p1") is None


# The confirmation

SURE = Confirm(_("Sûr ?"), of="p1,p2", avoid=frozenset(range(10, 60)))


@pytest.mark.parametrize(
    ("text", "vouched", "confirmed"),
    [
        pytest.param("64", False, True, id="the code by SMS"),
        pytest.param(" 64. ", False, True, id="with blanks and a point"),
        pytest.param("６４", False, True, id="in full width"),
        pytest.param("64 merci", False, True, id="with thanks"),
        pytest.param("ok 64", False, True, id="with an ok"),
        pytest.param("Le code est 64", False, True, id="as the code"),
        pytest.param("6 4", False, True, id="digits apart, which are no numbers to choose by"),
        pytest.param("64 64", False, True, id="twice"),
        pytest.param("je valide avec le 64 svp", False, True, id="in a sentence that validates"),
        pytest.param("voici le code : 64", False, True, id="here it is"),
        pytest.param("65", False, False, id="another code"),
        pytest.param("pas 64", False, False, id="with any other word"),
        pytest.param("64 65", False, False, id="with another number"),
        pytest.param("oui", False, False, id="a yes by SMS, which could be forged"),
        pytest.param("ok", False, False, id="an ok by SMS"),
        pytest.param("oui", True, True, id="a yes where the channel vouches"),
        pytest.param("je valide", True, True, id="je valide"),
        pytest.param("64", True, False, id="a code that was never shown there"),
        pytest.param("ouis", True, False, id="no typo confirms"),
        pytest.param("vallider", True, False, id="nor here"),
        pytest.param("", False, False, id="nothing"),
    ],
)
def test_a_confirmation_is_the_code_or_a_yes_that_is_vouched_for(text: str, vouched: bool, confirmed: bool) -> None:
    outcome = heard(SURE, text, View(code="64"), vouched=vouched)

    assert (outcome == Answered("p1,p2")) is confirmed


def test_digits_apart_that_are_all_numbers_of_the_ballot_confirm_nothing_and_add_nothing() -> None:
    sure = replace(SURE, avoid=frozenset({6, 4}))

    assert heard(sure, "6 4", View(code="64"), vouched=False) == Changed(View(code="64"))


def test_an_empty_code_confirms_nothing() -> None:
    assert isinstance(heard(SURE, "", View(), vouched=False), Missed)


@pytest.mark.parametrize("text", ["oui", "OK", "je confirme", "valider", "c bon", "ouais", "valuder"])
def test_a_yes_by_sms_is_no_miss_and_leaves_the_question_to_say_what_confirms(text: str) -> None:
    assert heard(SURE, text, View(code="64"), vouched=False) == Changed(View(code="64"))


@pytest.mark.parametrize("vouched", [True, False])
def test_a_no_ends_it(vouched: bool) -> None:
    assert isinstance(heard(SURE, "nan", View(code="64"), vouched=vouched), Declined)


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        pytest.param("65", True, id="a number"),
        pytest.param("7", True, id="one too short"),
        pytest.param("1234", True, id="one too long"),
        pytest.param("6 5", True, id="in pieces"),
        pytest.param("65 65", True, id="twice"),
        pytest.param("je valide avec le 65", True, id="in a sentence that validates"),
        pytest.param("ok 65 merci", True, id="among polite words"),
        pytest.param("12", False, id="a number of the ballot"),
        pytest.param("6 4 5", False, id="more digits than a code has"),
        pytest.param("je viens à 65 ans", False, id="a sentence"),
        pytest.param("bof", False, id="words"),
        pytest.param("oui", False, id="a yes"),
    ],
)
def test_what_counts_as_a_wrong_code(text: str, guessed: bool) -> None:
    outcome = heard(SURE, text, View(code="64"), vouched=False)

    assert (isinstance(outcome, Missed) and outcome.guessed) is guessed


def test_nothing_is_guessed_where_the_channel_vouches() -> None:
    outcome = heard(SURE, "65", View(), vouched=True)

    assert isinstance(outcome, Missed)
    assert not outcome.guessed


def test_a_code_of_before_is_told_apart_and_counts_as_nothing() -> None:
    outcome = heard(SURE, "71.", View(code="64", outdated=("71", "72")), vouched=False)

    assert isinstance(outcome, Changed)
    assert remark(outcome) == "Ce code était celui de l'ancien choix."


def test_a_confirmation_stands_only_for_what_was_read_back() -> None:
    assert SURE.accept("p1,p2") == "p1,p2"
    assert SURE.accept("p1,p3") is None


@pytest.mark.parametrize(
    ("projects", "digits", "codes"),
    [
        pytest.param(24, 0, set(range(25, 100)), id="a ballot of 24: its numbers are left out"),
        pytest.param(39, 0, set(range(40, 100)), id="one of 39: sixty are left"),
        pytest.param(40, 0, set(range(100, 1000)), id="one of 40: one digit more"),
        pytest.param(200, 0, set(range(201, 1000)), id="one of 200"),
        pytest.param(950, 0, set(range(1000, 10_000)), id="one of 950"),
        pytest.param(24, 4, set(range(1000, 10_000)), id="someone guessed"),
        pytest.param(2000, 4, set(range(2001, 10_000)), id="someone guessed, and the ballot is very long"),
    ],
)
def test_a_code_is_no_number_of_the_ballot(projects: int, digits: int, codes: set[int]) -> None:
    sure = Confirm(_("Sûr ?"), of="", avoid=frozenset(range(1, projects + 1)))

    assert {int(sure.code(chance, digits)) for chance in range(20_000)} == codes


@given(
    avoid=st.frozensets(st.integers(1, 99_999), max_size=300),
    taken=st.frozensets(st.integers(10, 999_999), max_size=8),
    chance=st.integers(0, 1 << 30),
    digits=st.sampled_from([0, 4, 6]),
)
def test_whatever_the_ballot_a_code_is_new_and_hard_to_guess(
    avoid: frozenset[int], taken: frozenset[int], chance: int, digits: int
) -> None:
    sure = Confirm(_("Sûr ?"), of="", avoid=avoid)
    code = sure.code(chance, digits, taken)

    assert max(digits, 2) <= len(code) <= 6
    assert int(code) not in avoid | taken
    assert len(code) > 2 or len(set(range(10, 100)) - avoid) >= 60


# Words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("abcd", "C'est trop long : 3 lettres au plus.", id="too long"),
        pytest.param(" ", "", id="nothing"),
        pytest.param("non", "Pas celui-là.", id="what the question cannot take"),
    ],
)
def test_words_are_missed(text: str, said: str) -> None:
    question = Words(_("Quoi ?"), most=3, problem=lambda words: _("Pas celui-là.") if words == "non" else None)

    assert remark(heard(question, text)) == said


def test_words_are_kept_as_they_were_written() -> None:
    assert heard(Words(_("Quoi ?")), "  L’Été, à 5 ! ") == Answered("L’Été, à 5 !")
    assert Words(_("Quoi ?")).accept("été") == "été"
    assert Words(_("Quoi ?")).accept(3) is None


# Numbers

AGE = Number(_("Quel âge ?"), 11, 99, unit=_("ans"))
COST = Number(_("Combien d'ans, ou d'euros ?"), unit=_("euros"), skippable=True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("11", 11),
        ("11 ans", 11),
        ("j'ai 11 ans", 11),
        ("jai 11ans", 11),
        ("onze", 11),
        ("Onze ans et demi", 11),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("quatre-vingt-dix-sept", 97),
        ("twenty one", 21),
        ("11, oui 11", 11),
        ("8/10", 8),
        ("10 m2", 10),
        ("１５", 15),
        ("1 500", 1500),
        ("1\u202f500 €", 1500),
        ("1.500", 1500),
        ("1'500", 1500),
        ("15k", 15_000),
        ("15K€", 15_000),
        ("15keuros", 15_000),
        ("1,5k", 1500),
        ("15 000 €", 15_000),
        ("15000.00", 15_000),
        ("environ 2000 euros", 2000),
        ("15 mille", 15_000),
        ("5 thousand", 5_000),
        ("30 mil euros", 30_000),
        ("2M€", 2_000_000),
        ("1,5 million", 1_500_000),
        ("mille", 1000),
        ("un projet de deux mille euros", 2000),
        ("deux mille cinq cents", 2500),
        ("cent cinquante mille", 150_000),
        ("zéro", 0),
        ("gratuit, 0 euro", 0),
        ("un", 1),
    ],
)
def test_a_number_in_the_ways_people_write_it(text: str, number: int) -> None:
    assert heard(COST, text) == Answered(number)


PRICE = Amount(_("Combien ?"), unit=_("euros"), skippable=True)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 500", 1500),
        ("environ 15 000 €", 15_000),
        ("15k", 15_000),
        ("15keuros", 15_000),
        ("15 000 euros TTC", 15_000),
        ("2 000 € environ", 2000),
        ("1,5 million d'euros", 1_500_000),
        ("mille", 1000),
        ("deux mille euros", 2000),
        ("un projet de deux mille euros", 2000),
        ("ça coûterait 3000 je pense", 3000),
        ("3000 pour les bancs", 3000),
        ("gratuit, 0 euro", 0),
    ],
)
def test_an_amount_in_the_ways_people_write_it(text: str, amount: int) -> None:
    assert heard(PRICE, text) == Answered(amount)


IN_FRANCS = Amount(_("Combien ?"), unit=_("francs"), currency="XPF")


@pytest.mark.parametrize(
    "text", ["30 000 F", "30 000 francs", "500 F CFP", "500 XPF", "500 $", "$500", "£20", "20 dollars"]
)
def test_an_amount_in_another_currency_is_none(text: str) -> None:
    assert remark(heard(PRICE, text)) == "Le montant en euros, s'il vous plaît, en chiffres."


@pytest.mark.parametrize("text", ["30 000 F", "30 000 francs", "30000 XPF", "30 000 F CFP", "30000"])
def test_an_amount_in_francs_where_they_are_the_money(text: str) -> None:
    assert heard(IN_FRANCS, text) == Answered(30_000)
    assert not isinstance(heard(IN_FRANCS, "30 000 €"), Answered)


@pytest.mark.parametrize(
    "text",
    [
        *("une dizaine", "une vingtaine", "une vingtaine de fois", "deux dizaines", "3 douzaines", "des centaines"),
        *("un millier", "un peu", "un bon nombre", "une fois sur deux", "un jour sur 3", "20%", "20 %", "20 pour cent"),
        *("moins de 500", "plus de 500 €", "au moins 20", "jusqu'à 500", "> 500", "supérieur à 30", "more than 20"),
        *("entre 300 et 500", "à partir de 11"),
    ],
)
def test_no_number_is_made_up(text: str) -> None:
    for question in (HOW_OFTEN, PRICE, OLD):
        assert isinstance(heard(question, text), Missed)


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        pytest.param(Number(_("Quel pourcentage ?")), "20 %", 20, id="a share is asked for"),
        pytest.param(PRICE, "environ 500 euros", 500, id="an estimate"),
        pytest.param(PRICE, "500 euros max", 500, id="what it may cost"),
    ],
)
def test_a_number_that_was_told(question: Number, text: str, number: int) -> None:
    assert heard(question, text) == Answered(number)


def test_who_tells_a_bound_is_asked_for_the_number_alone() -> None:
    assert remark(heard(PRICE, "moins de 500")) == "Un nombre seul, s'il vous plaît, par exemple 500."


HOW_OFTEN = Number(_("Combien de fois par mois ?"))
OLD = age_question()


@pytest.mark.parametrize("text", ["c'est a partir de 11 ans ?", "11 ans ?", "plus de 60 ans"])
def test_an_age_that_is_asked_about_is_none(text: str) -> None:
    assert not isinstance(heard(OLD, text), Answered)
    assert not isinstance(heard(OfAge(_("?"), least=3), text), Answered)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("6", 6),
        ("6 ans", 6),
        ("6ans", 6),
        ("j'ai 6 ans", 6),
        ("six ans", 6),
        ("six", 6),
        ("34, Jean", 34),
        ("34 !", 34),
        ("quatre-vingt-deux ans", 82),
        ("bientôt 82", 82),
        ("82 balais", 82),
        ("82 🙂", 82),
        ("i'm 34 years old", 34),
        ("34yo", 34),
        ("34 ans svp", 34),
    ],
)
def test_an_age_in_the_ways_people_write_it(text: str, age: int) -> None:
    assert heard(OLD, text) == Answered(age)
    assert heard(OfAge(_("?"), least=3), text) == Answered(True)


@pytest.mark.parametrize(
    "text",
    [
        "6 bancs",
        "six bancs",
        "6 euros",
        "6€",
        "6 rue des Lilas",
        "6 bis rue des Lilas",
        "une trentaine",
        "12 projets",
        "6 m2",
        "6 mois",
        "6e",
        "CM2",
        "rue des 6 jeudis",
    ],
)
def test_what_counts_something_else_is_no_age(text: str) -> None:
    assert isinstance(heard(OLD, text), Missed)
    assert isinstance(heard(OfAge(_("?"), least=3), text), Missed)


SINCE = Number(_("Depuis combien d'années ?"))
HOW_MUCH = Number(_("Combien d'euros par mois ?"))
HOW_MANY = Number(_("Combien d'enfants avez-vous ?"))
MARK = Pick(_("?"), options=tuple(Option(str(mark), _("sur 10"), number=mark) for mark in range(1, 11)))


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        (HOW_MANY, "2", 2),
        (HOW_MANY, "2 enfants", 2),
        (HOW_MANY, "deux filles", 2),
        (HOW_MANY, "2 dont une de 3 ans", None),
        (HOW_MANY, "2 rue des Lilas", None),
        (Number(_("Depuis quand ?")), "12 ans", 12),
        (Number(_("Que dépensez-vous ?")), "20 euros", 20),
        (HOW_MUCH, "20 euros", 20),
        (HOW_MUCH, "20", 20),
        (HOW_MUCH, "2 ans", None),
        (HOW_MUCH, "deux ans", None),
        (SINCE, "2 fois", 2),
        (SINCE, "2 ans", 2),
        (SINCE, "2 euros", None),
        (SINCE, "2 rue des Lilas", None),
        (MARK, "8", "8"),
        (MARK, "le 8", "8"),
        (MARK, "8 bancs", None),
        (MARK, "8 ans", None),
        (MARK, "8 rue des Lilas", None),
    ],
)
def test_a_survey_s_number_is_not_one_of_years_euros_or_houses(question: Any, text: str, number: object) -> None:
    outcome = heard(question, text)

    assert outcome == Answered(number) if number is not None else isinstance(outcome, Missed)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6),
        ("le 6", 6),
        ("projet 6", 6),
        ("toujours rien pour le 6", 6),
        ("6 euros", None),
        ("6 ans", None),
        ("6 rue des Tulipes", None),
    ],
)
def test_a_project_s_number_is_not_one_of_years_euros_or_houses(text: str, number: int | None) -> None:
    edition = big_edition(12)
    question = which_project(edition, "follow")
    outcome = heard(question, text)

    expected = question.own_numbers.get(number) if number else None
    assert outcome == Answered(expected) if expected else not isinstance(outcome, Answered)


@pytest.mark.parametrize(
    "text", ["un millier", "6 bancs", "six bancs", "6 bancs à 500 euros", "10 m2", "deux fois rien", "un peu", "3 mois"]
)
def test_what_counts_something_else_is_no_amount(text: str) -> None:
    assert isinstance(heard(PRICE, text), Missed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "Répondez par un nombre, en chiffres.", id="nothing"),
        pytest.param("beaucoup", "Répondez par un nombre, en chiffres.", id="no number"),
        pytest.param("CM2", "Répondez par un nombre, en chiffres.", id="a digit within a word"),
        pytest.param("12-15", "Un seul nombre à la fois, en chiffres.", id="two"),
        pytest.param("12 ou 13", "Un seul nombre à la fois, en chiffres.", id="one or the other"),
        pytest.param("trente ou quarante", "Un seul nombre à la fois, en chiffres.", id="the same in letters"),
        pytest.param("06 39 98 00 01", "Un seul nombre à la fois, en chiffres.", id="a telephone number"),
        pytest.param("12,5", "Un nombre entier, sans virgule.", id="a part of one"),
        pytest.param("10", "Il faut un nombre entre 11 et 99 ans.", id="too small"),
        pytest.param("-12", "Il faut un nombre entre 11 et 99 ans.", id="below nothing"),
        pytest.param("cent", "Il faut un nombre entre 11 et 99 ans.", id="too large"),
        pytest.param("9" * 4000, "Il faut un nombre entre 11 et 99 ans.", id="without end"),
        pytest.param("je ne sais pas", "Répondez par un nombre, en chiffres.", id="not known, where it must be"),
    ],
)
def test_a_number_is_missed(text: str, said: str) -> None:
    assert remark(AGE.heard(Reply(text), View(), EAR)) == said


def test_a_number_without_an_upper_bound_says_the_lower_one() -> None:
    assert remark(heard(Number(_("Combien ?"), 100, unit=_("euros")), "99")) == "Il faut au moins 100 euros."


def test_a_number_kept_stands_while_it_is_within_bounds() -> None:
    assert AGE.accept(11) == 11
    assert AGE.accept(10) is None
    assert AGE.accept(True) is None
    assert AGE.accept("11") is None


# Places

DISTRICTS = (Option("nord", _("Quartier Nord")), Option("parc", _("Le Parc"), words="jardin"))
WHERE = Place(_("Où ?"), options=DISTRICTS, within=(45.7, 3.0, 45.9, 3.2), most=40)
LETTERS = View(keys=(("A", "nord"), ("B", "parc")))
HERE, PARIS = (45.78, 3.08), (48.85, 2.35)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("a", Where("nord"), id="the letter shown"),
        pytest.param("Quartier nord", Where("nord"), id="its name"),
        pytest.param("nord", Where("nord"), id="a word of its name"),
        pytest.param("qartier nord", Where("nord"), id="with a typo"),
        pytest.param("jardin", Where("parc"), id="what people call it"),
        pytest.param("12 rue des Lys", Where(words="12 rue des Lys"), id="a street"),
        pytest.param(" pres de l'ecole ", Where(words="pres de l'ecole"), id="words"),
        pytest.param(
            "rue des lys, quartier NORD", Where("nord", "rue des lys, quartier NORD"), id="a street and its district"
        ),
    ],
)
def test_a_place_is_a_district_or_a_street(text: str, where: Where) -> None:
    assert heard(WHERE, text, LETTERS) == Answered(where)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("C", "Écrivez le nom d'une rue, d'un lieu ou d'un quartier.", id="a letter that is not shown"),
        pytest.param("12", "Ce numéro n'est pas dans la liste.", id="a number"),
        pytest.param("", "Écrivez le nom d'une rue, d'un lieu ou d'un quartier.", id="nothing"),
        pytest.param("🌳🌳🌳", "Écrivez le nom d'une rue, d'un lieu ou d'un quartier.", id="only signs"),
        pytest.param("rue " * 20, "C'est trop long : 40 lettres au plus.", id="too long"),
    ],
)
def test_a_place_is_missed(text: str, said: str) -> None:
    assert remark(heard(WHERE, text, LETTERS)) == said


def test_the_districts_are_listed_to_who_asks_and_paged() -> None:
    assert heard(WHERE, "quartiers") == Changed(View(group="*"))
    assert heard(WHERE, "suite", View(group="*")) == Changed(View(group="*", page=1))


def test_without_districts_a_place_is_words() -> None:
    assert heard(Place(_("Où ?")), "suite") == Answered(Where(words="suite"))


def test_a_position_counts_within_the_territory_only() -> None:
    outside = WHERE.heard(Reply(place=PARIS), View(), EAR)

    assert WHERE.heard(Reply(place=HERE), View(), EAR) == Answered(Where(at=HERE))
    assert WHERE.heard(Reply("Square Nord", place=HERE), View(), EAR) == Answered(Where(words="Square Nord", at=HERE))
    assert remark(outside).startswith("Cette position est hors du territoire.")
    assert Place(_("Où ?")).heard(Reply(place=PARIS), View(), EAR) == Answered(Where(at=PARIS))


@pytest.mark.parametrize(
    "where", [Where("nord"), Where(words="rue\ndes Lys"), Where("parc", "là", HERE), Where(at=HERE)]
)
def test_a_place_is_kept_whole(where: Where) -> None:
    assert WHERE.accept(WHERE.keep(where)) == where


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param("sud\n\nlà", id="a district that is gone"),
        pytest.param("\n\n", id="nothing"),
        pytest.param("", id="skipped"),
        pytest.param("\nx y\n", id="no position"),
        pytest.param("\n1\n", id="half a position"),
        pytest.param(7, id="a number"),
    ],
)
def test_what_is_no_place_is_asked_again(stored: Any) -> None:
    assert WHERE.accept(stored) is None


def test_a_place_is_read_back() -> None:
    assert french(WHERE.told(Where("nord", "12 rue des Lys"))) == "Quartier Nord, 12 rue des Lys"
    assert french(WHERE.told(Where(at=HERE))) == "position partagée"
    assert french(WHERE.told(Where())) == ""
    assert french(AGE.told(11)) == "11 ans"


# Photos

PICTURE = Photo(_("Une photo ?"))


def test_a_photo_is_the_answer_and_its_caption_is_not_kept() -> None:
    with_caption = PICTURE.heard(Reply("le banc", photo="f1"), View(), EAR)

    assert PICTURE.heard(Reply(photo="f1"), View(), EAR) == Answered("f1")
    assert isinstance(with_caption, Answered)
    assert with_caption.answer == "f1"
    assert french(with_caption.remark or _("")) == "J'ai gardé la photo, pas les mots qui l'accompagnent."


@pytest.mark.parametrize("text", ["passer", "non", "je ne sais pas", "jsp", "pas de photo"])
def test_a_photo_can_always_be_skipped(text: str) -> None:
    outcome = PICTURE.heard(Reply(text), View(), EAR)

    assert outcome == Answered("") if text != "pas de photo" else remark(outcome) == "Ce n'est pas une photo."


def test_a_photo_that_must_be_sent_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="always be skipped"):
        Photo(_("Une photo ?"), skippable=False)


# Skipping

SKIPPABLE: list[Any] = [
    pytest.param(COST, None, id="a number"),
    pytest.param(Words(_("Quoi ?"), skippable=True), "", id="words"),
    pytest.param(Place(_("Où ?"), options=DISTRICTS, skippable=True), Where(), id="a place"),
    pytest.param(PICTURE, "", id="a photo"),
    pytest.param(Pick(_("Lequel ?"), options=DISTRICTS, skippable=True), "", id="one of several"),
    pytest.param(PickSome(_("Lesquels ?"), options=DISTRICTS, skippable=True), (), id="some of several"),
]


@pytest.mark.parametrize(("question", "nothing"), SKIPPABLE)
@pytest.mark.parametrize(
    "reply", [Reply("PASSER"), Reply("je ne sais pas"), Reply("jsp"), Reply("skip"), Reply(tap="pass")]
)
def test_skipping_is_an_answer_that_stands(question: Question[Any], nothing: object, reply: Reply) -> None:
    stored = question.stored(nothing)

    assert question.heard(reply, View(), EAR) == Answered(nothing)
    assert stored == ""
    assert question.known(stored) == Answered(nothing)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(AGE, id="a number"),
        pytest.param(Words(_("Quoi ?")), id="words"),
        pytest.param(WHERE, id="a place"),
        pytest.param(MENU, id="one of several"),
        pytest.param(BALLOT, id="some of several"),
        pytest.param(YesNo(_("Sûr ?")), id="yes or no"),
    ],
)
def test_what_was_skipped_is_asked_again_once_it_may_not_be(question: Question[Any]) -> None:
    assert question.known("") is None


def test_an_answer_kept_is_known_as_before() -> None:
    assert AGE.known(11) == Answered(11)
    assert COST.known(COST.stored(0)) == Answered(0)
    assert YesNo(_("Sûr ?")).known(False) == Answered(False)


def test_a_slip_skips_only_where_it_is_no_answer() -> None:
    assert COST.heard(Reply("passr"), View(), EAR) == Answered(None)
    assert Words(_("Quoi ?"), skippable=True).heard(Reply("Passé"), View(), EAR) == Answered("Passé")


@pytest.mark.parametrize("kind", [YesNo, lambda prompt, skippable: Confirm(prompt, of="1", skippable=skippable)])
def test_a_yes_or_no_cannot_be_skipped(kind: Any) -> None:
    with pytest.raises(TypeError, match="cannot be skipped"):
        kind(_("Sûr ?"), skippable=True)


# What is not words

EVERY_KIND: list[Question[Any]] = [
    AGE,
    COST,
    WHERE,
    Place(_("Où ?"), skippable=True),
    PICTURE,
    Words(_("Quoi ?")),
    MENU,
    BALLOT,
    SURE,
]
PHOTO, SHARED, NUMBER = Reply(photo="f1"), Reply("Le Café", place=HERE), Reply(contact="+33639980001")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        pytest.param(PHOTO, "Je ne lis les photos que quand je vous en demande une.", id="a photo"),
        pytest.param(SHARED, "Je ne lis les positions que quand je vous demande un lieu.", id="a named position"),
        pytest.param(NUMBER, "Pour relier ce numéro à Telegram, écrivez RELIER.", id="a number"),
    ],
)
@pytest.mark.parametrize("question", [Words(_("Quoi ?")), MENU, AGE, YesNo(_("Sûr ?")), SURE])
def test_what_nobody_asked_for_gets_a_remark_and_is_no_miss(question: Question[Any], reply: Reply, said: str) -> None:
    outcome = question.heard(reply, SHOWN, EAR)

    assert isinstance(outcome, Changed)
    assert outcome.view == SHOWN
    assert remark(outcome) == said


def test_a_photo_is_no_place_nor_a_place_a_photo() -> None:
    assert "photos" in remark(WHERE.heard(PHOTO, View(), EAR))
    assert "positions" in remark(PICTURE.heard(SHARED, View(), EAR))


def test_the_words_under_a_photo_that_nobody_asked_for_are_heard() -> None:
    title = Words(_("Quoi ?")).heard(Reply("Un banc", photo="f1"), View(), EAR)
    lost = MENU.heard(Reply("4", photo="f1"), SHOWN, EAR)
    uncalled = "Je ne lis les photos que quand je vous en demande une."

    assert title == Answered("Un banc", _(uncalled))
    assert isinstance(lost, Missed)
    assert remark(lost) == f"{uncalled}\nCe numéro n'est pas dans la liste."


@given(text=st.text(max_size=60), brings=st.sampled_from([PHOTO, SHARED, NUMBER, Reply(), Reply(tap="pass")]))
def test_whatever_is_sent_is_heard_and_what_is_kept_is_known(text: str, brings: Reply) -> None:
    for question in EVERY_KIND:
        outcome = question.heard(replace(brings, text=text), LETTERS, EAR)

        assert isinstance(outcome, Answered | Changed | Missed | Declined)
        if isinstance(outcome, Answered):
            assert question.known(question.stored(outcome.answer)) == Answered(outcome.answer)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        pytest.param("oui", True, id="yes"),
        pytest.param("non", False, id="no"),
        pytest.param("1", True, id="the first line"),
        pytest.param("2", False, id="the second line"),
        pytest.param("34", True, id="an age"),
        pytest.param("j'ai 34 ans", True, id="an age in a sentence"),
        pytest.param("onze", True, id="the least age, in letters"),
        pytest.param("9 ans", False, id="too young"),
        pytest.param("10", False, id="just too young"),
    ],
)
def test_an_age_answers_whether_one_is_old_enough(text: str, yes: bool) -> None:
    question = OfAge(_("Avez-vous au moins 11 ans ?"), least=11)

    assert question.heard(Reply(text), View(keys=(("1", "yes"), ("2", "no"))), EAR) == Answered(yes)


@pytest.mark.parametrize("text", ["400", "entre 10 et 12", "peut-être", ""])
def test_what_is_no_age_is_no_answer(text: str) -> None:
    assert isinstance(OfAge(_("Avez-vous 11 ans ?"), least=11).heard(Reply(text), View(), EAR), Missed)


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("j ai vu l affiche", "a"),
        ("par un ami voisin", "v"),
        ("le journal de la ville", "a"),
        ("je n'ai pas vu d'affiche", None),
        ("une affiche chez mon voisin", None),
        ("bonne question", None),
    ],
)
def test_a_few_words_choose_the_only_label_of_a_survey_that_they_speak_of(words: str, chosen: str | None) -> None:
    choices = (
        SurveyChoice("a", "Affiche ou journal"),
        SurveyChoice("i", "Internet"),
        SurveyChoice("v", "Un voisin, un ami"),
    )
    asked = question_of(
        SurveyQuestion("source", "Comment l'avez-vous su ?", QuestionKind.ONE, choices=choices), big_edition(4), ""
    )

    heard = asked.heard(Reply(words), View(), EAR)

    assert (heard.answer if isinstance(heard, Answered) else None) == chosen
