"""Costs that are probably a slip are warned of by the project's name, and refused to nobody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.edition.odd_costs import odd_costs
from flows.town.edition import District, Edition, Project, Status
from flows.town.rules import BallotRules
from tests.town.test_projects_csv import BOURG

DISTRICTS = replace(
    BOURG,
    ballot=BallotRules(envelopes="district"),
    districts=(District("nord", "Bourg Nord", Decimal(20000)), District("ile", "L’Île", Decimal(30000))),
)
BENCH = Project(0, 5, "Un banc", Decimal(800), district="nord")


@pytest.mark.parametrize(
    ("edition", "project", "told"),
    [
        pytest.param(BOURG, BENCH, "", id="a usual cost"),
        pytest.param(BOURG, replace(BENCH, cost=Decimal(99_999_999)), "more than the whole budget", id="dear"),
        pytest.param(DISTRICTS, replace(BENCH, cost=Decimal(25000)), "more than the envelope", id="for its district"),
        pytest.param(DISTRICTS, replace(BENCH, cost=Decimal(25000), district="ile"), "", id="in the richer one"),
        pytest.param(BOURG, replace(BENCH, cost=Decimal(1)), "leave the cell empty", id="one euro for not known"),
        pytest.param(BOURG, replace(BENCH, cost=Decimal(0), status=Status.SUBMITTED), "", id="not known"),
        pytest.param(BOURG, replace(BENCH, cost=Decimal(1), status=Status.WITHDRAWN), "", id="withdrawn"),
    ],
)
def test_an_odd_cost_is_named(edition: Edition, project: Project, told: str) -> None:
    odd = odd_costs(edition, [project])

    assert len(odd) == bool(told)
    assert all("project 5 «Un banc»" in line and told in line for line in odd)


def test_a_column_of_odd_costs_is_told_in_short() -> None:
    odd = odd_costs(BOURG, [replace(BENCH, number=number, cost=Decimal(1)) for number in range(1, 31)])

    assert len(odd) == 11
    assert "20 more projects" in odd[-1]
