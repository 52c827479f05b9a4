"""How votes become winners: cases counted by hand, and laws that hold for any election."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ballots.greedy import Terms, UnknownEnvelopeError, allocate, lot
from flows.ballots.result import Contender, Envelope, Result, Tie, Verdict
from tests.support.french import french

SIGNS = {Verdict.FUNDED: "+", Verdict.NOT_FUNDED: "-", Verdict.UNDECIDED: "?"}


def contender(line: str) -> Contender:
    """«A 10 60»: the project A, 10 votes, 60 euros."""
    ref, score, cost = line.split()
    return Contender(ref, f"Projet {ref}", Decimal(cost), int(score))


def count(lines: str, budget: int = 100, threshold: int = 0, draw: str | None = None) -> Result:
    contenders = [contender(line) for line in lines.split(", ")]
    return allocate(contenders, {"": Decimal(budget)}, Terms(threshold, draw))


def signs(result: Result) -> str:
    """«A+ B- C?»: funded, not funded, undecided, by ref."""
    decisions = sorted(result.decisions, key=lambda decision: decision.contender.ref)
    return " ".join(f"{decision.contender.ref}{SIGNS[decision.verdict]}" for decision in decisions)


@pytest.mark.parametrize(
    ("lines", "threshold", "expected"),
    [
        pytest.param("A 9 60, B 8 40", 0, "A+ B+", id="all fit, to the last euro"),
        pytest.param(
            "A 9 60, B 8 50, C 7 40", 0, "A+ B- C+", id="what no longer fits is skipped and the count goes on"
        ),
        pytest.param("A 9 100, B 8 1, C 7 1", 0, "A+ B- C-", id="the first takes all"),
        pytest.param("A 9 101, B 1 100", 0, "A- B+", id="dearer than the whole envelope"),
        pytest.param("A 9 10, B 4 10, C 5 10", 5, "A+ B- C+", id="below the threshold, and just on it"),
        pytest.param("A 0 10", 0, "A+", id="without a threshold even no vote at all is enough"),
        pytest.param("A 9 100, B 8 0", 0, "A+ B+", id="what costs nothing always fits"),
        pytest.param("A 5 60, B 5 40", 0, "A+ B+", id="a tie where all fit"),
        pytest.param("A 9 50, B 5 60, C 5 70, D 4 50", 0, "A+ B- C- D+", id="a tie where none fits even alone"),
        pytest.param("A 5 50, B 5 50, C 5 101", 0, "A+ B+ C-", id="a tie where those that fit alone fit together"),
        pytest.param("A 5 60, B 5 60", 0, "A? B?", id="a tie that decides"),
        pytest.param("A 5 60, B 5 60, C 5 101", 0, "A? B? C-", id="a tie that decides, but not for what never fits"),
        pytest.param("A 5 60, B 5 70, C 4 41, D 3 40", 0, "A? B? C- D?", id="below a tie: sure where nothing can fit"),
        pytest.param("A 5 60, B 5 60, C 1 1", 2, "A? B? C-", id="below a tie: sure where votes are missing"),
        pytest.param("A 1 60, B 1 60", 2, "A- B-", id="a tie below the threshold decides nothing"),
    ],
)
def test_verdicts_counted_by_hand(lines: str, threshold: int, expected: str) -> None:
    assert signs(count(lines, threshold=threshold)) == expected


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        pytest.param("A", "Financé : 9 voix, rang 1.", id="funded"),
        pytest.param("B", "Il restait 70 EUR dans l'enveloppe, le projet coûte 71 EUR.", id="no room"),
        pytest.param("C", "À égalité avec «Projet D» : un tirage au sort décidera.", id="tied"),
        pytest.param(
            "E",
            "En attente du tirage au sort entre «Projet C», «Projet D» : on saura alors ce qui reste.",
            id="waiting below a tie",
        ),
        pytest.param("F", "Il reste au mieux 30 EUR dans l'enveloppe, le projet coûte 31 EUR.", id="no room at best"),
        pytest.param("G", "Il fallait au moins 2 voix, le projet a reçu 1 voix.", id="below the threshold"),
    ],
)
def test_each_project_is_told_why(ref: str, why: str) -> None:
    result = count("A 9 30, B 8 71, C 7 40, D 7 50, E 6 30, F 5 31, G 1 1", threshold=2)

    assert french(result.of(ref).why) == why


def test_equal_scores_share_the_better_rank() -> None:
    result = count("A 9 10, B 8 10, C 8 10, D 7 10")

    assert [(decision.contender.ref, decision.rank) for decision in result.decisions] == [
        ("A", 1),
        ("B", 2),
        ("C", 2),
        ("D", 4),
    ]


def test_a_decisive_tie_is_named() -> None:
    result = count("A 9 30, B 5 60, C 5 70, D 5 101")

    assert result.ties == (Tie("", 5, ("B", "C")),)
    assert (result.envelopes[0].spent, result.envelopes[0].left) == (Decimal(30), Decimal(70))


def test_a_lot_is_the_sha256_that_anyone_can_compute() -> None:
    """`printf '%s' 'loto 20 novembre 2026: 4 8 15 16 23:A' | sha256sum` says the same."""
    assert (
        lot("loto 20 novembre 2026: 4 8 15 16 23", "A")
        == "77a084e47e8de2cd924e33e0a53b9c7ec33eeff6b99cff28b789067e05095747"
    )


def test_a_draw_settles_the_tie_and_is_on_record() -> None:
    result = count("A 5 60, B 5 60, C 4 40", draw="4 8 15 16 23")

    first, second = sorted("AB", key=lambda ref: lot("4 8 15 16 23", ref))
    assert result.draw == "4 8 15 16 23"
    assert result.ties == (Tie("", 5, ("A", "B"), drawn=(first, second)),)
    assert result.funded == {first, "C"}
    assert french(result.of(first).why) == (
        f"Financé : 5 voix, à égalité avec «Projet {second}», départagés par tirage au sort."
    )
    assert french(result.of(second).why) == (
        f"À égalité avec «Projet {first}», départagés par tirage au sort : il restait 40 EUR, le projet coûte 60 EUR."
    )


def test_a_tie_that_decides_nothing_is_not_drawn() -> None:
    assert count("A 5 60, B 5 40", draw="seed").ties == ()


def test_one_envelope_never_pays_for_another() -> None:
    north, south = contender("A 9 60"), contender("B 1 60")
    contenders = [
        replace(north, envelope="Nord"),
        replace(south, envelope="Sud"),
        replace(south, ref="C", envelope="Nord"),
    ]

    result = allocate(contenders, {"Nord": Decimal(100), "Sud": Decimal(60)})

    assert signs(result) == "A+ B+ C-"
    assert result.envelopes == (Envelope("Nord", Decimal(100), Decimal(60)), Envelope("Sud", Decimal(60), Decimal(60)))


def test_a_tie_in_one_envelope_holds_up_no_other() -> None:
    tied = [replace(contender(line), envelope="Nord") for line in ("A 5 60", "B 5 60")]
    other = replace(contender("C 1 10"), envelope="Sud")

    assert signs(allocate([*tied, other], {"Nord": Decimal(100), "Sud": Decimal(10)})) == "A? B? C+"


def test_a_project_without_an_envelope_stops_the_count() -> None:
    with pytest.raises(UnknownEnvelopeError, match=r"'A'.*'Est'"):
        allocate([replace(contender("A 1 1"), envelope="Est")], {"Nord": Decimal(1)})


BUDGETS = st.integers(0, 12).map(Decimal)
THRESHOLDS = st.integers(0, 2)
SEEDS = st.none() | st.text(max_size=3)


@st.composite
def elections(draw: st.DrawFn) -> list[Contender]:
    """Few projects, few scores, small costs: ties everywhere."""
    rows = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=5))
    return [Contender(ref, ref, Decimal(cost), score) for ref, (score, cost) in zip("ABCDE", rows, strict=False)]


@given(elections(), BUDGETS, THRESHOLDS, SEEDS)
def test_no_envelope_is_ever_exceeded(
    contenders: list[Contender], budget: Decimal, threshold: int, draw: str | None
) -> None:
    result = allocate(contenders, {"": budget}, Terms(threshold, draw))

    spent = sum(contender.cost for contender in contenders if contender.ref in result.funded)
    assert spent == result.envelopes[0].spent <= budget


@given(elections(), BUDGETS, THRESHOLDS, SEEDS)
def test_a_project_not_funded_lacked_votes_or_did_not_fit_when_its_turn_came(
    contenders: list[Contender], budget: Decimal, threshold: int, draw: str | None
) -> None:
    for decision in allocate(contenders, {"": budget}, Terms(threshold, draw)).decisions:
        if decision.verdict is Verdict.NOT_FUNDED:
            assert decision.contender.score < threshold or decision.contender.cost > decision.left


@given(elections(), BUDGETS, THRESHOLDS, SEEDS, st.data())
def test_the_order_of_the_projects_changes_nothing(
    contenders: list[Contender], budget: Decimal, threshold: int, draw: str | None, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(contenders))

    assert allocate(shuffled, {"": budget}, Terms(threshold, draw)) == allocate(
        contenders, {"": budget}, Terms(threshold, draw)
    )


@given(elections(), BUDGETS, st.builds(Terms, THRESHOLDS, SEEDS), st.integers(1, 3), st.data())
def test_a_funded_project_stays_funded_when_only_its_own_votes_rise(
    contenders: list[Contender], budget: Decimal, terms: Terms, more: int, data: st.DataObject
) -> None:
    """It comes earlier, or at the same place, and those who then come before it came before it already."""
    funded = sorted(allocate(contenders, {"": budget}, terms).funded)
    if not funded:
        return
    lucky = data.draw(st.sampled_from(funded))
    risen = [
        replace(contender, score=contender.score + more) if contender.ref == lucky else contender
        for contender in contenders
    ]

    assert lucky in allocate(risen, {"": budget}, terms).funded


@given(elections(), BUDGETS, THRESHOLDS)
def test_what_is_decided_before_a_draw_holds_whichever_way_it_goes(
    contenders: list[Contender], budget: Decimal, threshold: int
) -> None:
    result = allocate(contenders, {"": budget}, Terms(threshold))
    outcomes = {_winners(order, budget, threshold) for order in _every_order(contenders)}

    assert all(result.funded <= winners <= result.funded | result.undecided for winners in outcomes)
    assert bool(result.ties) == bool(result.undecided) == (len(outcomes) > 1)


@given(elections(), BUDGETS, THRESHOLDS, st.text(max_size=3))
def test_a_draw_decides_everything_and_in_a_way_the_votes_allow(
    contenders: list[Contender], budget: Decimal, threshold: int, draw: str
) -> None:
    result = allocate(contenders, {"": budget}, Terms(threshold, draw))

    assert not result.undecided
    assert result.funded in {_winners(order, budget, threshold) for order in _every_order(contenders)}


def _every_order(contenders: Iterable[Contender]) -> Iterator[list[Contender]]:
    """Every way to list the contenders from the best score down."""
    best_first = sorted(contenders, key=lambda contender: -contender.score)
    groups = [list(group) for _, group in groupby(best_first, key=lambda contender: contender.score)]
    for arrangement in product(*(permutations(group) for group in groups)):
        yield [contender for group in arrangement for contender in group]


def _winners(order: Iterable[Contender], budget: Decimal, threshold: int) -> frozenset[str]:
    """The rule at its plainest: down the list, take what fits."""
    winners = set()
    for contender in order:
        if contender.score >= threshold and contender.cost <= budget:
            budget -= contender.cost
            winners.add(contender.ref)
    return frozenset(winners)
