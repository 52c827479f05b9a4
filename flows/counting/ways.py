"""All that a count can come to, as its ties may be drawn: where all come to the same, none of them decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from flows.counting.buying import Bought, Choose

MOST = 24
"""Outcomes looked at before the ties are said to decide: to wait for a draw is never wrong."""

Test: TypeAlias = Callable[[Bought], bool]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What *share* can buy. *all_of_them*: nothing else can come of it."""

    each: tuple[Bought, ...]
    share: Fraction
    all_of_them: bool = True
    tied: frozenset[int] = frozenset()

    def certain(self, test: Test) -> bool:
        """Whether *test* is true whatever the draw says."""
        return self.all_of_them and all(test(bought) for bought in self.each)

    def open(self, after: Outcomes) -> Outcomes:
        """These, where a tie in *after* decides how the count goes on."""
        tied = frozenset(place for bought in after.each for tie in bought.ties for place in tie)
        return replace(self, all_of_them=False, tied=self.tied | tied)


def ways(run: Callable[[Choose], Bought], share: Fraction) -> Outcomes:
    """All that *run* can come to, each tie being decided in every way; not all, where they are many."""
    found: dict[frozenset[int], Bought] = {}
    todo: list[tuple[int, ...]] = [()]
    for _count in range(MOST):
        path = todo.pop()
        bought = run(_along(path))
        found.setdefault(frozenset(bought.places), bought)
        sizes = [len(tie) for tie in bought.ties]
        for depth in range(len(path), len(sizes)):
            ahead = path + (0,) * (depth - len(path))
            todo += [(*ahead, other) for other in range(1, sizes[depth])]
        if not todo:
            return Outcomes(tuple(found.values()), share)
    tied = frozenset(place for bought in found.values() for tie in bought.ties for place in tie)
    return Outcomes(tuple(found.values()), share, all_of_them=False, tied=tied)


def _along(path: tuple[int, ...]) -> Choose:
    """The first tie decided as *path* says first, and so on; beyond it, the first of the tied."""
    left = iter(path)
    return lambda tied: tied[next(left, 0)]
