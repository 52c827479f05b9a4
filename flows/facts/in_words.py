"""In which words a fact is asked for, and what they speak of by the tables of every language."""

from __future__ import annotations

from dataclasses import dataclass

from flows.understanding.lexicon import Lexicon
from flows.understanding.sides import any_begins


@dataclass(frozen=True, slots=True)
class InWords:
    """The *words*, and what they speak of."""

    words: str = ""
    of_votes: bool = False
    of_ideas: bool = False
    of_mail: bool = False
    of_a_visit: bool = False
    of_an_end: bool = False
    of_deafness: bool = False
    of_people: bool = False


NO_WORDS = InWords()
"""Those of whoever is told a fact unasked."""


def in_words(words: str, lexicon: Lexicon) -> InWords:
    """*words*, and what they speak of."""
    return InWords(
        words,
        any_begins(words, lexicon.of_votes, lexicon),
        any_begins(words, lexicon.of_ideas, lexicon),
        any_begins(words, lexicon.of_mail, lexicon),
        any_begins(words, lexicon.of_a_visit, lexicon),
        any_begins(words, lexicon.of_an_end, lexicon),
        any_begins(words, lexicon.of_deafness, lexicon),
        any_begins(words, lexicon.of_people, lexicon),
    )
