"""Who gives up in more words than one: «vazgeçtim, istemiyorum», «laisse tomber, non», «déjalo, no quiero»."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Hint, Sense

MOST = 8
"""Words of such a message, at most."""

_LONGEST = 4
"""Words of a phrase in it."""

_NOT_WANTED = (Sense.CANCEL, Sense.NO)


def gives_up(spelled: str, lexicon: Lexicon) -> bool:
    """Whether *spelled* (as `Lexicon.spell` writes it) says in several phrases that all is to be left, and no more."""
    words = spelled.split()
    if len(words) > MOST:
        return False
    said: set[Sense] = set()
    while words:
        length, sense = _begins_with(words, lexicon)
        if sense is not None:
            said.add(sense)
        elif lexicon.corrections.get(words[0]) is not Hint.ANYHOW:  # «actually, never mind»
            return False
        words = words[max(length, 1) :]
    return Sense.CANCEL in said


def _begins_with(words: list[str], lexicon: Lexicon) -> tuple[int, Sense | None]:
    """How many of *words* say first that something is not wanted, and how; the longest phrase of those."""
    for length in range(min(len(words), _LONGEST), 0, -1):
        sense = lexicon.senses.get(" ".join(words[:length]))
        if sense in _NOT_WANTED:
            return length, sense
    return 0, None
