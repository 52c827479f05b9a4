"""What is kept of a store beside its key tells that the store went back, and forgets what need not be known."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.counting.tally import count_edition, publish
from bot.turn.turns import Turns
from storage.database import keepsake
from storage.database.keepsake import KEPT, What
from storage.database.store import Store
from storage.restoring import marks, restores
from storage.town import editions
from tests.conftest import HandClock, load_sample
from tests.people.test_rights import AHMED, LUCIE, erases, says, votes_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the keepsake is."""
    return tmp_path / "keepsake"


@pytest.fixture
def town(store: Store, clock: HandClock, folder: Path) -> Turns:
    """A town that leaves traces."""
    load_sample(store)
    marks.keep(store, folder, clock.now)
    return Turns(store, clock)


def lines(folder: Path) -> list[keepsake.Written]:
    """All that is kept."""
    return [line for file in sorted(folder.iterdir()) for line in keepsake.read(file)]


def traces(folder: Path) -> list[tuple[str, ...]]:
    return [(trace.what, *trace.about) for line in lines(folder) for trace in line.traces]


def went_back(store: Store) -> bool:
    with store.reading() as tx:
        return bool(restores.under_way(tx))


def starts_again(store: Store, folder: Path, clock: HandClock) -> None:
    """As after a crash: what was kept is read again."""
    assert store.journal
    store.journal.close()
    store.journal = None
    marks.keep(store, folder, clock.now)


def test_votes_silences_and_erasures_leave_traces_and_nothing_else_does(town: Turns, folder: Path) -> None:
    for words in ("bonjour", "projets", "annuler"):
        says(town, LUCIE, words)
    silent_so_far = traces(folder)
    votes_for(town, LUCIE)
    says(town, LUCIE, "rappels non")
    says(town, LUCIE, "stop")
    says(town, LUCIE, "start")
    erases(town, LUCIE)

    assert silent_so_far == []
    left = traces(folder)
    assert [trace[0] for trace in left if trace[0] != What.WANTED] == ["voted", "silent", "silent", "erased"]
    assert {trace[1:] for trace in left if trace[0] == What.WANTED} >= {("reminders", "no")}
    assert [trace[1] for trace in left if trace[0] == What.SILENT] == ["yes", "no"]
    assert next(trace for trace in left if trace[0] == What.VOTED)[2] == "2026-11-05"


def test_no_trace_holds_an_address_a_choice_or_an_hour_of_a_vote(town: Turns, folder: Path, clock: HandClock) -> None:
    votes_for(town, LUCIE, "3 12")
    erases(town, LUCIE)

    [file] = folder.iterdir()
    text = file.read_text()
    assert LUCIE not in text
    assert LUCIE.removeprefix("+33") not in text
    with town.store.reading() as tx:
        chosen = [project.id for project in editions.find(tx).projects if project.number in (3, 12)]
    assert not any(str(id) in text for id in chosen)
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_written_before_a_crash_and_never_committed_is_no_sign(
    town: Turns, folder: Path, clock: HandClock
) -> None:
    """Written ahead, then the transaction was lost: the store is where it was, and so is what was done."""
    votes_for(town, LUCIE)
    with suppress(ZeroDivisionError), town.store.writing() as tx:
        assert town.store.journal
        town.store.journal.ahead(tx, ())
        raise ZeroDivisionError
    starts_again(town.store, folder, clock)

    assert not went_back(town.store)
    votes_for(town, AHMED)
    starts_again(town.store, folder, clock)
    assert not went_back(town.store)


def test_a_line_that_was_cut_off_is_none_and_the_next_one_is_whole(town: Turns, folder: Path, clock: HandClock) -> None:
    votes_for(town, LUCIE)
    [file] = folder.iterdir()
    with file.open("ab") as stream:
        stream.write(b'{"n": 99, "at": "2026-')
    starts_again(town.store, folder, clock)
    votes_for(town, AHMED)

    assert not went_back(town.store)
    assert [trace[0] for trace in traces(folder)] == ["voted", "voted"]


def test_each_process_has_a_file_of_its_own_and_takes_up_one_that_is_free(
    store: Store, clock: HandClock, folder: Path
) -> None:
    load_sample(store)
    with store.writing() as tx:
        name = marks.store_name(tx)
    first, second = keepsake.claim(folder, name), keepsake.claim(folder, name)
    first.close()
    third = keepsake.claim(folder, name)

    assert first.name != second.name
    assert third.name == first.name
    for kept in (second, third):
        kept.close()


def test_another_store_has_nothing_to_do_with_it(sqlite: Store, clock: HandClock, folder: Path) -> None:
    """A new database beside an old folder is no backup of the one before."""
    load_sample(sqlite)
    folder.mkdir()
    other = folder / "0000.1111.jsonl"
    other.write_text('{"n": 7, "at": "2026-11-05T10:00:00+00:00", "done": true}\n')
    marks.keep(sqlite, folder, clock.now)

    assert not went_back(sqlite)
    assert len(list(folder.iterdir())) == 2


def test_a_store_that_goes_back_beneath_a_process_is_noticed_at_the_next_trace(
    sqlite: Store, clock: HandClock, folder: Path
) -> None:
    """A dump is restored into PostgreSQL while `web` runs: here the one row that tells is put back."""
    load_sample(sqlite)
    marks.keep(sqlite, folder, clock.now)
    turns = Turns(sqlite, clock)
    votes_for(turns, LUCIE)
    votes_for(turns, AHMED)
    with sqlite.writing() as tx:
        tx.execute(marks.MARKS.update().values(number=1))
    says(turns, LUCIE, "stop")

    assert went_back(sqlite)
    with sqlite.reading() as tx:
        [restore] = restores.under_way(tx)
    assert restore.noticed_by.startswith("keepsake ")


def test_who_voted_is_forgotten_with_the_result_and_the_rest_after_a_while(
    town: Turns, folder: Path, clock: HandClock
) -> None:
    votes_for(town, LUCIE)
    says(town, AHMED, "stop")
    store = town.store
    assert store.journal
    store.journal.tick()
    before = traces(folder)
    with store.writing() as tx:
        edition = editions.find(tx)
        publish(tx, count_edition(tx, store, edition), edition.spans[-1].closes)
    clock.at = edition.spans[-1].closes
    store.journal.tick()
    published = traces(folder)
    clock.at += KEPT + timedelta(days=1)
    store.journal.tick()

    assert [trace[0] for trace in before] == ["voted", "silent"]
    assert [trace[0] for trace in published if trace[0] == What.VOTED] == []
    assert traces(folder) == []
    starts_again(store, folder, clock)
    assert not went_back(store)
    shutil.rmtree(folder)


def test_votes_are_kept_while_the_vote_goes_on_however_long(town: Turns, folder: Path, clock: HandClock) -> None:
    votes_for(town, LUCIE)
    clock.pass_(days=400)
    assert town.store.journal
    town.store.journal.tick()

    assert [trace[0] for trace in traces(folder)] == ["voted"]
