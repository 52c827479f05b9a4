"""Ballots that break the rules that their own file states: named with their figures, and counted as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.counting.pabulib import Instance, PbVote
from bot.languages.plurals import so_many

SHOWN = 20
"""Ballots named for each rule; a file where more break one has another fault than a few ballots."""


@dataclass(frozen=True, slots=True)
class BrokenBallots:
    """The rule «key;bound» of META, and who broke it with which figure."""

    key: str
    bound: Decimal
    ballots: tuple[tuple[str, Decimal], ...]

    def told(self) -> str:
        """One sentence: how many, against which bound, who with how much."""
        many = so_many(len(self.ballots), "ballot breaks", "ballots break")
        named = ", ".join(f"{voter}: {figure:f}" for voter, figure in self.ballots[:SHOWN])
        more = f" and {len(self.ballots) - SHOWN} more" if len(self.ballots) > SHOWN else ""
        return f"{many} '{self.key}' ({self.bound:f}): {named}{more}. Each is counted as it is."


def broken_ballots(instance: Instance) -> tuple[BrokenBallots, ...]:
    """The rules of *instance* that some of its ballots break, in the order of META; blank ballots break none."""
    return tuple(found for key, bound in _bounds(instance) if (found := _against(instance, key, bound)).ballots)


def _bounds(instance: Instance) -> Iterator[tuple[str, Decimal]]:
    """What META bounds, and the one project of a ballot that is for one."""
    if instance.vote_type == "choose-1" and "max_length" not in instance.meta:
        yield "max_length", Decimal(1)
    for key in instance.meta:
        if key in _FIGURES:
            try:
                yield key, Decimal(instance.meta[key])
            except ArithmeticError:
                continue  # a bound that is no number bounds nothing


def _against(instance: Instance, key: str, bound: Decimal) -> BrokenBallots:
    costs = {project.ref: project.cost for project in instance.projects}
    worst = min if key.startswith("min") else max
    broken = []
    for vote in instance.votes:
        figures = [*_FIGURES[key](vote, costs)] if vote.refs else []
        if figures and worst(*figures, bound) != bound:
            broken.append((vote.voter, worst(figures)))
    return BrokenBallots(key, bound, tuple(broken))


def _length(vote: PbVote, costs: dict[str, Decimal]) -> Iterator[Decimal]:
    yield Decimal(len(vote.refs))


def _cost(vote: PbVote, costs: dict[str, Decimal]) -> Iterator[Decimal]:
    yield sum((costs[ref] for ref in vote.refs), Decimal(0))


def _points(vote: PbVote, costs: dict[str, Decimal]) -> Iterator[Decimal]:
    yield from vote.points


def _sum_of_points(vote: PbVote, costs: dict[str, Decimal]) -> Iterator[Decimal]:
    if vote.points:
        yield sum(vote.points, Decimal(0))


_FIGURES: dict[str, Callable[[PbVote, dict[str, Decimal]], Iterator[Decimal]]] = {
    f"{side}_{what}": figures
    for what, figures in (
        ("length", _length),
        ("sum_cost", _cost),
        ("points", _points),
        ("sum_points", _sum_of_points),
    )
    for side in ("min", "max")
}
