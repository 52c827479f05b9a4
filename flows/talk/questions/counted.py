"""What the numbers of a reply count: «6 bancs» and «6 rue des Lilas» are no age, and «6 ans» is no amount."""

from __future__ import annotations

import re

from flows.talk.questions.figures import FIGURE
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon

_NUMBERS = re.compile(r"[+\s]*\d{1,4}(?:[\s,;.+&/-]+(?:(?:et|and)\s+)?\d{1,4}\b)*(?!\w)")
"""The numbers with which a choice begins."""

_ENDS = re.compile(r"\s*[,;:.!?()\n]")
"""What ends what was said of a number: «34, Jean»."""


def counted_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The word that follows each number of *text*, folded, where one does: what it counts, or nothing much."""
    after = [text[figure.end() :] for figure in FIGURE.finditer(text)]
    if not after:
        words = fold(text).split()
        figures = {
            place: figure for place, word in enumerate(words, 1) if (figure := lexicon.figures.get(word)) is not None
        }
        counted = (end for end, figure in figures.items() if len(figures) == 1 or figure != 1)
        after = [" ".join(words[end : end + 1]) for end in counted]  # «un projet de mille euros»
    following = (
        fold(rest[:_A_WORD].replace("€", " euros ")).partition(" ")[0] for rest in after if not _ENDS.match(rest)
    )
    return tuple(word for word in following if any(map(str.isalpha, word)))


def before_counted(text: str, lexicon: Lexicon) -> str:
    """The numbers with which *text* begins, where a later one counts years, euros or a house: «3 12, 4 rue Pasteur».

    All of *text*, where none does or no number comes first.
    """
    counted = (figure for figure in FIGURE.finditer(text) if _counts_units(text[figure.end() :], lexicon))
    first = next(counted, None)
    if first is None:
        return text
    begins = _NUMBERS.match(text[: first.start()])
    return begins[0] if begins else text


def _counts_units(rest: str, lexicon: Lexicon) -> bool:
    word = "" if _ENDS.match(rest) else fold(rest[:_A_WORD].replace("€", " euros ")).partition(" ")[0]
    return word in lexicon.units


def counts_anything_but(known: frozenset[str], text: str, lexicon: Lexicon) -> bool:
    """Whether a number of *text* is followed by a word that is none of those *known* to follow it."""
    return any(
        word not in known and word not in lexicon.figures and word not in lexicon.joins
        for word in counted_in(text, lexicon)
    )


_A_WORD = 40
"""Letters after a number that are read: what follows it is the first word."""
