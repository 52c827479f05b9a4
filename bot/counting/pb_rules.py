"""The rules that a Pabulib file states and we do not follow, by their names: none of them is passed over in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.counting.pabulib import NEEDED_KEYS, Instance
from flows.town.rules import BallotRules

FOLLOWED = frozenset(
    {*NEEDED_KEYS, "rule", "min_project_score_threshold", "currency", "district_budgets", "default_score"}
)
"""The lines of META by which we count."""

ABOUT = frozenset(
    {
        *("description", "country", "unit", "district", "subunit", "subdistrict", "instance", "edition", "key"),
        *("date_begin", "date_end", "language", "comment", "acknowledgments", "leftover_budget"),
        *("categories", "neighborhoods"),
    }
)
"""Those that say what the election is, and rule nothing."""

FULLY_FUNDED = "fully_funded"
"""Says that the budget pays for all."""

HELD = frozenset({"min_length", "max_length", "max_sum_cost"})
"""Bounds of a ballot that people here are held to."""

BOUNDS = frozenset({"min_sum_cost", "min_points", "max_points", "min_sum_points", "max_sum_points", "scoring_fn"})
"""Bounds of a ballot that they are not held to, but for some of points (`held_in`); ballots in a file keep to them
already, so that a count passes over."""

_BOUND = re.compile(r"(min|max)_(length|sum_cost|points|sum_points)_per_\w+")
_DECIDING = re.compile(r"\w+_per_\w+|\w*weight\w*|\w*quota\w*|\w*fully_funded\w*|\w*utility\w*", re.IGNORECASE)
"""Names of rules that would make other winners."""


@dataclass(frozen=True, slots=True)
class NotFollowed:
    """The names of what a file states beyond what we follow; *deciding* would make other winners."""

    deciding: tuple[str, ...] = ()
    bounding: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def not_followed(instance: Instance) -> NotFollowed:
    """What *instance* states in META, or in a column of weights, and we do not follow."""
    by_kind: dict[str, list[str]] = {"deciding": [], "bounding": [], "unknown": []}
    paid = _pays_for_all(instance)
    for key in instance.meta:
        if key == FULLY_FUNDED and paid:
            continue
        if key not in FOLLOWED | ABOUT | HELD:
            by_kind[_kind(key)].append(key)
    extras = [project.extra for project in instance.projects] + [vote.extra for vote in instance.votes]
    columns = dict.fromkeys(name for extra in extras for name in extra)
    by_kind["deciding"] += [name for name in columns if "weight" in name.lower()]
    return NotFollowed(*(tuple(names) for names in by_kind.values()))


def held_in(rules: BallotRules) -> frozenset[str]:
    """The bounds of BOUNDS that people are held to all the same, where they vote by these *rules*: those of points."""
    points = {"max_points", "max_sum_points", *(("min_sum_points",) if rules.all_points else ())}
    return frozenset(points if rules.points else ())


def _pays_for_all(instance: Instance) -> bool:
    """Whether the budget pays for every project: then it is but said once more."""
    return sum(project.cost for project in instance.projects) <= instance.budget


def _kind(key: str) -> str:
    if key in BOUNDS or _BOUND.fullmatch(key):
        return "bounding"
    return "deciding" if _DECIDING.fullmatch(key) else "unknown"
