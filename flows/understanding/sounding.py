"""Words as they sound: somebody who writes by ear is read as the commonest word that sounds the same.

1. Only what no language here knows is read so: a word that is written right is never another one.
2. How letters sound is a language's own affair (`sounds.toml` in its folder): no code knows French.
3. A word may be written onto the next one: «jveu», «lidé»; both parts are then known, or sound like what is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Rules: TypeAlias = tuple[tuple[re.Pattern[str], str], ...]
"""What is replaced by which sound, in this order."""

SHORTEST = 3
"""Letters a word must have to be read by its sound: shorter ones sound like too many."""

LONGEST = 24
"""Letters of the longest word that is."""

LEAST_SOUND = 2
"""Signs of the shortest sound that tells a word from others."""


@dataclass(frozen=True)
class Sounds:
    """How the words of one language sound, and which of the known ones is commonest of those that sound the same."""

    rules: Rules = ()
    fronts: Rules = ()  # what is written onto a word, and how it is written out
    known: frozenset[str] = frozenset()
    commonest: dict[str, str] = field(default_factory=dict)  # sound → word

    def meant(self, word: str) -> str:
        """What *word* (folded) is read as: itself if it is known, or sounds like nothing."""
        if word in self.known or not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or not word.isascii():
            return word
        return self._apart(word) or self._like(word) or word

    def _like(self, word: str) -> str:
        """The commonest word that sounds so; what ends in «e» may have lost its accent."""
        sound = sounded(word, self.rules)
        if len(sound) < LEAST_SOUND:
            return ""
        return self.commonest.get(sound, "") or (self.commonest.get(f"{sound}é", "") if word[-1] == "e" else "")

    def _apart(self, word: str) -> str:
        """*word* as two, if it is one written onto another that is known to the letter; "" if not."""
        for front, written in self.fronts:
            match = front.match(word)
            rest = word[match.end() :] if match else ""
            if rest in self.known and len(rest) >= SHORTEST:
                return f"{written} {rest}"
        return ""


def rules_of(written: Iterable[tuple[str, str]]) -> Rules:
    """The rules as they are *written* in a language's folder."""
    return tuple((re.compile(pattern), becomes) for pattern, becomes in written)


def sounds_of(rules: Rules, fronts: Rules, words: Counter[str], known: Iterable[str]) -> Sounds:
    """The sounds of a language by its *rules*, of its *words* by how often each is said; no *known* one is read so."""
    commonest: dict[str, str] = {}
    for word, _times in words.most_common():
        if len(word) >= SHORTEST and word.isalpha():
            commonest.setdefault(sounded(word, rules), word)
    return Sounds(rules, fronts, frozenset(words) | frozenset(known), commonest)


def sounded(word: str, rules: Rules) -> str:
    """How *word* sounds: one sign a sound."""
    for pattern, becomes in rules:
        word = pattern.sub(becomes, word)
    return word
