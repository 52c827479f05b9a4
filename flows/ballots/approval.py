"""Approval: people choose projects, and each project chosen receives one vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.ballots.ballot import Choice, Ref, Score, Unit, Wish
from flows.ballots.correcting import corrected
from flows.ballots.limits import problem_with
from flows.town.rules import BallotRules
from flows.words import Text, n_


@dataclass(frozen=True, slots=True)
class Approval:
    """One vote for each project chosen, in whatever order and number."""

    kind: str
    unit: Unit = "vote"

    def problem(
        self, choice: Choice[Ref], rules: BallotRules, costs: Mapping[Ref, Decimal], currency: str = "EUR"
    ) -> Text | None:
        """Why *choice* cannot be cast, or None."""
        return problem_with(choice, rules, costs, currency)

    def corrected(self, choice: Choice[Ref], wish: Wish[Ref], rules: BallotRules) -> Choice[Ref]:
        """The choice with more projects, or fewer."""
        return corrected(choice, wish, rules.most)

    def tally(self, choices: Iterable[Choice[Ref]]) -> dict[Ref, Score]:
        """The votes of each project; a project named twice in one choice still has one vote of it."""
        votes = Counter(project for choice in choices for project in set(choice.projects))
        return dict(votes)

    def spoken(self, score: Score) -> Text:
        """«1 voix», «12 voix»."""
        return n_("{n} voix", "{n} voix", int(score))
