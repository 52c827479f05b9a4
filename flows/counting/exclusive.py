"""`greedy-exclusive`: from the best score down, and of projects that exclude each other only the best is funded.

A project is passed over where one that excludes it is funded already; the count goes on below, as by `greedy`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from flows.ballots import reasons
from flows.ballots.greedy import GreedyCount, allocate
from flows.ballots.result import Contender, Result, Verdict
from flows.counting.poll import Contest


def greedy_exclusive(poll: Contest) -> Result:
    """Who is funded when no two of a pair are."""
    count = partial(ExclusiveCount, exclusive=poll.exclusive)
    return allocate(poll.contenders, {poll.envelope: poll.budget}, poll.terms, count)


@dataclass(slots=True)
class ExclusiveCount(GreedyCount):
    """The count of one envelope where some projects exclude others."""

    exclusive: frozenset[frozenset[str]] = frozenset()

    def _settle(self, group: list[Contender], rank: int) -> None:
        GreedyCount._settle(self, self._admitted(group, rank), rank)

    def _keep_waiting(self, group: Iterable[Contender], rank: int) -> None:
        GreedyCount._keep_waiting(self, self._admitted(group, rank), rank)

    def _admitted(self, group: Iterable[Contender], rank: int) -> list[Contender]:
        """Those that nothing funded excludes; the others are told so."""
        kept = []
        for contender in group:
            other = self._excluding(contender)
            if other is None:
                kept.append(contender)
            else:
                self._decide(contender, Verdict.NOT_FUNDED, rank, reasons.excluded(other.name))
        return kept

    def _excluding(self, contender: Contender) -> Contender | None:
        """A funded project that excludes it."""
        funded = (decision.contender for decision in self.decisions if decision.verdict is Verdict.FUNDED)
        return next((other for other in funded if {other.ref, contender.ref} in self.exclusive), None)

    def _together(self, group: Iterable[Contender]) -> bool:
        group = list(group)
        apart = any({one.ref, other.ref} in self.exclusive for one, other in combinations(group, 2))
        return not apart and GreedyCount._together(self, group)

    def _take_its_turn(self, contender: Contender, rank: int, others: list[str]) -> None:
        if (other := self._excluding(contender)) is not None:
            self._decide(contender, Verdict.NOT_FUNDED, rank, reasons.by_draw(reasons.excluded(other.name)))
        else:
            GreedyCount._take_its_turn(self, contender, rank, others)
