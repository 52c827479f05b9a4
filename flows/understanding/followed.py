"""What is asked on after an answer, in so few words that they mean something only there: «et quand ?», «et après»."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon

LONGEST = 7
"""Words of the longest message that only asks on."""


def asked_on(text: str, lexicon: Lexicon) -> str:
    """What *text* asks on, as `[followed]` of a language's words calls it: «how», «kin»…; "" if it says more."""
    words = lexicon.spell(text).split()
    if not words or len(words) > LONGEST:
        return ""
    first, last = 0, len(words)
    while first < last - 1 and words[first] in lexicon.going_on:
        first += 1
    while last > first + 1 and words[last - 1] in lexicon.going_on:
        last -= 1
    said = " ".join(words[first:last])
    return "why" if said in lexicon.why else lexicon.followed.get(said, "") or lexicon.followed.get(" ".join(words), "")
