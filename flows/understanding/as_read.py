"""What of a message an encoder reads: small letters, texting spellings written out, no more than its first words."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.understanding.by_words import clauses, sentences
from flows.understanding.folding import fold

MOST_WORDS = 64
"""Words of a text that are read: the rest would cost, and says little of what is asked."""

MOST_LETTERS = 1_000
"""Letters that are looked at for words: one word may be as long as a message."""

MOST_PARTS = 4
"""Clauses of one message that are read by themselves, besides the whole."""

SHORTEST_QUESTION = 3
"""Words that ask something by themselves, at least; of two, one asks wherever it stands: «hasta cuándo», «gizli mi»."""

MARKED = 2
"""Words that a question mark is worth: «c gratuit ? anonyme ?»."""

_APART = re.compile(
    r"[.?!\n,;:؟،]|\b(?:et|and|y|e|ve|و)\b(?!\s*\d)|\bو(?=كم|متى|متي|كيف|أين|اين|هل|حتى|حتي|إلى|الى|من |ما |لماذا|بكم)",
    re.IGNORECASE,
)
_ASKS_SHORTLY = re.compile(
    r"\A(?:es|is|son|é)\b|\b(?:quand|kand?|combien|cb|comment|cmt|when|where|how|m[iıuü]|ne zaman|cu[aá]ndo|d[oó]nde"
    r"|quando|onde|متى|متي|كم|أين|اين)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!]")


def as_read(text: str, written: Callable[[str], str]) -> str:
    """*text* as an encoder reads it: «Kan ferme le VOTE??» → «quand ferme le vote ? ?»; empty if it has no words.

    *written* gives how a word (folded) is written out: itself, if nobody texts it like that.
    """
    words = _WORDS.findall(text[:MOST_LETTERS].lower().replace("’", "'"))[:MOST_WORDS]
    return " ".join(_read(word, written) for word in words) if any(map(str.isalnum, words)) else ""


def _read(word: str, written: Callable[[str], str]) -> str:
    """*word* with its accents, unless it is written out as another."""
    folded = fold(word)
    other = written(folded)
    return word if other == folded else other


def parts_of(text: str) -> list[str]:
    """What may be asked for of one message: the whole, and its first clauses by themselves."""
    return list(dict.fromkeys([text, *sentences(text), *clauses(text)[:MOST_PARTS], *questions_in(text)]))


def questions_in(text: str) -> list[str]:
    """The parts of one message that may each ask something: «combien on en choisit et c'est jusqu'à quand»."""
    begun, asking = 0, []
    for end in (*_APART.finditer(text[:MOST_LETTERS]), None):
        part = text[begun : end.start() if end else MOST_LETTERS].strip()
        begun = end.end() if end else begun
        marked = MARKED if end and end[0] in "?؟" else 0
        if part and _length_of(part) + marked >= SHORTEST_QUESTION:
            asking.append(part)
    return asking[:MOST_PARTS] if len(asking) > 1 else []


def _length_of(part: str) -> int:
    """Its words, apostrophes apart; one more where a short word asks."""
    return len(_WORDS.findall(part.replace("'", " "))) + bool(_ASKS_SHORTLY.search(part))
