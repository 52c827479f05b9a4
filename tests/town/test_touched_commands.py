"""Files loaded and commands given after people have voted, as an operator gives them: real processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.practice.phone import Phone
from bot.practice.sample import SAMPLE
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.database.vault import Vault
from tests.conftest import HandClock
from tests.support.processes import portevoix
from tests.support.shared_data import SHARED_CASES, needs_shared_cases
from tests.support.voted_town import all_vote

SECRET = "a secret key for these tests"
KEY = {"SECRET_KEY": SECRET}
MEANT = ("--anyway", "--reason", "Le terrain est vendu", "--by", "Awa")


def run(town: Path, *words: str, code: int = 0) -> str:
    """What a command told; it must have ended with *code*."""
    done = portevoix(*words, folder=town, **KEY)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def turns_in(town: Path) -> tuple[Store, Turns]:
    [file] = list(town.rglob("*.db"))
    store = Store(f"sqlite:///{file}", Vault(SECRET))
    return store, Turns(store, HandClock())


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder where two have voted for three projects."""
    run(tmp_path, "migrate")
    run(tmp_path, "edition", "load", str(SAMPLE))
    run(tmp_path, "edition", "open", "montreval-2026")
    store, turns = turns_in(tmp_path)
    all_vote(turns, ["3 12 18", "12 3 5"])
    store.close()
    return tmp_path


def test_a_project_goes_from_under_ballots_only_if_it_is_meant(town: Path) -> None:
    run(town, "project", "12", "set", "withdrawn")

    refused = run(town, "publish", code=2)
    corrected = run(town, "edit", "3", "--cost", "1", code=2)
    described = run(town, "edit", "3", "--summary", "Autre chose.", code=2)
    moved = run(town, "edit", "3", "--district", "gare", code=2)
    done = run(town, "publish", *MEANT)

    assert "leaves the ballot: 2 ballots name it" in refused
    assert "2 voters will be told that the ballot changed." in refused
    assert "2 voters will be told that the ballot changed." in done
    assert "its cost becomes 1" in corrected
    assert "its summary is written anew; 2 ballots name it" in described
    assert "its district becomes «gare»" in moved
    assert "Reason: Le terrain est vendu" in " ".join(run(town, "phase").replace("│", " ").split())


def test_a_table_that_adds_a_project_in_mid_vote_is_refused(town: Path) -> None:
    (town / "more.csv").write_text("numero;titre;cout\n77;Une serre;9000\n", "utf-8")

    assert "joins the ballot: 2 ballots cast without it" in run(town, "import", "more.csv", code=2)
    assert "1 project imported" in run(town, "import", "more.csv", *MEANT)


@needs_shared_cases
def test_fewer_choices_than_people_made_are_refused(town: Path) -> None:
    file = str(SHARED_CASES / "most_lowered_in_vote.toml")

    refused = run(town, "edition", "load", file, code=2)
    run(town, "edition", "load", file, *MEANT)

    assert "ballot.most becomes 1, it was 3" in refused
    assert "2 of the 2 ballots cast break the new rule" in refused


@needs_shared_cases
def test_answers_that_were_given_are_not_lost_by_another_file(town: Path) -> None:
    run(town, "edition", "load", str(SHARED_CASES / "survey.toml"))
    store, turns = turns_in(town)
    for number in range(7):
        phone = Phone("sms", f"+3363997{number:04}")
        for words in ("mobilite", "oui", "oui", "1", "4", "passer", "oui"):
            phone.sees(turns.hear([phone.writes(words)])[0].replies)
    store.close()

    refused = run(town, "edition", "load", str(SHARED_CASES / "survey_edited.toml"), code=2)
    run(town, "edition", "load", str(SHARED_CASES / "survey_edited.toml"), *MEANT)
    results = run(town, "survey", "results", "mob")

    assert "7 answers name travail" in refused
    assert "mob, note: the question is taken away: 7 answers to it" in refused
    assert "Travail" in results
    assert "Une note ? (no longer asked)" in results
