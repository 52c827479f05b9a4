"""What people write to correct a choice that was read back to them: «et le 7», «sans 3», «pas le 6, le 9», «- 3»."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum

from flows.ballots.ballot import Wish
from flows.understanding.lexicon import Hint, Lexicon, Sense, numbers_in
from flows.understanding.padding import phrases

_TOKEN = re.compile(r"[+,;]|(?<!\w)[-−–](?=\s*\d)|[^\s,;+]+")
_MINUS = ("-", "−", "–")


class _Mark(StrEnum):
    """What stands between words."""

    COMMA = ","  # another thing begins
    LIST = "le"  # a small word right after a number: another thing may begin
    REFUSAL = "no"  # «non»


_Item = int | Hint | _Mark | None

_COUNTED = {Hint.FIRST: 0, Hint.SECOND: 1, Hint.THIRD: 2, Hint.LAST: -1}
"""The projects that are called by their place in the choice."""

_EVERY = {Hint.ALL: None, Hint.BOTH: 2, Hint.ALL_THREE: 3}
"""Ways to call the whole choice, and how many projects it then has."""


def corrections_in(text: str, chosen: Collection[int], lexicon: Lexicon) -> Wish[int] | None:
    """What *text* wants in and out of the choice of these numbers; None if it says anything else, or no number.

    Several numbers beside a «non» or a «plutôt» are the whole choice from then on.
    """
    said = _compared(list(_items(text, lexicon)))
    items = _placed(said, tuple(chosen))
    if None in items or Hint.LEFT in items or not any(isinstance(item, int) for item in items):
        return None
    out, into = _sorted_out(items, chosen)
    if any(item in _EVERY for item in said) and not out:
        return None
    refused = _Mark.REFUSAL in items and not out
    if refused and set(into) <= set(chosen) and len(into) in (1, len(chosen)):  # «non 3», said of one that is chosen
        return Wish(out=into)
    rather = Hint.RATHER in items or refused or (_has_one_go(items) and not out)
    several = rather and len(into) > 1
    return Wish(out, into, only=not out and (Hint.ONLY in items or several), rather=rather)


def asks_what_is_left(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* only asks for the sum that is left: «il me reste combien ?»."""
    items = set(_items(text, lexicon))
    return Hint.LEFT in items and items <= {Hint.LEFT, _Mark.COMMA}


def with_numbers(text: str, lexicon: Lexicon, called: Callable[[str], int | None]) -> str | None:
    """*text* with the number that is *called* in the place of each name in it: «sans le skatepark», «sans le 5».

    None if it has a name that calls nothing, or nothing but names and numbers: «parc 3» may be anything.
    """
    words = lexicon.spell(text).split()
    parts = list(phrases(words, lexicon))
    kinds = "".join(_kind(words[start], hint, lexicon) for start, _end, hint in parts)
    found: list[str] = []
    if "d" in kinds and "o" not in kinds:
        return None
    for run in _NAME.finditer(kinds):
        said = " ".join(words[parts[run.start()][0] : parts[run.end() - 1][1]])
        number = called(said) if run[0][0] == "n" else None
        if number is None and run[0][0] == "n":
            return None
        found.append(said if number is None else str(number))
    return " ".join(found)


_NAME = re.compile("n(?:s*n)*|.")
"""A name, of words and the small ones between them; or else any other phrase."""


def _kind(word: str, hint: Hint | None, lexicon: Lexicon) -> str:
    """«n» for a word that may name something, «s» for a small one, «d» for digits, «o» for what is said of them."""
    if hint is Hint.ANYHOW or (not hint and word in lexicon.fillers):
        return "s"
    if not hint and word.isdigit():
        return "d"
    return "o" if hint or lexicon.senses.get(word) else "n"


def _has_one_go(items: Collection[_Item]) -> bool:
    return Hint.INSTEAD in items or Hint.SWAPPED in items


def _compared(items: list[_Item]) -> list[_Item]:
    """«plutôt le 9 que le 5»: the second goes. Any other «que» says nothing, or «que le»: that one only."""
    found: list[_Item] = []
    for place, item in enumerate(items):
        if item not in (Hint.THAN, Hint.ONLY):
            found.append(item)
            continue
        than = Hint.RATHER in found and any(isinstance(one, int) for one in found)
        if than and isinstance(next(iter(items[place + 1 :]), None), int):
            found.append(Hint.INSTEAD)
        elif item is Hint.ONLY:
            found.append(item)
    return found


def _placed(items: Sequence[_Item], chosen: tuple[int, ...]) -> list[_Item]:
    """The items, with the numbers of the projects that are called by their place, or all together."""
    numbers = sum(isinstance(item, int) for item in items)
    found: list[_Item] = []
    for item in items:
        if isinstance(item, Hint) and item in _COUNTED:
            place = _COUNTED[item]
            found.append(chosen[place] if -1 <= place < len(chosen) and chosen else None)
        elif isinstance(item, Hint) and item in _EVERY:
            found += _every(_EVERY[item], numbers, chosen)
        else:
            found.append(item)
    return found


def _every(count: int | None, numbers: int, chosen: tuple[int, ...]) -> tuple[int | None, ...]:
    """The whole choice, if it has so many; beside other *numbers*, «les deux» is a number itself."""
    if count is not None and numbers:
        return (count,)
    return chosen if count in (None, len(chosen)) else (None,)


def _sorted_out(items: Sequence[_Item], chosen: Collection[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers that are to go, and those that are to come.

    After «pas le 6» and a comma, or a small word, another number goes too if it is chosen: else it comes in the place
    of the first. What nothing follows is said of what stands before it: «le 6, à enlever».
    """
    out: dict[int, None] = {}
    into: dict[int, None] = {}
    goes = may_go = idle = False
    for item in items:
        if isinstance(item, int):
            going = goes or (may_go and item in chosen)
            (out if going else into)[item] = None
            idle = False
        elif item is Hint.SWAPPED:
            out, into, goes, may_go = {**out, **into}, {}, False, False
        elif isinstance(item, Hint):
            goes, may_go = item in (Hint.WITHOUT, Hint.INSTEAD), False
            idle = item is Hint.WITHOUT
        elif goes and item is not _Mark.REFUSAL:
            goes, may_go = False, True
    return (tuple(into), ()) if idle and not out else (tuple(out), tuple(into))


def _items(text: str, lexicon: Lexicon) -> Iterator[_Item]:
    """The numbers of *text*, and what the words around them say of them; None for a word that says something else."""
    words: list[str] = []
    after_number = False
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign not in (",", ";", "+", *_MINUS):
            words += lexicon.spell(sign).split() if sign.strip("?!.:…") else ()
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
    after_number = False
    for start, _end, hint in phrases(words, lexicon):
        word = words[start]
        number = _number(word, lexicon) if not hint else None
        if number is not None:
            yield number
        elif hint:
            if hint is not Hint.ANYHOW:
                yield hint
        elif word not in lexicon.fillers:
            yield _Mark.REFUSAL if lexicon.senses.get(word) is Sense.NO else None
        elif after_number and word not in lexicon.joins:
            yield _Mark.LIST
        after_number = number is not None


def _number(word: str, lexicon: Lexicon) -> int | None:
    numbers, _rest = numbers_in(word, lexicon)
    return numbers[0] if numbers else None
