"""Numbers that choose none of the lines shown: «les deux» is not No 2, and «1 ou 2» is neither of them."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Hint

_EVERY = {Hint.BOTH: 2, Hint.ALL_THREE: 3}
_FEW = 3
_MOST_WORDS = 8
"""Words of a message that may say no more than «je voudrais prendre les deux»."""


def taken_at_once(text: str, lines: int, lexicon: Lexicon) -> int | None:
    """How many are taken at once by «les deux», «both», «les quatre»; None if *text* says anything else.

    From four on they must be as many as the *lines* there are: «les 12» is a slip of «le 12».
    """
    words = lexicon.spell(lexicon.bare(text)).split()
    if len(words) > _MOST_WORDS:
        return None
    numbers = [lexicon.number(word) for word in words]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            count = _count(words[start:end], numbers[end - 1], lexicon)
            if count and (count <= _FEW or count == lines) and _is_all(words, start, end, lexicon):
                return count
    return None


def is_either(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* gives numbers to choose among: «1 ou 2», «le 5 ou bien le 12»."""
    words = lexicon.spell(text).split()
    numbers = [place for place, word in enumerate(words) if lexicon.number(word) is not None]
    between = words[numbers[0] : numbers[-1]] if numbers else ()
    return not lexicon.alternatives.isdisjoint(between)


def _count(phrase: list[str], number: int | None, lexicon: Lexicon) -> int | None:
    """How many *phrase* takes at once, of which the last word is that *number*."""
    if number is not None and " ".join(phrase[:-1]) in lexicon.every:
        return number if number > 1 else None
    said = " ".join(phrase)
    hint = lexicon.corrections.get(said) if said in lexicon.corrections_begun else None
    return _EVERY.get(hint) if hint else None


def _is_all(words: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether nothing but small words stands around the phrase."""
    around = (*words[:start], *words[end:])
    return all(_is_small(word, lexicon) for word in around)


def _is_small(word: str, lexicon: Lexicon) -> bool:
    small = word in lexicon.fillers or lexicon.corrections.get(word) in (Hint.ANYHOW, Hint.WITH)
    return small and lexicon.number(word) is None
