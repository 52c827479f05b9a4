"""Lots are drawn evenly, each lottery apart from any other, and alike by both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from sqlalchemy import literal, select

from storage.database.store import Store
from storage.people.people import PEOPLE
from storage.reminders import lottery
from tests.support.stores import Databases

SAMPLE = 20_000

HARDLY_CHANCE = {99: 148.230, 81: 126.083}
"""What chi-square exceeds once in a thousand by chance alone, by degrees of freedom."""


def _unlikely(counted: Sequence[int], expected: Sequence[float], freedom: int) -> bool:
    """Whether chance hardly explains how far the counts are from what was expected (Pearson's chi-square)."""
    far = sum((count - wanted) ** 2 / wanted for count, wanted in zip(counted, expected, strict=True))
    return far > HARDLY_CHANCE[freedom]


def _lots(store: Store, *salts: int) -> list[tuple[int, ...]]:
    """The lots that many people draw: people whose ids follow each other as ours do."""
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < SAMPLE))
    person = literal(3_700_000_000_000_000_000, PEOPLE.c.id.type) + numbers.c.n * literal(2_097_153, PEOPLE.c.id.type)
    lots = [lottery.lot(person, salt) for salt in salts]
    with store.reading() as tx:
        return [tuple(row) for row in tx.execute(select(*lots))]


EDITION, CAMPAIGN, NEXT = 3_700_123_456_789_012_345, 3_700_123_456_789_112_345, 3_700_123_456_789_112_346


def test_every_lot_is_drawn_as_often_as_any_other(store: Store) -> None:
    for salt in (EDITION, CAMPAIGN, NEXT, 1):
        drawn = Counter(lot for (lot,) in _lots(store, salt))

        assert set(drawn) == set(range(100))
        assert not _unlikely([drawn[lot] for lot in range(100)], [SAMPLE / 100] * 100, freedom=99)


PAIRS = {"hold-out and wording": (EDITION, CAMPAIGN), "campaigns": (CAMPAIGN, NEXT), "neighbours": (1, 2)}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_lots_of_two_lotteries_have_nothing_to_do_with_each_other(store: Store, pair: tuple[int, int]) -> None:
    table = Counter((lot // 10, other // 10) for lot, other in _lots(store, *pair))
    places = [(row, column) for row in range(10) for column in range(10)]
    rows = [sum(table[row, column] for column in range(10)) for row in range(10)]
    columns = [sum(table[row, column] for row in range(10)) for column in range(10)]
    expected = [rows[row] * columns[column] / SAMPLE for row, column in places]

    assert not _unlikely([table[place] for place in places], expected, freedom=81)


def test_both_databases_draw_the_same_lots(databases: Databases) -> None:
    drawn = []
    for engine in ("sqlite", "postgresql"):
        with databases.fresh(engine) as store:
            drawn.append(_lots(store, EDITION, CAMPAIGN))

    assert drawn[0] == drawn[1]
