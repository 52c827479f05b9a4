"""What we export is what the checker of Pabulib accepts, and another software that reads it funds the same.

The checker itself is asked where `PABULIB_CHECKER` names a Python that has `pabulib-checker`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from bot.counting import pabulib
from bot.counting.count import count_instance, disagreements
from bot.counting.pabulib import Instance
from bot.counting.pb_export import as_instance, by_district
from bot.counting.pb_order import ORDER
from bot.counting.pb_rules import NotFollowed, not_followed
from bot.counting.tally import count_edition
from bot.turn.turns import Turns
from flows.ballots.greedy import lot
from flows.counting import OFFERED
from flows.town.edition import Edition
from flows.town.rules import BallotRules
from storage.database.store import Store
from storage.town import editions
from tests.conftest import HandClock, load_sample
from tests.support.polls import signs
from tests.support.voted_town import all_vote, edition_in


@pytest.fixture
def turns(sqlite: Store, clock: HandClock) -> Turns:
    """The sample town: what is reckoned does not hang on the database."""
    load_sample(sqlite)
    return Turns(sqlite, clock)


SEED = "2-14-27"
Change = Callable[[Edition], Edition]


def in_district(edition: Edition) -> Edition:
    """Each district has 200,000, and projects for all the town are not on this ballot."""
    first = edition.districts[0].id
    return replace(
        edition,
        ballot=replace(edition.ballot, envelopes="district"),
        districts=tuple(replace(each, envelope=Decimal(200_000)) for each in edition.districts),
        projects=tuple(replace(each, district=each.district or first) for each in edition.projects),
    )


def by(rule: str) -> Change:
    """The town decides by *rule*, and has no threshold."""
    return lambda edition: replace(edition, ballot=replace(edition.ballot, rule=rule, threshold=0))


CASES: dict[str, tuple[list[str], str | None, Change]] = {
    "plain": (
        ["3 12", "12", "3 5"],
        None,
        lambda edition: replace(edition, ballot=replace(edition.ballot, threshold=0)),
    ),
    "with a threshold": (
        ["3 12", "12", "3 5"],
        None,
        lambda edition: replace(edition, ballot=replace(edition.ballot, threshold=2)),
    ),
    "with a bound of costs": (
        ["3", "12"],
        None,
        lambda edition: replace(edition, ballot=replace(edition.ballot, max_cost=max(edition.costs.values()))),
    ),
    "for one project": (
        ["3", "12", "12"],
        None,
        lambda edition: replace(edition, ballot=replace(edition.ballot, kind="choose-1", most=1)),
    ),
    "for one project, where two were chosen before": (
        ["3 12", "12"],
        None,
        lambda edition: replace(edition, ballot=replace(edition.ballot, kind="choose-1", most=1)),
    ),
    "more choices allowed than projects": (
        ["3 12"],
        None,
        lambda edition: replace(edition, ballot=BallotRules(least=1, most=99)),
    ),
    "a budget for everything": (["3", "12"], None, lambda edition: replace(edition, budget=Decimal(10**8))),
    "a tie that is drawn": (["5", "9"], SEED, lambda edition: tied(edition)),
    "a tie that waits": (["5", "9"], None, lambda edition: tied(edition)),
    "districts": (["3 12", "12", "3 5"], SEED, in_district),
    "a ranking": (
        ["3 12 5", "12 3", "5"],
        SEED,
        lambda edition: replace(edition, ballot=BallotRules(kind="ordinal", most=3, scale=(5, 3, 1))),
    ),
    "points": (
        ["3 5, 12 4", "12 9", "5 1"],
        SEED,
        lambda edition: replace(edition, ballot=BallotRules(kind="cumulative", most=3, points=9)),
    ),
    **{rule: (["3 12", "12", "3 5"], SEED, by(rule)) for rule in OFFERED if rule != "greedy"},
    "equal shares with a threshold": (
        ["3 12", "12", "3 5"],
        SEED,
        lambda edition: replace(edition, ballot=replace(edition.ballot, rule="equalshares/add1", threshold=2)),
    ),
}


BEFORE_THE_VOTE = {"a ranking", "points"}
"""The cases whose rules ballots are cast by."""

WITHOUT_THRESHOLD = {"plain", "a ranking", "points", "more choices allowed than projects", *OFFERED}


def tied(edition: Edition) -> Edition:
    """5 and 9 have a vote each, cost 9,000 each, and the town can pay for one of all projects."""
    projects = tuple(replace(each, cost=Decimal(9000)) for each in edition.projects)
    return replace(edition, budget=Decimal(10_000), projects=projects)


def exported(turns: Turns, case: str) -> list[Instance]:
    """The whole election, then its districts if they have files of their own."""
    choices, seed, change = CASES[case]
    if case in BEFORE_THE_VOTE:
        with turns.store.writing() as tx:
            editions.save(tx, change(editions.find(tx)))
    all_vote(turns, choices)
    with turns.store.reading() as tx:
        edition = change(edition_in(turns.store))
        whole = as_instance(tx, turns.store, edition, count_edition(tx, turns.store, edition, seed))
    return [whole, *(part for _district, part in by_district(edition, whole))]


def text_of(instance: Instance) -> str:
    written = StringIO(newline="")
    pabulib.write(written, instance)
    return written.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_an_export_is_laid_out_as_pabulib_wants_it_and_counted_again_the_same(turns: Turns, case: str) -> None:
    for instance in exported(turns, case):
        text = text_of(instance)
        meta = [line.split(";")[0] for line in text.split("PROJECTS")[0].splitlines()[2:]]
        columns = text.split("PROJECTS\r\n")[1].splitlines()[0].split(";")
        chosen = [project.selected for project in instance.projects]

        assert meta == [key for key in ORDER["META"] if key in meta]
        assert columns == [name for name in ORDER["PROJECTS"] if name in columns]
        assert set(chosen) == {None} or None not in chosen
        assert all(
            cell for line in text.split("PROJECTS\r\n")[1].split("VOTES")[0].splitlines() for cell in line.split(";")
        )
        assert ("min_project_score_threshold" in meta) == (case not in WITHOUT_THRESHOLD)
        assert int(instance.meta["max_length"]) <= len(instance.projects)
        assert instance.meta.get("comment", "#1: ").startswith("#1: ")
        again = pabulib.read(StringIO(text, newline=""))
        assert not_followed(again) == NotFollowed(bounding=("max_points", "max_sum_points") if case == "points" else ())
        assert disagreements(again, count_instance(again, SEED)) == ()


def test_tied_projects_are_listed_in_the_order_of_the_draw(turns: Turns) -> None:
    [instance] = exported(turns, "a tie that is drawn")

    refs = [project.ref for project in instance.projects if project.votes == 1]
    assert refs == sorted(["5", "9"], key=lambda ref: lot(SEED, ref))


def test_what_waits_for_a_draw_says_nothing_of_winners(turns: Turns) -> None:
    [instance] = exported(turns, "a tie that waits")

    assert "selected" not in text_of(instance)


def test_districts_have_files_of_their_own_counted_by_a_plain_rule(turns: Turns) -> None:
    whole, *parts = exported(turns, "districts")

    assert whole.rule == "greedy-custom"
    assert "counted apart by greedy-threshold:" in whole.meta["comment"]
    assert {part.rule for part in parts} == {"greedy-threshold"}
    counted = count_instance(whole, SEED)
    assert counted.funded == frozenset().union(*(count_instance(part, SEED).funded for part in parts))
    assert {envelope.budget for envelope in counted.envelopes} == {Decimal(200_000)}
    assert "?" not in signs(counted)


@pytest.mark.skipif(
    not os.environ.get("PABULIB_CHECKER"), reason="PABULIB_CHECKER names no Python that has pabulib-checker."
)
@pytest.mark.parametrize("case", CASES)
def test_the_checker_of_pabulib_finds_no_error(turns: Turns, tmp_path: Path, case: str) -> None:
    ask = "import sys; from pabulib.checker import Checker; print(Checker().process_files(sys.argv[1:]))"
    files = []
    for place, instance in enumerate(exported(turns, case)):
        files.append(tmp_path / f"{place}.pb")
        pabulib.write(files[-1], instance)

    told = subprocess.run(
        [os.environ["PABULIB_CHECKER"], "-c", ask, *map(str, files)], capture_output=True, text=True, check=True
    )

    assert "'invalid': 0" in told.stdout, told.stdout
