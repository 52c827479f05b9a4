"""The language that somebody asks to be spoken, in a sentence that asks nothing else: «do you speak English?»."""

from __future__ import annotations

import re

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import length_of

MOST = 14
"""Words of such a sentence, at most."""

_LONGEST = 4
"""Words in the longest name of a language: «avec des mots simples»."""

_CLAUSE = re.compile(r"[,.;:!?،؟\n]+")


def tongue_named(text: str, lexicon: Lexicon) -> str:
    """The code of the one language that *text* asks for; "" if it asks for none, for several, or says anything else.

    One that is not spoken or not understood is not asked for: «no hablo francés, español por favor». Who only says that
    they do not speak one asks for the language in which they say so.
    """
    words = lexicon.spell(text).split()
    if len(words) > MOST or lexicon.languages_begun.isdisjoint(words):
        return ""
    wanted: set[str] = set()
    for clause in _CLAUSE.split(text):
        named = _wanted(lexicon.spell(clause).split(), lexicon)
        if named is None:
            return ""
        wanted |= named
    if not wanted:
        return _said_in(text, lexicon)
    return wanted.pop() if len(wanted) == 1 else ""


def strange_named(text: str, lexicon: Lexicon) -> str:
    """The first language that *text* names and that is not spoken here; "" if it names none."""
    words = lexicon.spell(text).split()
    phrases = (" ".join(words[place : place + length]) for place in range(len(words)) for length in (1, 2))
    return next((lexicon.strange[phrase] for phrase in phrases if phrase in lexicon.strange), "")


def _said_in(text: str, lexicon: Lexicon) -> str:
    """The language that *text* is surely in, which names no other that is wanted; "" if that is not sure."""
    tongues = lexicon.tongues
    code = tongues.sure(text, fold(text), spoken=lexicon.languages.values())
    return code if code != tongues.source and code in lexicon.languages.values() else ""


def _wanted(words: list[str], lexicon: Lexicon) -> set[str] | None:
    """The languages that a clause asks for; None if it says anything else."""
    wanted: list[str] = []
    place, denied, denied_one = 0, False, False
    while place < len(words):
        length = length_of(words[place : place + _LONGEST], lexicon.languages, lexicon.languages_begun)
        if length:
            if not denied:
                wanted.append(lexicon.languages[" ".join(words[place : place + length])])
            denied_one, denied = denied_one or denied, False
        elif words[place] in lexicon.unspoken:
            denied = True
        elif words[place] not in lexicon.around_language:
            return None
        place += length or 1
    return set(wanted[:-1] if denied and not denied_one else wanted)
