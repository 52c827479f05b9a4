"""Who only asks for a moment: «attends», «euh attendez jréfléchis», «je demande à ma mère avant»."""

from __future__ import annotations

from itertools import pairwise

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import without
from flows.understanding.senses import Hint

MOST = 10
"""Words of such a message, at most."""

KIN = "kin"
"""How `[followed]` calls those near to somebody: «ma mère»."""


def only_waits(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* asks for a moment, were it to ask somebody near, and says no more."""
    spelled = lexicon.spell(text)
    if spelled in lexicon.waiting:
        return True
    words = spelled.split()
    if not 1 < len(words) <= MOST or "?" in text:
        return False
    rest = without(words, lexicon.waiting, lexicon.waiting_begun)
    return len(rest) < len(words) and all(_says_no_more(*two, lexicon) for two in pairwise(["", *rest]))


def _says_no_more(before: str, word: str, lexicon: Lexicon) -> bool:
    """Whether *word* only says whom one asks, or that it comes first."""
    if lexicon.corrections.get(word) in (Hint.ANYHOW, Hint.FIRST) or word in lexicon.my or word in lexicon.joins:
        return True
    return word in lexicon.kin or KIN in (lexicon.followed.get(word), lexicon.followed.get(f"{before} {word}"))
