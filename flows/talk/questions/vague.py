"""Numbers that are none: «une dizaine», «moins de 500», «20 %», another currency. None is made up for them."""

from __future__ import annotations

import re

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon

_PERCENT = re.compile(r"\d\s*(?:%|pour\s?cents?\b|percent\b|per cent\b)", re.IGNORECASE)
_BOUND = re.compile(r"[<>≤≥]\s*\d")
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_CODES = {
    "eur": "EUR",
    "usd": "USD",
    "gbp": "GBP",
    "chf": "CHF",
    "xpf": "XPF",
    "xof": "XOF",
    "xaf": "XAF",
    "mad": "MAD",
}
_FRANCS = frozenset({"XPF", "CHF", "XOF", "XAF"})
_AFTER_FIGURE = re.compile(r"(?<=[\d\s])(?:(?P<sign>[$£€])|(?P<word>[^\W\d_]+))")


def is_vague(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* tells no number but about how much: «une dizaine», «un peu», «une fois sur deux»."""
    return _holds(text, lexicon.vague)


def is_bound(text: str, lexicon: Lexicon) -> bool:
    """Whether the number of *text* is only one that it is below or above: «moins de 500», «plus de 10»."""
    return _holds(text, lexicon.bounds) or bool(_BOUND.search(text))


def is_share(text: str) -> bool:
    """Whether *text* tells a share of something: «20 %»."""
    return bool(_PERCENT.search(text))


def currencies_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The currencies (ISO 4217) that *text* may name: «francs» are those of several countries."""
    signs = {code for sign, code in _SIGNS.items() if sign in text}
    words = {match["word"].casefold() for match in _AFTER_FIGURE.finditer(text) if match["word"]}
    named = {_CODES[word] for word in words if word in _CODES}
    francs = _FRANCS if lexicon.francs.intersection(words) and not named else frozenset()
    others = {"USD"} if lexicon.other_money.intersection(words) else set()
    return frozenset(signs | named | francs | others)


def _holds(text: str, phrases: frozenset[str]) -> bool:
    said = f" {fold(text)} "
    return any(f" {phrase} " in said for phrase in phrases)
