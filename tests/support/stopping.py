"""Processes that are asked to stop, again and again, while there is work: how long each takes, and what it keeps."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import httpx
from sqlalchemy import ColumnElement, func, insert, select

from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import OUTBOX, State
from storage.messages.outgoing import Outgoing
from storage.people.people import ADDRESSES
from tests.support.reminding import crowd
from tests.support.stores import SECRET
from tests.support.town_hall import TownHall

KINDS = (("sqlite", "run"), ("postgresql", "web"), ("postgresql", "worker"))
"""Each kind of process, and the database it runs on."""

WITHIN = 30.0
"""Seconds in which a process has to end, also on a machine that is busy: who runs it then kills it."""

PEOPLE, AT_LEAST, CHATTERS = 120, 80, 2
"""Who is written to, how many messages wait at each stop, and how many people write meanwhile."""

PATIENCE = 60.0


@dataclass
class Stops:
    """What came of asking a process to stop, each time."""

    seconds: list[float] = field(default_factory=list)
    late: int = 0  # it did not end by itself
    kept: int = 0  # messages that it had leased and did not give back

    def __str__(self) -> str:
        slowest = max(self.seconds, default=0.0)
        return f"stopped {len(self.seconds)} times, {slowest:.1f} s at most; late {self.late}, leases kept {self.kept}"


def stops(town: TownHall, name: str, times: int, seed: int = 0) -> Stops:
    """Ask the process *name* to stop, so many times, at random moments of its work."""
    stopped, chance = Stops(), random.Random(seed)
    with Store(town.url, Vault(SECRET)) as store, _chatter(town):
        if not _addresses(store):
            crowd(store, PEOPLE, "telegram", first=50_000)
        for _time in range(times):
            _loads(store)
            if name != "web":
                _waits_for_work(store)
            time.sleep(chance.uniform(0, 0.5))
            _stop(town, name, stopped)
            if name != "web":
                stopped.kept += _held(store)
            town.start(name)
    return stopped


def _stop(town: TownHall, name: str, stopped: Stops) -> None:
    process, begun = town.processes.pop(name), time.monotonic()
    process.terminate()
    try:
        process.wait(timeout=WITHIN)
    except subprocess.TimeoutExpired:
        stopped.late += 1
        process.kill()
        process.wait()
    stopped.seconds.append(time.monotonic() - begun)


def _addresses(store: Store) -> list[int]:
    with store.reading() as tx:
        query = select(ADDRESSES.c.id).where(ADDRESSES.c.channel == "telegram").order_by(ADDRESSES.c.id)
        return list(tx.execute(query.limit(PEOPLE)).scalars())


def _loads(store: Store) -> None:
    """Something waits for everybody, unless enough still waits."""
    if _count(store, OUTBOX.c.state == State.WAITING) >= AT_LEAST:
        return
    words = store.vault.seal(Outgoing("Bonjour").as_json())
    shared = {"channel": "telegram", "kind": "service", "rank": 0, "weight": 1, "words": words, "secret": False}
    with store.writing() as tx:
        now = datetime.now(UTC)
        rows = [
            {"id": new_id(), "address_id": address, "state": State.WAITING, "due_at": now, "tries": 0, **shared}
            for address in _addresses(store)
        ]
        tx.execute(insert(OUTBOX), rows)


def _waits_for_work(store: Store) -> None:
    """Until something is being sent, or was since we began to look: by a sender, not in the answer to a request."""
    before, deadline = _sent(store), time.monotonic() + PATIENCE
    while not (_held(store) or _sent(store) > before):
        assert time.monotonic() < deadline, "nothing is sent"
        time.sleep(0.02)


def _held(store: Store) -> int:
    return _count(store, OUTBOX.c.state == State.SENDING)


def _sent(store: Store) -> int:
    return _count(store, OUTBOX.c.ref.is_not(None))


def _count(store: Store, which: ColumnElement[bool]) -> int:
    with store.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(OUTBOX).where(which)).scalar_one())


@contextmanager
def _chatter(town: TownHall) -> Iterator[None]:
    """People ask for the web's pages meanwhile, and write."""
    over = threading.Event()
    threads = [threading.Thread(target=_chats, args=(town, number, over)) for number in range(CHATTERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _chats(town: TownHall, number: int, over: threading.Event) -> None:
    messages = count()
    with httpx.Client(timeout=5) as client:
        while not over.wait(0.5):
            town.twilio.person(f"+3363997{number}{next(messages):03}").writes("projets")
            try:
                client.get(f"{town.local}/healthz")
            except httpx.TransportError:
                over.wait(0.5)
