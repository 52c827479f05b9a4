"""`portevoix hear`: every way in which one message may be read, and why one of them wins."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.commands.shared import out, tell
from bot.commands.talk import PhoneLook
from bot.edition.file import read_edition
from bot.hands.asked import index_of
from bot.languages.meanings import expecting, understanding
from bot.practice.hearing import heard_as
from bot.practice.sample import SAMPLE


def hear(
    text: Annotated[str, typer.Argument(help="The message, as somebody would text it.")],
    as_: Annotated[PhoneLook, typer.Option("--as", help="The telephone it is written on.")] = PhoneLook.SMS,
    date: Annotated[datetime | None, typer.Option(help="When, in the town's time; now if left out.")] = None,
    edition: Annotated[Path, typer.Option(help="The edition file; the demo's town if left out.")] = SAMPLE,
) -> None:
    """Print the ways to read TEXT, written by a fresh person: the score of each, why, and where it would lead."""
    town = read_edition(edition)
    now = date.replace(tzinfo=town.zone) if date else datetime.now(UTC)
    with understanding(at_once=True):
        expecting(index_of(town).corpus, [text])
        heard = heard_as(text, town, now, as_)
    if heard.door:
        return tell(f"Explicit: {heard.door}. Nothing is weighed.")
    table = Table("score", "reading", "why", "leads to", "with")
    for reading in heard.verdict.weighed:
        table.add_row(f"{reading.score:.2f}", reading.kind, reading.why, reading.flow, escape(reading.opening))
    out.print(table)
    if heard.verdict.won:
        return tell(f"It is heard as: {heard.reading}.")
    if heard.verdict.close:
        return tell(f"{len(heard.verdict.close)} are too close to tell: the person is asked which.")
    return tell("None is likely enough: a whole question goes to the team, anything else to the menu.")
