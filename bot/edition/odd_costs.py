"""Costs that are probably a slip: dearer than what could pay for them, or 1 put in for «not known»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from flows.town.edition import Edition, Project, Status

MOST = 10
"""Warnings shown one by one; with more, something is wrong with the whole column."""


def odd_costs(edition: Edition, projects: Iterable[Project]) -> list[str]:
    """A sentence for each of *projects* whose cost should be looked at again; nothing is refused."""
    warnings = [warning for project in projects for warning in _odd(edition, project)]
    rest = len(warnings) - MOST
    if rest <= 0:
        return warnings
    return [*warnings[:MOST], f"{rest} more projects have such costs: is the column the right one?"]


def _odd(edition: Edition, project: Project) -> Iterator[str]:
    if project.status is Status.WITHDRAWN:
        return
    called, cost = f"project {project.number} «{project.title}»", f"{project.cost:,f} {edition.currency}"
    what, purse = _purse(edition, project)
    if purse is not None and project.cost > purse:
        yield f"{called} costs {cost}, more than {what} ({purse:,f}): the vote can never fund it."
    if 0 < project.cost <= 1:
        yield (
            f"{called} costs {cost}: if its cost is not known, leave the cell empty and give it another status; "
            "what people vote on has a cost."
        )


def _purse(edition: Edition, project: Project) -> tuple[str, Decimal | None]:
    """What would pay for the project, and how much is in it."""
    if edition.ballot.envelopes != "district":
        return "the whole budget", edition.budget
    envelope = next((district.envelope for district in edition.districts if district.id == project.district), None)
    return "the envelope of its district", envelope
