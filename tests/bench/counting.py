"""`make bench-count`: our count and pabutools' of the same election, each a whole process, one after the other.

Pabutools is under the GPL and brings a solver: it is installed into an environment that is gone afterwards.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.counting import pabulib
from bot.counting.pabulib import Instance, PbProject, PbVote
from tests.support.shared_data import SHARED_DATA

THEIRS = """
import sys
from pabutools.election import parse_pabulib, Cost_Sat
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
instance, profile = parse_pabulib(sys.argv[1])
rule = sys.argv[2]
if rule == "greedy":
    found = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)
elif rule == "phragmen":
    found = sequential_phragmen(instance, profile)
else:
    step = 1 if rule.endswith("add1") else None
    found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=step)
print(len(found))
"""
RULES = ("greedy", "equalshares", "phragmen", "equalshares/add1")
PATIENCE = 900
"""Seconds for one count."""


def main(files: Sequence[str]) -> None:
    """Print the seconds of both, and our part of theirs, for each file and rule."""
    console = Console()
    table = Table("election", "rule", "here, s", "pabutools, s", "ratio")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        theirs = _their_python(folder)
        for file in [Path(name) for name in files] or _usual(folder):
            for rule in RULES:
                here, there = _ours(file, rule, folder), _seconds([theirs, "-c", THEIRS, str(file), rule])
                table.add_row(file.stem[:40], rule, f"{here:.2f}", f"{there:.2f}", f"{here / there:.2f}")
    console.print(table)


def _their_python(folder: Path) -> str:
    venv.create(folder / "theirs", with_pip=True)
    python = str(folder / "theirs" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pabutools"], check=True)
    return python


def _usual(folder: Path) -> list[Path]:
    """Toulouse 2022, if its file is there, and a hundred thousand ballots on two hundred projects."""
    known = [SHARED_DATA / "pb" / "France_Toulouse_2022.pb"]
    large = folder / "large.pb"
    pabulib.write(large, large_election())
    return [*(file for file in known if file.is_file()), large]


def large_election(voters: int = 100_000, projects: int = 200) -> Instance:
    """Everybody chooses one to eight projects, some of which more please; the same at each call."""
    chance = random.Random(voters)
    refs = [str(ref) for ref in range(1, projects + 1)]
    appeal = [1 / (place + 5) for place in range(projects)]
    listed = tuple(PbProject(ref, Decimal(chance.randrange(5, 300) * 1000)) for ref in refs)
    cast = tuple(
        PbVote(f"{voter:06}", tuple(dict.fromkeys(chance.choices(refs, appeal, k=chance.randint(1, 8)))))
        for voter in range(voters)
    )
    return Instance({"budget": "8000000", "vote_type": "approval", "rule": "greedy"}, listed, cast)


def _ours(file: Path, rule: str, folder: Path) -> float:
    instance = pabulib.read(file)
    same = folder / "same.pb"
    pabulib.write(same, Instance({**instance.meta, "rule": rule}, instance.projects, instance.votes))
    return _seconds([sys.executable, "-m", "bot", "count", str(same), "--draw", "bench", "--json"])


def _seconds(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1:])
