"""Ballots that break the rules of their own file are named with their figures, and counted as they are."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from bot.counting.pabulib import Instance, read
from bot.counting.pb_ballots import BrokenBallots, broken_ballots
from tests.support.processes import portevoix
from tests.support.shared_data import SHARED_DATA, needs_shared_data

FILE = """META
key;value
num_projects;3
num_votes;4
budget;100
vote_type;{kind}
rule;greedy
{bound}
PROJECTS
project_id;cost
p;60
q;50
r;30
VOTES
voter_id;vote;points
v1;p;{one}
v2;p,q;{two}
v3;p,q,r;{three}
v4;;
"""


def election(kind: str, bound: str) -> Instance:
    points = (
        {"one": "5", "two": "1,2", "three": "3,3,3"}
        if "points" in bound
        else dict.fromkeys(("one", "two", "three"), "")
    )
    return read(StringIO(FILE.format(kind=kind, bound=bound, **points)))


@pytest.mark.parametrize(
    ("kind", "bound", "expected"),
    [
        pytest.param("choose-1", "edition;1", {"v2": 2, "v3": 3}, id="one project, and two are chosen"),
        pytest.param("choose-1", "max_length;1", {"v2": 2, "v3": 3}, id="the same, said in META"),
        pytest.param("approval", "max_length;2", {"v3": 3}, id="too many projects"),
        pytest.param("approval", "min_length;2", {"v1": 1}, id="too few projects; a blank ballot is none"),
        pytest.param("approval", "max_sum_cost;110", {"v3": 140}, id="too dear together"),
        pytest.param("approval", "min_sum_cost;100", {"v1": 60}, id="too cheap together"),
        pytest.param("scoring", "max_points;3", {"v1": 5}, id="more points than one may give a project"),
        pytest.param("scoring", "min_points;2", {"v2": 1}, id="fewer points than one may give a project"),
        pytest.param("cumulative", "max_sum_points;8", {"v3": 9}, id="more points than one has"),
        pytest.param("cumulative", "min_sum_points;4", {"v2": 3}, id="fewer points than one must give"),
        pytest.param("approval", "max_length;3", {}, id="all keep to it"),
    ],
)
def test_each_bound_names_who_breaks_it(kind: str, bound: str, expected: dict[str, int]) -> None:
    key, value = ("max_length", "1") if kind == "choose-1" else bound.split(";")

    found = broken_ballots(election(kind, bound))

    ballots = tuple((voter, Decimal(figure)) for voter, figure in expected.items())
    assert found == ((BrokenBallots(key, Decimal(value), ballots),) if ballots else ())


def test_one_sentence_says_how_many_and_how_much() -> None:
    (found,) = broken_ballots(election("choose-1", "edition;1"))

    assert found.told() == "2 ballots break 'max_length' (1): v2: 2, v3: 3. Each is counted as it is."


def test_of_many_ballots_only_some_are_named() -> None:
    many = BrokenBallots("max_length", Decimal(1), tuple((f"v{n}", Decimal(2)) for n in range(22)))

    assert many.told().endswith("v19: 2 and 2 more. Each is counted as it is.")


@needs_shared_data
def test_the_eleven_of_bialoleka_are_told_on_the_error_output(tmp_path: Path) -> None:
    counted = portevoix("count", str(SHARED_DATA / "pb" / "Poland_Warszawa_2018_Bialoleka.pb"), folder=tmp_path)

    assert counted.returncode == 0
    assert "11 ballots break 'max_sum_cost' (1000000): 100335: 1074926" in counted.stderr
    assert "5956 of 8274 voters chose nothing of what is funded." in counted.stdout
