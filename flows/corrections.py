"""What people write to correct a choice that was read back to them: «et le 7», «sans 3», «pas le 6, le 9», «- 3»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum

from flows.ballots.ballot import Wish
from flows.lexicon import Hint, Lexicon, Sense, numbers_in

LONGEST = 4
"""Words in the longest phrase that says what is to become of a number."""

_TOKEN = re.compile(r"[+,;]|(?<!\w)[-−–](?=\s*\d)|[^\s,;+]+")
_MINUS = ("-", "−", "–")


class _Mark(StrEnum):
    """What stands between words."""

    COMMA = ","  # another thing begins
    LIST = "le"  # a small word right after a number: another thing may begin
    REFUSAL = "no"  # «non»


_Item = int | Hint | _Mark | None


def corrections_in(text: str, chosen: Collection[int], lexicon: Lexicon) -> Wish[int] | None:
    """What *text* wants in and out of the choice of these numbers; None if it says anything else, or no number."""
    items = list(_items(text, lexicon))
    if None in items or not any(isinstance(item, int) for item in items):
        return None
    out, into = _sorted_out(items, chosen)
    refused = _Mark.REFUSAL in items and not out
    if refused and set(into) <= set(chosen):  # «non 3», said of one that is chosen
        return Wish(out=into)
    rather = Hint.RATHER in items or refused or (Hint.INSTEAD in items and not out)
    return Wish(out, into, only=Hint.ONLY in items, rather=rather)


def _sorted_out(items: list[_Item], chosen: Collection[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers that are to go, and those that are to come.

    After «pas le 6» and a comma, or a small word, another number goes too if it is chosen: else it comes in the place
    of the first.
    """
    out: dict[int, None] = {}
    into: dict[int, None] = {}
    goes = may_go = False
    for item in items:
        if isinstance(item, int):
            going = goes or (may_go and item in chosen)
            (out if going else into)[item] = None
        elif isinstance(item, Hint):
            goes, may_go = item in (Hint.WITHOUT, Hint.INSTEAD), False
        elif goes and item is not _Mark.REFUSAL:
            goes, may_go = False, True
    return tuple(out), tuple(into)


def _items(text: str, lexicon: Lexicon) -> Iterator[_Item]:
    """The numbers of *text*, and what the words around them say of them; None for a word that says something else."""
    words: list[str] = []
    after_number = False
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign not in (",", ";", "+", *_MINUS):
            words += lexicon.spell(sign).split()
            continue
        for item in _said(words, lexicon):
            yield item
            after_number = isinstance(item, int)
        words = []
        is_dash = sign in _MINUS and after_number and text[match.end() : match.end() + 1].isspace()  # «3 - 12»
        if sign in _MINUS and not is_dash:
            yield Hint.WITHOUT
        else:
            yield Hint.WITH if sign == "+" else _Mark.COMMA
    yield from _said(words, lexicon)


def _said(words: list[str], lexicon: Lexicon) -> Iterator[_Item]:
    place, after_number = 0, False
    while place < len(words):
        length, item = _phrase(words[place : place + LONGEST], lexicon)
        number = _number(words[place], lexicon) if not item else None
        if number is not None:
            yield number
        elif item:
            if item is not Hint.ANYHOW:
                yield item
        elif words[place] not in lexicon.fillers:
            yield _Mark.REFUSAL if lexicon.senses.get(words[place]) is Sense.NO else None
        elif after_number and words[place] not in lexicon.joins:
            yield _Mark.LIST
        after_number = number is not None
        place += length


def _phrase(words: list[str], lexicon: Lexicon) -> tuple[int, Hint | None]:
    """The longest phrase with which *words* begin, and what it says; one word that says nothing, if there is none."""
    for length in range(len(words), 0, -1):
        hint = lexicon.corrections.get(" ".join(words[:length]))
        if hint:
            return length, hint
    return 1, None


def _number(word: str, lexicon: Lexicon) -> int | None:
    numbers, _rest = numbers_in(word, lexicon)
    return numbers[0] if numbers else None
