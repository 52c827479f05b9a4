"""How people ask for silence, in the forms they use, and never by a guess.

A message asks for it when it is made of nothing else: a word for STOP, and around it courtesies, a short code, or the
words that plead for it. One word that may be *about* something («voitures», «bus», «pub») and it is none: what begins
the title of an idea stays an idea.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

LONGEST = 120
"""Signs of the longest message that may be nothing but a STOP."""

SPELLED = 4
"""Letters in a row that stand alone, from which on they spell a word: «S T O P»."""

_SHORT_CODE = 5
_PHONE = 8  # digits of a number in full, at least: «STOP au 0 938…»
_A_PHONE = ("0", "33")
"""How a number in full begins, where it is written in groups of digits."""

_DRAWN_OUT = re.compile(r"([aeiou])\1+|([a-z])\2{2,}")
"""A letter written again and again: «stooop»; two consonants are a slip, or another word: «stopp»."""


@dataclass(frozen=True)
class OptOut:
    """The words around silence, of all languages at once; all of them folded."""

    stops: frozenset[str] = frozenset()  # words that ask for it: «stop», «desinscrivez»
    courtesies: frozenset[str] = frozenset()  # words that add nothing, before or after: «svp», «merci», «bonjour»
    pleas: frozenset[str] = frozenset()  # words that go on with it: «stop *je ne veux plus rien recevoir*»
    reminders: frozenset[str] = frozenset()  # what comes before it, said again: «*je vous ai dit* stop»
    beginnings: frozenset[str] = frozenset()  # a word for STOP and one more, that come near to it: «stop je»
    hints: frozenset[str] = frozenset()  # whole messages that come near to it: «fin»
    ends: tuple[str, ...] = ()  # how words begin that end something: «arreter», «stopper»
    received: frozenset[str] = frozenset()  # what is not wanted any more: «sms», «recevoir»
    no_longer: frozenset[str] = frozenset()  # words that say so beside it: «*plus* de vos sms»
    missing: frozenset[str] = frozenset()  # words of who wants it back: «je ne *recois* plus vos sms»
    around_end: frozenset[str] = frozenset()  # words around those that are about nothing else
    roots: tuple[str, ...] = ()  # how words begin that come near to it: «desabonn»

    def is_worth_reading(self, phrase: str) -> bool:
        """Whether *phrase* is short enough to be nothing but a STOP, and no list of numbers; all else costs nothing."""
        if not 0 < len(phrase) <= LONGEST:
            return False
        return not phrase[0].isdigit() or phrase.rpartition(" ")[2] in self.stops

    def core(self, phrase: str) -> str:
        """*phrase* (folded) written as usual, without the courtesies and the short codes at its ends."""
        words = self._words(phrase)
        while words and self._adds_nothing(words[0]):
            words = words[1:]
        while words and self._adds_nothing(words[-1]):
            words = words[:-1]
        return " ".join(words)

    def asked(self, phrase: str) -> bool:
        """Whether *phrase* (folded) is a word for STOP and nothing else but what pleads for it."""
        words = self._words(phrase)
        place = next((place for place, word in enumerate(words) if word in self.stops), None)
        if place is None:
            return False
        before = " ".join(word for word in words[:place] if not self._adds_nothing(word))
        return before in self.reminders | {""} and all(map(self._pleads, words[place + 1 :]))

    def before(self, phrase: str) -> str:
        """What *phrase* (folded) says before the STOP at its end: «mauvais numero stop»; "" if it does not end so."""
        words = self.core(phrase).split()
        last = len(words)
        while last and words[last - 1] in self.stops:
            last -= 1
        return " ".join(words[:last]) if last < len(words) else ""

    def after(self, phrase: str) -> str:
        """What *phrase* (folded) says after a STOP at its beginning: «stop contact»; "" if it does not begin so."""
        first, _space, rest = phrase.partition(" ")
        return rest if first in self.stops else ""

    def is_near(self, phrase: str) -> bool:
        """Whether *phrase* (folded), which nothing else understood, comes near to asking for silence."""
        words = phrase.split()
        if not words or not self.is_worth_reading(phrase):
            return False
        alone = len(words) <= 2 and words[0] in self.stops
        begins = " ".join(words[:2]) in self.beginnings or self.begins(phrase)
        return alone or begins or any(word.startswith(self.roots) for word in words) or self._wishes_an_end(words)

    def begins(self, phrase: str) -> bool:
        """Whether *phrase* (folded) begins with STOP and a courtesy, whatever is said then: «stop svp je vote pas»."""
        words = phrase.split()
        return len(words) > 2 and words[0] in self.stops and words[1] in self.courtesies

    def _wishes_an_end(self, words: Sequence[str]) -> bool:
        """Whether they want no more messages, in words that are about nothing else: «je ne veux plus de vos sms»."""
        known = self.pleas | self.courtesies | self.around_end | self.received | self.no_longer | self.stops
        if not self.missing.isdisjoint(words):
            return False
        ends = [word for word in words if word.startswith(self.ends)] if self.ends else []
        wants = bool(ends) or not (self.no_longer.isdisjoint(words) or self.received.isdisjoint(words))
        about_nothing_else = known.issuperset(word for word in words if word not in ends)
        return " ".join(words) in self.hints or (wants and about_nothing_else)

    @cached_property
    def _words(self) -> Callable[[str], Sequence[str]]:
        """The words of a phrase as they are meant; each is asked for several times on end."""
        return lru_cache(maxsize=8)(self._read)

    def _read(self, phrase: str) -> Sequence[str]:
        """Its words, those spelled letter by letter put together and those glued taken apart: «s t o p», «stopsms»."""
        for polite in self._polite_phrases:
            if polite in phrase:
                phrase = f" {phrase} ".replace(f" {polite} ", " ")
        words = [self._written_once(word) for word in _numbers_in_full(phrase.split())]
        if sum(len(word) == 1 for word in words) >= SPELLED:
            words = _joined(words)
        written = " ".join(words)
        if not any(stop in written for stop in self.stops):
            return words
        return [part for word in words for part in self._unglued(word)]

    @cached_property
    def _polite_phrases(self) -> tuple[str, ...]:
        return tuple(phrase for phrase in self.courtesies if " " in phrase)

    def _unglued(self, word: str) -> tuple[str, ...]:
        for stop in self.stops:
            rest = word.removeprefix(stop)
            if rest != word and rest and (self._adds_nothing(rest) or (rest in self.pleas and len(rest) > 2)):
                return (stop, rest)
        return (word,)

    def _written_once(self, word: str) -> str:
        """The word for STOP that *word* is with some letters drawn out; any other word as it is."""
        once = _DRAWN_OUT.sub(lambda drawn: drawn[1] or drawn[2], word)
        return once if once in self.stops else word

    def _adds_nothing(self, word: str) -> bool:
        return (
            word in self.courtesies
            or word == "0"
            or (word.isdigit() and (len(word) == _SHORT_CODE or len(word) >= _PHONE))
        )

    def _pleads(self, word: str) -> bool:
        return word in self.pleas or word in self.stops or self._adds_nothing(word)


def _joined(words: Sequence[str]) -> list[str]:
    """The words, with letters that stand alone, SPELLED or more in a row, made one."""
    joined: list[str] = []
    run = ""
    for word in (*words, ""):
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += ([run] if len(run) >= SPELLED else list(run)) if run else []
        joined += [word] if word else []
        run = ""
    return joined


def _numbers_in_full(words: Sequence[str]) -> list[str]:
    """The words, with the groups of digits of one number put together: «36 180», «09 38 12 34 56»."""
    joined: list[str] = []
    groups: list[str] = []
    for word in (*words, ""):
        if word.isdigit():
            groups.append(word)
            continue
        joined += ["".join(groups)] if _is_one_number(groups) else groups
        joined += [word] if word else []
        groups = []
    return joined


def _is_one_number(groups: Sequence[str]) -> bool:
    """Whether these groups of digits are a short code or a telephone number, and no list of projects."""
    digits = "".join(groups)
    if len(digits) == _SHORT_CODE:
        return len(groups) in (2, _SHORT_CODE)
    return len(digits) >= _PHONE and digits.startswith(_A_PHONE)
