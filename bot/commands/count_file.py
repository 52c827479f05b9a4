"""`portevoix count FILE.pb`: an election of any town, counted by its own rule, without any store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from bot.commands.count_table import print_count
from bot.commands.pb_file import reading
from bot.commands.shared import warn
from bot.counting.count import Counting, disagreements, result_as_json
from bot.counting.pabulib import Instance
from bot.counting.pb_ballots import broken_ballots
from bot.counting.pb_rules import not_followed
from bot.languages.plurals import so_many
from bot.languages.words import SOURCE, voice
from flows.ballots import ballot_of
from flows.ballots.result import Result
from flows.counting import RULES
from flows.counting.beside import beside, without_winner
from flows.counting.lacking import lacking


@dataclass(frozen=True, slots=True)
class FileCount:
    """How a file is to be counted: with which seed, for a machine or not, beside which other rule."""

    draw: str | None = None
    machine: bool = False
    beside: str = ""
    anyway: bool = False


def count_file(file: Path, wanted: FileCount) -> None:
    """Print the count of *file*, and what it says of itself that the count does not bear out."""
    if wanted.beside and wanted.beside not in RULES:
        raise typer.BadParameter(f"--beside {wanted.beside}: write one of: {', '.join(RULES)}.")
    instance = reading(file)
    counting = Counting(instance, wanted.draw, anyway=wanted.anyway)
    result = counting.by_its_rule()
    print_count(_counted(instance, counting, result, wanted.beside), wanted.machine, instance.currency)
    _warn(file.name, instance, result)


def _counted(instance: Instance, counting: Counting, result: Result, other: str) -> dict[str, Any]:
    """The result for machines, with what goes beside it."""
    say, poll = voice(SOURCE).say, counting.poll
    told = {"voters": len(instance.votes), "rule": instance.rule, "unit": ballot_of(instance.vote_type).unit}
    counted: dict[str, Any] = {**told, **result_as_json(result, say)}
    for project, decision in zip(counted["projects"], result.decisions, strict=True):
        project["left"] = f"{decision.left:f}"
        if (lacked := lacking(counting.rule, poll, result, decision)) is not None:
            project["lacking"] = say(lacked)
    counted["without_winner"] = without_winner(poll, result)
    if other:
        found = beside(poll, result, counting.by(other))
        lists = {name: list(getattr(found, name)) for name in ("gained", "lost", "undecided")}
        counted["beside"] = {"rule": other, "without_winner": found.without_winner[1], **lists}
    beyond = not_followed(instance)
    if names := [*beyond.deciding, *beyond.unknown]:
        counted["not_followed"] = names
    return counted


def _warn(name: str, instance: Instance, result: Result) -> None:
    """What is not followed, which ballots break the file's rules, where the file and the count differ."""
    beyond = not_followed(instance)
    for key in (*beyond.deciding, *beyond.unknown):
        warn(f"{name}: {key!r} is not followed here: if it rules who wins, this count is not the town's.")
    if instance.absent:
        warn(f"{name}: 'num_votes' says {so_many(instance.absent, 'voter')} more than there are ballots.")
    for broken in broken_ballots(instance):
        warn(f"{name}: {broken.told()}")
    for claim in disagreements(instance, result):
        told = f"the file's «{claim.column}» is {claim.published}, the count gives {claim.counted}."
        warn(f"{name}: project {claim.ref}: {told}")
