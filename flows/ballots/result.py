"""What a count says: a verdict and its reason for each project, the sums of each envelope, the ties that matter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from flows.ballots.ballot import Score
from flows.words import Text


class Verdict(StrEnum):
    """What a count says of a project."""

    FUNDED = "funded"  # its cost is taken from the envelope
    NOT_FUNDED = "not_funded"  # below the threshold, or no room left
    UNDECIDED = "undecided"  # it takes a draw to know


@dataclass(frozen=True, slots=True)
class Contender:
    """A project in a count. *envelope* is the key of the budget it is paid from; *number* is on the leaflet, if any."""

    ref: str
    name: str
    cost: Decimal
    score: Score
    envelope: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one project and why.

    *rank* is its place in its envelope by score, equal scores sharing the better place. *left* is what the envelope
    held when its turn came or, where a tie above it is still to be drawn, the most it can hold.
    """

    contender: Contender
    verdict: Verdict
    rank: int
    left: Decimal
    why: Text


@dataclass(frozen=True, slots=True)
class Envelope:
    """A budget and what was spent of it on the projects already decided."""

    key: str
    budget: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What is not spent."""
        return self.budget - self.spent


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects of equal score whose order changes who is funded; *drawn* is that order, empty until there is a seed."""

    envelope: str
    score: Score
    refs: tuple[str, ...]
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a count; *draw* is the seed the ties were drawn with, if one was given."""

    decisions: tuple[Decision, ...]
    envelopes: tuple[Envelope, ...]
    ties: tuple[Tie, ...] = ()
    draw: str | None = None

    @property
    def funded(self) -> frozenset[str]:
        """The refs of the projects that are funded."""
        return self._with(Verdict.FUNDED)

    @property
    def undecided(self) -> frozenset[str]:
        """The refs of the projects that wait for a draw."""
        return self._with(Verdict.UNDECIDED)

    def of(self, ref: str) -> Decision:
        """The decision on the project *ref*; raises KeyError if it was not in the count."""
        for decision in self.decisions:
            if decision.contender.ref == ref:
                return decision
        raise KeyError(ref)

    def _with(self, verdict: Verdict) -> frozenset[str]:
        return frozenset(decision.contender.ref for decision in self.decisions if decision.verdict is verdict)
