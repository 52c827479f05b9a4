"""Who chooses for somebody else beside their own choice: «le 3 pour moi, le 7 pour ma fille»."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.reasons import is_a_person

_BETWEEN = 2
"""Words from a number to whom it is for, at most: «7 pour ma fille»."""

_PEOPLE = 2
"""Numbers that are chosen by several people, at least."""


def chooses_for_another(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* gives one number to oneself, and one to somebody of one's own."""
    words = lexicon.spell(text).split()
    numbered = [place for place, word in enumerate(words) if word.isdigit()]
    if len(numbered) < _PEOPLE or lexicon.apart.isdisjoint(words):
        return False
    return any(_is_for_one_of_theirs(words[place + 1 :], lexicon) for place in numbered)


def _is_for_one_of_theirs(after: list[str], lexicon: Lexicon) -> bool:
    for place, word in enumerate(after[:_BETWEEN]):
        if word.isdigit() or word in lexicon.apart:  # «5, mais mon pote prend 6»
            return False
        if word in lexicon.my:
            return any(is_a_person(one, lexicon) for one in after[place + 1 : place + 2])
    return False
