"""The numbers in what people write: «1 500», «15k», «8/10», «deux mille vingt et un»."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon

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

_LETTERED = re.compile(r"(?<!\w)\d[^\W\d_]\w*")
"""A word that may be written with a digit for its first letter, as Arabic is in Latin letters: «3andi» is no 3."""

_WORD_AFTER = re.compile(r"\s*([^\W\d_]+)")

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1_000


def figures_in(text: str, lexicon: Lexicon) -> list[Decimal]:
    """The numbers that *text* holds, in digits; only where there are none, in letters."""
    text = _LETTERED.sub(lambda word: lexicon.spellings.get(fold(word[0]), word[0]), text)
    digits = [_figure(match, lexicon) for match in FIGURE.finditer(text)]
    return digits or list(map(Decimal, _spelt(fold(text).split(), lexicon)))


def _figure(match: re.Match[str], lexicon: Lexicon) -> Decimal:
    times = _THOUSAND if match["thousand"] else _THOUSAND**2 if match["million"] else _times(match, lexicon)
    digits = "".join(sign for sign in match["whole"] if sign.isdecimal())
    return Decimal(f"{match['minus'] or ''}{digits}.{match['part'] or 0}") * times


def _times(match: re.Match[str], lexicon: Lexicon) -> int:
    """What the word after the figures makes of them, in any language: «5 thousand», «30 mil»; else 1."""
    after = _WORD_AFTER.match(match.string, match.end())
    times = lexicon.figures.get(fold(after[1]), 1) if after else 1
    return times if times >= _THOUSAND else 1


def _spelt(words: list[str], lexicon: Lexicon) -> list[int]:
    """The numbers in letters; those that follow one another as in «deux mille vingt et un» make one.

    Beside another, «un» is an article: «un projet de deux mille euros».
    """
    runs: list[list[int]] = [[]]
    for word in words:
        value = lexicon.figures.get(word)
        if value is None and runs[-1]:
            value = lexicon.figures_after.get(word)
        if value is not None and runs[-1] and _goes_on(runs[-1][-1], value):
            runs[-1].append(value)
        elif value is not None:
            runs.append([value])
        elif word not in lexicon.joins:
            runs.append([])
    sums = [_sum(run) for run in runs if run]
    return [number for number in sums if number != 1] or sums[:1]


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
