"""`portevoix rehearse`: what people would text, through the real turn, and whether the right thing comes back."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import track

from bot.commands.shared import err, out, tell
from bot.edition.file import read_edition
from bot.hands.asked import index_of
from bot.languages import meanings
from bot.practice.rehearsal import Played, Rehearsal, by_kind
from bot.practice.rehearsal_cases import read_cases
from bot.practice.sample import SAMPLE
from bot.settings import settings


def rehearse(
    file: Annotated[
        Path, typer.Argument(help="The cases, a JSON object a line; docs/develop/hearing.md has the form.")
    ],
    edition: Annotated[Path, typer.Option(help="The edition file to rehearse; the demo's town if left out.")] = SAMPLE,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print each case as an object a line, and no summary.")
    ] = False,
    words: Annotated[bool, typer.Option("--words", help="Understand by words alone, as with MEANING=off.")] = False,
) -> None:
    """Play each case of FILE from one fresh person, and compare what comes back; exit code 1 if any is wrong."""
    cases = read_cases(file)
    wanted = not words and settings().meaning == "on"
    with TemporaryDirectory() as folder, meanings.understanding(wanted=wanted, at_once=True):
        town = read_edition(edition)
        meanings.expecting(index_of(town).corpus, [])
        stage = Rehearsal(town, Path(folder))
        played = [stage.play(case) for case in track(cases, "cases", console=err, transient=True, disable=as_json)]
    for one in played:
        if as_json:
            print(json.dumps(_as_object(one), ensure_ascii=False))
        elif not one.passed:
            _show(one)
    if not as_json:
        _sum_up(played)
    if not all(one.passed for one in played):
        raise typer.Exit(1)


def _as_object(one: Played) -> dict[str, object]:
    """What programs read of a case."""
    return {
        "id": one.case.id,
        "passed": one.passed,
        "replies": [reply.text for reply in one.replies],
        "segments": one.segments,
        "reading": one.reading,
        "wrong": list(one.wrong),
    }


def _show(one: Played) -> None:
    """A case that failed: what was written, what came back, what is wrong with it."""
    out.rule(f"{one.case.id} · {one.case.kind} · {one.case.channel} · {one.case.at:%Y-%m-%d %H:%M}", align="left")
    for message in one.case.messages:
        tell(f"> {message.text}")
    for reply in one.replies:
        for line in reply.text.splitlines():
            tell(f"< {line}")
    tell(f"  read as: {one.reading}")
    for wrong in one.wrong:
        tell(f"  {wrong}")


def _sum_up(played: list[Played]) -> None:
    out.rule(align="left")
    for kind, (passed, whole) in sorted(by_kind(played).items()):
        tell(f"{passed:4} of {whole:4}  {kind}")
    tell(f"{sum(one.passed for one in played):4} of {len(played):4}  in all")
