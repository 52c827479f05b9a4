"""`portevoix clock`: whether this machine's clock can be trusted, and saying that it can."""

from __future__ import annotations

import typer

from bot.clock import Clock
from bot.commands.project import By, name_of
from bot.commands.shared import tell
from bot.turn.holds import Cause, holds
from bot.turn.house import open_store
from storage.restoring import hours, logbook

clock = typer.Typer(
    invoke_without_command=True, help="Show whether this machine's clock can be trusted; `clock confirm` says it can."
)


@clock.callback()
def show(context: typer.Context) -> None:
    """Show the hour of this machine, the last one written into the store, and whether anything is held."""
    if context.invoked_subcommand:
        return
    with open_store() as store, store.reading() as tx:
        last, held = hours.last(tx), [hold for hold in holds(tx, Clock()) if hold.cause is Cause.CLOCK]
    tell(f"This machine's clock: {Clock().now():%Y-%m-%d %H:%M} UTC.")
    tell(f"Last hour written: {f'{last:%Y-%m-%d %H:%M} UTC' if last else 'none yet'}.")
    tell(held[0].told if held else "Nothing is held.")


@clock.command()
def confirm(by: By = "") -> None:
    """Say that this machine's clock is right: what was held goes on from this hour."""
    now = Clock().now()
    with open_store() as store, store.writing() as tx:
        last = hours.last(tx)
        hours.confirm(tx, now)
        was = f"{last:%Y-%m-%d %H:%M} UTC" if last else "none"
        logbook.note(tx, name_of(by), f"clock confirmed; the last hour written was {was}", now)
    tell(f"It is {now:%Y-%m-%d %H:%M} UTC: what was held goes on.")
