"""Which projects stood on the ballot of an edition: those alone are counted, and have a fate that the count decides."""

from __future__ import annotations

from collections.abc import Collection

from flows.town.edition import VOTED_ON, Edition, Project, Status

FATES = frozenset({Status.WINNER, Status.NOT_SELECTED})
"""What a vote decides of a project."""


def stood(edition: Edition, named: Collection[int]) -> tuple[Project, ...]:
    """The projects that stood on the ballot, in their order; *named* are the ids that ballots in the urn hold.

    One that is being built, or was, may be of the season before: it stood here only if a ballot names it, or a
    published count gave it votes.
    """
    return tuple(project for project in edition.projects if _stood(project, named))


def left_out(edition: Edition, named: Collection[int]) -> tuple[Project, ...]:
    """The other projects: what is told of them is not this count's to change."""
    return tuple(project for project in edition.projects if not _stood(project, named))


def was_decided(project: Project) -> bool:
    """Whether the vote of this edition decided its fate, whatever was built since; one of a season before has none."""
    if project.votes is not None or project.status in FATES:
        return True
    return any(news.status in FATES for news in project.news)


def _stood(project: Project, named: Collection[int]) -> bool:
    if project.status is Status.ON_BALLOT or project.votes is not None:
        return True
    return project.status in VOTED_ON and project.id in named
