"""`portevoix export`: the election as a Pabulib file that anyone can recount, its projects as a table, its FAQ."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Clock
from bot.commands.shared import Slug, err
from bot.counting import pabulib
from bot.counting.pabulib import Instance
from bot.counting.pb_export import as_instance, by_district
from bot.counting.tally import CLOSED, NotYet, count_edition
from bot.edition.faq import write_faq
from bot.edition.projects_csv import write_projects
from bot.languages.plurals import so_many
from bot.turn.house import open_store
from flows.town.edition import Edition
from storage.town import editions


def export(
    pb: Annotated[
        Path | None, typer.Option("--pb", help="Write the election (projects and ballots) as a Pabulib file.")
    ] = None,
    faq: Annotated[
        Path | None, typer.Option("--faq", help="Write the FAQ, with what was learnt from tickets, as a `faq_file`.")
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
    if not (pb or csv or faq):
        raise typer.BadParameter("say what to export: --pb FILE.pb (the election), --csv FILE.csv or --faq FILE.json.")
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        if pb and edition.phase_at(Clock().now()) not in CLOSED and not early:
            raise NotYet
        if pb:
            election = as_instance(tx, store, edition, count_edition(tx, store, edition))
            _write_election(pb, edition, election)
        if csv and str(csv) == "-":
            write_projects(sys.stdout, edition)
        elif csv:
            with csv.open("w", encoding="utf-8-sig", newline="") as stream:
                write_projects(stream, edition)
            err.print(f"{so_many(len(edition.projects), 'project')} written to {csv}.")
        if faq:
            _write_faq(faq, edition)


def _write_election(path: Path, edition: Edition, election: Instance) -> None:
    """The whole election and, beside it, each district that has an envelope of its own."""
    if str(path) == "-":
        pabulib.write(sys.stdout, election)
        return
    pabulib.write(path, election)
    err.print(f"Election written to {path}; `portevoix count {path}` recounts it.")
    for district, part in by_district(edition, election):
        beside = path.with_stem(f"{path.stem}-{district}")
        pabulib.write(beside, part)
        err.print(f"Its district {district} alone written to {beside}.")


def _write_faq(path: Path, edition: Edition) -> None:
    if str(path) == "-":
        write_faq(sys.stdout, edition)
        return
    with path.open("w", encoding="utf-8") as stream:
        write_faq(stream, edition)
    err.print(f"{so_many(len(edition.faq), 'answer')} written to {path}.")
