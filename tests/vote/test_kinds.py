"""The ways of voting that can be held: what an edition says of them, and that each is counted as it was cast."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.counting.pabulib import Instance, PbProject, PbVote
from bot.counting.pb_edition import edition_of
from bot.edition.file import EditionFileError, read_edition
from bot.practice.sample import SAMPLE
from flows.ballots import BALLOTS
from flows.vote.papers import PAPERS


def sample_with(folder: Path, rules: str) -> Path:
    """The sample edition with these rules of the ballot."""
    before, ballot, after = SAMPLE.read_text("utf-8").partition("[ballot]\n")
    file, rest = folder / "edition.toml", after[after.index("\n[") :]
    file.write_text(f"{before}{ballot}{rules}\n{rest}", "utf-8")
    return file


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        pytest.param('kind = "choose-1"\nmost = 3', "write most = 1", id="one project, but three may be chosen"),
    ],
)
def test_rules_that_nobody_could_vote_by_are_refused(rules: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(EditionFileError, match=problem):
        read_edition(sample_with(tmp_path, rules))


def test_every_way_that_is_held_is_counted() -> None:
    assert set(PAPERS) <= {ballot.kind for ballot in BALLOTS}


@pytest.mark.parametrize(
    ("kind", "chosen", "held"),
    [("choose-1", ("a",), "choose-1"), ("choose-1", ("a", "b"), "approval"), ("scoring", ("a",), "approval")],
)
def test_a_file_is_voted_in_as_it_was_where_that_can_be(kind: str, chosen: tuple[str, ...], held: str) -> None:
    meta = {"budget": "100", "vote_type": kind, "rule": "greedy", "max_length": str(len(chosen))}
    projects = tuple(PbProject(ref, Decimal(10), ref) for ref in "ab")

    edition = edition_of(Instance(meta, projects, (PbVote("1", chosen),)), Path("file.pb"))

    assert edition.ballot.kind == held
