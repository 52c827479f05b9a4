"""Who only asks for a moment: «attends», «euh attendez jréfléchis»."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import without
from flows.understanding.senses import Hint

MOST = 8
"""Words of such a message, at most."""


def only_waits(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* asks for a moment, and says no more."""
    spelled = lexicon.spell(text)
    if spelled in lexicon.waiting:
        return True
    words = spelled.split()
    if not 1 < len(words) <= MOST:
        return False
    rest = without(words, lexicon.waiting, lexicon.waiting_begun)
    return len(rest) < len(words) and all(lexicon.corrections.get(word) is Hint.ANYHOW for word in rest)
