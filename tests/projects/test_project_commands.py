"""The team's commands about projects and comments, as an operator uses them: real processes, in an empty folder."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.practice.phone import Phone
from bot.practice.sample import SAMPLE
from bot.turn.turns import Turns
from flows.town.edition import Project, Status
from storage.database.store import Store
from storage.database.vault import Vault
from storage.town import editions
from tests.conftest import HandClock
from tests.support.processes import portevoix
from tests.support.town_hall import at_any_hour

SECRET = "a secret key for these tests"
KEY = {"SECRET_KEY": SECRET}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the sample edition is loaded: nothing in it changes."""
    folder = tmp_path_factory.mktemp("loaded")
    portevoix("migrate", folder=folder, **KEY)
    file = folder / "town.toml"
    file.write_text(at_any_hour(SAMPLE.read_text("utf-8")))
    portevoix("edition", "load", str(file), folder=folder, **KEY)
    portevoix("edition", "open", "montreval-2026", folder=folder, **KEY)
    return folder


@pytest.fixture
def town(loaded: Path, tmp_path: Path) -> Path:
    """A folder where the sample edition is loaded, to be changed."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(town: Path, *words: str, code: int = 0) -> str:
    """What a command told; it must have ended with *code*."""
    done = portevoix(*words, folder=town, **KEY)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


FEBRUARY, MAY = datetime(2026, 2, 4, 8, tzinfo=UTC), datetime(2026, 5, 4, 8, tzinfo=UTC)


def write(town: Path, *words: str, at: datetime = MAY) -> None:
    """A resident writes by SMS; «{code}» are the digits shown."""
    with Store(f"sqlite:///{database(town)}", Vault(SECRET)) as store:
        clock = HandClock(at)
        phone = Phone("sms", "+33639980001")
        for text in words:
            [heard] = Turns(store, clock).hear([phone.confirms() if text == "{code}" else phone.writes(text)])
            phone.sees(heard.replies)


def database(town: Path) -> Path:
    """The file that the commands work on."""
    [file] = list(town.rglob("*.db"))
    return file


def waiting(town: Path) -> int:
    """Messages that wait to be sent."""
    with sqlite3.connect(database(town)) as connection:
        return int(connection.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()[0])


def test_a_change_is_prepared_shown_published_and_told_once(town: Path) -> None:
    write(town, "suivre 12")
    run(town, "clock", "confirm")  # it was written on a day of the tests

    refused = run(town, "project", "12", "set", "unfeasible", code=2)
    prepared = run(town, "project", "12", "set", "unfeasible", "--reason", "La dalle est trop faible", "--by", "Awa")
    listed = run(town, "projects", "--status", "on_ballot")
    rehearsed = run(town, "publish", "--dry-run")
    before = waiting(town)
    published = run(town, "publish", "--by", "Léo")
    shown = run(town, "project", "12")
    again = run(town, "publish")

    assert "--reason" in refused
    assert "Prepared: project 12 will be unfeasible." in prepared
    assert "1 change is prepared" in listed
    assert "La dalle est trop faible" in rehearsed
    assert "1 follower would be told" in rehearsed
    assert before == 0
    assert "1 follower told" in published
    assert "unfeasible" in shown
    assert "Awa" in shown
    assert "by Léo" in shown
    assert "Nothing is prepared" in again
    assert waiting(town) == 1


def test_of_an_erased_idea_every_command_says_so(town: Path) -> None:
    """Nothing of it can be decided, corrected or joined: people would be shown a project without a title."""
    with Store(f"sqlite:///{database(town)}", Vault(SECRET)) as store, store.writing() as tx:
        edition = editions.find(tx)
        nothing = Project(0, 60, "", Decimal(0), Status.DRAFT, origin="person")
        editions.save(tx, replace(edition, projects=(*edition.projects, nothing)))

    assert "was erased with what its author wrote" in run(town, "project", "60")
    assert "erased" in run(town, "projects", "--status", "draft")
    for refused in (
        ["project", "60", "set", "eligible", "--anyway"],
        ["project", "60", "unset"],
        ["edit", "60", "--cost", "1"],
        ["edit", "60", "--title", "Un four", "--anyway", "--reason", "essai"],
        ["merge", "60", "12", "--anyway"],
        ["merge", "12", "60", "--anyway"],
    ):
        assert "was erased with what its author wrote" in run(town, *refused, code=2)


def test_a_merger_is_prepared_and_can_be_dropped(town: Path) -> None:
    merged = run(town, "merge", "12", "15", "--reason", "Elles se ressemblent")
    shown = run(town, "project", "12")
    dropped = run(town, "project", "12", "unset")
    nothing = run(town, "project", "12", "unset")

    assert "project 12 will go on within project 15" in merged
    assert "merged into 15" in shown
    assert "is dropped" in dropped
    assert "Nothing is prepared" in nothing


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        pytest.param(["project", "99"], "portevoix projects", id="a project that is not there"),
        pytest.param(["project", "12", "set", "feasible"], "--anyway", id="an unusual change"),
        pytest.param(["projects", "--status", "gagnant"], "There is no status", id="a list of no status"),
        pytest.param(["merge", "12", "12"], "name two", id="merged with itself"),
        pytest.param(["comments", "show", "7"], "comments --all", id="a comment that is not there"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_write(words: list[str], remedy: str, loaded: Path) -> None:
    assert remedy in run(loaded, *words, code=2)


def test_comments_are_listed_shown_and_refused(town: Path) -> None:
    write(town, "commenter 12 tres bien", "oui", "commenter 5 gros mots", "oui")

    listed = run(town, "comments")
    shown = run(town, "comments", "show", "1", "--by", "Awa")
    run(town, "comments", "refuse", "2", "--reason", "Injurieux")
    empty = run(town, "comments")
    every = run(town, "comments", "--all")

    assert "tres bien" in listed
    assert "Comment 1 is shown" in shown
    assert "No comment waits" in empty
    assert "shown by Awa" in every
    assert "Injurieux" in every


def test_the_team_reads_an_idea_whole_with_who_to_call(town: Path) -> None:
    idea = ("proposer un four à pain", "34", "On cuit ensemble le dimanche.", "place aux Grains", "aux voisins", "6000")
    author = ("association", "Les Mitrons", "Mme Roux, 04 65 71 20 26", "{code}")
    write(town, *idea, *author, at=FEBRUARY)

    shown = run(town, "project", "25")

    words = ("On cuit ensemble", "place aux Grains", "aux voisins", "6,000", "association", "Les Mitrons", "Mme Roux")
    assert [word for word in words if word not in shown] == []


def test_what_the_services_found_out_is_corrected_at_once_and_logged(town: Path) -> None:
    done = run(town, "edit", "12", "--cost", "91500.50", "--short", "Abri a velos", "--by", "Awa")

    with Store(f"sqlite:///{database(town)}", Vault(SECRET)) as store, store.reading() as tx:
        project = editions.find(tx).by_number[12]
    assert "Project 12 is corrected." in done
    assert (project.cost, project.short) == (Decimal("91500.50"), "Abri a velos")
    assert "project 12: short Abri a velos, cost 91500.50" in run(town, "phase")


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        pytest.param(["edit", "12"], "Say what to change", id="nothing to change"),
        pytest.param(["edit", "12", "--cost", "beaucoup"], "digits only", id="a cost in letters"),
        pytest.param(["edit", "12", "--district", "lune"], "no district «lune»", id="a district that is not there"),
        pytest.param(["edit", "12", "--short", "x" * 31], "30 at most", id="a short title that is long"),
    ],
)
def test_a_correction_that_cannot_be_is_told_with_the_remedy(words: list[str], remedy: str, loaded: Path) -> None:
    assert remedy in run(loaded, *words, code=2)
