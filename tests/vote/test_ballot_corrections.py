"""A ballot that is being chosen or confirmed, corrected by numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.projects.catalogue import money_left
from flows.talk.memory import View
from flows.talk.questions import Answered, Changed, Corrected, Declined, Missed, Reopened, Reply
from flows.town.edition import Edition
from flows.town.rules import BallotRules
from flows.vote.corrections import corrections_of, which_projects
from tests.support.ears import EAR, big_edition
from tests.support.french import french


@pytest.mark.parametrize(
    ("text", "chosen", "then"),
    [
        pytest.param("non le 9 plutot", [6], [9], id="rather that one"),
        pytest.param("plutôt le 9", [3, 6], [3, 9], id="rather that one than the last"),
        pytest.param("non le 9", [6], [9], id="no, that one"),
        pytest.param("le 9 a la place", [6], [9], id="in its place"),
        pytest.param("seulement le 9", [3, 6], [9], id="only that one"),
        pytest.param("le 9 plutôt que le 5", [5, 12], [12, 9], id="this one rather than that one"),
        pytest.param("5 remplacé par 9", [5, 12], [12, 9], id="one replaced by another"),
        pytest.param("non 9 et 12", [5, 12], [9, 12], id="no, those"),
        pytest.param("plutot 12 et 9", [5, 12], [12, 9], id="rather those"),
        pytest.param("non 5 9 18", [5, 12, 18], [5, 9, 18], id="no, those three"),
        pytest.param("non 5 18", [5, 12, 18], [5, 18], id="no, two of the three"),
        pytest.param("juste enlever le 5", [5, 12], [12], id="only take that one out"),
        pytest.param("juste le 3", [3, 6], [3], id="only one of those"),
        pytest.param("9 12", [3, 6], [3, 6, 9], id="one more than there is room for"),
        pytest.param("9", [3, 6, 12], [3, 6, 12], id="no room"),
        pytest.param("sans 3, 9", [3, 6, 12], [6, 12, 9], id="room is made first"),
    ],
)
def test_what_comes_of_it(text: str, chosen: list[int], then: list[int]) -> None:
    assert corrected(text, chosen, big_edition(24)) == then


def test_where_one_project_is_chosen_another_takes_its_place() -> None:
    assert corrected("9", [6], big_edition(24, most=1)) == [9]


def test_of_the_fewest_there_must_be_none_is_taken_out_without_asking_for_another() -> None:
    edition = big_edition(24)
    edition = replace(edition, ballot=replace(edition.ballot, least=2))

    assert heard("sans 3", [3, 6], edition) == Reopened("choice", ids([6], edition))


def test_what_is_too_dear_is_not_added_and_the_sum_that_is_missing_is_said() -> None:
    edition = big_edition(24)
    edition = replace(edition, ballot=BallotRules(max_cost=Decimal(10_000)))

    outcome = heard("9", [3], edition)

    assert isinstance(outcome, Changed)
    assert outcome.remark
    assert french(outcome.remark).startswith("Il manque 2000 EUR pour l'ajouter")
    assert money_left(ids([3], edition), edition) == 7_000


@pytest.mark.parametrize("text", ["il me reste combien ?", "combien il me reste", "reste combien", "how much left?"])
def test_whoever_asks_for_the_sum_that_is_left_is_told_where_the_rule_is_money(text: str) -> None:
    edition = big_edition(24)
    bounded = replace(edition, ballot=BallotRules(max_cost=Decimal(10_000)))

    outcome = heard(text, [3], bounded)

    assert isinstance(outcome, Changed)
    assert outcome.remark
    assert french(outcome.remark) == "Reste 7000 EUR."
    by_number = heard(text, [3], edition)
    assert isinstance(by_number, Changed)
    assert by_number.remark
    assert french(by_number.remark) == "Vous pouvez encore ajouter 2 projets.", "of a number, how many"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        pytest.param("99", "Le n° 99 n'est pas dans la liste.", id="unknown"),
        pytest.param("sans 7", "Le n° 7 n'est pas dans votre choix.", id="not chosen"),
        pytest.param("3", "Le n° 3 est déjà dans votre choix.", id="chosen already"),
        pytest.param("3 6", "Les n° 3, 6 sont déjà dans votre choix.", id="both chosen already"),
        pytest.param("sans 7 et 8", "Les n° 7, 8 ne sont pas dans votre choix.", id="neither chosen"),
        pytest.param("98 99", "Les n° 98, 99 ne sont pas dans la liste.", id="both unknown"),
        pytest.param(
            "non 7 8 9 12",
            "3 projets au plus, donc pas 12. Pour faire de la place : SANS 9.",
            id="more of them than there is room for",
        ),
        pytest.param(
            "7 9",
            "3 projets au plus, donc pas 9. Pour faire de la place : SANS 6.",
            id="more than there is room for",
        ),
    ],
)
def test_what_comes_to_nothing_is_said_with_the_reason(text: str, remark: str) -> None:
    outcome = heard(text, [3, 6], big_edition(24))

    assert outcome
    assert outcome.remark
    assert french(outcome.remark) == remark


def test_a_text_longer_than_two_sms_is_no_correction() -> None:
    assert heard("sans 3 " * 50, [3, 6], big_edition(24)) is None


def ids(numbers: Collection[int], edition: Edition) -> tuple[str, ...]:
    """The projects of these numbers, as answers keep them."""
    return tuple(str(edition.by_number[number].id) for number in numbers)


def heard(text: str, chosen: list[int], edition: Edition) -> Changed | Corrected | Reopened | None:
    return corrections_of("choice", ids(chosen, edition), edition)(Reply(text), View(), EAR)


def corrected(text: str, chosen: list[int], edition: Edition) -> list[int]:
    """The numbers that are chosen after *text*."""
    outcome = heard(text, chosen, edition)
    kept = outcome.stored if isinstance(outcome, Corrected) else ids(chosen, edition)
    assert isinstance(kept, tuple)
    return [edition.by_id[int(id)].number for id in kept]


# While it is chosen

WHILE_CHOOSING = [
    pytest.param("-12", [5], [5], "Le n° 12 n'est pas dans votre choix.", id="minus does not add"),
    pytest.param("- 5", [5, 12], [12], "", id="minus"),
    pytest.param("+9 -5", [5, 12], [12, 9], "", id="plus and minus"),
    pytest.param("remplacez 5 par 9", [5], [9], "", id="replace"),
    pytest.param("9 et 12", [5], [5, 9, 12], "", id="several numbers drop nothing"),
    pytest.param("tout enlever", [5, 12], [], "Votre choix est vide.", id="all taken out is said"),
    pytest.param("sans 12", [3, 5, 9, 12], [3, 5, 9], "", id="too many, made fewer"),
    pytest.param("7 9", [3, 5, 9, 12], [7, 9], "", id="too many, sent anew"),
    pytest.param("9 3", [5, 7], [5, 7, 9, 3], "Vous en avez donné 4. Renvoyez 3 numéros au plus.", id="too many"),
    pytest.param("99 6 9", [5, 12], [5, 12, 6, 9], "Vous en avez donné 4.", id="too many beside an unknown one"),
    pytest.param("sans 5", [], [], "Le n° 5 n'est pas dans votre choix.", id="of nothing nothing goes"),
    pytest.param("-5", [], [], "Le n° 5 n'est pas dans votre choix.", id="nor with a sign"),
    pytest.param("- 5\n- 12", [], [5, 12], "", id="a list with dashes"),
    pytest.param("modifier le 5 en 9", [5, 12], [12, 9], "", id="modify"),
    pytest.param("5 et pas 12", [], [5], "", id="from nothing, one without the other"),
    pytest.param("non", [5, 12], [5, 12], "Pour enlever : SANS 12.", id="a no alone says nothing"),
    pytest.param("garde le 9", [5, 12], [5, 12], "Pas compris : votre choix reste le même.", id="not sure"),
]


@pytest.mark.parametrize(("text", "chosen", "then", "said"), WHILE_CHOOSING)
def test_what_a_choice_under_way_comes_to(text: str, chosen: list[int], then: list[int], said: str) -> None:
    edition = big_edition(24)
    before = View(ticked=ids(chosen, edition))

    outcome = which_projects(edition).hear(Reply(text), before, EAR)

    assert not isinstance(outcome, Corrected | Reopened | Declined)
    now = outcome.answer if isinstance(outcome, Answered) else (outcome.view or before).ticked
    assert now == ids(then, edition)
    assert said in (french(outcome.remark) if outcome.remark else "")


def test_of_far_too_many_numbers_none_are_kept() -> None:
    edition = big_edition(24)

    outcome = which_projects(edition).hear(Reply(" ".join(map(str, range(1, 25)))), View(), EAR)

    assert isinstance(outcome, Missed)
    assert outcome.view == View()
