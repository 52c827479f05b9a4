"""What a share for each voter buys under the method of equal shares, project after project.

Balances are integers in units so fine that rounding is bounded: `_error` is by how much any of them may be wrong, and
what is compared is compared with that in mind. Where two figures are too near to be told apart, the round is reckoned
again in fractions, which are never wrong, and slow (`Unsure`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from typing import TypeAlias

from flows.counting.payers import Amount, Payers, Split, split

BITS = 60
"""How fine the units are: the smallest part of the currency is 2^BITS of them."""

TOO_COARSE = 1 << 48
"""An error from which on the units are no longer fine."""

Choose: TypeAlias = Callable[[tuple[int, ...]], int]
"""Which project of a tie that matters goes first, by their places among the payers."""


class Unsure(ArithmeticError):
    """Two figures are too near to be told apart in whole units."""


@dataclass(slots=True)  # not frozen: as many are made as there are splits
class Offer:
    """What buying a project asks: *split* has the price of a point; *held* is what its payers had.

    *key*, the price over the cost, ranks it: it may be too small by *doubt*, and too great.
    """

    key: Amount
    doubt: int
    split: Split
    held: tuple[Amount, ...]


@dataclass(slots=True)
class Bought:
    """The projects as they were bought, by their places; what a point of each cost; the ties that mattered."""

    places: list[int] = field(default_factory=list)
    prices: list[Amount] = field(default_factory=list)
    ties: list[tuple[int, ...]] = field(default_factory=list)
    balances: list[Amount] = field(default_factory=list)
    unit: int | Fraction = 1
    ended_by: int | None = None  # the project at which the count stopped, by a rule that stops

    def price(self, place: int) -> Fraction:
        """What a point of the project at *place* cost, in the smallest parts of the currency."""
        return Fraction(self.prices[self.places.index(place)]) / self.unit


def buy(payers: Sequence[Payers], voters: int, share: Fraction, choose: Choose | None = None) -> Bought:
    """What *voters* buy with *share* each. Of equal offers the first in *payers* is taken, or what *choose* says where
    it matters.
    """
    if share.denominator == 1:
        try:
            return Buying(payers, [int(share) << BITS] * voters, 1 << BITS, choose).run()
        except Unsure:
            pass
    return Buying(payers, [share] * voters, Fraction(1), choose).run()


class Buying:
    """One round. With a *unit* of one, a Fraction, it is reckoned in fractions."""

    def __init__(self, payers: Sequence[Payers], balances: list[Amount], unit: Amount, choose: Choose | None) -> None:
        self._payers, self._unit, self._choose = payers, unit, choose
        self._full = balances[0] if balances else 0
        self._error = 0
        self._bought = Bought(balances=balances, unit=unit)
        self._offers: dict[int, Offer] = {}  # those of now
        self._heap = [(self._over(unit, each.total), place) for place, each in enumerate(payers)]
        heapify(self._heap)

    def run(self) -> Bought:
        """Buy until nothing can be paid."""
        while (best := self._best()) is not None:
            heappop(self._heap)
            tied = self._tied(best)
            place = tied[0] if len(tied) == 1 else self._first_of(tied)
            if place != best:
                self._heap = [entry for entry in self._heap if entry[1] != place]
                self._heap.append((self._offers[best].key, best))
                heapify(self._heap)
            self._pay(place)
        return self._bought

    def _over(self, above: Amount, below: int) -> Amount:
        return above // below if self._unit > 1 else Fraction(above, below)

    def _best(self) -> int | None:
        """The project with the best offer. What the heap says of others is too good if anything: offers only worsen."""
        heap, offers = self._heap, self._offers
        while heap:
            place = heap[0][1]
            if place in offers:
                return place
            offer = self._offer(self._payers[place])
            if offer is None:
                heappop(heap)
            else:
                offers[place] = offer
                heapreplace(heap, (offer.key - offer.doubt, place))
        return None

    def _offer(self, payers: Payers) -> Offer | None:
        """What buying it asks now; None if its payers have not enough together."""
        held, cost = payers.held(self._bought.balances), payers.cost * self._unit
        if min(held) * payers.total >= cost * payers.most:  # all have their part
            return Offer(self._over(self._unit, payers.total), 0, Split(cost, payers.total, 0, None), held)
        beyond = sum(held) - cost
        if abs(beyond) <= self._error * len(held) and self._error and any(0 < each < self._full for each in held):
            raise Unsure
        if beyond < 0:
            return None
        shared = split(payers, held, cost)
        below = shared.points * payers.cost or 1
        doubt = 0 if shared.left == cost or self._unit == 1 else shared.poor * self._error // below + 1
        return Offer(self._over(shared.left, below), doubt, shared, held)

    def _tied(self, best: int) -> tuple[int, ...]:
        """All whose offer is as good as that of *best*, off the heap; raises Unsure where that cannot be told."""
        offer, tied, aside = self._offers[best], [best], list[tuple[Amount, int]]()
        limit = offer.key + offer.doubt
        while self._heap and self._heap[0][0] <= limit:
            place = self._best()
            if place is None or self._heap[0][0] > limit:
                break
            if offer.doubt or self._offers[place].doubt:
                raise Unsure
            tied.append(place)
            aside.append(heappop(self._heap))
        if aside:
            self._heap += aside
            heapify(self._heap)
        return tuple(sorted(tied))

    def _first_of(self, tied: tuple[int, ...]) -> int:
        """Which of the tied goes first: any, where the order changes nothing."""
        if self._choose is None or not self._matters(tied):
            return tied[0]
        self._bought.ties.append(tied)
        return self._choose(tied)

    def _matters(self, tied: tuple[int, ...]) -> bool:
        """Whether somebody who pays for two of them cannot pay both. Else any order buys all, at the same price."""
        asked: dict[int, Amount] = {}
        shared: set[int] = set()
        for place in tied:
            offer, payers = self._offers[place], self._payers[place]
            price = -self._over(-offer.split.left, offer.split.points or 1)  # rounded up, if it is: a doubt is a tie
            shared.update(asked.keys() & payers.voters)
            for voter, points in zip(payers.voters, payers.points, strict=True):
                asked[voter] = asked.get(voter, 0) + points * price
        return any(asked[voter] > self._bought.balances[voter] - self._error for voter in shared)

    def _pay(self, place: int) -> None:
        """Take from each payer their part, or all they have."""
        offer, payers, balances = self._offers[place], self._payers[place], self._bought.balances
        price = self._over(offer.split.left, offer.split.points or 1)
        rests = _rests(offer, payers, price)
        self._widen(offer, payers, rests)
        for voter, rest in zip(payers.voters, rests, strict=True):
            balances[voter] = rest if rest > 0 else 0
        self._bought.places.append(place)
        self._bought.prices.append(price)
        self._offers.clear()

    def _widen(self, offer: Offer, payers: Payers, rests: list[Amount]) -> None:
        """By how much balances may be wrong once the price is taken, known as well as those who give all are known."""
        if self._unit == 1 or not offer.split.points:
            return
        inherited = bool(self._error and offer.split.poor)
        off = (
            offer.split.poor * self._error // offer.split.points
            + inherited
            + (offer.split.left % offer.split.points != 0)
        )
        room = 2 * (off + self._error) * payers.most
        if inherited and (offer.split.gap is None or offer.split.gap <= room):
            raise Unsure
        self._error += off * payers.most
        if self._error > TOO_COARSE:
            raise Unsure


def _rests(offer: Offer, payers: Payers, price: Amount) -> list[Amount]:
    """What each payer has left once they paid in full, below zero if they cannot."""
    if payers.alike:
        each = payers.alike * price
        return [balance - each for balance in offer.held]
    return [balance - points * price for balance, points in zip(offer.held, payers.points, strict=True)]
