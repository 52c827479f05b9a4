"""`portevoix project` and `projects`: what happened to a project, what the team decides of it, and the list of all."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection, select

from bot.clock import Clock
from bot.commands.shared import Slug, out, tell
from bot.languages.plurals import so_many
from bot.team import decisions
from bot.team.decisions import InstructionError, TeamDecision
from bot.team.stamp import Stamp
from bot.turn.house import open_store
from flows.town.edition import Edition, Project, Status
from storage.town import authors, editions, events, publications
from storage.town.authors import Signature
from storage.town.events import Event, ProjectChange
from storage.town.projects import PROJECTS, project_of

By = Annotated[
    str, typer.Option("--by", help="Who decides; the name you are logged in with if left out.", show_default=False)
]
Reason = Annotated[str, typer.Option("--reason", help="Why, in words a resident understands.")]
Then = Annotated[str, typer.Option("--then", help="What comes next, and when: people read «Ensuite : …».")]


class Do(StrEnum):
    """What can be done with a project."""

    SET = "set"
    UNSET = "unset"


def name_of(by: str) -> str:
    """Who gives the command."""
    return by.strip() or getpass.getuser()


def stamp_of(by: str) -> Stamp:
    """Who gives the command, and that it is now."""
    return Stamp(name_of(by), Clock().now())


def project(  # noqa: PLR0913  # each option is one of the command line's
    number: Annotated[int, typer.Argument(help="The project's number.")],
    do: Annotated[Do | None, typer.Argument(help="Prepare a change, or drop what was prepared.")] = None,
    status: Annotated[str, typer.Argument(help="With set: eligible, unfeasible, works …", show_default=False)] = "",
    reason: Reason = "",
    then: Then = "",
    stage: Annotated[str, typer.Option(help="Of the works: study, procurement, works or delivered.")] = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="Although it is unusual.")] = False,
    by: By = "",
    slug: Slug = "",
) -> None:
    """Show what happened to a project; `set STATUS` prepares a change of it, `unset` drops what was prepared.

    What is prepared is seen by nobody and told to nobody before `portevoix publish`.
    """
    if do is Do.SET:
        return _set(slug, number, TeamDecision(status, reason, then, stage, anyway), by)
    return _unset(slug, number) if do is Do.UNSET else _show(slug, number)


def projects(
    status: Annotated[str, typer.Option("--status", help="Only those in this status.")] = "", slug: Slug = ""
) -> None:
    """List the projects, also those that only the team sees, with what is prepared of them."""
    if status and status not in tuple(Status):
        raise InstructionError(f"There is no status «{status}»: write one of {', '.join(Status)}.")
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        rows = _all(tx, edition, status)
        waiting = {event.change.project_id: event for event in publications.prepared(tx, edition.id)}
    table = Table("n°", "project", "status", "prepared")
    for project in rows:
        prepared = waiting[project.id].change.status if project.id in waiting else ""
        title, status_told = ("", "erased") if project.erased else (project.title, str(project.status))
        table.add_row(str(project.number), Text(title), status_told, prepared)
    out.print(table) if rows else tell("There is no such project.")
    remind(len(waiting))


def remind(waiting: int) -> None:
    """Say how much is prepared, if anything is."""
    if waiting:
        changes = so_many(waiting, "change is", "changes are")
        tell(f"{changes} prepared, and told to nobody yet: `portevoix publish --dry-run` shows what, without it tells.")


def _set(slug: str, number: int, decision: TeamDecision, by: str) -> None:
    with open_store() as store, store.writing() as tx:
        edition = editions.find(tx, slug)
        change = decisions.decide(tx, edition, number, decision, stamp_of(by))
        waiting = len(publications.prepared(tx, edition.id))
    tell(f"Prepared: project {number} will be {in_words(change)}.")
    remind(waiting)


def _unset(slug: str, number: int) -> None:
    with open_store() as store, store.writing() as tx:
        project = decisions.project_numbered(tx, editions.find(tx, slug), number)
        dropped = events.unprepare(tx, project.id)
    tell(f"What was prepared for project {number} is dropped." if dropped else f"Nothing is prepared for {number}.")


def _show(slug: str, number: int) -> None:
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        project = decisions.any_numbered(tx, edition, number)
        history = events.timeline(tx, project.id)
        signed = authors.signatures(tx, store, project.id)
        akin = tx.execute(select(PROJECTS.c.akin).where(PROJECTS.c.id == project.id)).scalar_one()
        numbers = {row.id: row.number for row in tx.execute(select(PROJECTS.c.id, PROJECTS.c.number))}
    if project.erased:
        return tell(decisions.was_erased(number))
    into = f", into {numbers[project.merged_into]}" if project.merged_into in numbers else ""
    tell(f"{project.number} {project.title}: {project.status}{into}")
    for line in _lines(project, edition, signed, numbers.get(akin)):
        tell(line)
    if not history:
        return tell(f"Nothing was decided of it yet: `portevoix project {number} set STATUS`.")
    table = Table("when", "change", "why", "then", "by", "published")
    for event in history:
        table.add_row(*_row(event, edition, numbers))
    out.print(table)
    return remind(sum(event.published_at is None for event in history))


def _lines(project: Project, edition: Edition, signed: list[Signature], akin: int | None) -> Iterator[str]:
    """What the idea is, and in whose name it came: for the team, who has to study it and may have to call."""
    place = " · ".join(part for part in (edition.district_names.get(project.district, ""), project.place) if part)
    cost = f"{project.cost:,f} {edition.currency}" if project.cost else "not known"
    told = {"What and why": project.summary, "Where": place, "For whom": project.whom, "Cost": cost}
    told["Picture"] = project.photo
    yield from (f"{name}: {value}" for name, value in told.items() if value)
    if akin:
        yield f"Its author would join it with project {akin}: `portevoix merge {project.number} {akin} --reason …`."
    for author in signed:
        name = " · ".join(part for part in (author.name, author.contact) if part)
        who = f"{author.kind} ({name})" if name else author.kind
        agreed = ", an adult agrees" if author.adult else ""
        yield f"From: {who}{agreed}, {author.at.astimezone(edition.zone):%Y-%m-%d}"


def _row(event: Event, edition: Edition, numbers: dict[int, int]) -> tuple[str | Text, ...]:
    change, at = event.change, f"{event.at.astimezone(edition.zone):%Y-%m-%d %H:%M}"
    published = "prepared"
    if event.published_at:
        published = f"{event.published_at.astimezone(edition.zone):%Y-%m-%d %H:%M} by {event.published_by}"
    return at, in_words(change, numbers), Text(change.why), Text(change.then), Text(event.by), Text(published)


def in_words(change: ProjectChange, numbers: dict[int, int] | None = None) -> str:
    """A change in few words: its status, with the stage of the works or the project it is merged into."""
    if change.merged_into:
        return f"merged into {(numbers or {}).get(change.merged_into, '?')}"
    stage = change.stage if change.stage and change.status is Status.WORKS else ""
    return f"{change.status} ({stage})" if stage else str(change.status)


def _all(tx: Connection, edition: Edition, status: str) -> list[Project]:
    query = select(PROJECTS).where(PROJECTS.c.edition_id == edition.id).order_by(PROJECTS.c.number)
    return [project_of(row) for row in tx.execute(query.where(PROJECTS.c.status == status) if status else query)]
