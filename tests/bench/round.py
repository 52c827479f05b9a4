"""One measured round of whole votes in process: what `make bench` prints, and what two commits are compared by.

It runs in the tree of another commit too (`compare.py` copies it there): it uses only what commits have in common.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import bot
from tests.bench.commits import part
from tests.bench.votes import Figures, measured
from tests.conftest import HandClock, load_sample

SECRET = part("tests.support.stores.SECRET", "tests.stores.SECRET")
Databases = part("tests.support.stores.Databases", "tests.stores.Databases")
Turns = part("bot.turn.turns.Turns", "bot.turn.Turns")
Writer = part("bot.turn.writer.Writer", "bot.writer.Writer")
Store = part("storage.database.store.Store", "storage.store.Store")
Vault = part("storage.database.vault.Vault", "storage.vault.Vault")
seldom_collect_garbage = part("bot.turn.house.seldom_collect_garbage", "bot.house.few_collections")

WARM_UP = 300


async def in_process(url: str, voters: int, callers: int) -> Figures:
    """How fast *voters* people vote in a new house over the database at *url*, *callers* at a time."""
    store = Store(url, Vault(SECRET))
    load_sample(store)
    writer = Writer(Turns(store, HandClock()).hear)

    async def answer(message: Any) -> str:
        text: str = (await writer.heard(message)).replies[0].text
        return text

    await measured(answer, WARM_UP, callers, first=10_000_000)
    figures = await measured(answer, voters, callers)
    writer.close()
    store.close()
    return figures


def main() -> None:
    """`python -m tests.bench.round sqlite 3000 64` prints turns a second, and this process's own seconds a turn."""
    engine, voters, callers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if Path.cwd() not in Path(str(bot.__file__)).parents:
        sys.exit(f"this measures {bot.__file__}, not the tree it runs in")
    seldom_collect_garbage()
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        url, begun = databases.url(engine), time.process_time()
        figures = asyncio.run(in_process(url, voters, callers))
        print(f"{figures.rate:.1f} {(time.process_time() - begun) / figures.turns:.9f}")
        databases.close()


if __name__ == "__main__":
    main()
