"""Texts that are read from right to left, as they are printed: letters joined, and each line in the order it is seen.

What is in our letters, and numbers in groups, keep their own order in them: «VOTE 5», «09 38 12 34 56».
"""

from __future__ import annotations

from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.mirror import MIRRORED

from bot.languages.direction import APART, TOGETHER, is_read_leftwards, runs_apart

_MIRRORED = str.maketrans(MIRRORED)
_NO_ISOLATES = str.maketrans("", "", APART + TOGETHER)
_reshaper = ArabicReshaper({"delete_harakat": True})
"""Without the marks of vowels, which only schoolbooks print."""


@lru_cache(maxsize=4096)
def joined(text: str) -> str:
    """*text* with each letter in the form that it has beside its neighbours, in the order in which it is read."""
    return str(_reshaper.reshape(text)) if is_read_leftwards(text) else text


def as_seen(line: str) -> str:
    """*line* of a text that is read from right to left, from its left edge to its right one, its letters joined."""
    # Brackets never stand within what is set apart: all of them are read leftwards.
    turned = joined(runs_apart(line)).translate(_MIRRORED)
    return str(get_display(turned, base_dir="R")).translate(_NO_ISOLATES)
