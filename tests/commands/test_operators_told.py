"""What is wrong with an installation is told once, with the remedy, by a look that makes nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.jobs import JOBS
from bot.practice.sample import SAMPLE
from bot.team.restoring import ended_before
from bot.turn.ticker import Room, Troubles, tick
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.restoring import restores
from storage.restoring.restores import Noticed
from storage.town.editions import NoEdition
from tests.conftest import HandClock, load_sample
from tests.support.processes import portevoix

KEY = {"SECRET_KEY": "a secret key for these tests"}


@pytest.mark.parametrize(
    "words",
    [
        ["doctor"],
        ["edition", "list"],
        ["count", "--early"],
        ["retention"],
        ["restored"],
        ["edition", "load", str(SAMPLE)],
        ["run"],
        ["worker"],
    ],
)
def test_a_mistyped_path_makes_nothing_and_is_told_with_the_remedy(words: list[str], tmp_path: Path) -> None:
    mistyped = tmp_path / "vra" / "town.db"

    done = portevoix(*words, folder=tmp_path, DATABASE_URL=f"sqlite:///{mistyped}", **KEY)

    told = done.stdout + done.stderr
    assert done.returncode == (1 if words == ["doctor"] else 2)
    assert f"There is no database file {mistyped}" in told
    assert "correct its path in DATABASE_URL" in told
    assert "`portevoix migrate` makes it" in told
    assert "Traceback" not in told
    assert not mistyped.parent.exists()


def test_a_file_that_is_no_database_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "town.db").write_text("Not a database at all, but long enough for one to be looked for in it. " * 9)
    where = f"sqlite:///{tmp_path / 'town.db'}"

    looked = portevoix("doctor", folder=tmp_path, DATABASE_URL=where, **KEY)
    listed = portevoix("edition", "list", folder=tmp_path, DATABASE_URL=where, **KEY)

    assert "✘ store: The database file cannot be read" in looked.stdout
    assert listed.returncode == 2
    assert "The database file cannot be read" in listed.stderr
    assert "Traceback" not in listed.stderr


def test_the_doctor_says_what_to_do_of_a_server_that_does_not_answer(tmp_path: Path) -> None:
    nobody = "postgresql://town:secret@127.0.0.1:1/town"

    done = portevoix("doctor", folder=tmp_path, DATABASE_URL=nobody, **KEY)

    [told] = [line for line in done.stdout.splitlines() if line.startswith("✘ store")]
    assert told.startswith("✘ store: The database does not answer (")
    assert told.endswith("Check DATABASE_URL, and that it runs.")
    assert "secret" not in done.stdout


def test_ended_twice_it_says_that_it_was_ended_and_when(store: Store) -> None:
    noticed = datetime(2026, 11, 6, 10, tzinfo=UTC)
    load_sample(store)
    assert ended_before(store) == ""
    with store.writing() as tx:
        restores.notice(tx, store, Noticed("web", noticed))
        restores.end(tx, noticed + timedelta(hours=2))

    assert ended_before(store) == (
        "The store went back in time, as was noticed 2026-11-06 10:00 UTC; that was ended already, "
        "2026-11-06 12:00 UTC: nothing is left to do."
    )


def test_without_an_edition_the_ticker_says_so_once_and_how_to_open_one(store: Store, clock: HandClock) -> None:
    often = [replace(job, every=1) for job in JOBS]

    async def some_ticks() -> None:
        ticking = asyncio.create_task(tick(Room(store, clock, Turns(store, clock)), often, lambda: None))
        await asyncio.sleep(3)
        ticking.cancel()
        await asyncio.wait([ticking])

    with capture_logs() as logs:
        asyncio.run(some_ticks())

    [told] = [line for line in logs if line["event"] == "not done"]
    assert "portevoix edition open" in told["error"]


def test_a_trouble_is_told_again_only_when_it_changes_and_when_it_is_over() -> None:
    troubles, none, drafts = Troubles(), NoEdition(), NoEdition(drafts=["town-2027"])

    with capture_logs() as logs:
        for _tick in range(3):
            troubles.met("tell", none)
            troubles.met("fill", none)
        for _tick in range(3):
            troubles.met("tell", drafts)
            troubles.met("fill", drafts)
        troubles.over("sweep")
        troubles.over("tell")
        troubles.over("fill")
        troubles.met("tell", none)

    assert [line["event"] for line in logs] == ["not done", "not done", "done again", "not done"]
