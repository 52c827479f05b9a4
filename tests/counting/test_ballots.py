"""Every way of voting: what may be cast, and what it comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ballots import BALLOTS, UnknownBallotError, ballot_of
from flows.ballots.ballot import Choice, MissingPointsError, Score
from flows.town.rules import BallotRules
from tests.support.french import french

COSTS = {"park": Decimal(60), "bikes": Decimal(50), "trees": Decimal(40), "lamps": Decimal(10)}


def chosen(*projects: str, points: str = "") -> Choice[str]:
    return Choice(projects, tuple(Decimal(number) for number in points.split()))


COUNTED: dict[str, tuple[list[Choice[str]], dict[str, Score]]] = {
    "approval": (
        [chosen("park", "bikes"), chosen("bikes"), chosen("trees", "bikes", "park"), chosen()],
        {"park": 2, "bikes": 3, "trees": 1},
    ),
    "choose-1": ([chosen("park"), chosen("bikes"), chosen("park")], {"park": 2, "bikes": 1}),
    "cumulative": (
        [chosen("park", "bikes", points="5 2"), chosen("bikes", points="7"), chosen("park", points="0.5")],
        {"park": Decimal("5.5"), "bikes": 9},
    ),
    "ordinal": (
        [chosen("park", "bikes", "trees", points="3 2 1"), chosen("trees", "park", "bikes", points="3 2 1")],
        {"park": 5, "bikes": 3, "trees": 4},
    ),
    "scoring": ([chosen("park", "bikes", points="4 -1"), chosen("bikes", points="3")], {"park": 4, "bikes": 2}),
}
"""Ballots counted by hand, for every way of voting."""


@pytest.mark.parametrize("kind", [ballot.kind for ballot in BALLOTS])
def test_every_way_of_voting_counts_as_by_hand(kind: str) -> None:
    choices, scores = COUNTED[kind]

    assert ballot_of(kind).tally(choices) == scores


def test_each_way_of_voting_has_a_name_of_its_own() -> None:
    assert len({ballot.kind for ballot in BALLOTS}) == len(BALLOTS)


def test_a_project_named_twice_in_one_choice_has_one_vote_of_it() -> None:
    assert ballot_of("approval").tally([chosen("park", "park")]) == {"park": 1}


@given(st.permutations(COUNTED["approval"][0]), st.permutations(COUNTED["cumulative"][0]))
def test_the_order_of_the_ballots_changes_nothing(choices: list[Choice[str]], with_points: list[Choice[str]]) -> None:
    assert ballot_of("approval").tally(choices) == COUNTED["approval"][1]
    assert ballot_of("cumulative").tally(with_points) == COUNTED["cumulative"][1]


def test_bare_ranks_are_refused_and_the_column_to_add_is_named() -> None:
    with pytest.raises(MissingPointsError, match=r"'ordinal'.*column 'points'"):
        ballot_of("ordinal").tally([chosen("park", "bikes")])


def test_an_unknown_way_of_voting_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownBallotError, match=r"'lottery'.*approval, choose-1"):
        ballot_of("lottery")


RULES = BallotRules(least=2, most=3, max_cost=Decimal(120))


@pytest.mark.parametrize(
    ("projects", "problem"),
    [
        pytest.param(("park", "bikes"), None, id="within the rules"),
        pytest.param(("park", "bikes", "lamps"), None, id="as many and as dear as allowed"),
        pytest.param(
            ("park",),
            "1 projet reçu, 2 au minimum : renvoyez tous ceux que vous choisissez.",
            id="too few",
        ),
        pytest.param(
            ("park", "bikes", "trees", "lamps"),
            "4 projets reçus, 3 au maximum : renvoyez seulement ceux que vous gardez.",
            id="too many",
        ),
        pytest.param(
            ("park", "bikes", "trees"),
            "Vos choix coûtent 150 EUR ensemble, 120 EUR au maximum : renvoyez seulement ceux que vous gardez.",
            id="too dear together",
        ),
        pytest.param(
            ("park", "park"),
            "Un projet figure deux fois dans votre choix : envoyez chaque projet une seule fois.",
            id="twice the same",
        ),
        pytest.param(
            ("park", "castle"),
            "Un projet de votre choix n'est pas soumis au vote : renvoyez seulement des projets de la liste.",
            id="not on the ballot",
        ),
    ],
)
@pytest.mark.parametrize("kind", [ballot.kind for ballot in BALLOTS])
def test_a_choice_that_cannot_be_cast_says_why_and_what_to_send(
    kind: str, projects: tuple[str, ...], problem: str | None
) -> None:
    choice = Choice(projects, tuple(Decimal(1) for _ in projects))

    why = ballot_of(kind).problem(choice, RULES, COSTS)

    assert (french(why) if why else None) == problem


def test_points_must_go_with_the_projects_one_by_one() -> None:
    why = ballot_of("cumulative").problem(chosen("park", "bikes", points="3"), RULES, COSTS)

    assert why is not None
    assert french(why) == "Donnez des points à chaque projet choisi, ni plus ni moins."


@pytest.mark.parametrize(
    ("kind", "score", "spoken"),
    [
        pytest.param("approval", 1, "1 voix", id="one vote"),
        pytest.param("approval", 457, "457 voix", id="votes"),
        pytest.param("cumulative", Decimal(1), "1 point", id="one point"),
        pytest.param("ordinal", Decimal(1064), "1064 points", id="points"),
        pytest.param("scoring", Decimal("2.5"), "2.5 points", id="half a point"),
    ],
)
def test_a_score_is_said_in_votes_or_points(kind: str, score: Score, spoken: str) -> None:
    assert french(ballot_of(kind).spoken(score)) == spoken
