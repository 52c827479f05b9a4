"""How each language writes amounts, days and hours; *language* is none of its manners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, language: str) -> str:
    """An amount with its currency; cents only where there are any."""
    whole = amount == amount.to_integral_value()
    pattern = (_WITHOUT_DECIMALS if whole else _WITH_DECIMALS).get(language, "¤#,##0" if whole else None)
    region = _MONEY_AS_IN.get(language) or _as_in(language)
    return format_currency(amount, currency, pattern, locale=region, currency_digits=not whole)


_WITHOUT_DECIMALS: Mapping[str, str] = {
    "ar": "#,##0\u00a0¤",
    "en": "¤#,##0",
    "es": "#,##0 ¤",
    "fr": "#,##0 ¤",
    "pt": "#,##0\u00a0¤",
    "tr": "#,##0 ¤",
}
_WITH_DECIMALS: Mapping[str, str] = {"ar": "#,##0.00\u00a0¤"}  # Babel's own has a sign in it that nobody sees

_REGIONS: Mapping[str, str] = {"pt": "pt_PT"}
"""The country whose ways a language follows, where Babel would have another: «pt» is Brazil's."""

_MONEY_AS_IN: Mapping[str, str] = {"ar": "ar_DZ"}
"""The same for money alone: in the Maghreb a point divides thousands, and a comma the cents, as in France."""


def _as_in(language: str) -> str:
    """The name by which Babel knows *language*."""
    return _REGIONS.get(language, language)


def number(of: int, language: str) -> str:
    """A number, its thousands apart."""
    return str(format_decimal(of, locale=_counts_as_in(language)))


def share(of: float, language: str) -> str:
    """A part of 1, in hundredths, with a tenth of one where there is any."""
    pattern = "#,##0.#%" if language == "en" else "#,##0.#\u00a0%"
    return str(format_percent(round(of, 3), pattern, _counts_as_in(language)))


def _counts_as_in(language: str) -> str:
    return _MONEY_AS_IN.get(language) or _as_in(language)


@lru_cache(maxsize=1024)
def day(of: date, year: bool, language: str) -> str:
    """A day, with its year if *year*."""
    pattern, of_year = _DAYS.get(language, ("d MMMM", " yyyy"))
    text = format_date(of, f"{pattern}{of_year}" if year else pattern, locale=_as_in(language))
    return text.replace("1 ", "1er ", 1) if language == "fr" and of.day == 1 else text


_DAYS: Mapping[str, tuple[str, str]] = dict.fromkeys(("es", "pt"), ("d 'de' MMMM", " 'de' yyyy"))
"""How a day is written, and what its year adds, where that is not «29 novembre 2026»."""


@lru_cache(maxsize=1024)
def moment(at: datetime, language: str) -> str:
    """A day and an hour."""
    return f"{day(at.date(), False, language)}{_BEFORE_HOURS.get(language, ', ')}{hour(at.time(), language)}"


def hour(at: time, language: str) -> str:
    """An hour of any day."""
    if language == "fr":
        return f"{at.hour} h" if at.minute == 0 else f"{at.hour} h {at.minute:02}"
    return _english(at) if language == "en" else format_time(at, _HOURS.get(language, "short"), locale=_as_in(language))


def _english(at: time) -> str:
    """An hour as people text it: «8 pm», «6:30 pm»."""
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'pm' if at.hour >= 12 else 'am'}"


_HOURS: Mapping[str, str] = {"ar": "HH:mm"}
_BEFORE_HOURS: Mapping[str, str] = {"ar": "، ", "fr": " à ", "pt": " às "}
