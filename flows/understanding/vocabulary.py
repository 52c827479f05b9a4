"""How people of one language text, for the searches that read whole sentences: read from each language's folder."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from flows.understanding.folding import fold
from flows.understanding.sounding import Sounds

ROOT = 4
"""Letters that are left of a word at least when its ending is taken off."""

REMEMBERED = 50_000
"""Words whose roots are kept at hand: a town's texts repeat the same few thousand."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a language's words have to do with each other; all of it folded."""

    spellings: Mapping[str, str] = field(default_factory=dict)  # «kan» → «quand», «g» → «j ai»
    hollow: frozenset[str] = frozenset()  # words that say little of what a sentence is about: «je», «est», «comment»
    endings: tuple[str, ...] = ()  # what may follow the root of a word: «s», «ement»
    kin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # «wc» → «toilettes», «sanitaires»
    sounds: Sounds = field(default_factory=Sounds)  # what a word is read as that is written by ear

    def words(self, text: str) -> list[str]:
        """The words of *text*, folded, with texting spellings written out: «Kan ? G pa pu» → quand, j, ai, pas, pu."""
        return [word for typed in fold(text).split() for word in self.written_out(typed).split()]

    def written_out(self, word: str) -> str:
        """What *word* (folded) is written out as: itself, if nobody texts or spells it like that."""
        return self.spellings.get(word) or self._by_ear(word)

    @cached_property
    def _by_ear(self) -> Callable[[str], str]:
        return lru_cache(maxsize=REMEMBERED)(self.sounds.meant)

    def is_hollow(self, word: str) -> bool:
        """Whether *word* says little of what a sentence is about; a bare number never says more."""
        return word in self.hollow or word.isdigit()

    @cached_property
    def root(self) -> Callable[[str], str]:
        """Gives what a word shares with its family, more or less: «realisation», «realiser» → «realis»."""
        return lru_cache(maxsize=REMEMBERED)(self._cut)

    def _cut(self, word: str) -> str:
        ending = self._ending.search(word, ROOT) if len(word) > ROOT else None
        return sys.intern(word[: ending.start()]) if ending else word  # thousands of words share a root

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        """Finds the longest ending that leaves a root."""
        return re.compile(f"(?:{'|'.join(map(re.escape, self.endings))})$" if self.endings else "$")
