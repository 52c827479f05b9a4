"""What operators read: counts, and what is true of an edition."""

from __future__ import annotations

import re

import pytest

from bot.commands.count_table import print_count
from bot.commands.edition import _state
from bot.languages.plurals import so_many
from storage.town.editions import Listed
from tests.support.folders import ROOT

BOT = ROOT / "bot"

_BARE = re.compile(
    r"\{(?:len\([^{}]*\)|count|found|told|left|waiting|[a-z_.]*(?:voters|votes|count|files|papers|choices|total)"
    r"|[a-z]+\['(?:score|voters|votes)'\])(?::,)?\} "
    r"(?:votes|voters|ballots|projects|phases|files|answers|changes|followers|people|messages|updates|questions|ideas)\b"
)
"""A count in braces, and a plural right after it: of one, it would be wrong."""


@pytest.mark.parametrize(("count", "told"), [(0, "0 votes"), (1, "1 vote"), (2, "2 votes"), (4532, "4532 votes")])
def test_one_is_told_as_one(count: int, told: str) -> None:
    assert so_many(count, "vote") == told


def test_what_has_a_plural_of_its_own() -> None:
    assert so_many(1, "entry", "entries") == "1 entry"
    assert so_many(3, "entry", "entries") == "3 entries"


def test_no_sentence_for_operators_counts_without_looking_at_the_count() -> None:
    lines = [
        f"{path.relative_to(BOT)}: {line.strip()}"
        for path in sorted(BOT.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if _BARE.search(line)
    ]

    assert not lines, "say it with so_many:\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("current", "draft", "closed", "told"),
    [
        (True, False, False, "open"),
        (True, False, True, "open, its vote is closed for good"),
        (False, False, True, "closed"),
        (False, False, False, "was open"),
        (False, True, False, "draft"),
    ],
)
def test_what_is_true_of_an_edition_is_listed(current: bool, draft: bool, closed: bool, told: str) -> None:
    assert _state(Listed("a", "A", "a", current, draft, closed)) == told


def test_a_tie_at_one_vote(capsys: pytest.CaptureFixture[str]) -> None:
    tie = {"score": 1, "refs": ["3", "5"], "drawn": []}

    print_count({"voters": 1, "projects": [], "envelopes": [], "ties": [tie]}, machine=False, currency="EUR")

    told = capsys.readouterr().out
    assert "Tie at 1 vote between 3, 5" in " ".join(told.split())
    assert "1 voters" not in told
