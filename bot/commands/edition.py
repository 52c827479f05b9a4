"""`portevoix edition`: load an edition from its file, list editions, choose the current one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Connection

from bot import calendar
from bot.clock import Clock
from bot.commands.project import By, name_of
from bot.commands.shared import out, tell
from bot.edition_file import read_edition
from bot.holds import refuse
from bot.house import open_store
from bot.words import languages
from flows.edition import Edition
from storage import editions
from storage.calendar import hold
from storage.store import Store

edition = typer.Typer(no_args_is_help=True, help="Load, list and choose editions (one participatory budget each).")


@edition.command()
def load(
    file: Annotated[Path, typer.Argument(help="The edition's TOML file; bot/sample/montreval.toml is an example.")],
    dates_from_file: Annotated[
        bool, typer.Option("--dates-from-file", help="Although dates were moved with `portevoix phase` since.")
    ] = False,
    by: By = "",
) -> None:
    """Check FILE and put it in place of the edition of the same slug; nothing changes if anything in it is wrong."""
    found = read_edition(file, languages())
    with open_store() as store, store.writing() as tx:
        _note_dates(tx, store, found, by, dates_from_file=dates_from_file)
        editions.save(tx, found)
    tell(
        f"«{found.name}» of {found.town} is the current edition: "
        f"{len(found.projects)} projects, {len(found.spans)} phases."
    )


def _note_dates(tx: Connection, store: Store, found: Edition, by: str, *, dates_from_file: bool) -> None:
    """Keep the dates that were moved by hand, and write down those that the file changes. Raises PhaseError."""
    if found.slug not in {slug for slug, *_rest in editions.listed(tx)}:
        return
    hold(tx, editions.find(tx, found.slug).id)
    kept = editions.find(tx, found.slug)
    calendar.check_closed(tx, kept, found.spans, Clock().now())
    if not dates_from_file:
        calendar.check_file(tx, kept, found)
    calendar.note_file(tx, store, kept, found, name_of(by), Clock().now())


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
        calendar.close(tx, store, editions.find(tx, slug), name_of(by), clock.now())
    tell(f"«{slug}» is closed: who voted in it need not be known any more, and goes when its people do.")


@edition.command("list")
def list_() -> None:
    """List the editions; the current one is the one people talk about when they write."""
    with open_store() as store, store.reading() as tx:
        rows = editions.listed(tx)
    table = Table("", "edition", "town", "name")
    for slug, town, name, current in rows:
        table.add_row("→" if current else "", slug, town, name)
    out.print(table) if rows else tell("No edition yet: load one with `portevoix edition load FILE.toml`.")


@edition.command()
def choose(slug: Annotated[str, typer.Argument(help="The edition's short name, as `edition list` shows it.")]) -> None:
    """Make the edition SLUG the current one."""
    with open_store() as store, store.writing() as tx:
        editions.choose(tx, slug)
    tell(f"«{slug}» is now the current edition.")
