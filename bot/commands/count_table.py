"""A count as people read it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import orjson
import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.commands.shared import out, tell
from bot.languages.plurals import so_many
from flows.town.edition import VOTED_ON

_MARKS = {"funded": "[green]✔ funded[/]", "not_funded": "not funded", "undecided": "[yellow]? draw needed[/]"}


def print_count(counted: dict[str, Any], machine: bool, currency: str) -> None:
    """The count for a machine, or as a table with its envelopes, its ties and what it left out."""
    if machine:
        typer.echo(orjson.dumps(counted, option=orjson.OPT_INDENT_2).decode())
        return
    unit = counted.get("unit", "vote")
    out.print(_projects(counted, currency, unit))
    for envelope in counted["envelopes"]:
        budget, spent, left = (f"{Decimal(envelope[name]):,f}" for name in ("budget", "spent", "left"))
        out.print(f"{envelope['key'] or 'town'}: {spent} of {budget} {currency} spent, {left} left.")
    for tie in counted["ties"]:
        between = escape(", ".join(tie["refs"]))
        out.print(f"[yellow]Tie[/] at {so_many(tie['score'], unit)} between {between}: {escape(_drawn(tie))}.")
    for line in (*_besides(counted), *_left_out(counted.get("left_out", []))):
        tell(line)


def _besides(counted: dict[str, Any]) -> Iterator[str]:
    """Who chose nothing of what is funded; what another rule would have funded."""
    if "without_winner" not in counted:
        return
    voters, without = so_many(counted["voters"], "voter"), counted["without_winner"]
    awaited = any(project["verdict"] == "undecided" for project in counted["projects"])
    yield f"{without} of {voters} chose nothing of what is funded{' so far: a draw is awaited' if awaited else ''}."
    if other := counted.get("beside"):
        yield f"By {other['rule']}, {other['without_winner']} would have chosen nothing of it."
        for told, name in (
            ("would be funded too", "gained"),
            ("would not be", "lost"),
            ("would be drawn", "undecided"),
        ):
            if other[name]:
                yield f"  {told}: {', '.join(other[name])}"


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


def _projects(counted: dict[str, Any], currency: str, unit: str) -> Table:
    columns = ("rank", "n°", "project", f"{unit}s", "cost", "", "why")
    table = Table(*columns, title=so_many(counted["voters"], "voter"), title_justify="left")
    for project in counted["projects"]:
        rank, number, score = (str(project[name]) for name in ("rank", "number", "score"))
        number = project["ref"] if project["number"] is None else number
        cost = f"{Decimal(project['cost']):,f} {currency}"
        name, why = Text(project["name"]), Text(" ".join(filter(None, (project["why"], project.get("lacking")))))
        table.add_row(rank, number, name, score, cost, _MARKS[project["verdict"]], why)
    return table


def _drawn(tie: dict[str, Any]) -> str:
    if not tie["drawn"]:
        return "publish a seed, then count with --draw SEED"
    return f"drawn in this order: {', '.join(project['ref'] for project in tie['drawn'])}"
