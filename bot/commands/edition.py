"""`portevoix edition`: load an edition from its file, list editions, open one to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from bot.clock import Clock
from bot.commands.project import By, name_of, stamp_of
from bot.commands.shared import Anyway, Because, out, tell, warn
from bot.edition.file import read_edition
from bot.edition.odd_costs import odd_costs
from bot.edition.typed_dates import typed_dates
from bot.languages.plurals import so_many
from bot.team import calendar
from bot.team.anyway import Wanted, changing, insist, write_down
from bot.team.touched import Touched
from bot.turn.holds import refuse
from bot.turn.house import open_store
from flows.town.edition import Edition, Phase, Project, Status
from flows.town.meeting import MeetingChange, changes
from storage.database.store import Store
from storage.town import editions
from storage.town.calendar import hold
from storage.town.editions import Listed
from storage.town.meetings import turnouts
from storage.votes import votes

edition = typer.Typer(no_args_is_help=True, help="Load, list and open editions (one participatory budget each).")


@edition.command()
def load(
    file: Annotated[Path, typer.Argument(help="Its TOML file; bot/practice/sample/montreval.toml is an example.")],
    dates_from_file: Annotated[
        bool, typer.Option("--dates-from-file", help="Although dates were moved with `portevoix phase` since.")
    ] = False,
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
) -> None:
    """Check FILE and put it in place of the edition of the same slug; nothing changes if anything in it is wrong.

    A new edition is a draft, which nobody sees before `portevoix edition open`.
    """
    loaded = read_edition(file)
    with open_store() as store, store.writing() as tx:
        _note_dates(tx, loaded, by, dates_from_file=dates_from_file)
        wanted = Wanted(stamp_of(by), anyway, reason, warn)
        with changing(tx, store, loaded.slug, f"loading {file.name}", wanted):
            gone = save_over(tx, loaded, wanted.stamp.at)
        stands, moved = standing(tx, loaded.slug), list(changed_meetings(tx, loaded.slug, wanted.stamp.at))
    tell(f"«{loaded.name}» of {loaded.town} is loaded: {_size(loaded)}.")
    tell(stands)
    for sentence in moved:
        warn(sentence)
    warn_of_withdrawn(gone, file)
    _warn_of_odd(loaded, file)


@edition.command()
def check(file: Annotated[Path, typer.Argument(help="A TOML file, as for `edition load`.")]) -> None:
    """Say what is wrong with FILE, line by line, and what should be looked at again; nothing is loaded."""
    loaded = read_edition(file)
    tell(f"«{loaded.name}» of {loaded.town} can be loaded: {_size(loaded)}.")
    _warn_of_odd(loaded, file)


def _warn_of_odd(loaded: Edition, file: Path) -> None:
    """Say what is allowed and probably a slip."""
    for warning in (*odd_costs(loaded, loaded.projects), *typed_dates(loaded, file)):
        warn(f"Warning: {warning}")


def _size(edition: Edition) -> str:
    return f"{so_many(len(edition.projects), 'project')}, {so_many(len(edition.spans), 'phase')}"


def save_over(tx: Connection, edition: Edition, now: datetime) -> list[Project]:
    """Save *edition* over the one of the same slug, and give the projects that are withdrawn by it."""
    if edition.slug not in {row.slug for row in editions.listed(tx)}:
        editions.save(tx, edition)
        return []
    before = editions.find(tx, edition.slug)
    editions.save(tx, replace(edition, meeting_changes=_meeting_changes(tx, before, edition, now)))
    after = editions.find(tx, edition.slug).projects
    withdrawn = {project.number for project in after if project.status is Status.WITHDRAWN}
    stood = (project for project in before.projects if project.status is not Status.WITHDRAWN)
    return [project for project in stood if project.number in withdrawn]


def _meeting_changes(tx: Connection, before: Edition, edition: Edition, now: datetime) -> tuple[MeetingChange, ...]:
    """Those that were there, and those of the meetings that somebody comes to."""
    come_to = turnouts(tx, before.id)
    told = [meeting for meeting in before.meetings if meeting.id in come_to]
    new = changes(told, edition.meetings, before.meeting_changes, now)
    return (*before.meeting_changes, *(change for change in new if change.was.id in come_to))


def changed_meetings(tx: Connection, slug: str, since: datetime) -> Iterator[str]:
    """A sentence for each meeting that changed *since* then under people who come to it."""
    edition = editions.find(tx, slug)
    come_to = turnouts(tx, edition.id)
    for change in edition.meeting_changes:
        if change.at > since:
            people = so_many(come_to[change.was.id].people, "person", "people")
            what = "has changed" if change.was.id in edition.meeting_by_id else "is cancelled"
            yield f"«{change.was.title}» {what}, and {people} signed up: arm their message, `portevoix reminders`."


def warn_of_withdrawn(projects: Sequence[Project], file: Path) -> None:
    """Say which projects are withdrawn since *file* names them no more."""
    if projects:
        named = ", ".join(f"{project.number} «{project.title}»" for project in projects)
        warn(f"Withdrawn by {file.name}: {named}. Put back into it, they are what it says of them.")


def standing(tx: Connection, slug: str) -> str:
    """Whether people talk about the edition called *slug*, and if not, how it is opened to them."""
    listed = next(row for row in editions.listed(tx) if row.slug == slug)
    if listed.current:
        return "It is open: people see the changes at their next message."
    stands = "a draft: nobody sees it yet" if listed.draft else "not the one that people talk about"
    return f"It is {stands}. To open it to people: `portevoix edition open {slug}`."


def _note_dates(tx: Connection, loaded: Edition, by: str, *, dates_from_file: bool) -> None:
    """Keep the dates that were moved by hand, and write down those that the file changes. Raises PhaseError."""
    if loaded.slug not in {row.slug for row in editions.listed(tx)}:
        return
    hold(tx, editions.find(tx, loaded.slug).id)
    kept = editions.find(tx, loaded.slug)
    calendar.check_closed(tx, kept, loaded.spans, Clock().now())
    if not dates_from_file:
        calendar.check_file(tx, kept, loaded)
    calendar.note_file(tx, kept, loaded, name_of(by), Clock().now())


@edition.command()
def close(
    slug: Annotated[str, typer.Argument(help="The edition's short name, as `edition list` shows it.")], by: By = ""
) -> None:
    """Say that nobody will vote in the edition SLUG again, though its result was never published.

    Once its people are erased, so is who voted in it: how many did stays known. It cannot be taken back.
    """
    clock = Clock()
    with open_store() as store, store.writing() as tx:
        refuse(tx, clock)
        calendar.close(tx, editions.find(tx, slug), name_of(by), clock.now())
    tell(f"«{slug}» is closed: who voted in it need not be known any more, and goes when its people do.")


@edition.command("list")
def list_() -> None:
    """List the editions: the open one is the one people talk about when they write, a draft is seen by nobody."""
    with open_store() as store, store.reading() as tx:
        rows = editions.listed(tx)
    table = Table("", "edition", "town", "name", "")
    for row in rows:
        table.add_row("→" if row.current else "", row.slug, Text(row.town), Text(row.name), _state(row))
    out.print(table) if rows else tell("No edition yet: load one with `portevoix edition load FILE.toml`.")


def _state(listed: Listed) -> str:
    """What is true of an edition: whether people talk about it, and whether the team closed it by hand."""
    if listed.draft:
        return "draft"
    if listed.closed:
        return "open, its vote is closed for good" if listed.current else "closed"
    return "open" if listed.current else "was open"


@edition.command("open")
def open_(
    slug: Annotated[str, typer.Argument(help="The edition's short name, as `edition list` shows it.")],
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
) -> None:
    """Open the edition SLUG to people: from their next message on they talk about it, and no more about another."""
    wanted = Wanted(stamp_of(by), anyway, reason, warn)
    with open_store() as store:
        opened = open_instead(store, slug, wanted)
    if opened is None:
        return tell(f"«{slug}» is open already.")
    tell(f"«{slug}» is now open: people talk about it from their next message on.")
    return tell(f"It is in its phase {opened.phase_at(wanted.stamp.at)}: {_size(opened)}.")


def open_instead(store: Store, slug: str, wanted: Wanted) -> Edition | None:
    """Open the edition called *slug* instead of another; None if it is open. Raises NoEdition, TouchesPeopleError."""
    with store.writing() as tx:
        edition, before = editions.find(tx, slug), next((row.slug for row in editions.listed(tx) if row.current), "")
        if before == slug:
            return None
        if before:
            _leave(tx, editions.find(tx, before), slug, wanted)
        editions.open_(tx, slug, wanted.stamp.at)
        instead = f" instead of {before}" if before else ""
        write_down(tx, edition.id, f"opened to people{instead}", wanted.stamp)
    return edition


def _leave(tx: Connection, before: Edition, slug: str, wanted: Wanted) -> None:
    """Let people talk no more about *before*, unless it is at something with them. Raises TouchesPeopleError."""
    phase, voters = before.phase_at(wanted.stamp.at), votes.voters(tx, before.id)
    voted = so_many(voters, "has voted in it", "have voted in it")
    clauses = []
    if phase in (Phase.IDEAS, Phase.VOTE):
        clauses.append(f"«{before.slug}» is in its phase {phase}: nobody could go on with it, {voted}")
    elif voters and editions.published(tx, before.id) is None:
        clauses.append(f"the result of «{before.slug}» is not published: {voted}")
    insist(tx, before.id, f"opening {slug} instead of {before.slug}", Touched(tuple(clauses)), wanted)
