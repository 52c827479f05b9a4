"""Each rule on elections counted by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from flows.ballots.greedy import lot
from flows.counting import INCOMPLETE, RULES
from flows.counting.comparison import preferring
from tests.support.french import french
from tests.support.polls import poll, signs

CASES = [
    # greedy-no-skip: stops at the first that does not fit
    ("greedy-no-skip", "A 60, B 50, C 10", "3 A, 2 B, 1 C", "A+ B- C-", "what comes after the first unfit is out"),
    ("greedy-no-skip", "A 60, B 40, C 10", "3 A, 2 B, 1 C", "A+ B+ C-", "to the last euro"),
    ("greedy-no-skip", "A 101, B 10", "2 A, 1 B", "A- B-", "an unfit first project stops all"),
    ("greedy-no-skip", "A 60, B 60, C 1", "2 A, 2 B, 1 C", "A? B? C-", "a tie that decides, and stops for certain"),
    ("greedy-no-skip", "A 60, B 120, C 1", "2 A, 2 B, 1 C", "A? B- C-", "the unfit one may come first"),
    ("greedy-no-skip", "A 60, B 40, C 0", "2 A, 2 B, 1 C", "A+ B+ C+", "a tie where all fit"),
    # equal shares: 4 voters, 25 each
    ("equalshares", "A 60, B 40, C 50", "3 A, 1 B", "A+ B- C-", "one voter cannot pay alone"),
    ("equalshares", "A 50, B 50", "2 A, 2 B", "A+ B+", "each half has its own"),
    ("equalshares", "A 75, B 25", "3 A, 1 B", "A+ B+", "to the last cent"),
    ("equalshares", "A 76, B 25", "3 A, 1 B", "A- B+", "a euro too much"),
    ("equalshares", "A 60, B 30, C 10", "2 AB, 1 A, 1 C", "A+ B- C+", "what is left to two is 10, not 30"),
    ("equalshares", "A 60, B 10, C 10", "2 AB, 1 A, 1 C", "A+ B+ C+", "who is poor gives all they have"),
    ("equalshares", "A 50, B 50", "2 AB", "A+ B+", "a tie where both can be paid in full"),
    ("equalshares", "A 60, B 60", "2 AB", "A? B?", "a tie where both cannot"),
    ("equalshares", "A 60, B 60, C 120", "2 ABC", "A? B? C-", "dearer than the budget: no draw makes it fit"),
    ("equalshares", "A 100, B 60", "2 A, 2 -", "A- B-", "a blank ballot has its share and buys nothing"),
    # points: B gets 3 points a head of two people, A 1 of each of three
    ("equalshares", "A 60, B 60", "1 A1B3, 1 A1, 1 B3, 1 A1", "A+ B-", "two cannot pay 60 with 50, three can with 75"),
    ("equalshares", "A 50, B 50", "1 A1B3, 1 A1, 1 B3, 1 A1", "A+ B+", "B, with more points, is bought first"),
    # add1: the share grows until the budget is used up
    ("equalshares/add1", "A 60, B 40", "3 A, 1 B", "A+ B+", "at 40 each both are bought: 100"),
    ("equalshares/add1", "A 60, B 41", "3 A, 1 B", "A+ B-", "at 41 each they cost 101"),
    (
        "equalshares/add1",
        "A 70, B 40, C 30",
        "2 A, 1 B, 1 C",
        "A+ B- C+",
        "at 35 A and C use up the budget: there it ends",
    ),
    ("equalshares/add1", "A 60, B 60", "2 A, 2 B", "A- B-", "both or none: the next share is too dear"),
    # comparison with greedy
    (
        "equalshares-comparison",
        "A 100, B 40, C 40",
        "5 A, 2 B, 2 C",
        "A+ B- C-",
        "more people prefer what greedy funds",
    ),
    ("equalshares-comparison", "A 100, B 40, C 40", "4 AB, 3 BC, 3 C", "A- B+ C+", "nobody prefers what greedy funds"),
    ("equalshares/add1-comparison", "A 60, B 60", "2 A, 2 B", "A? B?", "greedy has a tie to draw"),
    # Phragmén
    ("phragmen", "A 50, B 50, C 50", "3 AB, 1 C", "A+ B+ C-", "three carry two sooner than one carries one"),
    ("phragmen", "A 60, B 50, C 10", "4 A, 2 B, 1 C", "A+ B- C+", "C is next at 10, then B has no room"),
    ("phragmen", "A 60, B 30, C 60", "4 A, 2 C, 1 B", "A+ B- C-", "B and C weigh 30 each, and C has no room"),
    ("phragmen", "A 60, B 60", "2 A, 2 B", "A? B?", "only one fits"),
    ("phragmen", "A 10, B 10", "1 A", "A+ B-", "what nobody chose is not funded"),
    # majority judgment
    ("majority-judgment", "A 100, B 100", "2 A5B3, 1 A1B3", "A+ B-", "medians 5 and 3"),
    ("majority-judgment", "A 100, B 100", "2 A5B5, 2 A1B3", "A- B+", "lower medians 1 and 3"),
    ("majority-judgment", "A 100, B 100", "2 A3B3, 1 A5B4", "A+ B-", "the same median: the next grades decide"),
    ("majority-judgment", "A 100, B 100", "3 A5B5, 2 A5, 1 B1", "A+ B-", "saying nothing is the worst grade"),
    ("majority-judgment", "A 60, B 60", "1 A5B3, 1 A3B5", "A? B?", "exactly the same grades"),
]


@pytest.mark.parametrize(
    ("rule", "projects", "ballots", "expected"), [pytest.param(*case[:4], id=f"{case[0]}: {case[4]}") for case in CASES]
)
def test_counted_by_hand(rule: str, projects: str, ballots: str, expected: str) -> None:
    assert signs(RULES[rule](poll(projects, ballots))) == expected


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_funds_what_everybody_wants_and_can_be_paid(rule: str) -> None:
    assert signs(RULES[rule](poll("A 60, B 40", "4 AB"))) == "A+ B+"


@pytest.mark.parametrize(
    ("pairs", "ballots", "expected"),
    [
        pytest.param("AB", "3 A, 2 B, 1 C", "A+ B- C+", id="the better one only"),
        pytest.param("AC", "3 A, 2 B, 1 C", "A+ B+ C-", id="whatever lies between"),
        pytest.param("AB BC", "3 A, 2 B, 1 C", "A+ B- C+", id="what is out excludes nothing"),
        pytest.param("AB", "2 A, 2 B, 1 C", "A? B? C?", id="equals that exclude each other"),
        pytest.param("AC", "2 A, 2 B, 1 C", "A+ B+ C-", id="equals that do not"),
    ],
)
def test_of_projects_that_exclude_each_other_only_the_best_is_funded(pairs: str, ballots: str, expected: str) -> None:
    apart = frozenset(frozenset(pair) for pair in pairs.split())

    assert signs(RULES["greedy-exclusive"](replace(poll("A 30, B 30, C 30", ballots), exclusive=apart))) == expected


def test_the_excluded_one_is_told_by_which() -> None:
    apart = frozenset({frozenset("AB")})

    result = RULES["greedy-exclusive"](replace(poll("A 30, B 30", "3 A, 2 B"), exclusive=apart))

    assert french(result.of("B").why) == "Un seul des deux peut se faire : «Projet A» est passé avant."


@pytest.mark.parametrize(
    ("rule", "projects", "ballots", "ref", "why"),
    [
        pytest.param(
            *("greedy-no-skip", "A 60, B 50, C 1", "3 A, 2 B, 1 C", "C"),
            "Le compte s'arrête au premier projet qui ne tient pas : «Projet B».",
            id="after the end",
        ),
        pytest.param(
            *("equalshares", "A 60, B 40", "3 A, 1 B", "A"),
            "Financé : 3 voix. Chaque personne qui l'a choisi y met 20 EUR au plus.",
            id="paid together",
        ),
        pytest.param(
            *("equalshares", "A 60, B 40", "3 A, 1 B", "B"),
            "1 voix. Il restait 25 EUR à celles et ceux qui l'ont choisi, le projet coûte 40 EUR.",
            id="too little together",
        ),
        pytest.param(*("equalshares", "A 60, B 40", "4 A", "B"), "Personne ne l'a choisi.", id="chosen by nobody"),
        pytest.param(
            *("phragmen", "A 60, B 30, C 60", "4 A, 2 C, 1 B", "B"),
            "Le compte s'arrête quand le suivant ne tient plus : il restait 40 EUR, et c'était le tour de «Projet C».",
            id="after the next that has no room",
        ),
        pytest.param(
            *("majority-judgment", "A 60, B 30", "4 A3B2", "A"), "Financé : mention 3, rang 1.", id="its grade"
        ),
    ],
)
def test_each_rule_says_why(rule: str, projects: str, ballots: str, ref: str, why: str) -> None:
    assert french(RULES[rule](poll(projects, ballots)).of(ref).why) == why


@pytest.mark.parametrize("rule", ["greedy-no-skip", "equalshares", "phragmen", "majority-judgment"])
def test_a_tie_is_settled_by_the_lots_and_is_on_record(rule: str) -> None:
    first, second = sorted("AB", key=lambda ref: lot("4 8 15", ref))
    ballots = "2 A5B5" if rule == "majority-judgment" else "2 AB"

    result = RULES[rule](poll("A 60, B 60", ballots, draw="4 8 15"))

    assert result.funded == {first}
    assert [(tie.refs, tie.drawn) for tie in result.ties] == [(("A", "B"), (first, second))]
    assert "tirage au sort" in french(result.of(first).why)


def test_an_amount_in_cents_is_exact() -> None:
    cents = poll("A 1, B 1", "3 A, 1 B", budget=1)
    costly = replace(
        cents, contenders=tuple(replace(each, cost=Decimal("0.75")) for each in cents.contenders if each.ref == "A")
    )

    assert signs(RULES["equalshares"](costly)) == "A+"


def test_a_share_grows_by_whole_units_of_the_currency() -> None:
    """Four voters, 100.50: at 25.12½ nobody can pay 25.50; at 26 two can, and 51 + 50.50 is too much."""
    shared = poll("A 1, B 1, C 1", "2 A, 1 B, 1 C")
    costs = {"A": Decimal("51.00"), "B": Decimal("25.50"), "C": Decimal("25.50")}
    contenders = tuple(replace(each, cost=costs[each.ref]) for each in shared.contenders)

    result = RULES["equalshares/add1"](replace(shared, contenders=contenders, budget=Decimal("100.50")))

    assert signs(result) == "A- B- C-"


def test_a_rule_without_completion_is_never_a_towns_own() -> None:
    assert {"equalshares", "equalshares-comparison"} <= INCOMPLETE <= RULES.keys()
    assert "equalshares/add1" not in INCOMPLETE


def test_people_prefer_the_result_that_funds_more_of_what_they_chose() -> None:
    shared = poll("A 60, B 40, C 50", "3 A, 1 BC")
    plain, shares = RULES["greedy"](shared), RULES["equalshares"](shared)

    assert (sorted(plain.funded), sorted(shares.funded)) == (["A", "B"], ["A"])
    assert (preferring(shared, plain, shares), preferring(shared, shares, plain)) == (1, 0)
