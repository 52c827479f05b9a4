"""Two commits are measured by the same job, and what cannot be measured says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bench import compare
from tests.support.folders import ROOT


def test_a_round_is_measured_in_a_process_of_its_own() -> None:
    """The whole votes of a few people, to the end."""
    measured = compare.one_round(ROOT, "sqlite", voters=5)

    assert measured.rate > 0
    assert 0 < measured.own < 1


def test_a_round_measures_the_tree_it_runs_in_or_nothing(tmp_path: Path) -> None:
    """An installed project never stands in for the one to be measured."""
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__", "transcripts"))

    with pytest.raises(SystemExit, match="not the tree it runs in"):
        compare.one_round(tmp_path, "sqlite", voters=5)


def test_a_base_that_is_no_commit_is_named() -> None:
    """So that nobody waits for figures that cannot come."""
    with pytest.raises(SystemExit, match=r"no-such-commit|not a git repository"):
        compare.compared("no-such-commit")
