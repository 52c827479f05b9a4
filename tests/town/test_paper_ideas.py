"""Ideas that came on paper wait for the team's look, and no file that says nothing of them takes them away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.practice.sample import SAMPLE
from bot.turn.turns import Turns
from flows.town.edition import Edition, Project, Status
from storage.database.store import Store
from storage.town import editions
from tests.support.processes import portevoix

KEY = {"SECRET_KEY": "a secret key for these tests"}
PAPER = Project(0, 71, "Un verger", Decimal(0), status=Status.SUBMITTED, place="Derrière l'école")


def shown(edition: Edition, how: str) -> Edition:
    """The same edition, where ideas are looked at before others see them, or not."""
    return replace(edition, proposals=replace(edition.proposals, shown=how))


def with_paper(store: Store, how: str) -> Edition:
    """The town as it stands after a paper idea came in; as a reader who is not of the team sees it."""
    with store.writing() as tx:
        edition = shown(editions.find(tx), how)
        editions.save(tx, edition)
        editions.save(tx, replace(edition, projects=(*edition.projects, PAPER)))
        return editions.find(tx)


def status(store: Store, number: int) -> Status:
    """What a project is, whoever sees it."""
    with store.reading() as tx:
        return editions.with_unchecked(tx, editions.find(tx)).by_number[number].status


def test_an_idea_that_the_edition_does_not_show_outlives_whatever_is_saved(turns: Turns) -> None:
    seen = with_paper(turns.store, "checked")
    assert 71 not in seen.by_number

    with turns.store.writing() as tx:
        editions.save(tx, replace(seen, name="Budget"))

    assert status(turns.store, 71) is Status.SUBMITTED


def test_it_does_too_when_from_now_on_ideas_are_shown_at_once(turns: Turns) -> None:
    seen = with_paper(turns.store, "checked")

    with turns.store.writing() as tx:
        editions.save(tx, shown(seen, "at_once"))

    assert status(turns.store, 71) is Status.SUBMITTED


def test_one_that_was_shown_and_is_left_out_is_withdrawn(turns: Turns) -> None:
    seen = with_paper(turns.store, "at_once")

    with turns.store.writing() as tx:
        editions.save(tx, replace(seen, projects=tuple(project for project in seen.projects if project.number != 71)))

    assert status(turns.store, 71) is Status.WITHDRAWN


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with an edition that is open."""
    for words in (["migrate"], ["edition", "load", str(SAMPLE)], ["edition", "open", "montreval-2026"]):
        assert portevoix(*words, folder=tmp_path, **KEY).returncode == 0
    return tmp_path


def table(town: Path, text: str) -> None:
    """Import a table of projects."""
    (town / "ideas.csv").write_text(text, "utf-8")
    done = portevoix("import", "ideas.csv", folder=town, **KEY)
    assert done.returncode == 0, done.stderr


def standing(town: Path) -> str:
    """The projects that wait for the team's look."""
    return portevoix("projects", "--status", "submitted", folder=town, **KEY).stdout


def test_a_second_table_leaves_the_ideas_of_the_first(town: Path) -> None:
    table(town, "numero;titre;cout;statut\n71;Un verger;;submitted\n")
    table(town, "numero;titre;cout;statut\n72;Un pédibus;;submitted\n")
    portevoix("edition", "load", str(SAMPLE), folder=town, **KEY)

    assert "Un verger" in standing(town)
    assert "Un pédibus" in standing(town)


def test_what_the_editions_file_withdraws_is_named(town: Path) -> None:
    table(town, "numero;titre;cout\n77;Une serre;9000\n")

    done = portevoix("edition", "load", str(SAMPLE), folder=town, **KEY)
    again = portevoix("edition", "load", str(SAMPLE), folder=town, **KEY)

    assert f"Withdrawn by {SAMPLE.name}: 77 «Une serre»." in done.stderr
    assert "Withdrawn" not in again.stderr


def test_a_table_without_the_status_corrects_an_idea_and_puts_it_on_no_ballot(town: Path) -> None:
    table(town, "numero;titre;cout;statut;résumé\n71;Un verger;;submitted;Dix pommiers.\n")
    table(town, "numero;titre;cout\n71;Un grand verger;900\n")

    assert "Un grand verger" in standing(town)
