"""`portevoix comments`: what people say of projects, read by the team before anyone else sees it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.clock import Clock
from bot.commands.project import By, name_of
from bot.commands.shared import Slug, out, tell
from bot.team.decisions import InstructionError
from bot.turn.house import open_store
from storage.town import comments as storage
from storage.town import editions
from storage.town.comments import CommentDecision, CommentState

comments = typer.Typer(help="Read comments on projects, and show or refuse them.")

Number = Annotated[int, typer.Argument(help="The comment's number, as the list shows it.")]


@comments.callback(invoke_without_command=True)
def waiting(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also those that were shown or refused.")] = False,
    slug: Slug = "",
) -> None:
    """List the comments that wait for the team, oldest first."""
    if context.invoked_subcommand:
        return
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        rows = storage.of_edition(tx, store, edition.id, None if every else CommentState.WAITING)
    table = Table("n°", "project", "when", "comment", "")
    for comment in rows:
        decided = f"{comment.state} by {comment.decided_by}" if comment.decided_by else comment.state
        when = f"{comment.at.astimezone(edition.zone):%Y-%m-%d %H:%M}"
        why = f"{decided}: {comment.why}" if comment.why else decided
        table.add_row(str(comment.number), str(comment.project), when, Text(comment.words), Text(why))
    out.print(table) if rows else tell("No comment waits.")


@comments.command()
def show(number: Number, by: By = "", slug: Slug = "") -> None:
    """Let anyone read the comment NUMBER."""
    _decide(slug, number, CommentState.SHOWN, by, "")
    tell(f"Comment {number} is shown.")


@comments.command()
def refuse(
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept for the team.", show_default=False)],
    by: By = "",
    slug: Slug = "",
) -> None:
    """Keep the comment NUMBER from being shown."""
    if not reason.strip():
        raise InstructionError('Say why: --reason "…".')
    _decide(slug, number, CommentState.REFUSED, by, reason.strip())
    tell(f"Comment {number} stays unseen.")


def _decide(slug: str, number: int, state: CommentState, by: str, why: str) -> None:
    with open_store() as store, store.writing() as tx:
        edition = editions.find(tx, slug)
        if storage.decide(tx, edition.id, number, CommentDecision(state, name_of(by), Clock().now(), why)) is None:
            raise InstructionError(f"There is no comment {number}: `portevoix comments --all` lists them.")
