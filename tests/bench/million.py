"""`make million`: turns a second in a town that a million people wrote to already, on SQLite and PostgreSQL.

python -m tests.bench.million 300    with so many voters: each sends four messages, 64 people at a time
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bot.turn.house import seldom_collect_garbage
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from storage.database.store import Store
from storage.database.vault import Vault
from tests.bench.votes import Figures, measured
from tests.conftest import HandClock, load_sample
from tests.support.stores import ENGINES, SECRET, Databases

PEOPLE, VOTERS, CALLERS = 1_000_000, 2_000, 64

SERIES = f"WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < {PEOPLE})"
LOADS = (
    "INSERT INTO people (id, language, noticed_at, created_at) {series} SELECT i, 'fr', {at}, {at} FROM series",
    "INSERT INTO addresses (id, person_id, channel, hash, sealed, heard_on) {series} "
    "SELECT i, i, CASE i % 2 WHEN 0 THEN 'sms' ELSE 'telegram' END, {blob}, {blob}, {day} FROM series",
    "INSERT INTO inbox (id, provider, provider_id, address_hash, heard_at, words) {series} "
    "SELECT i, 'bench', 'loaded ' || i, {blob}, {at}, {blob} FROM series",
    "INSERT INTO outbox (id, message_id, address_id, channel, kind, rank, weight, words, secret, state, due_at, tries) "
    "{series} SELECT i, i, i, 'sms', 'service', 0, 1, {blob}, {no}, 'sent', {at}, 0 FROM series",
)
"""A million people, each with an address, a message and its answer."""

SPELT = {
    "sqlite": {
        "blob": "randomblob(32)",
        "at": "'2026-10-05 10:00:00.000000'",
        "day": "'2026-10-05'",
        "no": "0",
    },
    "postgresql": {
        "blob": "sha256(('loaded ' || i)::bytea)",
        "at": "'2026-10-05 10:00:00+00'::timestamptz",
        "day": "'2026-10-05'::date",
        "no": "false",
    },
}


def load(store: Store) -> None:
    """Put a million people into *store*, as if they had all written a month ago."""
    for statement in LOADS:
        with store.writing() as tx:
            tx.execute(text(statement.format(series=SERIES, **SPELT[store.engine.dialect.name])))
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def main(voters: int) -> None:
    """Load, measure, print."""
    seldom_collect_garbage()
    table = Table("", "turns/s", "p50 ms", "p99 ms", "loaded in")
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for engine in ENGINES:
            with databases.fresh(engine) as store:
                load_sample(store)
                begun = time.perf_counter()
                load(store)
                seconds = time.perf_counter() - begun
                turns = asyncio.run(_measured(Store(str_url(store), Vault(SECRET)), voters))
            figures = (f"{turns.rate:,.0f}", f"{turns.wait(0.5):.0f}", f"{turns.wait(0.99):.0f}")
            table.add_row(engine, *figures, f"{seconds:.0f} s")
        databases.close()
    Console().print(f"{PEOPLE:,} people known, {voters:,} others vote in four messages each, {CALLERS} at a time.")
    Console().print(table)


def str_url(store: Store) -> str:
    """The address of the database that *store* opens."""
    return store.engine.url.set(drivername=store.engine.dialect.name).render_as_string(hide_password=False)


async def _measured(store: Store, voters: int) -> Figures:
    writer = Writer(Turns(store, HandClock()).hear)

    async def answer(message: Incoming) -> str:
        return (await writer.heard(message)).replies[0].text

    figures = await measured(answer, voters, CALLERS)
    writer.close()
    store.close()
    return figures


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else VOTERS)
