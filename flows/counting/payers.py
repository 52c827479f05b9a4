"""Who would pay for each project under equal shares, and how its cost falls on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import Any, TypeAlias

from flows.counting.poll import Contest

Amount: TypeAlias = Any
"""An int in fine units, or a Fraction where all is reckoned in fractions: both add, multiply and compare alike."""


@dataclass(frozen=True, slots=True)
class Payers:
    """Those who chose the project *ref*: their places among the voters, and the points that each gave it.

    *alike* is the points of each where all gave the same, else 0; *total* is the sum, *most* the greatest. *held* picks
    their balances.
    """

    ref: str
    cost: int
    voters: tuple[int, ...]
    points: tuple[int, ...]
    total: int
    most: int
    alike: int
    held: Callable[[Sequence[Amount]], tuple[Amount, ...]]


@dataclass(slots=True)  # not frozen: it is made a hundred thousand times in a count
class Split:
    """A cost shared out: *poor* of its payers have less than their part and give it all; *left* falls on the others,
    who gave *points* together. *gap* is how far everybody is from having their part and no more, None if all have it.
    """

    left: Amount
    points: int
    poor: int
    gap: Amount | None


def payers_of(poll: Contest) -> tuple[Payers, ...]:
    """Those of each project that stands and has some, in the order of the projects' lots."""
    chosen: dict[str, list[tuple[int, int]]] = {contender.ref: [] for contender in poll.standing}
    first = 0
    for marks, times in poll.ballots.items():
        pairs = [(chosen[ref], points) for ref, points in poll.weights[marks] if ref in chosen]
        for voter in range(first, first + times):
            for those, points in pairs:
                those.append((voter, points))
        first += times
    order = sorted((ref for ref, those in chosen.items() if those), key=lambda ref: (poll.lots[ref], ref))
    return tuple(_payers(ref, poll.costs[ref], chosen[ref]) for ref in order)


def _payers(ref: str, cost: int, chosen: Sequence[tuple[int, int]]) -> Payers:
    voters, points = zip(*chosen, strict=True)
    alike = points[0] if len(set(points)) == 1 else 0
    return Payers(ref, cost, voters, points, sum(points), max(points), alike, _picker(voters))


def _picker(voters: tuple[int, ...]) -> Callable[[Sequence[Amount]], tuple[Amount, ...]]:
    if len(voters) > 1:
        return itemgetter(*voters)
    return lambda balances: (balances[voters[0]],)


def split(payers: Payers, held: Sequence[Amount], cost: Amount) -> Split:
    """*cost* shared out among those who hold *held*, which is enough: as much for each point, or all one has."""
    return _split_evenly(payers, held, cost) if payers.alike else _split_by_points(payers, held, cost)


def _split_evenly(payers: Payers, held: Sequence[Amount], cost: Amount) -> Split:
    """The poorest first, each gives all until one has their part."""
    ascending, left, many = sorted(held), cost, len(held)
    for poor, balance in enumerate(ascending):
        if balance * many >= left:
            part = left / many if isinstance(left, Fraction) else left // many
            gap = balance - part if not poor else min(balance - part, part - ascending[poor - 1])
            return Split(left, many * payers.alike, poor, gap)
        left -= balance
        many -= 1
    raise AssertionError("they have enough together")


def _split_by_points(payers: Payers, held: Sequence[Amount], cost: Amount) -> Split:
    """All whose part is more than they have give it; then those for whom the part has become too much."""
    left, points, poor = cost, payers.total, list[tuple[Amount, int]]()
    while True:
        pairs = zip(held, payers.points, strict=True)
        poorer = [(balance, given) for balance, given in pairs if balance * points < left * given]
        if len(poorer) == len(poor):
            beside = zip(held, payers.points, strict=True)
            return Split(
                left, points, len(poor), min(abs(each * points - left * given) for each, given in beside) // points
            )
        poor = poorer
        left = cost - sum(balance for balance, _given in poor)
        points = payers.total - sum(given for _balance, given in poor)
