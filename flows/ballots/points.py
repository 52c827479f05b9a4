"""Points: people give points to projects, and a project's score is the sum of its points.

It counts the cumulative and scoring ballots of Pabulib, and the ordinal ones of towns that publish the points each rank
is worth (Kraków: 3, 2, 1). What a rank is worth is each town's own rule, so bare ranks are refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.ballots.ballot import Choice, MissingPointsError, Ref, Score, Unit, Wish
from flows.ballots.correcting import corrected
from flows.ballots.limits import problem_with
from flows.town.rules import BallotRules
from flows.words import Text, _, n_


def points_of_ranks(ranked: int, rules: BallotRules) -> tuple[int, ...]:
    """What each of so many ranks is worth, the best first: by the town's scale, else one more for each rank up."""
    return (rules.scale or tuple(range(rules.most, 0, -1)))[:ranked]


@dataclass(frozen=True, slots=True)
class Points:
    """As many points for each project chosen as the person gave it."""

    kind: str
    unit: Unit = "point"

    def problem(
        self, choice: Choice[Ref], rules: BallotRules, costs: Mapping[Ref, Decimal], currency: str = "EUR"
    ) -> Text | None:
        """Why *choice* cannot be cast, or None."""
        if len(choice.points) != len(choice.projects):
            return _("Donnez des points à chaque projet choisi, ni plus ni moins.")
        return problem_with(choice, rules, costs, currency)

    def corrected(self, choice: Choice[Ref], wish: Wish[Ref], rules: BallotRules) -> Choice[Ref]:
        """The choice with more projects, or fewer."""
        return corrected(choice, wish, rules.most)

    def tally(self, choices: Iterable[Choice[Ref]]) -> dict[Ref, Score]:
        """The sum of the points of each project; raises MissingPointsError if a choice lacks some."""
        scores: dict[Ref, Score] = {}
        for choice in choices:
            if len(choice.points) != len(choice.projects):
                raise MissingPointsError(
                    f"a vote of kind {self.kind!r} is counted by its points, and one vote has {len(choice.projects)} "
                    f"projects but {len(choice.points)} points: give each project its points (column 'points')."
                )
            for project, points in zip(choice.projects, choice.points, strict=True):
                scores[project] = scores.get(project, 0) + points
        return scores

    def spoken(self, score: Score) -> Text:
        """«1 point», «30 points»."""
        if score == int(score):
            return n_("{n} point", "{n} points", int(score))
        return _("{points} points", points=f"{score:f}")
