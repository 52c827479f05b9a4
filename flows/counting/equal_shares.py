"""`equalshares` and `equalshares/add1`: the method of equal shares, alone or until the budget is used up.

1. Each voter starts with the same share of the budget. Those who chose a project pay for it together, each as much as
   the others or, who has less, all they have left. With points, who gave twice the points pays up to twice as much.
2. The next project is the one whose payers pay least for what it is worth, which is its cost; where all can pay, that
   is the one with most votes. What its payers cannot pay together is never bought.
3. A tie matters only where somebody who pays for two of the tied cannot pay both in full.
4. Add1: while something that people chose would still fit the budget, the count starts again with a whole unit of the
   currency more for each voter, the share being a whole number from then on; the last that the budget covers stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from flows.ballots.result import Result
from flows.counting.buying import Bought, buy
from flows.counting.payers import Payers, payers_of
from flows.counting.poll import Contest
from flows.counting.shares_result import result_of
from flows.counting.ways import Outcomes, ways

Look: TypeAlias = Callable[[Fraction], Outcomes]
"""All that can come of a share, ties being drawn one way or another."""


def equal_shares(poll: Contest) -> Result:
    """What the voters buy with the budget alone; much of it may be left."""
    market = Market(poll, payers_of(poll))
    return result_of(poll, market.payers, market.look(market.first))


def add1(poll: Contest) -> Result:
    """What they buy with the most whole units that the budget covers."""
    market = Market(poll, payers_of(poll))
    now, share = market.look(market.first), market.first // poll.unit * poll.unit
    while now.certain(market.may_grow):
        share += poll.unit
        after = market.look(Fraction(share))
        if after.certain(market.too_dear):
            break
        if not after.certain(market.covered):
            now = now.open(after)
            break
        now = after
    else:
        if not now.certain(market.used_up):
            now = now.open(now)
    return result_of(poll, market.payers, now)


@dataclass(frozen=True, slots=True)
class Market:
    """The payers of an election, and what the budget says of what they bought."""

    poll: Contest
    payers: tuple[Payers, ...]

    @property
    def budget(self) -> int:
        """In the smallest parts."""
        return self.poll.whole(self.poll.budget)

    @property
    def first(self) -> Fraction:
        """The share of each voter, if the budget is split."""
        return Fraction(self.budget, self.poll.voters or 1)

    def look(self, share: Fraction) -> Outcomes:
        """All that *share* may buy; with a seed one thing only."""
        voters = self.poll.voters
        if self.poll.terms.draw is not None:
            return Outcomes((buy(self.payers, voters, share),), share)
        return ways(lambda choose: buy(self.payers, voters, share, choose), share)

    def covered(self, bought: Bought) -> bool:
        """Whether the budget pays for all of it."""
        return self._spent(bought) <= self.budget

    def too_dear(self, bought: Bought) -> bool:
        """Whether it does not."""
        return not self.covered(bought)

    def used_up(self, bought: Bought) -> bool:
        """Whether nothing else that people chose would fit."""
        spent, there = self._spent(bought), set(bought.places)
        return all(spent + each.cost > self.budget for place, each in enumerate(self.payers) if place not in there)

    def may_grow(self, bought: Bought) -> bool:
        """Whether something would."""
        return not self.used_up(bought)

    def _spent(self, bought: Bought) -> int:
        return sum(self.payers[place].cost for place in bought.places)
