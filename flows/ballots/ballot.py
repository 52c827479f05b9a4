"""What every way of voting promises: why a choice cannot be cast, how it is corrected, the count of all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from flows.town.rules import BallotRules
from flows.words import Text

Ref = TypeVar("Ref", bound=Hashable)
"""What a project is known by: the store's id in a conversation, its name in the file when a file is counted."""

Score: TypeAlias = int | Decimal
"""Votes or points received by a project."""

Unit: TypeAlias = Literal["vote", "point"]
"""What a score is counted in, as operators and machines read it; people read `Ballot.spoken`."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Ref]):
    """What one person chose, in their order; *points*, where the ballot has points, go with the projects one by one."""

    projects: tuple[Ref, ...]
    points: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish(Generic[Ref]):
    """Projects that someone wants *out* of their choice and *into* it.

    *only* those: none of the others stays. *rather* those: in the place of the last ones chosen.
    """

    out: tuple[Ref, ...] = ()
    into: tuple[Ref, ...] = ()
    only: bool = False
    rather: bool = False


class MissingPointsError(ValueError):
    """A choice cannot be counted because it has not one number of points for each project."""


class Ballot(Protocol):
    """A way of voting."""

    @property
    def kind(self) -> str:
        """Its name in an edition's rules and in Pabulib files."""
        ...

    @property
    def unit(self) -> Unit:
        """What its scores are counted in."""
        ...

    def problem(
        self, choice: Choice[Ref], rules: BallotRules, costs: Mapping[Ref, Decimal], currency: str = "EUR"
    ) -> Text | None:
        """Why *choice* cannot be cast and what to send instead, or None if it can; *costs* is of all on the ballot."""
        ...

    def corrected(self, choice: Choice[Ref], wish: Wish[Ref], rules: BallotRules) -> Choice[Ref]:
        """The choice once it is corrected as wished, as far as the rules have room for it."""
        ...

    def tally(self, choices: Iterable[Choice[Ref]]) -> dict[Ref, Score]:
        """The score of each project that somebody chose; raises MissingPointsError if points are needed and absent."""
        ...

    def spoken(self, score: Score) -> Text:
        """The score as people say it: «12 voix», «30 points»."""
        ...
