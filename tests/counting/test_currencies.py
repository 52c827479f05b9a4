"""Sums are right in every currency: the euro has cents, the franc CFP of Nouméa and Papeete has none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.counting.pabulib import PabulibError, read
from bot.counting.pb_edition import edition_of
from bot.counting.pb_export import as_instance
from bot.counting.tally import count_edition
from bot.edition.currencies import is_payable
from bot.edition.file import EditionFileError, read_edition
from bot.edition.projects_csv import _cost
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from bot.settings import Settings
from bot.team.spending import Spending
from bot.turn.turns import Turns
from flows.words import Money
from storage.database.store import Store
from storage.town import editions
from tests.conftest import HandClock, opened
from tests.support.texting import AHMED, LUCIE, vote


@pytest.mark.parametrize(
    ("amount", "currency", "payable"),
    [
        ("45000", "EUR", True),
        ("45000.50", "EUR", True),
        ("45000.505", "EUR", False),
        ("45000", "XPF", True),
        ("45000.50", "XPF", False),
        ("45000.00", "XPF", True),
    ],
)
def test_an_amount_is_paid_in_whole_coins(amount: str, currency: str, payable: bool) -> None:
    assert is_payable(Decimal(amount), currency) is payable


def _in_francs(folder: Path, cost: str) -> Path:
    text = SAMPLE.read_text("utf-8").replace('currency = "EUR"', 'currency = "XPF"', 1)
    start = text.index("\ncost = ") + 1
    file = folder / "noumea.toml"
    file.write_text(text[:start] + f"cost = {cost}" + text[text.index("\n", start) :], "utf-8")
    return file


def test_half_a_franc_in_a_file_is_refused_with_its_line_and_the_remedy(tmp_path: Path) -> None:
    file = _in_francs(tmp_path, "45000.50")
    line = file.read_text("utf-8").partition("45000.50")[0].count("\n") + 1

    with pytest.raises(EditionFileError) as refused:
        read_edition(file)

    assert "is 45000.50: XPF has no cents, write a whole number" in str(refused.value)
    assert f"{line}" in str(refused.value)


PLACES = {
    "the budget": ("edition", "budget", "is 300000.50"),
    "an envelope": ("districts", "envelope", "is 1000.50"),
    "a ceiling": ("reminders", "ceiling", "is 90.50"),
    "a ceiling a day": ("reminders", "day_ceiling", "is 30.50"),
    "the most that an idea may cost": ("proposals", "max_cost", "is 9000.50"),
}


@pytest.mark.parametrize(("table", "key", "told"), PLACES.values(), ids=PLACES.keys())
def test_half_a_franc_is_refused_wherever_there_is_an_amount(table: str, key: str, told: str, tmp_path: Path) -> None:
    file = _in_francs(tmp_path, "45000")
    lines, written = file.read_text("utf-8").splitlines(), f"{key} = {told.removeprefix('is ')}"
    at = next(place for place, line in enumerate(lines) if line.strip("[] ") == table and line.startswith("["))
    end = next((place for place in range(at + 1, len(lines)) if lines[place].startswith("[")), len(lines))
    kept = [line for line in lines[at + 1 : end] if not line.startswith(f"{key} =")]
    file.write_text("\n".join([*lines[: at + 1], written, *kept, *lines[end:]]), "utf-8")

    with pytest.raises(EditionFileError) as refused:
        read_edition(file)

    assert f"{told}: XPF has no cents, write a whole number" in str(refused.value)
    assert key in str(refused.value)


PB = """META
key;value
budget;{budget}
currency;{currency}
vote_type;approval
rule;greedy
max_sum_cost;{most}
num_projects;2
num_votes;1
PROJECTS
project_id;cost
1;{cost}
2;200
VOTES
voter_id;vote
a;1
"""
WHOLE = {"budget": "1000", "currency": "XPF", "most": "600", "cost": "300"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"budget": "1000.5"}, "META: 'budget' is 1000.5: XPF has no cents", id="budget"),
        pytest.param({"most": "600.50"}, "META: 'max_sum_cost' is 600.50: XPF has no cents", id="the most"),
        pytest.param({"cost": "300.25"}, "PROJECTS: 'cost' of project '1' is 300.25: XPF has no cents", id="a cost"),
        pytest.param({"cost": "300.255", "currency": "EUR"}, "write 2 decimals at most", id="parts of a cent"),
        pytest.param({}, "", id="whole francs"),
        pytest.param({"cost": "300.25", "currency": "EUR"}, "", id="cents"),
    ],
)
def test_an_election_of_amounts_that_nobody_can_pay_is_not_imported(changed: dict[str, str], told: str) -> None:
    instance = read(StringIO(PB.format(**WHOLE | changed)), "noumea.pb")

    if not told:
        assert edition_of(instance, Path("noumea.pb")).budget == 1_000
        return
    with pytest.raises(PabulibError) as refused:
        edition_of(instance, Path("noumea.pb"))
    assert str(refused.value).startswith("noumea.pb: ")
    assert told in str(refused.value)


def test_what_parts_of_a_franc_segments_cost_add_up_exactly() -> None:
    spent = Spending(Decimal(0), Decimal(0), Decimal(100), None, Decimal("8.35")).after(11)

    assert (spent.today, spent.segments_left) == (Decimal("91.85"), 0)


@pytest.mark.parametrize("price", ["cheap", "0,07", "-1", "", "NaN", "1e3"])
def test_a_price_that_is_none_is_refused_by_its_name(price: str) -> None:
    with pytest.raises(ValidationError, match="segment_price"):
        Settings(segment_price=price)


def test_half_a_franc_in_a_list_of_projects_is_refused() -> None:
    assert _cost("45 000 XPF", "XPF") == 45_000
    with pytest.raises(ValueError, match="XPF has no cents"):
        _cost("45000,50", "XPF")


def test_sums_in_francs_are_said_counted_and_exported_as_they_are(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    """To the last franc, which is more digits than a town in euros ever has."""
    edition = read_edition(_in_francs(tmp_path, "12345677"))
    dear = tuple(replace(project, cost=project.cost * 119 + 1) for project in edition.projects)
    edition = replace(edition, budget=edition.budget * 119 + 1, projects=dear)
    opened(store, edition)
    with store.reading() as tx:
        kept = editions.find(tx)
    turns = Turns(store, clock)
    vote(turns, LUCIE, "3 12")
    vote(turns, AHMED, "3")
    with store.reading() as tx:
        count = count_edition(tx, store, kept)
        instance = as_instance(tx, store, kept, count)

    assert [project.cost for project in kept.projects] == [project.cost for project in dear]
    assert all("." not in f"{project.cost:f}" for project in instance.projects)
    assert instance.meta["budget"] == f"{edition.budget:f}"
    assert instance.currency == "XPF"
    costs = {project.number: project.cost for project in dear}
    funded = [decision.contender for decision in count.result.decisions if decision.verdict == "funded"]
    assert [contender.cost for contender in funded if contender.number == 3] == [costs[3]]
    assert voice("fr").figure(Money(Decimal(12_345_678), "XPF")).split() == ["12", "345", "678", "FCFP"]
