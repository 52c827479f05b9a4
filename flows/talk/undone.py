"""Where words lead that deny or cancel what a keyword opens: to what undoes it, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from flows.understanding.denied import Denied
from flows.understanding.lexicon import Lexicon, numbers_among

UNDONE_BY = {"come": "absent", "watch": "unwatch", "support": "unsupport", "vote": "unvote", "ask": "unask"}
"""What «plus», «pas» and «annuler» make of a conversation: who does not come any more books no place."""

UNWANTED = "unwanted"
"""Where words lead that want something not done which has no opposite: nothing begins, nothing ends."""


@dataclass(frozen=True, slots=True)
class Opposite:
    """What undoes a conversation, and how many words stand before its opening; None if it has none."""

    flow: str
    before: int | None = None


def undone(not_wanted: Denied, words: list[str], lexicon: Lexicon) -> Opposite | None:
    """What undoes the conversation that is denied: «plus venir 1» frees a place, «on ne peut pas venir en bus» none."""
    if not_wanted.unable and numbers_among(words[not_wanted.before :], lexicon)[1]:
        return None
    flow = UNDONE_BY.get(not_wanted.flow, UNWANTED)
    return Opposite(flow, None if flow == UNWANTED else told_from(words, not_wanted.before, lexicon))


def told_from(words: list[str], before: int, lexicon: Lexicon) -> int:
    """The words before those that tell something: «à la promenade» is «promenade»."""
    while before < len(words) - 1 and words[before] in lexicon.fillers:
        before += 1
    return before
