"""`make soak`: thousands of messages on both databases while processes are killed; prints what was lost and doubled."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.stores import ENGINES, Databases
from tests.storm import storm
from tests.town_hall import TownHall

VOTERS, KILLS = 1_200, 25


def main() -> int:
    """Storms on each database; the exit code says whether anything was lost or doubled."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for seed, engine in enumerate(ENGINES):
            begun = time.monotonic()
            with TownHall(databases.url(engine), Path(folder)) as town:
                count = storm(town, VOTERS, KILLS, callers=24, seed=seed)
            print(f"{engine}, {time.monotonic() - begun:.0f} s: {count}", flush=True)
            for missing in count.unanswered[:10]:
                print(f"  {missing}")
            wrong += count.lost + count.doubled + len(count.unanswered)
        databases.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
