"""What each kind of question makes of what people reply."""

from __future__ import annotations

from typing import Any

import pytest

from bot.words import lexicon, voice
from flows.memory import View
from flows.questions import Answered, Changed, Confirm, Ear, Heard, Missed, Option, Pick, PickSome, Reply, Words, YesNo
from flows.words import Say, Verbatim, _
from tests.ears import EAR
from tests.french import french

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
        pytest.param("1 2", "Un seul numéro à la fois.", id="two numbers"),
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
    assert remark(outcome) == "Le n° 42, 77 n'est pas dans la liste. J'ai gardé les autres."


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
        pytest.param("65", False, False, id="another code"),
        pytest.param("6 4", False, False, id="digits apart"),
        pytest.param("64 merci", False, False, id="anything with it"),
        pytest.param("oui", False, False, id="a yes by SMS, which could be forged"),
        pytest.param("ok", False, False, id="an ok by SMS"),
        pytest.param("oui", True, True, id="a yes where the channel vouches"),
        pytest.param("je valide", True, True, id="je valide"),
        pytest.param("64", True, True, id="the code is good everywhere"),
        pytest.param("ouis", True, False, id="no typo confirms"),
        pytest.param("vallider", True, False, id="nor here"),
        pytest.param("", False, False, id="nothing"),
    ],
)
def test_a_confirmation_is_to_the_letter(text: str, vouched: bool, confirmed: bool) -> None:
    outcome = heard(SURE, text, View(code="64"), vouched=vouched)

    assert (outcome == Answered("p1,p2")) is confirmed


def test_an_empty_code_confirms_nothing() -> None:
    assert isinstance(heard(SURE, "", View(), vouched=False), Missed)


def test_a_no_sends_nothing_and_says_the_way_out() -> None:
    outcome = heard(SURE, "nan", View(code="64"), vouched=False)

    assert isinstance(outcome, Changed)
    assert "ANNULER" in remark(outcome)


def test_a_confirmation_stands_only_for_what_was_read_back() -> None:
    assert SURE.accept("p1,p2") == "p1,p2"
    assert SURE.accept("p1,p3") is None


@pytest.mark.parametrize(
    ("projects", "codes"),
    [
        pytest.param(24, set(range(25, 100)), id="a ballot of 24: its numbers are left out"),
        pytest.param(59, set(range(10, 100)), id="a ballot of 59: too few codes would be left"),
        pytest.param(200, set(range(10, 100)), id="a ballot of 200"),
    ],
)
def test_the_code_is_no_number_of_the_ballot_as_long_as_it_stays_hard_to_guess(projects: int, codes: set[int]) -> None:
    sure = Confirm(_("Sûr ?"), of="", avoid=frozenset(range(1, projects + 1)))

    assert {int(sure.code(chance)) for chance in range(200)} == codes


def test_after_guesses_the_code_has_four_digits() -> None:
    assert {len(SURE.code(chance, wary=True)) for chance in range(20_000)} == {4}


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
