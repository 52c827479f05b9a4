"""Whether words ask something: by a question mark, by how they begin, or by a word that asks wherever it stands."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import holds, length_of, without

_A_QUESTION = 2
"""Words that a question has at least."""


def begins_asking(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* (without its courtesies) has a question mark, or begins like a question.

    «Qui vote» does, «peut-être» does not.
    """
    words = lexicon.spell(text).split()
    if len(words) < _A_QUESTION:
        return False
    asks = words[0] in lexicon.asking and not length_of(words, lexicon.not_asking, lexicon.not_asking_begun)
    return "?" in text or asks or words[-1] in lexicon.asking_last


def looks_asked(text: str, lexicon: Lexicon) -> bool:
    """The same, or some word of it asks: «j'ai 15 ans, est-ce que je peux voter». «Quand même» asks nothing."""
    if begins_asking(text, lexicon):
        return True
    words = without(lexicon.spell(text).split(), lexicon.not_asking, lexicon.not_asking_begun)
    return holds(words, lexicon.interrogatives, lexicon.interrogatives_begun)
