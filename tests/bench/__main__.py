"""`make bench`: prints the figures of one run on this machine; with a commit, how this tree fares beside it."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.turn.house import seldom_collect_garbage
from storage.database.store import Store
from storage.database.vault import Vault
from tests.bench import ceilings, hearing
from tests.bench.campaigns import campaign_figures
from tests.bench.compare import compared
from tests.bench.http import Connections, server
from tests.bench.meaning import meaning_figures
from tests.bench.round import WARM_UP, in_process
from tests.bench.search import search_figures
from tests.bench.votes import Figures, measured
from tests.conftest import load_sample
from tests.support.stores import SECRET, Databases

VOTERS = 6_000
console = Console(stderr=True)


def main() -> None:
    """This tree beside the commit that was named, or its own figures."""
    if sys.argv[1:]:
        Console().print(compared(sys.argv[1]))
    else:
        _figures()


def _figures() -> None:
    """Measure, then print."""
    seldom_collect_garbage()
    table = Table("", "callers", "turns/s", "p50 ms", "p99 ms", "of the ceiling")
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for engine in ("sqlite", "postgresql"):
            with console.status(f"{engine}: the ceiling…"):
                ceiling = _ceiling(engine, databases, Path(folder))
            table.add_row(f"{engine}: plain rows, commits of {ceilings.BATCH}", "", f"{ceiling:,.0f}", "", "", "1")
            for callers in (16, 64):
                with console.status(f"{engine}: {callers} callers in process…"):
                    _row(
                        table,
                        f"{engine}: in process",
                        callers,
                        asyncio.run(in_process(databases.url(engine), VOTERS, callers)),
                        ceiling,
                    )
            with console.status(f"{engine}: over HTTP…"):
                _row(table, f"{engine}: over HTTP", 64, asyncio.run(_over_http(databases.url(engine), 64)), ceiling)
        reminders = campaign_figures(databases, ("postgresql",))
        databases.close()
    Console().print(
        f"Python {platform.python_version()} on {os.cpu_count()} cores; "
        "a turn is one message of a whole vote by SMS, encryption and replay of the conversation included."
    )
    Console().print(table)
    Console().print(reminders)
    with console.status("searches…"):
        Console().print(search_figures())
    with console.status("meaning…"):
        Console().print(meaning_figures())
    hearing.main()


def _row(table: Table, name: str, callers: int, figures: Figures, ceiling: float) -> None:
    table.add_row(
        name,
        str(callers),
        f"{figures.rate:,.0f}",
        f"{figures.wait(0.5):.1f}",
        f"{figures.wait(0.99):.1f}",
        f"{figures.rate / ceiling:.2f}",
    )


def _ceiling(engine: str, databases: Databases, folder: Path) -> float:
    if engine == "sqlite":
        return ceilings.sqlite_rate(folder / "ceiling.db", 4 * VOTERS)
    return ceilings.postgresql_rate(databases.url(engine), 4 * VOTERS)


async def _over_http(url: str, callers: int) -> Figures:
    store = Store(url, Vault(SECRET))
    load_sample(store)
    store.close()
    with server(url):
        connections = Connections()
        await measured(connections.answer, WARM_UP, callers, first=10_000_000)
        figures = await measured(connections.answer, VOTERS, callers)
        connections.close()
    return figures


if __name__ == "__main__":
    main()
