"""A process that is asked to stop ends by itself, however busy it is, and gives back what it had leased."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.stopping import KINDS, stops
from tests.support.stores import Databases
from tests.support.town_hall import TownHall

A_FEW = 3
"""Times in an ordinary run; `make soak` stops each kind two hundred times."""


@pytest.mark.parametrize(("engine", "name"), KINDS, ids=[name for _engine, name in KINDS])
def test_each_kind_of_process_stops_when_asked(engine: str, name: str, databases: Databases, tmp_path: Path) -> None:
    with TownHall(databases.url(engine), tmp_path, meaning="on") as town:
        stopped = stops(town, name, A_FEW)

    assert (stopped.late, stopped.kept) == (0, 0), stopped
