"""`portevoix import`: an election from a Pabulib file, or the projects of an edition from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.edition import save_over, standing, warn_of_withdrawn
from bot.commands.pb_file import reading
from bot.commands.project import By, stamp_of
from bot.commands.shared import Anyway, Because, Slug, err, tell, warn
from bot.counting.pb_edition import edition_of
from bot.counting.pb_rules import held_in, not_followed
from bot.edition.odd_costs import odd_costs
from bot.edition.projects_csv import read_projects
from bot.languages.plurals import so_many
from bot.team.anyway import Wanted, changing
from bot.turn.house import open_store
from flows.town.edition import Edition, Project
from storage.town import editions


def import_(
    file: Annotated[Path, typer.Argument(help="A Pabulib election (.pb) or a table of projects (.csv).")],
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """Import an election from FILE.pb as an edition (a draft, if it is new), or projects from FILE.csv into one.

    All of it or nothing.
    """
    wanted = Wanted(stamp_of(by), anyway, reason, warn)
    match file.suffix.lower():
        case ".pb":
            return _election(file, wanted)
        case ".csv":
            return _projects(file, slug, wanted)
    raise typer.BadParameter(f"{file} is neither .pb nor .csv: give a Pabulib election or a table of projects.")


def _election(file: Path, wanted: Wanted) -> None:
    instance = reading(file)
    edition = edition_of(instance, file)
    projects = so_many(len(edition.projects), "project")
    with open_store() as store, err.status(f"Writing {projects}…"), store.writing() as tx:
        with changing(tx, store, edition.slug, f"importing {file.name}", wanted):
            gone = save_over(tx, edition, wanted.stamp.at)
        stands = standing(tx, edition.slug)
    tell(f"«{edition.slug}» is imported: {projects}, {edition.ballot.least} to {edition.ballot.most} to choose.")
    tell(stands)
    warn_of_withdrawn(gone, file)
    beyond = not_followed(instance)
    unheld = [name for name in beyond.bounding if name not in held_in(edition.ballot)]
    for name in (*beyond.deciding, *unheld, *beyond.unknown):
        warn(f"{file.name}: {name!r} is not followed here: people who vote are not held to it, nor does it count.")
    _warn_of_costs(edition, edition.projects)
    if instance.vote_type != edition.ballot.kind:
        tell(
            f"Its ballot was of type {instance.vote_type}; here people vote by approval. "
            f"`portevoix count {file}` counts the file itself."
        )


def _projects(file: Path, slug: str, wanted: Wanted) -> None:
    with open_store() as store, store.writing() as tx:
        edition = editions.find(tx, slug)
        kept = editions.with_unchecked(tx, edition)
        projects = read_projects(file, kept)
        merged = {**kept.by_number, **{project.number: project for project in projects}}
        with changing(tx, store, edition.slug, f"importing {file.name}", wanted):
            editions.save(tx, replace(edition, projects=tuple(merged.values())))
    _warn_of_costs(edition, projects)
    imported = f"{len(projects)} project{'s' * (len(projects) != 1)}"
    tell(f"{imported} imported into «{edition.slug}», which now has {len(merged)}.")


def _warn_of_costs(edition: Edition, projects: Iterable[Project]) -> None:
    for warning in odd_costs(edition, projects):
        warn(f"Warning: {warning}")
