"""`portevoix outbox`: what waits to be sent and why, what was given up, and another try for it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bot.clock import Clock
from bot.commands.shared import out, tell
from bot.turn.house import open_store
from storage.database.store import Store
from storage.messages import outbox as storage
from storage.sending import outbox_view

SHOWN = 20
"""Messages given up that are listed."""


def outbox(
    retry: Annotated[
        int | None, typer.Option("--retry", metavar="ID", help="Send a message that was given up after all.")
    ] = None,
) -> None:
    """Show what is in the outbox, by state.

    How many, since when the oldest is due, and the reason of the last trouble.
    """
    with open_store() as store:
        if retry is not None:
            return _retry(store, retry)
        with store.reading() as tx:
            piles, dead = outbox_view.piles(tx), outbox_view.dead(tx, store, SHOWN)
    table = Table("state", "channel", "kind", "messages", "oldest due (UTC)", "last reason")
    for pile in piles:
        table.add_row(
            pile.state, pile.channel, pile.kind, str(pile.count), f"{pile.oldest:%Y-%m-%d %H:%M:%S}", pile.reason
        )
    out.print(table) if piles else tell("The outbox is empty.")
    for id, channel, address, reason in dead:
        tell(f"given up: {id}, {channel} to {address}: {reason}")
    if dead:
        tell("Once the cause is mended: `portevoix outbox --retry ID`.")
    return None


def _retry(store: Store, id: int) -> None:
    with store.writing() as tx:
        retried = storage.try_again(tx, id, Clock().now())
    if not retried:
        raise typer.BadParameter(f"no message {id} was given up, or its words were wiped since.")
    tell(f"Message {id} waits to be sent again.")
