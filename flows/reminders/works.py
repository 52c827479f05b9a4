"""What the works came to within a week, for groups alone: who follows a project is told of it by itself.

What was published from one Monday to the next is told after it, once: it is made from the projects' own news.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.in_groups import headed
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, News, Project, Stage, Status
from flows.words import Joined, Say, Text, Verbatim, _, n_

A_WEEK = timedelta(days=7)

MOST = 8
"""Projects that are named by their numbers: with more, the text would not fit an SMS."""


def due(edition: Edition) -> tuple[Due, ...]:
    """The Monday after each week in which works began or ended, and for a week from then."""
    mondays = sorted({_monday_after(at, edition) for project in edition.projects for at, _step in _steps(project)})
    moments = ((monday, _begin(monday, edition), _begin(monday + A_WEEK, edition)) for monday in mondays)
    return tuple(Due(at, until, monday.isoformat(), monday.isoformat()) for monday, at, until in moments)


def says(scene: Scene, about: str) -> Said:
    """The same that groups read: it is told to nobody else."""
    return Said(to_group(scene, about))


def to_group(scene: Scene, about: str) -> Say:
    """Which projects are being built or were delivered: one by its name, several by their numbers."""
    told = _told(scene.edition, about)
    if len(told) == 1:
        return headed(scene, _one(told[0]))
    count = n_("{n} projet avance.", "{n} projets avancent.", len(told))
    shown = told[:MOST]
    parts = (
        _listed(_("En travaux : n° {numbers}."), [one for one in shown if one.status is Status.WORKS]),
        _listed(_("Livrés : n° {numbers}."), [one for one in shown if one.status is Status.DELIVERED]),
    )
    return headed(scene, Joined((count, *(part for part in parts if part)), " "))


def leads_to(edition: Edition, about: str) -> str:
    """To the one project there is; where there are several, people choose in private."""
    told = _told(edition, about)
    return f"suivi_{told[0].number}" if len(told) == 1 else ""


def is_true(scene: Scene, about: str) -> bool:
    """While one of these projects still stands there."""
    return bool(_told(scene.edition, about))


def _one(project: Project) -> Text:
    number, title = project.number, Verbatim(project.short or project.title)
    if project.status is Status.DELIVERED:
        return _("Projet n° {number}, {title} : c'est livré !", number=number, title=title)
    return _("Projet n° {number}, {title} : les travaux commencent.", number=number, title=title)


def _listed(told: Text, projects: list[Project]) -> Text | None:
    numbers = ", ".join(str(project.number) for project in projects)
    return Text(told.source, {"numbers": Verbatim(numbers)}) if numbers else None


def _told(edition: Edition, about: str) -> list[Project]:
    """The projects whose last step was made in the week before that Monday, by number: they still stand there."""
    monday = date.fromisoformat(about)
    moved = []
    for project in edition.projects:
        steps = list(_steps(project))
        if steps and steps[-1][1] is project.status and _monday_after(steps[-1][0], edition) == monday:
            moved.append(project)
    return sorted(moved, key=lambda project: project.number)


def _steps(project: Project) -> Iterator[tuple[datetime, Status]]:
    """When the works of the project began, and when it was delivered, as far as that was published."""
    reached: Status | None = None
    for news in project.news:
        step = _step(news)
        if step and step is not reached:
            reached = step
            yield news.at, step


def _step(news: News) -> Status | None:
    """Whether it says that works are under way, or done; plans and contracts are no works yet."""
    if news.status is Status.DELIVERED:
        return Status.DELIVERED
    return Status.WORKS if news.status is Status.WORKS and news.stage in (None, Stage.WORKS) else None


def _monday_after(at: datetime, edition: Edition) -> date:
    day = at.astimezone(edition.zone).date()
    return day + timedelta(days=7 - day.weekday())


def _begin(day: date, edition: Edition) -> datetime:
    return datetime.combine(day, time(), edition.zone)


WORKS = Rule("works", ConsentKind.NEWS, Whom.NOBODY, due, says, is_true, to_group=to_group, leads_to=leads_to)
