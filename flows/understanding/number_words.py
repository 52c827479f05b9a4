"""The words beside a number that say what it counts, or that it is no answer: «2 par semaine», «hall 12», «sans 2»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Words = frozenset[str]

TIMES = "times"
PERIODS = frozenset({"minute", "hour", "day", "week", "month", "year"})
"""The kinds, as `kinds` names them, of which none is told for another: «2 par jour» is not «par mois»."""

DURATION = "duration"
"""What a question asks for that any of the *PERIODS* answers."""

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
