"""Processes over one store: one `run` on a SQLite file, whatever ends it; and who waits for a database that starts."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from bot.house import PAUSES
from storage import probe
from storage.store import Store
from storage.vault import Vault
from tests.conftest import load_sample
from tests.processes import portevoix, started
from tests.stores import SECRET, Databases
from tests.test_web import free_port


def _answers(port: int) -> httpx.Response:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=20)
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError("nobody answers")


def test_a_second_run_is_refused_by_who_holds_the_file_and_others_go_on(databases: Databases, tmp_path: Path) -> None:
    url = databases.url("sqlite")
    given = {"DATABASE_URL": url, "SECRET_KEY": SECRET}
    store = Store(url, Vault(SECRET))
    load_sample(store)
    store.close()
    port = free_port()
    first = started("run", "--port", str(port), folder=tmp_path, **given)
    try:
        assert _answers(port).status_code == 200
        second = portevoix("run", "--port", str(free_port()), folder=tmp_path, **given)
        beside = portevoix("export", folder=tmp_path, **given)
    finally:
        first.kill()
        first.wait()
    third = started("run", "--port", str(port), folder=tmp_path, **given)
    try:
        again = _answers(port).status_code
    finally:
        third.kill()
        third.wait()

    assert second.returncode == 2
    assert f"in use by process {first.pid} since 20" in second.stderr
    assert "lock" not in beside.stderr
    assert again == 200


def test_a_locked_file_and_a_full_one_are_told(sqlite: Store) -> None:
    assert probe.trouble(sqlite) == ""

    other = sqlite3.connect(sqlite.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    locked = probe.trouble(sqlite)
    waited = time.monotonic() - begun
    other.execute("ROLLBACK")
    other.close()
    assert probe.trouble(sqlite) == ""

    @event.listens_for(sqlite.engine, "checkout")
    def _full(connection: sqlite3.Connection, *_more: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    full = probe.trouble(sqlite)

    assert locked == "The store is locked by another process."
    assert waited < 5
    assert full == "The store is full."


def test_a_store_that_can_be_written_to_is_well_and_nothing_is_left_of_the_try(store: Store) -> None:
    assert probe.trouble(store) == ""
    assert probe.trouble(store) == ""


@pytest.mark.parametrize("command", ["web", "worker"])
def test_processes_wait_for_a_database_that_is_not_there_yet(command: str, tmp_path: Path) -> None:
    nobody = f"postgresql://a:b@127.0.0.1:{free_port()}/town"
    waiting = started(command, folder=tmp_path, DATABASE_URL=nobody, SECRET_KEY=SECRET)
    time.sleep(6)
    still = waiting.poll()
    waiting.kill()
    waiting.wait()

    assert still is None
    assert sum(PAUSES) > 30
