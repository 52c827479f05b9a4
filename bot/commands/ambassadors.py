"""`portevoix ambassadors`: who relays, who asked to, and how many came through each."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Connection

from bot.clock import Clock
from bot.commands.shared import Slug, out, tell
from bot.hands.ambassadors import PAYLOAD, counts
from bot.relays import relays
from bot.relays.telling import tell_decisions
from bot.turn.holds import holds
from bot.turn.house import open_store
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from bot.web.qr import picture
from flows.relays.deeds import Around
from flows.town.edition import Edition
from flows.town.few import FEW
from storage.database.store import Store
from storage.messages.own_names import deep_link, own_names
from storage.relays import ambassadors as rows
from storage.relays import newcomers
from storage.relays.ambassadors import Ambassador, RelayDecision
from storage.relays.newcomers import Through
from storage.town import editions

ambassadors = typer.Typer(invoke_without_command=True, help="List the ambassadors; say yes or no to who asks.")

Number = Annotated[int, typer.Argument(metavar="N", help="The ambassador's number in the list.")]
AroundWhom = Annotated[Around | None, typer.Option("--for", help="Only those who relay for these people.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides, for the record; you, if left out.")]


@ambassadors.callback()
def list_(context: typer.Context, around: AroundWhom = None, slug: Slug = "") -> None:
    """List who relays and who asked to, for whom, with how many came, proposed and voted through each.

    Of a class only who came is counted: nobody notes what its pupils do.
    """
    if context.invoked_subcommand is not None:
        return None
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        known, through = rows.listed(tx, store, edition.id), newcomers.through(tx, edition.id, edition.zone)
    listed = [one for one in known if around in (None, one.around)]
    columns = ("no", "name", "for", "state", "asked", "word", "groups", "came", "proposed", "voted", "whom they reach")
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")  # a word that is cut off is none
    for ambassador in listed:
        number, name = str(ambassador.number), escape(ambassador.name)
        asked = f"{ambassador.asked_at.astimezone(edition.zone):%Y-%m-%d}"
        numbers = _numbers(ambassador, through.get(ambassador.id, Through())) if ambassador.word else ("", "", "")
        groups, reach = str(ambassador.groups) if ambassador.word else "", escape(ambassador.about)
        who = (number, name, ambassador.around, ambassador.state, asked, ambassador.word)
        table.add_row(*who, groups, *numbers, reach)
    if known and not listed:
        return tell(f"Nobody relays for this: {around}. Leave --for out to see all of them.")
    if not listed:
        return tell("Nobody has asked to become an ambassador yet: people write AMBASSADEUR.")
    out.print(table)
    return tell(f"Numbers of people, as of now; those under {FEW} are not shown.")


@ambassadors.command()
def approve(
    number: Number,
    word: Annotated[str, typer.Option("--word", help="Written after AVEC; made of the name if left out.")] = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """Say yes: they get their word, their link and how to relay, at once."""
    with _deciding(number, slug) as made:
        decision = RelayDecision(by or getpass.getuser(), made.now, word=word)
        given = relays.approve(made.tx, made.store, made.ambassador, decision)
    tell(f"Ambassador {number} relays: people write AVEC {given}. {made.told}")


@ambassadors.command()
def refuse(
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help="Why, as they will read it.")],
    by: By = "",
    slug: Slug = "",
) -> None:
    """Say no to who asked, and why."""
    with _deciding(number, slug) as made:
        decision = RelayDecision(by or getpass.getuser(), made.now, reason=reason)
        relays.refuse(made.tx, made.store, made.ambassador, decision)
    tell(f"Request {number} is refused. {made.told}")


@ambassadors.command()
def end(
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help="Why, as they will read it.")] = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """End it: their groups get nothing more, and they are told."""
    with _deciding(number, slug) as made:
        decision = RelayDecision(by or getpass.getuser(), made.now, reason=reason)
        relays.end(made.tx, made.store, made.ambassador, decision)
    tell(f"Ambassador {number} relays no more. {made.told}")


@ambassadors.command()
def qr(
    number: Number,
    file: Annotated[Path, typer.Argument(metavar="FILE.png", help="Where to write the picture.")],
    slug: Slug = "",
) -> None:
    """Write the QR code of an ambassador's link, to print or to hand out."""
    with open_store() as store, store.reading() as tx:
        ambassador = _found(tx, store, editions.find(tx, slug), number)
        link = deep_link(own_names(tx), PAYLOAD + ambassador.word)
    if not ambassador.word:
        raise typer.BadParameter(f"ambassador {number} has no word yet: approve them first.")
    if not link:
        raise typer.BadParameter("the bot's name is not known yet: it is learnt when `run` or `web` starts.")
    file.write_bytes(picture(link))
    tell(f"{link} written to {file}.")


@dataclass
class _Made:
    """A decision being made, and in *told* whether its person has heard of it."""

    tx: Connection
    store: Store
    ambassador: Ambassador
    clock: Clock
    told: str = ""

    @property
    def now(self) -> datetime:
        """When it is decided."""
        return self.clock.now()


@contextmanager
def _deciding(number: int, slug: str) -> Iterator[_Made]:
    """What is decided within is written, then told."""
    clock = Clock()
    with open_store() as store:
        with store.writing() as tx:
            made = _Made(tx, store, _found(tx, store, editions.find(tx, slug), number), clock)
            yield made
        with store.reading() as tx:
            held = holds(tx, clock)
        if held:
            made.told = f"They are not told yet. {held[0].told}"
            return
        told = tell_decisions(Room(store, clock, Turns(store, clock)))
        made.told = "They are told." if told else "They could not be told: see `portevoix outbox`."


def _found(tx: Connection, store: Store, edition: Edition, number: int) -> Ambassador:
    ambassador = rows.by_number(tx, store, edition.id, number)
    if ambassador is None:
        raise typer.BadParameter(f"there is no ambassador {number}: see `portevoix ambassadors`.")
    return ambassador


def _numbers(ambassador: Ambassador, through: Through) -> tuple[str, ...]:
    shown = counts(through)
    if ambassador.around is Around.CLASS:
        return ("<5" if shown.came is None else str(shown.came), "", "")
    return tuple("<5" if n is None else str(n) for n in (shown.came, shown.proposed, shown.voted))
