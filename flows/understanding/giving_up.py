"""Who gives up in more words than one: «vazgeçtim, istemiyorum», «laisse tomber, non», «déjalo, no quiero»."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import length_of
from flows.understanding.senses import Hint, Sense

MOST = 8
"""Words of such a message, at most."""


def gives_up(spelled: str, lexicon: Lexicon) -> bool:
    """Whether *spelled* (as `Lexicon.spell` writes it) says in several phrases that all is to be left, and no more."""
    words = spelled.split()
    if len(words) > MOST:
        return False
    said: set[Sense] = set()
    while words:
        length = length_of(words, lexicon.unwanted, lexicon.unwanted_begun)
        if length:
            said.add(lexicon.unwanted[" ".join(words[:length])])
        elif lexicon.corrections.get(words[0]) is not Hint.ANYHOW:  # «actually, never mind»
            return False
        words = words[max(length, 1) :]
    return Sense.CANCEL in said
