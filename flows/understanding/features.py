"""What is asked of a project, told by the words people ask it with: its cost, where, for whom, with a wheelchair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flows.understanding.lexicon import Lexicon

LONGEST = 4
"""Words of the longest phrase that asks for a feature."""


def features_in(words: str, lexicon: Lexicon) -> Counter[str]:
    """The features that *words* speak of, and how often: those asked for, or those a text answers."""
    return Counter(lexicon.features[" ".join(phrase)] for phrase in _phrases(words, lexicon))


def asking_words(words: str, lexicon: Lexicon) -> frozenset[str]:
    """The words by which they do."""
    return frozenset(word for phrase in _phrases(words, lexicon) for word in phrase)


def _phrases(words: str, lexicon: Lexicon) -> Iterator[list[str]]:
    spelled = lexicon.spell(words).split()
    for length in range(1, LONGEST + 1):
        for start in range(len(spelled) - length + 1):
            if " ".join(spelled[start : start + length]) in lexicon.features:
                yield spelled[start : start + length]
