"""Tables as towns really saved them: read right, or warned of by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.edition.file import read_edition
from bot.edition.odd_costs import odd_costs
from bot.edition.projects_csv import read_projects, write_projects
from bot.practice.sample import SAMPLE
from flows.town.edition import Edition
from tests.support.shared_data import SHARED_CASES, needs_shared_cases

pytestmark = needs_shared_cases


@pytest.fixture(scope="module")
def sample() -> Edition:
    """The edition that the tables are for."""
    return read_edition(SAMPLE)


@pytest.mark.parametrize(
    ("file", "titles"),
    [
        pytest.param("mac2.csv", {548: "Rénovation été"}, id="a Macintosh"),
        pytest.param("sep.csv", {501: "Un banc"}, id="a line for Excel"),
        pytest.param("typical.csv", {527: "x"}, id="a town's own headings"),
    ],
)
def test_a_table_is_read_as_it_is_meant(file: str, titles: dict[int, str], sample: Edition) -> None:
    read = {project.number: project.title for project in read_projects(SHARED_CASES / file, sample)}

    assert read == titles


def test_tags_formulas_and_turned_text_are_harmless_and_come_back(tmp_path: Path, sample: Edition) -> None:
    projects = read_projects(SHARED_CASES / "odd.csv", sample)
    path = tmp_path / "projets.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        write_projects(stream, replace(sample, projects=projects))

    titles = {project.number: project.title for project in projects}
    assert titles[532].startswith("=HYPERLINK")
    assert titles[536] == "RTL override"
    written = path.read_text("utf-8-sig")
    assert "\n533;'@SUM(1);" in written
    assert "'=HYPERLINK" in written
    assert read_projects(path, sample) == projects


def test_a_project_dearer_than_the_whole_budget_is_warned_of(sample: Edition) -> None:
    [warning] = odd_costs(sample, read_projects(SHARED_CASES / "dear.csv", sample))

    assert "project 505 «Trop cher»" in warning
    assert "more than the whole budget" in warning
