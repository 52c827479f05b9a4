"""Looking at projects with the eyes of one person, and what they may do about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.talk.deed import Deed, Done, Look, Refused
from flows.town.edition import News, Project


@dataclass(frozen=True, slots=True)
class MyProjects(Look[tuple[Project, ...]]):
    """What the person proposed, by number, also what nobody else sees yet."""


@dataclass(frozen=True, slots=True)
class Bond:
    """What a project is to the person, and how many people support it."""

    mine: bool = False  # they proposed it, or it goes on in the name of what they proposed
    followed: bool = False
    supported: bool = False
    supporters: int = 0


@dataclass(frozen=True, slots=True)
class BondWith(Look[Bond]):
    """What the project (its id) is to the person."""

    project: int


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of news to tell: of which project, and with which one it was merged, if it was.

    It is *mine*, or that other one is: mine *receives* it.
    """

    project: Project
    news: News
    mine: bool
    into: Project | None = None
    receives: bool = False


@dataclass(frozen=True, slots=True)
class NewsToTell(Look[tuple[Told, ...]]):
    """What was published in these events (their ids), as *person* is concerned: they may share a telephone."""

    person: int
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectById(Look[Project | None]):
    """The project of that id, whoever may see it; None if there is none."""

    id: int


@dataclass(frozen=True, slots=True)
class Watch(Deed[Done]):
    """Tell the person all news of a project (its id), or with *on* false no more."""

    project: int
    on: bool = True


@dataclass(frozen=True, slots=True)
class Supported:
    """How many support the project now."""

    supporters: int


@dataclass(frozen=True, slots=True)
class Support(Deed[Supported | Refused]):
    """Count the person among those who support a project (its id), or with *on* false no more."""

    project: int
    on: bool = True


@dataclass(frozen=True, slots=True)
class AddComment(Deed[Done | Refused]):
    """Keep what the person says of a project (its id), for the team to read first."""

    project: int
    words: str


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment as anyone may read it."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class LatestComments(Look[tuple[ShownComment, ...]]):
    """The newest comments on a project (its id) that the team let through, newest first."""

    project: int
