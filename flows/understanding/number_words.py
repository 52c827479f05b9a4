"""The words beside a number that say what it counts, or that it is no answer: «2 par semaine», «hall 12», «sans 2»."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Words = frozenset[str]

TIMES = "times"
PERIODS = frozenset({"minute", "hour", "day", "week", "month", "year"})
"""The kinds, as `kinds` names them, of which none is told for another: «2 par jour» is not «par mois»."""

DURATION = "duration"
"""What a question asks for that any of the *PERIODS* answers."""

TENS = range(20, 70, 10)
"""What a number from one to nine goes on from: «vingt-deux», «yirmi iki»."""

TEN = 10
"""What goes on to 17, 18 and 19 in French: «dix-huit»."""

CLAUSE = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;!?()\n]")
"""What stands between two things said: but a comma or a point within a number does not."""


@dataclass(frozen=True)
class NumberWords:
    """Every language's words beside numbers, folded."""

    kinds: Mapping[str, str] = field(default_factory=dict)  # «semaines» → week: what a number counts
    counting: Words = frozenset()  # by which a question asks how many there are of something: «combien de»
    denying: Words = frozenset()  # before a number, takes it back: «sans», «pas», «moins»
    numbered: Words = frozenset()  # before what is a name or a rhythm: «hall 12», «tous les 2 mois»
    limits: Words = frozenset()  # «max»: the number is only the largest, or the smallest
    before: Words = frozenset()  # what may stand alone before a number that answers: «environ», «peut-être»
    others: Words = frozenset()  # of whom an age is told that is not one's own: «il», «fille»
    own: Words = frozenset()  # what is said of oneself after «mon»: «âge»
    since: Words = frozenset()  # before years that are no age: «depuis», «dans»
    grown: Words = frozenset()  # phrases by which people say that they are of age: «majeur»
    minor: Words = frozenset()  # and that they are not

    def kinds_in(self, words: Words | list[str] | tuple[str, ...]) -> frozenset[str]:
        """What kinds of things *words* (folded) name."""
        return frozenset(kind for word in words if (kind := self.kinds.get(word)))


def joined_in_digits(
    words: list[str], numbers: Mapping[str, int], figures: Mapping[str, int], joins: Collection[str]
) -> list[str]:
    """*words*, with two that are one number together as its digits: «vingt et un», «dix huit», «twenty two»."""
    joined: list[str] = []
    place = 0
    while place < len(words):
        value, length = _number_at(words[place : place + 3], numbers, joins)
        larger = bool(joined) and joined[-1] in figures  # «quatre vingt dix», «cent vingt deux»
        if larger or length < 2 or (words[place + length :] and words[place + length] in figures):
            value, length = 0, 1
        joined.append(str(value) if length > 1 else words[place])
        place += length
    return joined


def _number_at(words: list[str], numbers: Mapping[str, int], joins: Collection[str]) -> tuple[int, int]:
    """The number that the first two or three of *words* are together, and how many they are."""
    tens = numbers.get(words[0], 0)
    if tens < TEN:
        return 0, 1
    linked = len(words) > 2 and words[1] in joins
    ones = numbers.get(words[2] if linked else "".join(words[1:2]), 0)
    if linked and (tens not in TENS or not (ones == 1 or len(words[1]) == 1)):  # «vingt et deux» are two numbers
        return 0, 1
    if (tens in TENS and 0 < ones < TEN) or (tens == TEN and 7 <= ones < TEN):
        return tens + ones, 3 if linked else 2
    return 0, 1
