"""`make bench BASE=<commit>`: that commit and this tree in turn, and how many turns a second one does for the other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.support.folders import ROOT
from tests.support.stores import ENGINES

ROUNDS, VOTERS, CALLERS = 5, 3_000, 64
NO_SLOWER = 0.97
"""What a change may cost, in turns a second."""

COPIED = ("commits.py", "round.py", "votes.py")
"""The measure itself, which is this tree's on both sides: a commit may have none, or another."""

PATIENCE = 600.0
"""Seconds for one round, its database included."""


@dataclass(frozen=True, slots=True)
class Round:
    """Turns a second, and seconds of the process's own a turn: these hardly feel what else the machine does."""

    rate: float
    own: float


def compared(base: str, rounds: int = ROUNDS, voters: int = VOTERS) -> Table:
    """The medians of *base* and of this tree on each database, and their ratio."""
    table = Table("in process", f"{base}: turns/s", "here: turns/s", "ratio", "own time", title=f"{rounds} rounds each")
    with tempfile.TemporaryDirectory() as folder, worktree(base, Path(folder) / "base") as before:
        for engine in ENGINES:
            then, now = _in_turn(engine, before, rounds, voters)
            _row(table, engine, then, now)
    return table


def _in_turn(engine: str, before: Path, rounds: int, voters: int) -> tuple[list[Round], list[Round]]:
    """The rounds of both trees, one after the other, and who begins changes: a warm machine favours neither."""
    measured: dict[Path, list[Round]] = {before: [], ROOT: []}
    console = Console(stderr=True)
    for place in range(rounds):
        for tree in (before, ROOT) if place % 2 == 0 else (ROOT, before):
            with console.status(f"{engine}: round {place + 1} of {rounds}, {'base' if tree == before else 'here'}…"):
                measured[tree].append(one_round(tree, engine, voters))
    return measured[before], measured[ROOT]


def one_round(tree: Path, engine: str, voters: int) -> Round:
    """A process that sees nothing but *tree*. What it says when it fails is said."""
    command = [sys.executable, "-m", "tests.bench.round", engine, str(voters), str(CALLERS)]
    ran = subprocess.run(
        command,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if ran.returncode:
        sys.exit(f"a round in {tree} failed:\n{ran.stderr}")
    rate, own = ran.stdout.split()[-2:]
    return Round(float(rate), float(own))


def _row(table: Table, engine: str, then: list[Round], now: list[Round]) -> None:
    rates = [median(round.rate for round in rounds) for rounds in (then, now)]
    owns = [median(round.own for round in rounds) for rounds in (then, now)]
    ratio = rates[1] / rates[0]
    verdict = "" if ratio >= NO_SLOWER else f" (below {NO_SLOWER})"
    table.add_row(engine, f"{rates[0]:,.0f}", f"{rates[1]:,.0f}", f"{ratio:.3f}{verdict}", f"{owns[1] / owns[0]:.3f}")


@contextmanager
def worktree(base: str, folder: Path) -> Iterator[Path]:
    """The files of *base* with this tree's measure, gone afterwards."""
    _git("worktree", "add", "--quiet", "--detach", str(folder), base)
    try:
        for name in COPIED:
            shutil.copy(ROOT / "tests" / "bench" / name, folder / "tests" / "bench" / name)
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*words: str) -> None:
    ran = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"git {words[0]}: {ran.stderr.strip()}")
