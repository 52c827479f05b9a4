"""`make soak`: processes are killed while people vote, then stopped again and again; prints what was lost or kept."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.support.stopping import KINDS, stops
from tests.support.stores import ENGINES, Databases
from tests.support.storm import storm
from tests.support.town_hall import TownHall

VOTERS, KILLS = 1_200, 25
STOPS = 200


def main() -> int:
    """Storms on each database; the exit code says whether anything was lost or doubled."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for seed, engine in enumerate(ENGINES):
            begun = time.monotonic()
            with TownHall(databases.url(engine), Path(folder), meaning="on") as town:
                count = storm(town, VOTERS, KILLS, callers=24, seed=seed)
            print(f"{engine}, {time.monotonic() - begun:.0f} s: {count}", flush=True)
            for missing in count.unanswered[:10]:
                print(f"  {missing}")
            wrong += count.lost + count.doubled + len(count.unanswered)
        wrong += _stops(databases, Path(folder))
        databases.close()
    return 1 if wrong else 0


def _stops(databases: Databases, folder: Path) -> int:
    """Each kind of process asked to stop in the middle of its work; how often it did not, or kept a lease."""
    wrong = 0
    for engine, name in KINDS:
        with TownHall(databases.url(engine), folder, meaning="on") as town:
            stopped = stops(town, name, STOPS)
        print(f"{name} on {engine}: {stopped}", flush=True)
        wrong += stopped.late + stopped.kept
    return wrong


if __name__ == "__main__":
    sys.exit(main())
