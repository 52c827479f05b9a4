"""What people put around what they say, as at the ends of a letter: «Bonjour», «merci», «Cordialement ⏎ Jean Dupont».

An answer is found between them, and no free text loses a word by it: only who looks for an answer asks for the middle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.understanding.phrases import begun_by, length_of

LONGEST = 400
"""Signs of the longest message that may be an answer with nothing but courtesies around it."""

_PHRASE = 5
"""Words of the longest courtesy: «je vous remercie d'avance»."""

_SIGNATURE = 20
"""Words below a «Cordialement»: a name, a street, a telephone."""

_A_NAME = 4
"""Words below a line that ends by «merci»: «Marie-Claude Dupont»."""

_WORD = re.compile(r"\S+")
_SAYS_SOMETHING = frozenset("?+-−–#€$£%")
"""Signs that are no ornament when they stand alone."""


@dataclass(frozen=True)
class Courtesies:
    """The words of courtesy, of all languages at once; all of them folded."""

    greetings: frozenset[str] = frozenset()  # before what is said: «bonjour», «madame»
    polite: frozenset[str] = frozenset()  # after it: «svp», «merci d avance»
    closings: frozenset[str] = frozenset()  # after it too, with a signature below: «cordialement»

    def between(self, text: str, fold: Callable[[str], str], meant: Collection[str]) -> str:
        """What *text* says between its courtesies; all of it, where that is nothing. What is *meant* is kept.

        A longer text than LONGEST is no answer: nothing is looked up in it.
        """
        if len(text) > LONGEST or not (" " in text or "\n" in text) or text.replace(" ", "").isdigit():
            return text
        matches = list(_WORD.finditer(text))
        words = [_folded(word[0], fold, meant) for word in matches]
        first = self._first(words)
        last = self._last(words, first, self._signed(words, text, matches, first))
        return text[matches[first].start() : matches[last - 1].end()] if first < last else text

    @cached_property
    def _greeting(self) -> frozenset[str]:
        return begun_by(self.greetings)

    @cached_property
    def _polite(self) -> frozenset[str]:
        return begun_by(self.polite, from_end=True)

    @cached_property
    def _thanking(self) -> frozenset[str]:
        return begun_by(self.polite)

    @cached_property
    def _closing(self) -> frozenset[str]:
        return begun_by(self.closings)

    def _first(self, words: Sequence[str]) -> int:
        """The place of the first word that is no greeting."""
        place = 0
        while place < len(words):
            length = length_of(words[place : place + _PHRASE], self.greetings, self._greeting)
            if not length and (words[place] or not place):
                break
            place += length or 1
        return place

    def _last(self, words: Sequence[str], first: int, place: int) -> int:
        """The place after the last word from the *first* to before that *place* which is no courtesy."""
        while place > first:
            length = length_of(words[max(place - _PHRASE, first) : place], self.polite, self._polite, from_end=True)
            if not length and words[place - 1]:
                break
            place -= length or 1
        return place

    def _signed(self, words: Sequence[str], text: str, matches: Sequence[re.Match[str]], first: int) -> int:
        """The place of the first closing that only a signature follows; the end if there is none."""
        for place in range(max(1, len(words) - _SIGNATURE - _PHRASE), len(words)):
            closes = length_of(words[place : place + _PHRASE], self.closings, self._closing)
            if closes and len(words) - place - closes <= _SIGNATURE:
                return place
            if len(words) - place > _A_NAME + _PHRASE:
                continue
            length = length_of(words[place : place + _PHRASE], self.polite, self._thanking)
            below = matches[place + length :]
            if length and _begins_a_name(below) and self._ends_by_a_number(words, first, place):
                return place
            if length and _is_a_name(below) and "\n" in text[matches[place + length - 1].end() : below[0].start()]:
                return place
        return len(words)

    def _ends_by_a_number(self, words: Sequence[str], first: int, place: int) -> bool:
        """Whether what stands before that *place* is complete: «vote 3 12 | bonne journée Mme Petit 78 ans»."""
        last = self._last(words, first, place)
        return last > first and words[last - 1][-1:].isdigit()


def _folded(word: str, fold: Callable[[str], str], meant: Collection[str]) -> str:
    """The word folded; nothing of an ornament («!», «🙏»), all of a sign that says something («?», «👍»)."""
    return fold(word) or (word if word in meant or not _SAYS_SOMETHING.isdisjoint(word) else "")


def _begins_a_name(words: Sequence[re.Match[str]]) -> bool:
    """Whether these are a name, and perhaps an age or a street after it: «Mme Petit 78 ans»; no number stands alone."""
    typed = [word[0].rstrip(".,)") for word in words]
    if not 0 < len(typed) <= _A_NAME + _PHRASE:
        return False
    name = next((place for place, word in enumerate(typed) if word[:1].isdigit()), len(typed))
    counts = all(after.isalpha() for word, after in zip(typed, [*typed[1:], ""], strict=True) if word.isdigit())
    return name > 0 and all(word[:1].isupper() for word in typed[:name]) and counts


def _is_a_name(words: Sequence[re.Match[str]]) -> bool:
    """Whether these are a few words with a capital each."""
    return 0 < len(words) <= _A_NAME and all(word[0][0].isupper() for word in words)
