"""How words are written that people text without their dots and accents: «parali» is «paralı», «votacao» is «votação».

The search by words takes no notice of marks; an encoder knows a word only as it is written. They are learnt from the
wordings of the topics of each language. What French has too stays as it was texted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from bot.languages.tongues import tongues
from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from bot.languages.words import SOURCE
from flows.understanding.folding import fold

_WORD = re.compile(r"[^\W\d_]+")


def written(word: str) -> str:
    """How *word* (folded) is written out: a texting spelling, a word without its marks, or one that sounds the same."""
    return vocabulary().spellings.get(word) or _marked().get(word) or vocabulary().written_out(word)


@lru_cache(maxsize=1)
def _marked() -> dict[str, str]:
    """The one way to write each folded word of another language than French, where there is but one."""
    ways: dict[str, set[str]] = defaultdict(set)
    for wordings in topics().wordings.values():
        for word in _WORD.findall(" ".join(wordings).lower()):
            ways[fold(word)].add(word)
    known = tongues().texted
    return {
        folded: next(iter(some))
        for folded, some in ways.items()
        if len(some) == 1 and folded not in some and SOURCE not in known.get(folded, ())
    }
