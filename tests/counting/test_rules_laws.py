"""Laws that every rule keeps on any election, and what each of them promises; random elections full of ties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ballots.result import Result, Verdict
from flows.counting import RULES
from flows.counting.buying import Buying, buy
from flows.counting.comparison import preferring
from flows.counting.lacking import BY_SCORE, lacking
from flows.counting.payers import payers_of
from flows.counting.poll import Contest
from flows.words import Text
from tests.support.polls import polls

FEW = settings(max_examples=25, deadline=None)
every_rule = pytest.mark.parametrize("rule", sorted(RULES))


@every_rule
@FEW
@given(polls())
def test_the_budget_is_never_passed(rule: str, poll: Contest) -> None:
    result = RULES[rule](poll)

    funded = sum(decision.contender.cost for decision in result.decisions if decision.verdict is Verdict.FUNDED)
    assert funded == result.envelopes[0].spent <= poll.budget


@every_rule
@FEW
@given(polls(), st.data())
def test_the_order_of_projects_and_of_ballots_changes_nothing(rule: str, poll: Contest, data: st.DataObject) -> None:
    contenders = tuple(data.draw(st.permutations(poll.contenders)))
    ballots = dict(data.draw(st.permutations(list(poll.ballots.items()))))

    assert RULES[rule](replace(poll, contenders=contenders, ballots=ballots)) == RULES[rule](poll)


@every_rule
@FEW
@given(polls(seed=st.none()), st.sampled_from("uvw"))
def test_a_draw_only_settles_what_was_open(rule: str, poll: Contest, seed: str) -> None:
    before, after = RULES[rule](poll), RULES[rule](replace(poll, terms=replace(poll.terms, draw=seed)))

    assert before.funded <= after.funded <= before.funded | before.undecided
    assert not after.undecided
    assert bool(before.undecided) == bool(before.ties)


@every_rule
@FEW
@given(polls(seed=st.just("x")))
def test_names_do_not_matter_where_nothing_is_drawn(rule: str, poll: Contest) -> None:
    """Equal treatment: call A by the name of B and the other way round, and so are the winners."""
    swap = {"A": "B", "B": "A"}
    if len(poll.contenders) < 2 or RULES[rule](poll).ties:
        return
    renamed = replace(
        poll,
        contenders=tuple(replace(each, ref=swap.get(each.ref, each.ref)) for each in poll.contenders),
        ballots={tuple(sorted((swap.get(r, r), p) for r, p in marks)): n for marks, n in poll.ballots.items()},
    )

    assert RULES[rule](renamed).funded == {swap.get(ref, ref) for ref in RULES[rule](poll).funded}


@FEW
@given(polls(points=True), st.sampled_from(sorted(RULES)))
def test_with_points_the_same_laws_hold(poll: Contest, rule: str) -> None:
    result = RULES[rule](poll)

    assert result.envelopes[0].spent <= poll.budget
    assert bool(result.undecided) == any(not tie.drawn for tie in result.ties)


@FEW
@given(polls(seed=st.just("x")))
def test_equal_shares_buys_as_it_is_told_in_the_books(poll: Contest) -> None:
    share = Fraction(poll.whole(poll.budget), poll.voters)

    assert RULES["equalshares"](poll).funded == in_the_books(poll, share)


@FEW
@given(polls(seed=st.just("x")))
def test_add1_stands_where_a_unit_more_is_too_much_or_nothing_else_fits(poll: Contest) -> None:
    budget, share = poll.whole(poll.budget), poll.whole(poll.budget) // poll.voters
    found = in_the_books(poll, Fraction(budget, poll.voters))
    while any(
        each.score and each.ref not in found and cost(poll, found) + poll.costs[each.ref] <= budget
        for each in poll.contenders
    ):
        share += 1
        after = in_the_books(poll, Fraction(share))
        if cost(poll, after) > budget:
            break
        found = after

    assert RULES["equalshares/add1"](poll).funded == found


def in_the_books(poll: Contest, share: Fraction) -> set[str]:
    """The method of equal shares by fractions, voter by voter, with nothing clever."""
    voters = [{ref for ref, _points in marks} for marks, times in poll.ballots.items() for _time in range(times)]
    money = [share] * len(voters)
    bought: set[str] = set()
    while True:
        offers = {}
        for ref in poll.costs.keys() - bought:
            those = [place for place, refs in enumerate(voters) if ref in refs]
            if those and sum(money[place] for place in those) >= poll.costs[ref]:
                offers[ref] = price([money[place] for place in those], poll.costs[ref])
        if not offers:
            return bought
        best = min(offers, key=lambda ref: (offers[ref] / poll.costs[ref], poll.lots[ref]))
        bought.add(best)
        money = [
            max(held - offers[best], Fraction(0)) if best in refs else held
            for held, refs in zip(money, voters, strict=True)
        ]


def price(money: list[Fraction], cost: int) -> Fraction:
    """What the richest pay when each pays as much, or all they have."""
    left, count = Fraction(cost), len(money)
    for held in sorted(money):
        if held * count >= left:
            break
        left, count = left - held, count - 1
    return left / count


def cost(poll: Contest, refs: set[str]) -> int:
    return sum(poll.costs[ref] for ref in refs)


@FEW
@given(polls(points=True), st.integers(1, 30))
def test_fine_units_buy_what_fractions_buy(poll: Contest, share: int) -> None:
    payers = payers_of(poll)

    exact = Buying(payers, [Fraction(share)] * poll.voters, Fraction(1), lambda tied: tied[0]).run()
    fine = buy(payers, poll.voters, Fraction(share), lambda tied: tied[0])

    assert fine.places == exact.places
    assert fine.ties == exact.ties


@FEW
@given(polls(seed=st.just("x")))
def test_phragmen_evens_the_loads_as_it_is_told_in_the_books(poll: Contest) -> None:
    voters = [{ref for ref, _points in marks} for marks, times in poll.ballots.items() for _time in range(times)]
    loads, left, funded = [Fraction(0)] * len(voters), poll.whole(poll.budget), set[str]()
    standing = {each.ref for each in poll.contenders if each.score and poll.costs[each.ref] <= left}
    while standing:
        after = {ref: load_after(poll, ref, voters, loads) for ref in standing}
        least = [ref for ref in standing if after[ref] == min(after.values())]
        if any(poll.costs[ref] > left for ref in least):
            break
        best = min(least, key=lambda ref: poll.lots[ref])
        funded.add(best)
        standing.discard(best)
        left -= poll.costs[best]
        loads = [after[best] if best in refs else load for load, refs in zip(loads, voters, strict=True)]

    assert RULES["phragmen"](poll).funded == funded


def load_after(poll: Contest, ref: str, voters: list[set[str]], loads: list[Fraction]) -> Fraction:
    those = [load for load, refs in zip(loads, voters, strict=True) if ref in refs]
    return (poll.costs[ref] + sum(those, Fraction(0))) / len(those)


@FEW
@given(polls(points=True, seed=st.none()))
def test_the_majority_judges_as_voters_leave_one_by_one(poll: Contest) -> None:
    def outwards(ref: str) -> Iterator[Decimal]:
        grades = sorted(
            dict(marks).get(ref, Decimal(0)) for marks, times in poll.ballots.items() for _time in range(times)
        )
        while grades:
            yield grades.pop((len(grades) - 1) // 2)

    judged = {each.ref: tuple(outwards(each.ref)) for each in poll.contenders}
    ranks = {each.contender.ref: each.rank for each in RULES["majority-judgment"](poll).decisions}

    for one, other in permutations(judged, 2):
        assert (judged[one] > judged[other]) == (ranks[one] < ranks[other])


@FEW
@given(polls(seed=st.none()))
def test_where_people_only_choose_the_majority_judges_by_votes(poll: Contest) -> None:
    judged, plain = RULES["majority-judgment"](poll), RULES["greedy"](poll)

    assert (judged.funded, judged.undecided) == (plain.funded, plain.undecided)


@pytest.mark.parametrize("rule", ["greedy", "greedy-no-skip", "greedy-exclusive"])
@FEW
@given(polls(seed=st.just("x")), st.data())
def test_more_votes_never_harm_a_winner(rule: str, poll: Contest, data: st.DataObject) -> None:
    result = RULES[rule](poll)
    if not result.funded or result.ties:
        return
    winner = data.draw(st.sampled_from(sorted(result.funded)))

    assert winner in RULES[rule](with_score(poll, winner, 1)).funded


@pytest.mark.parametrize("rule", sorted(BY_SCORE))
@FEW
@given(polls(seed=st.none()), st.integers(0, 3))
def test_with_the_votes_it_lacked_a_project_is_funded(rule: str, poll: Contest, threshold: int) -> None:
    poll = replace(poll, terms=replace(poll.terms, threshold=threshold))
    result = RULES[rule](poll)
    for decision in result.decisions:
        told = lacking(rule, poll, result, decision)
        if told is not None:
            what = told.values["what"]
            assert isinstance(what, Text)

            assert decision.contender.ref in RULES[rule](with_score(poll, decision.contender.ref, what.count)).funded


def with_score(poll: Contest, ref: str, more: int) -> Contest:
    contenders = (replace(each, score=each.score + more) if each.ref == ref else each for each in poll.contenders)
    return replace(poll, contenders=tuple(contenders))


@FEW
@given(polls(seed=st.just("x")))
def test_the_comparison_keeps_what_more_people_prefer(poll: Contest) -> None:
    plain, shares = RULES["greedy"](poll), RULES["equalshares"](poll)
    kept: Result = RULES["equalshares-comparison"](poll)

    for_plain, for_shares = preferring(poll, plain, shares), preferring(poll, shares, plain)
    assert kept == (plain if for_plain > for_shares else shares)


@FEW
@given(polls(seed=st.none()))
def test_whoever_has_the_share_of_a_project_that_all_of_them_want_gets_something(poll: Contest) -> None:
    """Justice of equal shares: people who agree on a project and can pay it are never left with nothing."""
    result = RULES["equalshares"](poll)
    funded = result.funded | result.undecided
    for each in poll.contenders:
        those = {marks: n for marks, n in poll.ballots.items() if any(ref == each.ref for ref, _points in marks)}
        enough = Fraction(poll.whole(poll.budget), poll.voters) * sum(those.values()) >= poll.costs[each.ref]
        if those and enough:
            assert any(ref in funded for marks in those for ref, _points in marks)
