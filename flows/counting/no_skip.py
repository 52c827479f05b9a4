"""`greedy-no-skip`: from the best score down, and the count stops at the first project that does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flows.ballots import reasons
from flows.ballots.greedy import GreedyCount, allocate, others_than
from flows.ballots.result import Contender, Result, Tie, Verdict
from flows.counting.poll import Contest
from flows.words import Text


def greedy_no_skip(poll: Contest) -> Result:
    """Who is funded before the first that does not fit."""
    return allocate(poll.contenders, {poll.envelope: poll.budget}, poll.terms, NoSkipCount)


@dataclass(slots=True)
class NoSkipCount(GreedyCount):
    """The count of one envelope, until something has no room: equals that do not fit together stop it for certain."""

    end: Text | None = None

    def _settle(self, group: list[Contender], rank: int) -> None:
        fitting = [contender for contender in group if contender.cost <= self.left]
        if self.end is not None:
            self._keep_waiting(group, rank)
        elif self._together(group):
            self._fund(group, rank)
        elif not fitting:
            self._refuse_room(group, rank)
            self.end = reasons.stopped(group[0].name)
        elif self.terms.draw is None:
            self.end = reasons.stopped_within(contender.name for contender in group)
            self._wait(group, fitting, rank)
        else:
            self._draw(group, rank, self.terms.draw)

    def _wait(self, group: list[Contender], fitting: list[Contender], rank: int) -> None:
        """Any of those that fit may come before the first that does not."""
        left = self.left
        self._refuse_room([contender for contender in group if contender not in fitting], rank)
        self.open_tie = fitting
        self.ties.append(Tie(self.key, group[0].score, tuple(contender.ref for contender in group)))
        for contender in fitting:
            self._decide(contender, Verdict.UNDECIDED, rank, reasons.tied(others_than(contender, group)), left)

    def _take_its_turn(self, contender: Contender, rank: int, others: list[str]) -> None:
        if self.end is not None:
            self._decide(contender, Verdict.NOT_FUNDED, rank, reasons.by_draw(self.end))
            return
        if contender.cost > self.left:
            self.end = reasons.stopped(contender.name)
        GreedyCount._take_its_turn(self, contender, rank, others)

    def _refuse_room(self, group: Iterable[Contender], rank: int) -> None:
        for contender in group:
            why = reasons.no_room(self._money(self.left), self._money(contender.cost))
            self._decide(contender, Verdict.NOT_FUNDED, rank, why)

    def _keep_waiting(self, group: Iterable[Contender], rank: int) -> None:
        assert self.end is not None
        for contender in group:
            self._decide(contender, Verdict.NOT_FUNDED, rank, self.end)
