"""Live the seasons, print what the town said first, and say what was wrong.

python -m tests.support.year                 both seasons, and whether each message was the one that was expected
python -m tests.support.year --every-hour    with a tick nearly every hour of every day, as slowly as that takes
python -m tests.support.year --hold-out 20   a share of the people is not reminded, to measure what reminders change
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

import structlog
from rich.console import Console

from tests.support.stores import Databases
from tests.support.year.clermont import CLERMONT
from tests.support.year.judging import complaints
from tests.support.year.living import Year
from tests.support.year.printing import summary, table
from tests.support.year.reunion import REUNION
from tests.support.year.season import Season
from tests.support.year.ticking import Way

SEASONS = (CLERMONT, REUNION)


def main() -> int:
    """Live each season, print it, and say what was wrong."""
    words = argparse.ArgumentParser(prog="python -m tests.support.year", description=__doc__.splitlines()[0])
    words.add_argument("--every-hour", action="store_true", help="a tick nearly every hour of every day")
    words.add_argument("--hold-out", type=int, default=0, metavar="SHARE", help="per cent of people not reminded")
    words.add_argument("--season", choices=[season.slug for season in SEASONS], help="only this one")
    words.add_argument("--engine", choices=("sqlite", "postgresql"), help="the database; else each season's own")
    given = words.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        wrong = [_lived(databases, season, given) for season in SEASONS if given.season in (None, season.slug)]
        databases.close()
    return 1 if any(wrong) else 0


def _lived(databases: Databases, season: Season, given: argparse.Namespace) -> int:
    """How much was wrong in the season; on PostgreSQL both workers do their jobs at the same time."""
    engine = given.engine or season.engine
    way = Way(given.hold_out, given.every_hour, together=engine == "postgresql")
    out = Console(width=None if sys.stdout.isatty() else 160)
    with databases.fresh(engine) as store:
        report = asyncio.run(Year(store, season, way).live())
    wrong = complaints(report, season)
    out.print(table(report, season))
    out.print(summary(report, wrong))
    for line in wrong:
        out.print(f"✘ {line}", markup=False)
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
