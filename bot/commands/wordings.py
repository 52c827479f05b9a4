"""`portevoix wordings`: how people ask, learnt from the questions that the team answered."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.commands.shared import Slug, out, tell
from bot.team.learning import is_there
from bot.turn.house import open_store
from storage.town import editions, learning
from storage.town.wordings import kept

wordings = typer.Typer(invoke_without_command=True, help="List what was learnt from the team's answers; take one back.")


@wordings.callback()
def list_(context: typer.Context, slug: Slug = "") -> None:
    """List the wordings: what each asks, who kept it and when."""
    if context.invoked_subcommand:
        return
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        rows = kept(tx, edition.id)
    table = Table("no", "asks", "words", "by", "since")
    for one in rows:
        asked = one.asked.partition(":")[2] + ("" if is_there(edition, one.asked) else " (not there any more)")
        since = f"{one.at.astimezone(edition.zone):%Y-%m-%d}"
        table.add_row(str(one.number), asked, Text(one.words), Text(one.by), since)
    out.print(table) if rows else tell("Nothing is learnt yet: `portevoix ticket N same-as ID` keeps a wording.")


@wordings.command()
def forget(
    number: Annotated[int, typer.Argument(metavar="ID", help="The wording's number, as the list shows it.")],
    slug: Slug = "",
) -> None:
    """Take a wording back: what is asked like it is heard as before."""
    with open_store() as store, store.writing() as tx:
        if not learning.forget(tx, editions.find(tx, slug).id, number):
            raise typer.BadParameter(f"there is no wording {number}: see `portevoix wordings`.")
    tell(f"Wording {number} is forgotten.")
