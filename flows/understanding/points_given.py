"""Points that a text gives to projects by their numbers, in the few shapes that can be read in one way only.

«12 5, 3 2», «12:5 3:2», «12=5», «5 points au 12, 2 au 3». Two bare numbers are a project and its points; all else that
may be turned round («5 au 12», «12, 5») is none of it.
"""

from __future__ import annotations

import re

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon, numbers_in

LONGEST = 200
"""Letters of a text that gives points: more is no ballot."""

UNITS = frozenset(
    {
        *("point", "points", "pt", "pts", "puan", "punto", "puntos", "ponto", "pontos"),
        *("نقطة", "نقاط", "نقطه"),
    }
)
"""What points are called."""

_UNIT = rf"(?:\s*(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w))"
_NUMBER = r"(?<![\w.,/-])(\d{1,5})(?![\d/-]|\.\d)"
_NAMED = r"(?:(?:le|la|the|el|o|projet|project|proje|proyecto|projeto|num[eé]ro|n[o°º]?|رقم|المشروع)[\s.]*)*"
_TO = r"(?:aux?|[aà]|pour|to|for|para|al|ao|ل|لـ)"
_NEXT = re.compile(r"\s*[,;،\n]+\s*|\s+(?:et|puis|and|then|y|e|ve|و)\s+")
_BESIDE = re.compile(rf"{_NAMED}{_NUMBER}(?:\s+|\s*[:=]\s*)(\d{{1,5}})(?!\d){_UNIT}?")
_GIVEN = re.compile(rf"(\d{{1,5}})({_UNIT})?\s*{_TO}\s*{_NAMED}(\d{{1,5}})(?!\d)")
_SIGNED = r"(\d{1,5})\s*[:=]\s*(\d{1,5})(?!\d)"
_SIGNED_PAIR, _ALL_SIGNED = re.compile(_SIGNED), re.compile(rf"{_SIGNED}(?:[\s,;،]+{_SIGNED})*")

Pairs = tuple[tuple[int, int], ...]
"""Numbers of projects, each with its points."""


def pairs_in(text: str) -> Pairs:
    """Each project of *text* with its points; nothing if any of it may be read otherwise."""
    if len(text) > LONGEST:
        return ()
    said = text.casefold().strip().rstrip(".!")
    if _ALL_SIGNED.fullmatch(said):
        return _each_once([(int(number), int(points)) for number, points in _SIGNED_PAIR.findall(said)])
    parts = [part for part in _NEXT.split(said) if part]
    return _each_once(_beside(parts) or _given(parts))


def points_alone(text: str, lexicon: Lexicon) -> int | None:
    """The one number of *text*, if it says nothing else but that it may be points: «5», «cinq points»."""
    numbers, rest = numbers_in(text, lexicon)
    return numbers[0] if len(numbers) == 1 and UNITS.issuperset(rest.split()) else None


def speaks_of_points(text: str) -> bool:
    """Whether *text* says «points»."""
    return not UNITS.isdisjoint(fold(text).split())


def _beside(parts: list[str]) -> list[tuple[int, int]]:
    """«12 5», «n° 12 : 5 points»."""
    found = [_BESIDE.fullmatch(part) for part in parts]
    return [(int(one[1]), int(one[2])) for one in found if one] if all(found) else []


def _given(parts: list[str]) -> list[tuple[int, int]]:
    """«5 points au 12», and after it «2 au 3»."""
    found = [_GIVEN.fullmatch(part) for part in parts]
    told = bool(found and found[0] and found[0][2])
    return [(int(one[3]), int(one[1])) for one in found if one] if told and all(found) else []


def _each_once(pairs: list[tuple[int, int]]) -> Pairs:
    """The *pairs*, if none speaks of the same project as another."""
    return tuple(pairs) if len({number for number, _points in pairs}) == len(pairs) else ()
