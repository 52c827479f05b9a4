"""How small the smallest coin of a currency is: the euro has cents, the franc CFP (XPF) has none."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import get_currency_precision


def is_payable(amount: Decimal, currency: str) -> bool:
    """Whether the amount can be paid in whole coins of *currency* (ISO 4217)."""
    return amount % Decimal(1).scaleb(-get_currency_precision(currency)) == 0


def decimals_told(currency: str) -> str:
    """How to write an amount of *currency*, for who wrote too many decimals."""
    decimals = get_currency_precision(currency)
    return f"write {decimals} decimals at most" if decimals else f"{currency} has no cents, write a whole number"
