"""What others choose, told by who chooses something else: «mes 2 voisins prennent le skate, moi la mare»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import holds
from flows.understanding.reasons import is_a_person

_APART = re.compile(r"[.!;,\n]")


def without_others(text: str, lexicon: Lexicon) -> str:
    """*text*, without what it says that others choose; all of it, where nothing else is said."""
    parts = list(_clauses(text, lexicon))
    own = [part for part in parts if not _is_of_another(part.split(), lexicon)]
    return ", ".join(own) if 0 < len(own) < len(parts) else text


def _clauses(text: str, lexicon: Lexicon) -> Iterator[str]:
    for part in _APART.split(text):
        words: list[str] = []
        for word in lexicon.spell(part).split():
            if words and word in lexicon.apart and not lexicon.apart.issuperset(words):
                yield " ".join(words)
                words = []
            words.append(word)
        if words:
            yield " ".join(words)


def _is_of_another(words: list[str], lexicon: Lexicon) -> bool:
    """Whether somebody of theirs is told to choose: «mon pote lui il prend 6»."""
    for place, word in enumerate(words[:-1]):
        theirs = word in lexicon.my and any(is_a_person(one, lexicon) for one in words[place + 1 : place + 3])
        theirs = theirs or (is_a_person(word, lexicon) and not place)
        if theirs and holds(words[place + 1 :], lexicon.others_choose, lexicon.others_choose_begun):
            return True
    return False
