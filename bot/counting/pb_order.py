"""The order of the lines of META and of the columns of PROJECTS and VOTES, as the checker of Pabulib wants them."""

from __future__ import annotations

from collections.abc import Iterable

ORDER: dict[str, tuple[str, ...]] = {
    "META": (
        *("description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes", "budget"),
        *("vote_type", "rule", "date_begin", "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost"),
        *("min_points", "max_points", "min_sum_points", "max_sum_points", "default_score"),
        *("min_project_cost", "max_project_cost", "min_project_score_threshold"),
        *("neighborhoods", "subdistricts", "categories", "edition", "language", "currency"),
        *("fully_funded", "experimental", "comment", "acknowledgments", "leftover_budget"),
    ),
    "PROJECTS": (
        *("project_id", "cost", "votes", "score", "name", "category", "beneficiaries", "selected", "neighborhood"),
        *("subunit", "district", "description", "proposer", "public_id", "latitude", "longitude"),
    ),
    "VOTES": (*("voter_id", "vote", "points", "age", "sex", "voting_method", "district", "neighborhood", "education"),),
}
"""What is not named here comes after, as it came."""


def in_order(section: str, names: Iterable[str]) -> list[str]:
    """*names*, once each, in the order of *section*."""
    places = {name: place for place, name in enumerate(ORDER[section])}
    return sorted(dict.fromkeys(names), key=lambda name: places.get(name, len(places)))
