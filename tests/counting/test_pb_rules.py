"""A rule that a file states and we do not follow is named, never passed over."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from bot.counting import pabulib
from bot.counting.count import CountError, count_instance
from bot.counting.pabulib import Instance
from bot.counting.pb_rules import NotFollowed, not_followed
from tests.support.election import election
from tests.support.processes import portevoix
from tests.support.shared_data import SHARED_CASES, needs_shared_cases


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("budget_per_category", NotFollowed(deciding=("budget_per_category",)), id="a budget a category"),
        pytest.param("budget_per_neighborhood", NotFollowed(deciding=("budget_per_neighborhood",)), id="or a place"),
        pytest.param("vote_weight", NotFollowed(deciding=("vote_weight",)), id="weights"),
        pytest.param("max_length_per_category", NotFollowed(bounding=("max_length_per_category",)), id="a bound"),
        pytest.param("min_sum_points", NotFollowed(bounding=("min_sum_points",)), id="a bound of points"),
        pytest.param("lottery", NotFollowed(unknown=("lottery",)), id="a key nobody knows"),
        pytest.param("comment", NotFollowed(), id="what rules nothing"),
    ],
)
def test_each_rule_is_known_by_its_name(key: str, expected: NotFollowed) -> None:
    assert not_followed(with_key(key)) == expected


def with_key(key: str) -> Instance:
    return replace(election(), meta={**election().meta, key: "1"})


def test_what_would_make_other_winners_is_not_counted_in_silence() -> None:
    with pytest.raises(CountError, match=r"'budget_per_category': a rule that is not followed here.* --anyway"):
        count_instance(with_key("budget_per_category"))

    assert count_instance(with_key("budget_per_category"), anyway=True).decisions


def test_a_column_of_weights_is_a_rule_too() -> None:
    first, *others = election().votes
    weighed = replace(election(), votes=(replace(first, extra={"Weight": "2"}), *others))

    assert not_followed(weighed).deciding == ("Weight",)


def test_what_we_export_states_nothing_that_we_do_not_follow() -> None:
    assert not_followed(election()) == NotFollowed()


@pytest.mark.parametrize("name", ["=1+1", "@SUM(1)", "-1", "+ de bancs", "'t Hof", "'=1", "Un banc"])
def test_no_name_in_an_exported_election_is_run_by_a_spreadsheet_and_all_are_read_back(name: str) -> None:
    first, *others = election().projects
    named = replace(election(), projects=(replace(first, name=name, extra={"latitude": "-0.57"}), *others))
    written = StringIO(newline="")

    pabulib.write(written, named)

    cells = [cell for line in written.getvalue().splitlines() for cell in line.split(";")]
    assert "-0.57" in cells
    assert [cell for cell in cells if cell.startswith(("=", "@", "+", "-")) and cell != "-0.57"] == []
    written.seek(0)
    assert pabulib.read(written).projects == named.projects


@needs_shared_cases
def test_a_budget_for_each_category_is_refused_by_its_name(tmp_path: Path) -> None:
    refused = portevoix("count", str(SHARED_CASES / "percat.pb"), folder=tmp_path)
    counted = portevoix("count", str(SHARED_CASES / "percat.pb"), "--anyway", "--json", folder=tmp_path)

    assert refused.returncode == 2
    assert "'budget_per_category': a rule that is not followed here" in refused.stderr
    assert '"not_followed"' in counted.stdout
    assert "'budget_per_category' is not followed here" in counted.stderr
