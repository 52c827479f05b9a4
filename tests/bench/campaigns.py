"""Arming a reminder for everyone: how long the rows of a million people take, how much memory, and stopping it."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import Connection, bindparam, func, select, text, update

from bot.reminders import campaigns
from bot.turn.ticker import Room
from storage.database.store import Store, Utc
from storage.database.vault import Vault
from storage.people.people import ADDRESSES, hash_of
from storage.reminders.campaigns import REMINDERS
from tests.conftest import PARIS
from tests.support.reminding import one, room_of, texts
from tests.support.stores import SECRET, Databases

PEOPLE = 1_000_000
TOLD = 2_000
"""People who are then told: the rest would be told the same way, at the pace of the senders."""

BEFORE_THE_END = datetime(2026, 11, 27, 9, 30, tzinfo=PARIS)
"""A good hour within three days of the end of the vote."""


def campaign_figures(databases: Databases, engines: tuple[str, ...], people: int = PEOPLE) -> Table:
    """One line for each engine."""
    columns = ("people made in", "reminders", "written in", "people/s", "more memory", "told/s", "stopped in")
    table = Table(f"a reminder for {people:,} people", *columns)
    for engine in engines:
        store = Store(databases.url(engine), Vault(SECRET))
        with store:
            table.add_row(engine, *_figures(store, people))
    return table


def _figures(store: Store, people: int) -> tuple[str, ...]:
    room = room_of(store, BEFORE_THE_END, hold_out=5, per_week=2)
    made = _timed(lambda: _populate(store, people))
    campaigns.plan(room)
    campaign, before = one(store, "not_voted_yet"), _memory()
    with Progress(transient=True) as bar:
        task = bar.add_task(f"{store.engine.dialect.name}: reminders", total=people)
        filled = _timed(lambda: campaigns.fill_one(store, campaign, room.clock.now(), lambda n: bar.advance(task, n)))
    more = _memory() - before
    rows = _count(store)
    told = _told(room)
    stopped = _timed(lambda: campaigns.stop(store, campaign, "the bench", room.clock.now()))
    assert not texts(store, "waiting"), "stopped means that nothing waits any more"
    return (
        f"{made:.0f} s",
        f"{rows:,}",
        f"{filled:.1f} s",
        f"{people / filled:,.0f}",
        f"{more:.0f} MiB",
        f"{told:,.0f}",
        f"{stopped * 1000:.0f} ms",
    )


def _populate(store: Store, people: int) -> None:
    """People, each with a number or a chat; one in five has voted, one in twenty began to."""
    with store.writing() as tx:
        for statement in _STATEMENTS:
            made = statement.format(**(_SQLITE if store.is_sqlite else _POSTGRESQL))
            names = {"people": people, "now": datetime(2026, 1, 15, tzinfo=PARIS), "words": b"words"}
            used = {name: value for name, value in names.items() if f":{name}" in made}
            query = text(made).bindparams(**used)
            tx.execute(query.bindparams(bindparam("now", type_=Utc)) if "now" in used else query, used)
    with store.writing() as tx:
        _make_real(tx, store)
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _make_real(tx: Connection, store: Store) -> None:
    """Give those who will be told an address that can be opened."""
    rows = tx.execute(select(ADDRESSES.c.id, ADDRESSES.c.channel).order_by(ADDRESSES.c.id).limit(TOLD * 4)).all()
    real = [(row, f"+336{row.id % 100_000_000:08}" if row.channel == "sms" else str(row.id)) for row in rows]
    values: dict[str, Any] = {"hash": bindparam("hashed"), "sealed": bindparam("closed")}
    tx.execute(
        update(ADDRESSES).where(ADDRESSES.c.id == bindparam("address")).values(values),
        [
            {
                "address": row.id,
                "hashed": hash_of(store, row.channel, address),
                "closed": store.vault.seal(address.encode()),
            }
            for row, address in real
        ],
    )


_STATEMENTS = (
    "INSERT INTO people (id, language, district, age_band, noticed_at, created_at) "
    "SELECT 3700000000000000000 + n * 1777, CASE WHEN n % 10 = 0 THEN 'en' ELSE 'fr' END, '', '', {now}, {now} "
    "FROM {series}",
    "INSERT INTO addresses (id, person_id, channel, hash, sealed, doubtful) "
    "SELECT id + 1, id, CASE WHEN id % 3 = 0 THEN 'telegram' ELSE 'sms' END, {hash}, :words, FALSE FROM people",
    "INSERT INTO roll (edition_id, person_id, voted_on, receipt) "
    "SELECT editions.id, people.id, '2026-11-10', :words FROM people, editions WHERE people.id % 5 = 0",
    "INSERT INTO conversations (person_id, flow, aside, memory, updated_at) "
    "SELECT id, 'vote', '', :words, {now} FROM people WHERE id % 20 = 1",
)
_POSTGRESQL = {
    "now": "CAST(:now AS timestamptz)",
    "series": "generate_series(1, :people) AS n",
    "hash": "sha256(CAST(CAST(id AS TEXT) AS bytea))",
}
_SQLITE = {
    "now": ":now",
    "series": "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < :people) SELECT n FROM s)",
    "hash": "CAST(CAST(id AS TEXT) AS BLOB)",
}


def _told(room: Room) -> float:
    """How many people are told in a second, until the outbox holds what the senders need for now."""
    began = time.perf_counter()
    count = campaigns.tell(room)
    return count / (time.perf_counter() - began)


def _count(store: Store) -> int:
    with store.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(REMINDERS)).scalar_one())


def _memory() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Only this: `python -m tests.bench.campaigns 1000000 postgresql sqlite`."""
    people, engines = int((sys.argv[1:] or [str(PEOPLE)])[0]), tuple(sys.argv[2:]) or ("postgresql",)
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        Console().print(campaign_figures(databases, engines, people))
        databases.close()


if __name__ == "__main__":
    main()
