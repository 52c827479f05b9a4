"""An election as the rules count it: its projects with their scores, its ballots, the budget, the terms.

Amounts become whole numbers of the smallest part of the currency that the election names (`whole`), so that every rule
reckons with integers and exact fractions, never with floats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import lcm
from typing import TypeAlias

from flows.ballots.ballot import Choice
from flows.ballots.greedy import Terms, lot
from flows.ballots.result import Contender
from flows.words import Money, Text

Marks: TypeAlias = tuple[tuple[str, Decimal], ...]
"""A ballot: each project on it, by ref, and the points it gives; 1 where people only choose."""


def ballots_of(choices: Iterable[Choice[str]]) -> Counter[Marks]:
    """Equal ballots counted together; a blank one is kept, since its voter voted."""
    return Counter(marks_of(choice) for choice in choices)


def marks_of(choice: Choice[str]) -> Marks:
    """What the ballot says, the same for two that say the same."""
    points = choice.points or (Decimal(1),) * len(choice.projects)
    return tuple(sorted(dict(zip(choice.projects, points, strict=True)).items()))


@dataclass(frozen=True)
class Contest:
    """All that a rule may know. *exclusive* has the pairs of projects of which only one can be built."""

    contenders: tuple[Contender, ...]
    ballots: Mapping[Marks, int]
    budget: Decimal
    terms: Terms = field(default_factory=Terms)
    exclusive: frozenset[frozenset[str]] = frozenset()
    envelope: str = ""  # the key of the budget

    @cached_property
    def unit(self) -> int:
        """In how many of the smallest parts a whole unit of the currency is reckoned here."""
        amounts = [self.budget, *(contender.cost for contender in self.contenders)]
        return int(10 ** max(max(-int(amount.normalize().as_tuple().exponent), 0) for amount in amounts))

    def whole(self, amount: Decimal) -> int:
        """*amount* in the smallest parts."""
        return int(amount * self.unit)

    def money(self, parts: int) -> Money:
        """So many of the smallest parts, as an amount to be said."""
        return Money(Decimal(parts) / self.unit, self.terms.currency)

    @cached_property
    def costs(self) -> dict[str, int]:
        """The cost of each project, in the smallest parts."""
        return {contender.ref: self.whole(contender.cost) for contender in self.contenders}

    @cached_property
    def standing(self) -> tuple[Contender, ...]:
        """Those with the score that is needed, in an order that depends on their refs alone."""
        enough = (contender for contender in self.contenders if contender.score >= self.terms.threshold)
        return tuple(sorted(enough, key=lambda contender: contender.ref))

    @cached_property
    def voters(self) -> int:
        """How many people voted, those with a blank ballot too."""
        return sum(self.ballots.values())

    @cached_property
    def weights(self) -> dict[Marks, tuple[tuple[str, int], ...]]:
        """The points of each ballot as whole numbers, on one scale for all; what got none is left out."""
        scale = lcm(*(points.as_integer_ratio()[1] for marks in self.ballots for _ref, points in marks))
        return {
            marks: tuple((ref, int(points * scale)) for ref, points in marks if points > 0) for marks in self.ballots
        }

    @cached_property
    def lots(self) -> dict[str, str]:
        """The lot of each project if there is a seed; else its ref, which decides nothing that is not looked at."""
        seed = self.terms.draw
        return {c.ref: c.ref if seed is None else lot(seed, c.ref) for c in self.contenders}

    def spoken(self, contender: Contender) -> Text:
        """Its score as people say it."""
        return self.terms.spoken(contender.score)
