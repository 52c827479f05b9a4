"""`make attack`: runs every attack, or those that are named, and prints their figures; fails if one succeeds."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.attacks.registry import ATTACKS, BY_NAME
from tests.support.stores import Databases


def main() -> int:
    """The exit code says whether any attack succeeded."""
    unknown = set(sys.argv[1:]) - set(BY_NAME)
    if unknown:
        sys.exit(f"there is no attack {', '.join(sorted(unknown))}; there are {', '.join(BY_NAME)}")
    chosen = [BY_NAME[name] for name in sys.argv[1:]] or list(ATTACKS)
    table, wrong = Table("attack", "at 646c3b0", "now", "", "command"), 0
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for attack in chosen:
            with Console(stderr=True).status(f"{attack.name}: {attack.does}…"):
                outcome = attack.run(databases)
            verdict = "held" if outcome.held else "SUCCEEDED"
            table.add_row(attack.does, attack.before, outcome.figure, verdict, f"make attack ARGS={attack.name}")
            wrong += not outcome.held
        databases.close()
    Console().print(table)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
