"""Numbers that are no project's: what they count, an hour, a telephone: «2 voix au 7», «à 18 h», «mes 2 voisins»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import length_of

_TELEPHONE = re.compile(r"(?<!\w)(?:\+\s?\d{2}|0)[\s.-]?\d(?:[\s.-]?\d{2}){4}(?!\w)")
_HOUR = re.compile(r"(?<!\w)\d{1,2}(?::[0-5]\d|\s?h\s?[0-5]\d|\s?[ap]\.?m\b|\s?h\b)", re.IGNORECASE)
_SUM = re.compile(r"(?<!\w)(?:\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,]\d+)?\s?k?[€$£%]")
_FULL_MARKS = re.compile(r"(?<!\d)(\d{1,2})\s?/\s?\1(?!\d)")
_RANK = re.compile(r"(?:(?<!\w)[^\W\d]+ )?(?<!\w)([1-9])\s*[).:=]\s*(?=[^\d]{0,20}\d)")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16)  # each message is looked through several times within its turn
def uncounted(text: str, lexicon: Lexicon) -> str:
    """*text* without the numbers in it that no project can have: «je donne 2 voix au 7», «je donne voix au 7»."""
    if not any(map(str.isdigit, text)) or text.replace(" ", "").isdigit():
        return text
    for told in (_TELEPHONE, _HOUR, _SUM, _FULL_MARKS):
        text = told.sub(" ", text)
    ranks = [int(match[1]) for match in _RANK.finditer(text)]
    if len(ranks) > 1 and ranks == list(range(1, len(ranks) + 1)):  # «1) le 10, 2) le 11»
        text = _RANK.sub(" ", text)
    kept, end = [], 0
    for start, stop in _counting(text, lexicon):
        kept.append(text[end:start])
        end = stop
    return "".join([*kept, text[end:]]) if kept else text


def _counting(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """From where to where each number stands that counts what follows it, or whoever is spoken of before it."""
    words = [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]
    for place, (start, end, word) in enumerate(words):
        if not word.isdigit() and word not in lexicon.numbers:
            continue
        before = [one for _start, _end, one in words[:place]]
        after = words[place + 1] if place + 1 < len(words) else None
        apart = after is None or text[end : after[0]].strip(" '’")
        counts = not apart and after is not None and after[2] in lexicon.said_to_be_counted
        if counts or length_of(before[-_PHRASE:], lexicon.of_us, lexicon.of_us_begun, from_end=True):
            yield start, end


_PHRASE = 4
"""Words of the longest phrase that stands before how many they are."""
