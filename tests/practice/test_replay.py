"""An election voted again by conversation counts as it did, on both databases, whatever is repeated, cut or killed."""

from __future__ import annotations

import sqlite3
import time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.counting import pabulib
from tests.support.election import election, written
from tests.support.processes import portevoix, started
from tests.support.shared_data import SHARED_DATA, needs_shared_data
from tests.support.stores import ENGINES, SECRET, Databases

TOULOUSE = SHARED_DATA / "pb" / "France_Toulouse_2022.pb"


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """An empty database, of each kind."""
    return databases.url(request.param)


@pytest.mark.parametrize("held", ["sms", "telegram", "mixed"])
def test_every_way_of_voting_counts_the_same(held: str, tmp_path: Path) -> None:
    file = written(tmp_path)

    done = portevoix("replay", str(file), "--as", held, "--pb", "out.pb", folder=tmp_path)

    assert "Exact" in done.stdout, done.stderr
    assert pabulib.read(tmp_path / "out.pb").votes[0].refs
    assert len(pabulib.read(tmp_path / "out.pb").votes) == 60


def test_messages_repeated_and_conversations_cut_change_nothing(url: str, tmp_path: Path) -> None:
    file = written(tmp_path, voters=80)
    words = ("replay", str(file), "--database", url, "--twice", "0.3", "--restart", "0.3")

    done = portevoix(*words, folder=tmp_path, SECRET_KEY=SECRET)

    assert "Exact" in done.stdout, done.stderr
    assert "0 delivered twice" not in done.stderr
    assert "0 restarts" not in done.stderr


def test_a_replay_killed_again_and_again_then_resumed_loses_and_doubles_nothing(url: str, tmp_path: Path) -> None:
    file = written(tmp_path, voters=900)
    words = ("replay", str(file), "--database", url)
    for attempt in range(3):
        process = started(*words, *(["--resume"] if attempt else []), folder=tmp_path, SECRET_KEY=SECRET)
        time.sleep(2.2)
        process.kill()
        process.wait()

    done = portevoix(*words, "--resume", folder=tmp_path, SECRET_KEY=SECRET)

    assert "900 voters on the roll, 900 in the file" in done.stdout, done.stderr
    assert "Exact" in done.stdout, done.stderr


def test_a_kill_in_the_middle_was_in_the_middle(tmp_path: Path) -> None:
    """What the test above relies on: the kill finds some votes cast and some not."""
    file = written(tmp_path, voters=3000)
    process = started("replay", str(file), folder=tmp_path)
    database = tmp_path / "var" / "replay" / "petiteville.db"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and _voted(database) < 50:
        time.sleep(0.05)
    process.kill()
    process.wait()

    assert 50 <= _voted(database) < 3000


def _voted(database: Path) -> int:
    """How many have voted, as another process sees it."""
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("SELECT count(*) FROM roll").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_only_the_first_voters_when_asked_so(tmp_path: Path) -> None:
    done = portevoix("replay", str(written(tmp_path)), "--limit", "10", folder=tmp_path)

    assert "10 voters on the roll, 10 in the file" in done.stdout, done.stderr


def test_a_database_that_holds_an_edition_is_not_voted_in(url: str, tmp_path: Path) -> None:
    file = written(tmp_path, voters=5)
    portevoix("replay", str(file), "--database", url, folder=tmp_path, SECRET_KEY=SECRET)

    done = portevoix("replay", str(file), "--database", url, folder=tmp_path, SECRET_KEY=SECRET)

    assert done.returncode == 2
    assert "--resume" in done.stderr


def test_a_ballot_of_another_kind_is_refused_with_the_reason(tmp_path: Path) -> None:
    instance = election(5)
    points = tuple(pabulib.PbVote(v.voter, v.refs, tuple(Decimal(1) for _ref in v.refs)) for v in instance.votes)
    meta = {**instance.meta, "vote_type": "cumulative"}
    pabulib.write(tmp_path / "points.pb", pabulib.Instance(meta, instance.projects, points))

    done = portevoix("replay", "points.pb", folder=tmp_path)

    assert done.returncode == 2
    assert "only approval" in " ".join(done.stderr.split())


@needs_shared_data
@pytest.mark.timeout(900)
def test_toulouse_2022_is_exact(tmp_path: Path) -> None:
    """199 projects, 4,532 voters who choose one to three: the real election, by real conversations."""
    done = portevoix("replay", str(TOULOUSE), folder=tmp_path, SECRET_KEY=SECRET)

    assert "4532 voters on the roll, 4532 in the file" in done.stdout, done.stderr
    assert "Exact: every one of the 199 projects has the file's votes." in done.stdout


@needs_shared_data
def test_its_first_voters_are_exact_on_each_database(url: str, tmp_path: Path) -> None:
    """The same, of the first of them."""
    done = portevoix("replay", str(TOULOUSE), "--limit", "600", "--database", url, folder=tmp_path, SECRET_KEY=SECRET)

    assert "600 voters on the roll, 600 in the file" in done.stdout, done.stderr
    assert "Exact: every one of the 199 projects has the file's votes." in done.stdout
