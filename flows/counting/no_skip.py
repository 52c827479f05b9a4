"""`greedy-no-skip`: from the best score down, and the count stops at the first project that does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flows.ballots import reasons
from flows.ballots.greedy import GreedyCount, allocate, lot, others_than
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
            self._go_by_lot(group, rank, self.terms.draw)

    def _wait(self, group: list[Contender], fitting: list[Contender], rank: int) -> None:
        """Any of those that fit may come before the first that does not."""
        left = self.left
        self._refuse_room([contender for contender in group if contender not in fitting], rank)
        self.open_tie = fitting
        self.ties.append(Tie(self.key, group[0].score, tuple(contender.ref for contender in group)))
        for contender in fitting:
            self._decide(contender, Verdict.UNDECIDED, rank, reasons.tied(others_than(contender, group)), left)

    def _go_by_lot(self, group: list[Contender], rank: int, seed: str) -> None:
        drawn = sorted(group, key=lambda contender: lot(seed, contender.ref))
        refs = tuple(contender.ref for contender in group)
        self.ties.append(Tie(self.key, group[0].score, refs, tuple(contender.ref for contender in drawn)))
        for contender in drawn:
            others = others_than(contender, group)
            if self.end is not None:
                self._decide(contender, Verdict.NOT_FUNDED, rank, reasons.by_draw(self.end))
            elif contender.cost <= self.left:
                why = reasons.funded_by_draw(self.terms.spoken(contender.score), others)
                self._decide(contender, Verdict.FUNDED, rank, why)
            else:
                why = reasons.no_room_after_draw(self._money(self.left), self._money(contender.cost), others)
                self._decide(contender, Verdict.NOT_FUNDED, rank, why)
                self.end = reasons.stopped(contender.name)

    def _refuse_room(self, group: Iterable[Contender], rank: int) -> None:
        for contender in group:
            why = reasons.no_room(self._money(self.left), self._money(contender.cost))
            self._decide(contender, Verdict.NOT_FUNDED, rank, why)

    def _keep_waiting(self, group: Iterable[Contender], rank: int) -> None:
        assert self.end is not None
        for contender in group:
            self._decide(contender, Verdict.NOT_FUNDED, rank, self.end)
