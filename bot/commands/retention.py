"""`portevoix retention`: erase what has been kept long enough, now, and show what was erased when and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.table import Table

from bot.clock import Clock
from bot.commands.shared import out, tell
from bot.team import retention as sweeping
from bot.turn.house import open_store
from storage.database.store import Store
from storage.leaving import sweeps
from storage.leaving.sweeps import Why

SHOWN = 30
"""Lines of the log that are listed."""


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be erased; erase nothing.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Only show what was erased so far.")] = False,
) -> None:
    """Erase what has been kept long enough, as the editions' retention table says; the worker does it every hour."""
    with open_store() as store:
        if log:
            return _show_log(store)
        _show(sweeping.sweep(store, Clock(), dry_run=dry_run), dry_run=dry_run)
    return None


def _show(done: Mapping[Why, Counter[str]], *, dry_run: bool) -> None:
    lines = [(why, what, rows) for why, erased in done.items() for what, rows in sorted(erased.items())]
    if not lines:
        return tell("Nothing has been kept for too long.")
    table = Table("why", "what", "rows")
    for why, what, rows in lines:
        table.add_row(why, what, str(rows))
    out.print(table)
    return tell("Nothing was erased: this was a rehearsal." if dry_run else "Erased.")


def _show_log(store: Store) -> None:
    with store.reading() as tx:
        lines = sweeps.logged(tx, SHOWN)
    if not lines:
        return tell("Nothing was erased yet.")
    table = Table("when (UTC)", "why", "what", "rows")
    for line in lines:
        table.add_row(f"{line.at:%Y-%m-%d %H:%M}", line.why, line.what, str(line.rows))
    return out.print(table)
