"""What «les deux», «1 ou 2» and their like choose: never a single line that nobody named."""

from __future__ import annotations

from typing import Any

import pytest

from flows.surveys.questions import question_of
from flows.talk.memory import View
from flows.talk.questions import Answered, Heard, Missed, Option, Pick, PickSome, Question, Reply
from flows.town.questionnaire import QuestionKind, SurveyChoice, SurveyQuestion
from flows.words import _
from tests.support.ears import EAR, big_edition
from tests.support.french import french

LABELS = ("Oui", "Non", "Peut-être", "Plus tard")
SHOWN = View(keys=(("1", "c1"), ("2", "c2"), ("3", "c3"), ("4", "c4")))


def survey(kind: QuestionKind, lines: int) -> Question[Any]:
    """A question of a survey with that many choices, all of which may be taken where several may."""
    choices = tuple(SurveyChoice(f"c{number}", label) for number, label in enumerate(LABELS[:lines], 1))
    asked = SurveyQuestion("s", "Le voulez-vous ?", kind, choices=choices, least=1, most=lines)
    return question_of(asked, big_edition(4), "")


def heard(question: Question[Any], text: str) -> Heard[Any]:
    """What *question* makes of *text*."""
    return question.heard(Reply(text), SHOWN, EAR)


ALL_OF_TWO = ["les deux", "Les 2 !", "tous les deux", "je veux les deux", "les deux svp", "oui les deux", "both"]
UNDECIDED = ["1 ou 2", "le 1 ou bien le 2", "un ou deux", "1 or 2", "l'un ou l'autre", "l'un des deux", "either"]
NEITHER = ["aucun des deux", "ni 1 ni 2", "ni l'un ni l'autre", "neither"]


@pytest.mark.parametrize("text", [*ALL_OF_TWO, *UNDECIDED, *NEITHER, "les trois"])
@pytest.mark.parametrize("lines", [2, 4])
def test_of_one_choice_it_is_asked_again(text: str, lines: int) -> None:
    assert isinstance(heard(survey(QuestionKind.ONE, lines), text), Missed)


@pytest.mark.parametrize("text", ALL_OF_TWO)
def test_of_several_choices_both_are_taken_where_there_are_two(text: str) -> None:
    assert heard(survey(QuestionKind.SEVERAL, 2), text) == Answered(("c1", "c2"))


@pytest.mark.parametrize("text", [*ALL_OF_TWO, "les trois"])
def test_of_several_choices_it_is_asked_which_where_there_are_more(text: str) -> None:
    outcome = heard(survey(QuestionKind.SEVERAL, 4), text)

    assert isinstance(outcome, Missed)
    assert outcome.remark
    assert french(outcome.remark) == "Lesquels ? Écrivez leurs numéros."


@pytest.mark.parametrize("text", [*UNDECIDED, *NEITHER])
@pytest.mark.parametrize("lines", [2, 4])
def test_of_several_choices_none_is_taken_by_who_names_none(text: str, lines: int) -> None:
    assert isinstance(heard(survey(QuestionKind.SEVERAL, lines), text), Missed)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        pytest.param("les quatre", ("c1", "c2", "c3", "c4"), id="as many as there are"),
        pytest.param("le deux", ("c2",), id="one by its number"),
        pytest.param("les 1 et 2", ("c1", "c2"), id="two by their numbers"),
        pytest.param("les 2 et 4", ("c2", "c4"), id="two by their numbers, the first of them 2"),
        pytest.param("les deux, quatre", ("c2", "c4"), id="the same in letters"),
    ],
)
def test_what_numbers_name_is_chosen_as_before(text: str, chosen: tuple[str, ...]) -> None:
    assert heard(survey(QuestionKind.SEVERAL, 4), text) == Answered(chosen)


def test_a_line_that_is_called_so_is_meant() -> None:
    lines = (Option("c1", _("Le bus")), Option("c2", _("Le vélo")), Option("c3", _("Les deux")))

    assert heard(Pick(_("?"), options=lines), "les deux") == Answered("c3")
    assert heard(PickSome(_("?"), options=lines), "les deux") == Answered(("c3",))


def test_a_project_is_not_chosen_by_or() -> None:
    projects = tuple(Option(f"p{number}", _("Projet"), number=number) for number in range(1, 30))
    ballot = PickSome(_("?"), options=projects)

    assert isinstance(heard(ballot, "5 ou 12"), Missed)
    assert heard(ballot, "les 12") == Answered(("p12",))
