"""Whether words ask something: by a question mark, by how they begin, or by a word that asks wherever it stands."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon


def begins_asking(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* (without its courtesies) has a question mark, or begins like a question: «qui vote»."""
    words = lexicon.spell(text).split()
    return len(words) > 1 and ("?" in text or words[0] in lexicon.asking or words[-1] in lexicon.asking_last)


def looks_asked(text: str, lexicon: Lexicon) -> bool:
    """The same, or some word of it asks: «j'ai 15 ans, est-ce que je peux voter». «Quand même» asks nothing."""
    if begins_asking(text, lexicon):
        return True
    spelt = f" {lexicon.spell(text)} "
    for phrase in lexicon.not_asking:
        spelt = spelt.replace(f" {phrase} ", " ")
    return any(f" {phrase} " in spelt for phrase in lexicon.interrogatives)
