"""`make bench-start BASE=<commit>`: what a start costs, and what a process at rest keeps, there and in this tree."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from rich.console import Console
from rich.table import Table

from tests.bench.compare import worktree
from tests.support.folders import ROOT
from tests.web.test_web import free_port

STARTS = (("--help",), ("sms", "Bonjour"))
"""The list of commands, and one that opens no store."""

ROUNDS, IDLE, PATIENCE = 10, 20.0, 60.0
"""How often each start is measured, in turn with the other tree's; seconds at rest, and until a process answers."""


def main() -> None:
    """The table of *BASE* beside this tree."""
    base = sys.argv[1] if sys.argv[1:] else "HEAD"
    table = Table("", f"{base}", "here", "ratio", title=f"starts: median of {ROUNDS}, in turn")
    with tempfile.TemporaryDirectory() as folder, worktree(base, Path(folder) / "base") as before:
        trees = (before, ROOT)
        for words in STARTS:
            rounds = [[_start(tree, words) for tree in trees] for _round in range(ROUNDS)]
            medians = [median(them) for them in zip(*rounds, strict=True)]
            _row(table, f"portevoix {' '.join(words)}: s of processor", medians)
        rest = [_at_rest(tree, meaning="off") for tree in trees]
        for place, what in enumerate(("RSS", "PSS")):
            _row(table, f"run, words alone, at rest for {IDLE:.0f} s: MB, {what}", [sizes[place] for sizes in rest])
        _row(table, "run, with the encoder, there without: MB, RSS", [rest[0][0], _at_rest(ROOT, meaning="on")[0]])
    Console().print(table)


def _row(table: Table, what: str, figures: Sequence[float]) -> None:
    then, now = figures
    table.add_row(what, f"{then:.2f}", f"{now:.2f}", f"{now / then:.2f}")


def _start(tree: Path, words: Sequence[str]) -> float:
    """Seconds of the processor, our own and the system's: these hardly feel what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        _portevoix(tree, folder, *words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _at_rest(tree: Path, meaning: str) -> tuple[float, float]:
    """The memory of a process that serves the sample town by no channel: resident, and its part of what is shared.

    *meaning* says whether what people ask is understood by its meaning too; some older trees do not ask.
    """
    with tempfile.TemporaryDirectory() as folder:
        sample = next((tree / "bot").rglob("montreval.toml"))
        _portevoix(tree, folder, "migrate")
        _portevoix(tree, folder, "edition", "load", str(sample))
        _portevoix(tree, folder, "edition", "open", "montreval-2026", can_fail=True)  # in 0.1.0 it is open at once
        with _running(tree, folder, meaning) as process:
            time.sleep(IDLE)
            lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(size) / 1024 for name, size in (line.split()[:2] for line in lines)}
    return sizes["Rss:"], sizes["Pss:"]


@contextmanager
def _running(tree: Path, folder: str, meaning: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers; stopped afterwards."""
    port = free_port()
    process = subprocess.Popen(
        _command("run", "--port", str(port)),
        cwd=folder,
        env=_surroundings(tree) | {"MEANING": meaning},
        stderr=subprocess.DEVNULL,
    )
    try:
        _answers(port)
        yield process
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz").close()
        except HTTPError:
            return
        except URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("a process did not answer")


def _portevoix(tree: Path, folder: str, *words: str, can_fail: bool = False) -> None:
    ran = subprocess.run(_command(*words), cwd=folder, env=_surroundings(tree), capture_output=True, text=True)
    if ran.returncode and not can_fail:
        sys.exit(f"portevoix {' '.join(words)} in {tree} failed:\n{ran.stderr}")


def _command(*words: str) -> list[str]:
    """By the interpreter that runs this; of where it runs, nothing is imported."""
    return [sys.executable, "-P", "-m", "bot", *words]


def _surroundings(tree: Path) -> dict[str, str]:
    store = {"DATABASE_URL": "sqlite:///town.db", "SECRET_KEY": 44 * "k"}
    return {**os.environ, **store, "PYTHONPATH": str(tree), "COLUMNS": "200"}


if __name__ == "__main__":
    main()
