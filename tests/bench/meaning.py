"""What understanding one message costs, by its words alone and by its meaning too; and the memory of each.

In time of the processor: the machine has other work too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.edition.file import read_edition
from bot.hands.asked import index_of
from bot.languages import meanings
from bot.practice.sample import SAMPLE

ASKED = Path(__file__).parent.parent / "hotline" / "asked" / "faq_known.json"
"""Messages as they are texted."""


def main() -> None:
    """Only this: `python -m tests.bench.meaning`; with «on» or «off», one line of JSON of its own process."""
    if sys.argv[1:]:
        print(json.dumps(_measured(wanted=sys.argv[1] == "on")))
    else:
        Console().print(meaning_figures())


def meaning_figures() -> Table:
    """Each in a process of its own, side by side."""
    off, on = (_apart(how) for how in ("off", "on"))
    table = Table("one message read and understood", "words alone", "with the encoder", "ratio", title_justify="left")
    for name in off:
        table.add_row(name, f"{off[name]:.1f}", f"{on[name]:.1f}", f"{on[name] / off[name]:.2f}")
    return table


def _apart(how: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.meaning", how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _measured(*, wanted: bool) -> dict[str, float]:
    index = index_of(read_edition(SAMPLE))
    with meanings.understanding(wanted=wanted, at_once=True):
        known = meanings.expecting(index.corpus, [])
        waits = []
        for question in json.loads(ASKED.read_text("utf-8")):
            begun = time.thread_time()
            meanings.read_before([question["q"]])
            index.read(question["q"], known)
            waits.append(1000 * (time.thread_time() - begun))
        waits.sort()
        return {"p50 ms": waits[len(waits) // 2], "p95 ms": waits[len(waits) * 95 // 100], "resident MB": _resident()}


def _resident() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
