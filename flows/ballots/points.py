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
        return _too_many(choice, rules) or problem_with(choice, rules, costs, currency) or _too_few(choice, rules)

    def keeps_to(self, choice: Choice[Ref], rules: BallotRules) -> bool:
        """Whether every project of *choice* has points, and as many as *rules* allow."""
        whole = len(choice.points) == len(choice.projects)
        return whole and not _too_many(choice, rules) and not _too_few(choice, rules)

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


def _too_many(choice: Choice[Ref], rules: BallotRules) -> Text | None:
    """Why these points are too many, in all or for one; None if they are not, or the rules count none."""
    if not rules.points:
        return None
    total, highest = sum(choice.points), rules.most_points or rules.points
    if total > rules.points:
        return n_(
            "Cela ferait {total} points : {n} au plus. Renvoyez-en moins.",
            "Cela ferait {total} points : {n} au plus. Renvoyez-en moins.",
            rules.points,
            total=f"{total:f}",
        )
    if any(points > highest for points in choice.points):
        return n_(
            "{n} point par projet au plus : renvoyez-en moins.",
            "{n} points par projet au plus : renvoyez-en moins.",
            highest,
        )
    if any(points < 1 or points % 1 for points in choice.points):
        return _("Les points sont des nombres entiers, 1 au moins.")
    return None


def _too_few(choice: Choice[Ref], rules: BallotRules) -> Text | None:
    """That some points have still to be given, where all must be."""
    left = rules.points - int(sum(choice.points))
    if not rules.all_points or left <= 0:
        return None
    return n_("Il reste {n} point à donner.", "Il reste {n} points à donner.", left)
