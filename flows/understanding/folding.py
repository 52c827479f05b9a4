"""How words are compared: without case, accents and punctuation, one slip of the thumb forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from functools import lru_cache
from itertools import filterfalse
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understanding.scripts import alike

M = TypeVar("M", bound=Hashable)

SHORTEST = 4
"""Letters a word must have for a typo in it to be forgiven: a slip in a shorter one makes another word."""

_SPACE = re.compile(r"[^\w]+")
_EXPANDED = 2
"""How many signs each sign of a long text may be written out as, one with another: «½» is three, «é» one."""

_BLESSING = "\ufdfa"
"""One sign that would be written out as eighteen."""


def fold(phrase: str) -> str:
    """The phrase without case, accents, punctuation or odd widths: «N° 12 — Été !» → «n 12 ete»."""
    return _folded(phrase) if len(phrase) <= _A_TITLE else _folded_whole(phrase.strip())


def _fold(phrase: str) -> str:
    if not phrase.isascii():
        phrase = phrase.replace("°", " ").replace("º", " ").replace(_BLESSING, " ")
        phrase = _without_marks(phrase)  # a long run of marks takes long to sort
        phrase = unicodedata.normalize("NFKC", phrase)[: _EXPANDED * len(phrase) + _A_TITLE]
        phrase = phrase.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("ı", "i")
        phrase = alike(_without_marks(unicodedata.normalize("NFD", phrase)))
    return _SPACE.sub(" ", phrase.casefold()).strip()


_A_TITLE = 120
"""Letters up to which a text may be one of ours, that each message is compared with."""

_folded = lru_cache(maxsize=2048)(_fold)
_folded_whole = lru_cache(maxsize=8)(_fold)  # one message is folded several times within its turn


def _without_marks(phrase: str) -> str:
    return "".join(filterfalse(unicodedata.combining, phrase))


def one_typo(word: str, known: str) -> bool:
    """Whether *word* is *known* with at most one letter wrong, missing, added or swapped; short words must be exact."""
    if word == known or abs(len(word) - len(known)) > 1 or min(len(word), len(known)) < SHORTEST:
        return word == known
    return OSA.distance(word, known, score_cutoff=1) <= 1


def nearest(word: str, meanings: Mapping[str, M]) -> M | None:
    """What *word* means but for a typo, given what each known phrase means; None if nothing, or several things."""
    if len(word) < SHORTEST or word.isdigit():
        return None
    close = process.extract(word, meanings.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
    meant = {meanings[phrase] for phrase, _distance, _place in close}
    return meant.pop() if len(meant) == 1 else None
