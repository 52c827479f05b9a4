"""`phragmen`: sequential Phragmén. What a project costs is a load on those who chose it, kept as even as can be.

1. The next project is the one after which the most loaded of those who chose it carries least; all who chose it then
   carry the same. With points, it counts that one chose, not how many points one gave.
2. The count ends where the next project, or one of several that are equally next, no longer fits the budget.
3. A tie matters where somebody chose two of the tied, or where they do not all fit together: else all are taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from flows.ballots import reasons
from flows.ballots.result import Result
from flows.counting.buying import Bought, Choose
from flows.counting.payers import Payers, payers_of
from flows.counting.poll import Contest
from flows.counting.told import StepwiseResult
from flows.counting.ways import Outcomes, ways
from flows.words import Text


def phragmen(poll: Contest) -> Result:
    """Who is funded, as far as the loads go up evenly."""
    payers = payers_of(poll)
    if poll.terms.draw is not None:
        reached = Outcomes((Loads(poll, payers, lambda tied: tied[0]).run(),), Fraction(0))
    else:
        reached = ways(lambda choose: Loads(poll, payers, choose).run(), Fraction(0))
    return PhragmenTold(poll, payers, reached).result()


class Loads:
    """The loads of the voters as projects are taken. Voters are told apart by the project they last helped to carry."""

    def __init__(self, poll: Contest, payers: tuple[Payers, ...], choose: Choose) -> None:
        self._payers, self._choose = payers, choose
        self._left = poll.whole(poll.budget)
        self._open = {place for place, each in enumerate(payers) if each.cost <= self._left}
        places = {each.ref: place for place, each in enumerate(payers)}
        chosen = Counter[tuple[int, ...]]()
        for marks, given in poll.weights.items():
            chosen[tuple(places[ref] for ref, _points in given if ref in places)] += poll.ballots[marks]
        self._groups = list(chosen.items())
        self._carrying = [0] * len(self._groups)
        self._by_place: list[list[int]] = [[] for _payers in payers]
        self._counts: list[defaultdict[int, int]] = [defaultdict(int) for _payers in payers]
        for group, (ballot, times) in enumerate(self._groups):
            for place in ballot:
                self._by_place[place].append(group)
                self._counts[place][0] += times
        self._loads, self._scale = [0], 1  # each load is so many of a whole divided by the scale
        self._taken = Bought()

    def run(self) -> Bought:
        """Take projects until the next does not fit, and say which it was."""
        while self._open:
            loads = {place: self._load_after(place) for place in self._open}
            least = min(loads.values())
            tied = tuple(sorted(place for place in self._open if loads[place] == least))
            if (unfit := self._not_fitting(tied)) is not None:
                self._taken.ended_by = unfit
                break
            place = tied[0]
            if len(tied) > 1 and self._matters(tied):
                self._taken.ties.append(tied)
                place = self._choose(tied)
            self._take(place, least)
        return self._taken

    def _not_fitting(self, tied: tuple[int, ...]) -> int | None:
        """One of the tied for which there is no room."""
        return next((place for place in tied if self._payers[place].cost > self._left), None)

    def _load_after(self, place: int) -> Fraction:
        """What each who chose it would carry, on the scale of now."""
        carried = sum(self._loads[last] * times for last, times in self._counts[place].items())
        return Fraction(self._payers[place].cost * self._scale + carried, len(self._payers[place].voters))

    def _matters(self, tied: tuple[int, ...]) -> bool:
        groups = [group for place in tied for group in self._by_place[place]]
        return len(set(groups)) < len(groups) or sum(self._payers[place].cost for place in tied) > self._left

    def _take(self, place: int, load: Fraction) -> None:
        self._open.discard(place)
        self._left -= self._payers[place].cost
        self._taken.places.append(place)
        self._loads = [each * load.denominator for each in self._loads] + [load.numerator]
        self._scale *= load.denominator
        new = len(self._loads) - 1
        for group in self._by_place[place]:
            ballot, times = self._groups[group]
            for other in ballot:
                self._counts[other][self._carrying[group]] -= times
                self._counts[other][new] += times
            self._carrying[group] = new


class PhragmenTold(StepwiseResult):
    """The reasons of Phragmén's rule."""

    def left(self, place: int) -> int:
        """What the budget held when it was its turn, or at the end."""
        taken = self.reached.each[0]
        before = taken.places[: taken.places.index(place)] if place in taken.places else taken.places
        return self.poll.whole(self.poll.budget) - sum(self.payers[each].cost for each in before)

    def why_funded(self, place: int, score: Text) -> Text:
        """Its turn came while there was room."""
        return reasons.funded(score, self.reached.each[0].places.index(place) + 1)

    def why_not(self, place: int, score: Text) -> Text:
        """It has no room, or comes after the one that had none."""
        left, end = self.money(self.left(place)), self.reached.each[0].ended_by
        if end is None or end == place or self.payers[place].cost > self.poll.whole(self.poll.budget):
            return reasons.no_room(left, self.money(self.payers[place].cost))
        return reasons.beyond_the_end(left, self.names[self.payers[end].ref])
