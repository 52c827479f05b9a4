"""What people tell around a choice, and that changes nothing of it: «sans le 5, ya trop de bruit», «mon mari dit …»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.understanding.counted_numbers import uncounted
from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import length_of
from flows.understanding.said_of_numbers import Mark, items
from flows.understanding.senses import Hint

_APART = re.compile(r"[.!;,\n…()]|\s[-–]\s")
_SAYS_NOTHING = frozenset({Hint.ANYHOW, Hint.TO, Hint.THAN, Hint.NE, Hint.LEFT, Hint.BY, Mark.COMMA, Mark.LIST, None})
"""What may stand in a clause that is left out: nothing that wants something of a number."""


def without_reasons(text: str, lexicon: Lexicon) -> str:
    """*text*, without the clauses in it that say nothing of a number; "" if there are none, or only such."""
    parts = list(_clauses(uncounted(text, lexicon), lexicon))
    kept = [part for part in parts if not _tells_only(part, lexicon)]
    return ", ".join(kept) if 0 < len(kept) < len(parts) else ""


def _clauses(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Its clauses: one begins where a reason does, too."""
    for part in _APART.split(text):
        words = lexicon.spell(part).split()
        reason = next((place for place in range(1, len(words)) if _begins_a_reason(words[place:], lexicon)), len(words))
        yield from (" ".join(some) for some in (words[:reason], words[reason:]) if some)


def _begins_a_reason(words: list[str], lexicon: Lexicon) -> bool:
    """«car …», «y a trop de bruit», «ma voisine veut pas de bruit»."""
    of_another = len(words) > 1 and words[0] in lexicon.my and is_a_person(words[1], lexicon)
    return of_another or length_of(words, lexicon.reasons, lexicon.reasons_begun) > 0


def is_a_person(word: str, lexicon: Lexicon) -> bool:
    """Whether *word* is for who is somebody's: «voisin», «fille»."""
    return word in lexicon.number_words.others or word in lexicon.kin


def _tells_only(part: str, lexicon: Lexicon) -> bool:
    """Whether a clause has no number, and wants nothing of one: what denies something in a reason is of the reason."""
    words = part.split()
    if any(word.isdigit() or lexicon.numbers.get(word, 1) > 1 for word in words):
        return False
    return _begins_a_reason(words, lexicon) or _SAYS_NOTHING.issuperset(items(part, lexicon))
