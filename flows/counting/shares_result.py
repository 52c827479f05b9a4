"""The result of equal shares in words: what each payer puts in, and what the supporters of the others had left."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from flows.ballots import reasons
from flows.ballots.result import Result
from flows.counting.buying import buy
from flows.counting.payers import Payers
from flows.counting.poll import Contest
from flows.counting.told import StepwiseResult
from flows.counting.ways import Outcomes
from flows.words import Text


def result_of(poll: Contest, payers: Sequence[Payers], reached: Outcomes) -> Result:
    """What is certain whatever the draw says; the rest waits for it."""
    if poll.terms.draw is not None:
        again = buy(payers, poll.voters, reached.share, lambda tied: tied[0])  # to know which ties mattered
        reached = Outcomes((again,), reached.share)
    return SharesTold(poll, payers, reached).result()


class SharesTold(StepwiseResult):
    """The reasons of equal shares."""

    def left(self, place: int) -> int:
        """What its payers had left in the end, or at its turn, rounded down."""
        bought = self.reached.each[0]
        behind: Fraction = Fraction(sum(self.payers[place].held(bought.balances))) / bought.unit
        return floor(behind)

    def why_funded(self, place: int, score: Text) -> Text:
        """What each of them puts in."""
        most = self.reached.each[0].price(place) * self.payers[place].most
        return reasons.paid_together(score, self.money(ceil(most)))

    def why_not(self, place: int, score: Text) -> Text:
        """What they have left, and what it costs."""
        left, cost = self.money(self.left(place)), self.money(self.payers[place].cost)
        return reasons.too_little_together(score, left, cost)
