"""`portevoix count`: who won and why, from the store or from a Pabulib file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Clock
from bot.commands.count_file import FileCount, count_file
from bot.commands.count_table import print_count
from bot.commands.project import By, name_of
from bot.commands.shared import Anyway, Because, Slug, err, warn
from bot.counting.tally import CLOSED, NotYet, as_json, count_edition, publish_as
from bot.team.anyway import Wanted
from bot.team.stamp import Stamp
from bot.turn.holds import refuse
from bot.turn.house import open_store
from storage.town import editions

Draw = Annotated[str | None, typer.Option(help="The published seed of the draw, if a tie must be broken.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
Publish = Annotated[bool, typer.Option("--publish", help="Make the result public: on its page, and to those who ask.")]
Besides = Annotated[str, typer.Option("--beside", help="With FILE: show too what this rule would have funded.")]
Early = Annotated[bool, typer.Option("--early", help="Rehearse the count while the vote is still open.")]


def count(  # noqa: PLR0913  # each option is one of the command line's
    file: Annotated[Path | None, typer.Argument(help="A Pabulib file to count, without any store.")] = None,
    draw: Draw = None,
    as_json_: AsJson = False,
    publish_: Publish = False,
    early: Early = False,
    beside_: Besides = "",
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """Count the votes of the edition, or of FILE.pb: for each project whether it won, and why.

    A result that is published already is published again only with --anyway, and what differs is in the log.
    """
    if file:
        return count_file(file, FileCount(draw, as_json_, beside_, anyway))
    if beside_:
        raise typer.BadParameter(
            "--beside compares the rules on a FILE: `portevoix export --pb FILE.pb`, then count it."
        )
    now = Clock().now()
    with open_store() as store, store.writing() as tx:
        if publish_:
            refuse(tx, Clock())
        edition = editions.find(tx, slug)
        if edition.phase_at(now) not in CLOSED and not early:
            raise NotYet
        counted = count_edition(tx, store, edition, draw)
        if publish_:
            publish_as(tx, store, counted, Wanted(Stamp(name_of(by), now), anyway, reason, warn))
    print_count(as_json(counted), as_json_, edition.currency)
    if publish_:
        err.print(f"Published: /results/{edition.slug}")
    return None
