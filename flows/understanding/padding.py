"""The words that say nothing by themselves while something is confirmed or corrected: «finalement non» is a no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from flows.understanding.lexicon import WORDS_KEPT, Lexicon
from flows.understanding.phrases import length_of
from flows.understanding.senses import Hint, Sense

LONGEST = 5
"""Words in the longest phrase that says what is to become of a number."""

_AGREED = (Sense.YES, Sense.DONE)


def phrases(words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, int, Hint | None]]:
    """From where to where in *words* each phrase goes, the longest first, and what it says of a number; word by word
    where none does.
    """
    place = 0
    while place < len(words):
        length, hint = _longest(tuple(words[place : place + LONGEST]), lexicon)
        yield place, place + length, hint
        place += length


def unpadded(text: str, lexicon: Lexicon) -> str:
    """*text* as it is looked up, without what says nothing in it; a yes among other words stays."""
    words = lexicon.spell(text).split()
    kept: list[str] = []
    for start, end, hint in phrases(words, lexicon):
        phrase = words[start:end]
        if hint not in (Hint.ANYHOW, Hint.TO) or lexicon.senses.get(" ".join(phrase)) in _AGREED:
            kept += phrase
    return " ".join(kept)


@lru_cache(maxsize=WORDS_KEPT)  # each message is read several times within its turn, and part of it again
def _longest(words: tuple[str, ...], lexicon: Lexicon) -> tuple[int, Hint | None]:
    """The longest phrase with which *words* begin, and what it says; one word that says nothing, if there is none."""
    length = length_of(words, lexicon.corrections, lexicon.corrections_begun)
    return (length, lexicon.corrections[" ".join(words[:length])]) if length else (1, None)
