"""`portevoix merge`: two ideas that resemble each other go on as one."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.project import By, Reason, Then, remind, stamp_of
from bot.commands.shared import Slug, tell
from bot.team import decisions
from bot.team.decisions import Merger
from bot.turn.house import open_store
from storage.town import editions, publications


def merge(  # noqa: PLR0913  # each option is one of the command line's
    number: Annotated[int, typer.Argument(help="The project that goes on within the other.")],
    into: Annotated[int, typer.Argument(help="The project that goes on, in the name of both.")],
    reason: Reason = "",
    then: Then = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="Although something else is prepared for either.")] = False,
    by: By = "",
    slug: Slug = "",
) -> None:
    """Prepare that project NUMBER goes on within project INTO.

    Once published, its author is told their own story, and follows the other from then on.
    """
    with open_store() as store, store.writing() as tx:
        edition = editions.find(tx, slug)
        wanted = Merger(number, into, reason.strip(), then.strip(), anyway)
        decisions.merge(tx, edition, wanted, stamp_of(by))
        waiting = len(publications.prepared(tx, edition.id))
    tell(f"Prepared: project {number} will go on within project {into}.")
    remind(waiting)
