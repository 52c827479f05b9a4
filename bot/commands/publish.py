"""`portevoix publish`: all that was prepared becomes true and public at once, and those who follow are told."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from bot.clock import Clock
from bot.commands.project import By, in_words, stamp_of
from bot.commands.shared import Anyway, Because, Slug, err, out, tell, warn
from bot.languages.plurals import so_many
from bot.team.anyway import Wanted, changing
from bot.telling import news
from bot.turn.holds import holds
from bot.turn.house import open_store
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.town import editions, publications
from storage.town.events import Event
from storage.town.projects import PROJECTS


def publish(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be published, and how many would be told.")
    ] = False,
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """Publish all that was prepared, and tell each follower in one message.

    If it is interrupted, run it again, or leave it to the worker: nobody is told twice.
    """
    with open_store() as store:
        with store.reading() as tx:
            edition = editions.find(tx, slug)
            prepared = publications.prepared(tx, edition.id)
        followers = _people(news.audience(store, prepared))
        if prepared:
            _show(store, prepared)
        else:
            tell("Nothing is prepared: `portevoix project NUMBER set STATUS` prepares a change.")
        if dry_run:
            return tell(f"{followers} would be told. Nothing was published.")
        if prepared:
            stamp = stamp_of(by)
            wanted = Wanted(stamp, anyway, reason, warn)
            with store.writing() as tx, changing(tx, store, edition.slug, "publishing", wanted):
                published = publications.publish(tx, edition.id, stamp.by, stamp.at)
            tell(f"Published: {so_many(len(published), 'change')}.")
        return _tell(store)


def _tell(store: Store) -> None:
    """Tell what this publication, or one that was interrupted, left to tell."""
    clock = Clock()
    with store.reading() as tx:
        held = holds(tx, clock)
    if held:
        return tell(f"Nobody is told yet. {held[0].told}")
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task("Telling followers", total=news.left(store))
        told = news.tell(store, Turns(store, clock).hear, clock.now(), lambda more: bar.advance(task, more))
    if told:
        tell(f"{_people(told)} told. The messages wait in the outbox until a worker sends them.")
    if waiting := news.left(store):
        tell(f"{_people(waiting)} will be told by the worker at the next good hour (no nights, Sundays or holidays).")
    return None


def _show(store: Store, prepared: list[Event]) -> None:
    with store.reading() as tx:
        rows = {row.id: row for row in tx.execute(select(PROJECTS.c.id, PROJECTS.c.number, PROJECTS.c.title))}
    numbers = {id: row.number for id, row in rows.items()}
    table = Table("n°", "project", "will be", "why", "then", "prepared by")
    for event in prepared:
        row, change = rows[event.change.project_id], event.change
        words = Text(row.title), in_words(change, numbers), Text(change.why), Text(change.then), Text(event.by)
        table.add_row(str(row.number), *words)
    out.print(table)


def _people(count: int) -> str:
    return so_many(count, "follower")
