"""A receipt is drawn by chance: seven signs that nobody misreads, and no two numbers give the same."""

from __future__ import annotations

from itertools import product

from bot.hands.voting import RECEIPT, RECEIPTS, SIGNS, receipt_of


def test_the_first_and_the_last_receipt_have_all_their_signs() -> None:
    assert receipt_of(0) == SIGNS[0] * RECEIPT
    assert receipt_of(RECEIPTS - 1) == SIGNS[-1] * RECEIPT


def test_every_sign_comes_at_every_place_and_no_receipt_twice() -> None:
    numbers = range(len(SIGNS) ** 2)

    assert {receipt_of(number)[:2] for number in numbers} == {"".join(signs) for signs in product(SIGNS, repeat=2)}
    assert len({receipt_of(number * len(SIGNS) ** (RECEIPT - 2)) for number in numbers}) == len(numbers)
