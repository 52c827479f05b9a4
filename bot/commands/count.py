"""`portevoix count`: who won and why, from the store or from a Pabulib file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.clock import Clock
from bot.commands.pb_file import reading
from bot.commands.project import By, name_of
from bot.commands.shared import Anyway, Because, Slug, err, out, tell, warn
from bot.counting.count import count_instance, disagreements, result_as_json
from bot.counting.pb_rules import not_followed
from bot.counting.tally import CLOSED, NotYet, as_json, count_edition, publish_as
from bot.languages.plurals import so_many
from bot.languages.words import SOURCE, voice
from bot.team.anyway import Wanted
from bot.team.stamp import Stamp
from bot.turn.holds import refuse
from bot.turn.house import open_store
from flows.town.edition import VOTED_ON
from storage.town import editions

_MARKS = {"funded": "[green]✔ funded[/]", "not_funded": "not funded", "undecided": "[yellow]? draw needed[/]"}

Draw = Annotated[str | None, typer.Option(help="The published seed of the draw, if a tie must be broken.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
Publish = Annotated[bool, typer.Option("--publish", help="Make the result public: on its page, and to those who ask.")]
Early = Annotated[bool, typer.Option("--early", help="Rehearse the count while the vote is still open.")]


def count(  # noqa: PLR0913  # each option is one of the command line's
    file: Annotated[Path | None, typer.Argument(help="A Pabulib file to count, without any store.")] = None,
    draw: Draw = None,
    as_json_: AsJson = False,
    publish_: Publish = False,
    early: Early = False,
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """Count the votes of the edition, or of FILE.pb: for each project whether it won, and why.

    A result that is published already is published again only with --anyway, and what differs is in the log.
    """
    if file:
        return _file(file, draw, as_json_, anyway=anyway)
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
    _print(as_json(counted), as_json_, edition.currency)
    if publish_:
        err.print(f"Published: /results/{edition.slug}")
    return None


def _file(file: Path, draw: str | None, machine: bool, *, anyway: bool) -> None:
    instance = reading(file)
    result, beyond = count_instance(instance, draw, anyway=anyway), not_followed(instance)
    counted = {"voters": len(instance.votes), **result_as_json(result, voice(SOURCE).say)}
    names = [*beyond.deciding, *beyond.unknown]
    _print(counted | ({"not_followed": names} if names else {}), machine, instance.currency)
    for name in names:
        warn(f"{file.name}: {name!r} is not followed here: if it rules who wins, this count is not the town's.")
    for claim in disagreements(instance, result):
        told = f"the file's «{claim.column}» is {claim.published}, the count gives {claim.counted}."
        warn(f"{file.name}: project {claim.ref}: {told}")


def _print(counted: dict[str, Any], machine: bool, currency: str) -> None:
    if machine:
        typer.echo(orjson.dumps(counted, option=orjson.OPT_INDENT_2).decode())
        return
    out.print(_projects(counted, currency))
    for envelope in counted["envelopes"]:
        budget, spent, left = (f"{Decimal(envelope[name]):,f}" for name in ("budget", "spent", "left"))
        out.print(f"{envelope['key'] or 'town'}: {spent} of {budget} {currency} spent, {left} left.")
    for tie in counted["ties"]:
        between = escape(", ".join(tie["refs"]))
        out.print(f"[yellow]Tie[/] at {so_many(tie['score'], 'vote')} between {between}: {escape(_drawn(tie))}.")
    for line in _left_out(counted.get("left_out", [])):
        tell(line)


def _left_out(projects: list[dict[str, Any]]) -> Iterator[str]:
    """What was not counted and why: each project that a resident may look for here, and how many others there are."""
    if not projects:
        return
    yield "Left out, and as they were: this count changes nothing for them."
    others: Counter[str] = Counter()
    for project in projects:
        named = f"; {_ballots(project['ballots'])} it" if project["ballots"] else ""
        if named or project["status"] in VOTED_ON:
            called = f"{project['number']} {project['name']}"
            yield f"  {called}: {project['status']}, it does not stand on this ballot{named}"
        else:
            others[project["status"]] += 1
    if others:
        yield f"  not on the ballot: {', '.join(f'{count} {status}' for status, count in sorted(others.items()))}"


def _ballots(count: int) -> str:
    return so_many(count, "ballot names", "ballots name")


def _projects(counted: dict[str, Any], currency: str) -> Table:
    columns = ("rank", "n°", "project", "votes", "cost", "", "why")
    table = Table(*columns, title=so_many(counted["voters"], "voter"), title_justify="left")
    for project in counted["projects"]:
        rank, number, score = (str(project[name]) for name in ("rank", "number", "score"))
        number = project["ref"] if project["number"] is None else number
        cost = f"{Decimal(project['cost']):,f} {currency}"
        name, why = Text(project["name"]), Text(project["why"])
        table.add_row(rank, number, name, score, cost, _MARKS[project["verdict"]], why)
    return table


def _drawn(tie: dict[str, Any]) -> str:
    if not tie["drawn"]:
        return "publish a seed, then count with --draw SEED"
    return f"drawn in this order: {', '.join(project['ref'] for project in tie['drawn'])}"
