"""Sums are right in every currency: the euro has cents, the franc CFP of Nouméa and Papeete has none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.currencies import is_payable
from bot.edition_file import EditionFileError, read_edition
from bot.projects_csv import _cost
from bot.sample import SAMPLE
from bot.tally import as_instance, count_edition
from bot.turn import Turns
from bot.words import voice
from flows.words import Money
from storage import editions
from storage.store import Store
from tests.conftest import HandClock
from tests.test_turn import AHMED, LUCIE, vote


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


def test_half_a_franc_in_a_list_of_projects_is_refused() -> None:
    assert _cost("45 000 XPF", "XPF") == 45_000
    with pytest.raises(ValueError, match="XPF has no cents"):
        _cost("45000,50", "XPF")


def test_sums_in_francs_are_said_counted_and_exported_as_they_are(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    """To the last franc, which is more digits than a town in euros ever has."""
    edition = read_edition(_in_francs(tmp_path, "12345677"))
    dear = tuple(replace(one, cost=one.cost * 119 + 1) for one in edition.projects)
    edition = replace(edition, budget=edition.budget * 119 + 1, projects=dear)
    with store.writing() as tx:
        editions.save(tx, edition)
        kept = editions.find(tx)
    turns = Turns(store, clock)
    vote(turns, LUCIE, "3 12")
    vote(turns, AHMED, "3")
    with store.reading() as tx:
        count = count_edition(tx, store, kept)
        instance = as_instance(tx, store, kept, count)

    assert [one.cost for one in kept.projects] == [one.cost for one in dear]
    assert all("." not in f"{one.cost:f}" for one in instance.projects)
    assert instance.meta["budget"] == f"{edition.budget:f}"
    assert instance.currency == "XPF"
    costs = {one.number: one.cost for one in dear}
    funded = [one.contender for one in count.result.decisions if one.verdict == "funded" and one.contender.number == 3]
    assert [one.cost for one in funded] == [costs[3]]
    assert voice("fr").figure(Money(Decimal(12_345_678), "XPF")).split() == ["12", "345", "678", "FCFP"]
