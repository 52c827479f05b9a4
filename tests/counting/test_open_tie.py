"""A tie that a draw has yet to decide is published by nobody: the remedy is told, and the drawn result is public."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.counting.tally import TieLeftOpen, count_edition, publish, publish_as
from bot.practice.sample import SAMPLE
from bot.team.anyway import Wanted
from bot.team.stamp import Stamp
from bot.turn.turns import Turns
from flows.town.edition import Status
from storage.database.store import Store
from storage.database.vault import Vault
from storage.town import editions
from tests.conftest import HandClock
from tests.support.processes import portevoix
from tests.support.voted_town import IN_THE_COUNT, all_vote, edition_in

SECRET = "a secret key for these tests"
AWA = Wanted(Stamp("Awa", IN_THE_COUNT))
MEANT = replace(AWA, anyway=True, reason="essai")


def tie(turns: Turns) -> None:
    """Projects 5 and 9 have a vote each, and the town can pay for one of them."""
    all_vote(turns, ["5", "9"])
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        both = tuple(
            replace(project, cost=Decimal(9000)) if project.number in (5, 9) else project
            for project in edition.projects
        )
        editions.save(tx, replace(edition, budget=Decimal(10_000), projects=both))


@pytest.mark.parametrize("wanted", [AWA, MEANT])
def test_a_result_that_waits_for_a_draw_is_not_published_not_even_anyway(turns: Turns, wanted: Wanted) -> None:
    tie(turns)

    with pytest.raises(TieLeftOpen) as refused, turns.store.writing() as tx:
        publish_as(tx, turns.store, count_edition(tx, turns.store, editions.find(tx)), wanted)

    assert "5, 9 are tied at 1 vote" in str(refused.value)
    assert "portevoix count --draw SEED --publish" in str(refused.value)
    assert edition_in(turns.store).by_number[5].status is Status.ON_BALLOT
    with turns.store.reading() as tx:
        assert editions.published(tx, edition_in(turns.store).id) is None


def test_nobody_else_publishes_it_either(turns: Turns) -> None:
    tie(turns)

    with pytest.raises(TieLeftOpen), turns.store.writing() as tx:
        publish(tx, count_edition(tx, turns.store, editions.find(tx)), IN_THE_COUNT)


def test_once_drawn_each_of_the_tied_has_its_fate(turns: Turns) -> None:
    tie(turns)

    with turns.store.writing() as tx:
        count = count_edition(tx, turns.store, editions.find(tx), "2-14-27")
        publish_as(tx, turns.store, count, AWA)

    fates = {edition_in(turns.store).by_number[number].status for number in (5, 9)}
    assert fates == {Status.WINNER, Status.NOT_SELECTED}


def test_the_clerk_reads_what_to_do_and_does_it(tmp_path: Path) -> None:
    key = {"SECRET_KEY": SECRET}
    for words in (["migrate"], ["edition", "load", str(SAMPLE)], ["edition", "open", "montreval-2026"]):
        portevoix(*words, folder=tmp_path, **key)
    [file] = list(tmp_path.rglob("*.db"))
    with Store(f"sqlite:///{file}", Vault(SECRET)) as store:
        tie(Turns(store, HandClock()))
        year = timedelta(days=365)
        with store.writing() as tx:
            edition = editions.find(tx)
            past = tuple(replace(span, opens=span.opens - year, closes=span.closes - year) for span in edition.spans)
            editions.save(tx, replace(edition, spans=past))

    portevoix("clock", "confirm", folder=tmp_path, **key)  # they voted on a day of the tests

    counted = portevoix("count", folder=tmp_path, **key)
    refused = portevoix("count", "--publish", folder=tmp_path, **key)
    done = portevoix("count", "--draw", "2-14-27", "--publish", "--by", "Awa", folder=tmp_path, **key)

    assert counted.returncode == 0
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "count --draw SEED --publish" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert "result published: 1 funded" in " ".join(
        portevoix("phase", folder=tmp_path, **key).stdout.replace("│", " ").split()
    )
