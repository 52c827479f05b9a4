"""A question answered by a whole number, in digits or in letters: an age, a cost, a mark out of ten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from flows.lexicon import Lexicon, fold
from flows.memory import Stored, View
from flows.questions.base import Answered, Ear, Heard, Missed, Question, Reply
from flows.words import Joined, Say, Text, Verbatim, _

NO_BOUND = 1_000_000_000
"""A number this large is out of bounds anyway."""


@dataclass(frozen=True)
class Number(Question[int | None]):
    """A whole number from *least* to *most*, of *unit* («ans», «euros»); None only where the question was skipped.

    «11», «onze», «j'ai 11 ans», «1 500», «15k», «environ 15 000 €» will do; two numbers in one reply are none.
    """

    least: int = 0
    most: int = NO_BOUND
    unit: Say | None = None

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[int | None]:
        """The number, or how to write one, or its bounds."""
        found = tuple(dict.fromkeys(figures_in(reply.text, ear.lexicon)))
        if len(found) != 1:
            return Missed(ONE_NUMBER if found else IN_DIGITS)
        [number] = found
        if not self.least <= number <= self.most:
            return Missed(self.bounds())
        return Answered(int(number)) if number == int(number) else Missed(WHOLE)

    def accept(self, stored: Stored) -> int | None:
        """The number kept, while it is within bounds."""
        if isinstance(stored, bool) or not isinstance(stored, int):
            return None
        return stored if self.least <= stored <= self.most else None

    def nothing(self) -> int | None:
        """No number."""
        return None

    def bounds(self) -> Say:
        """The sentence that says the bounds."""
        if self.most >= NO_BOUND:
            return _("Il faut au moins {least}.", least=self.told(self.least))
        return _("Il faut un nombre entre {least} et {most}.", least=str(self.least), most=self.told(self.most))

    def told(self, number: int) -> Say:
        """The number with its unit, to be read back: «11 ans»."""
        figure = Verbatim(str(number))
        return Joined((figure, self.unit), " ") if self.unit else figure


IN_DIGITS: Text = _("Répondez par un nombre, en chiffres.")
ONE_NUMBER: Text = _("Un seul nombre à la fois, en chiffres.")
WHOLE: Text = _("Un nombre entier, sans virgule.")

FIGURE = re.compile(
    r"""
    (?<![^\W\d_])                                     # not within a word: «m2», «CM2»
    (?P<minus>(?<!\S)-)?
    (?P<whole>\d{1,3}(?:[\s.,'’]\d{3})+(?!\d)|\d+)    # «1 500», «1.500», and all blanks that phones put there
    (?:[.,](?P<part>\d{1,2})(?!\d)|/\d+)?              # «12,50»; «8/10» is 8
    (?:\s*(?P<thousand>[kK](?=€|eur|\W|$)|mille?s?\b)|\s*(?P<million>M(?=€|\W|$)|millions?\b))?
    """,
    re.VERBOSE,
)

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1_000


def figures_in(text: str, lexicon: Lexicon) -> list[Decimal]:
    """The numbers that *text* holds, in digits; only where there are none, in letters."""
    digits = [_figure(found) for found in FIGURE.finditer(text)]
    return digits or list(map(Decimal, _spelt(fold(text).split(), lexicon)))


def _figure(found: re.Match[str]) -> Decimal:
    times = _THOUSAND if found["thousand"] else _THOUSAND**2 if found["million"] else 1
    digits = "".join(sign for sign in found["whole"] if sign.isdecimal())
    return Decimal(f"{found['minus'] or ''}{digits}.{found['part'] or 0}") * times


def _spelt(words: list[str], lexicon: Lexicon) -> list[int]:
    """The numbers in letters; those that follow one another as in «deux mille vingt et un» make one.

    Beside another, «un» is an article: «un projet de deux mille euros».
    """
    runs: list[list[int]] = [[]]
    for word in words:
        value = lexicon.figures.get(word)
        if value is not None and runs[-1] and _goes_on(runs[-1][-1], value):
            runs[-1].append(value)
        elif value is not None:
            runs.append([value])
        elif word not in lexicon.joins:
            runs.append([])
    found = [_sum(run) for run in runs if run]
    return [number for number in found if number != 1] or found[:1]


def _goes_on(last: int, value: int) -> bool:
    """Whether *value* goes on with a number whose last word was *last*: «soixante» «dix», «quatre» «vingt»."""
    if last == 0 or value == 0:
        return False
    return (
        value >= _HUNDRED
        or (last, value) == (4, _TWENTY)
        or last >= _TWENTY > value
        or last >= _HUNDRED > value
        or (last == _TEN and value in (7, 8, 9))
    )


def _sum(values: list[int]) -> int:
    """What a run of words of number makes: «deux mille cinq cents» is 2 × 1000 + 5 × 100."""
    total = part = 0
    for value in values:
        if value >= _THOUSAND:
            total, part = (total + max(part, 1) * value), 0
        elif value == _HUNDRED or (value == _TWENTY and part % _HUNDRED == 4):  # «quatre-vingts»
            part = part - part % _HUNDRED + max(part % _HUNDRED, 1) * value
        else:
            part += value
    return total + part
