"""`portevoix export`: the election as a Pabulib file that anyone can recount, or its projects as a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Clock
from bot.commands.shared import Slug, err
from bot.counting import pabulib
from bot.counting.tally import CLOSED, NotYet, as_instance, count_edition
from bot.edition.projects_csv import write_projects
from bot.languages.plurals import so_many
from bot.turn.house import open_store
from storage.town import editions


def export(
    pb: Annotated[
        Path | None, typer.Option("--pb", help="Write the election (projects and ballots) as a Pabulib file.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the projects as a table for a spreadsheet.")] = None,
    early: Annotated[
        bool, typer.Option("--early", help="Rehearse the export of the election while the vote is open.")
    ] = False,
    slug: Slug = "",
) -> None:
    """Export the edition; `-` as a file writes to the standard output.

    Ballots carry no names, no times and no order.
    """
    if not (pb or csv):
        raise typer.BadParameter("say what to export: --pb FILE.pb for the election, --csv FILE.csv for the projects.")
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        if pb and edition.phase_at(Clock().now()) not in CLOSED and not early:
            raise NotYet
        if pb:
            election = as_instance(tx, store, edition, count_edition(tx, store, edition))
            pabulib.write(sys.stdout if str(pb) == "-" else pb, election)
            err.print(f"Election written to {pb}; `portevoix count {pb}` recounts it.")
        if csv and str(csv) == "-":
            write_projects(sys.stdout, edition)
        elif csv:
            with csv.open("w", encoding="utf-8-sig", newline="") as stream:
                write_projects(stream, edition)
            err.print(f"{so_many(len(edition.projects), 'project')} written to {csv}.")
