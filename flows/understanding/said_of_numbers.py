"""The numbers of a text, and what stands around each: «sans le 3», «5 -> 9», «12 non»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from flows.understanding.folding import fold
from flows.understanding.lexicon import WORDS_KEPT, Lexicon, together
from flows.understanding.padding import phrases
from flows.understanding.senses import Hint, Sense


class Mark(StrEnum):
    """What stands between words."""

    COMMA = ","  # another thing begins
    LIST = "le"  # a small word right after a number: another thing may begin
    REFUSAL = "no"  # «non»
    AGREED = "yes"  # «oui»


Item: TypeAlias = int | Hint | Mark | None

_ARROW = re.compile(r"\s*(?:[-−–=]+>|[→➔➜➡⇒]\ufe0f?|(?<=\d)\s*>)\s*")
_TOKEN = re.compile(r"[+,;→]|(?<!\w)[-−–](?=\s*\d)|[^\s,;+→]+")
_MINUS = ("-", "−", "–")
_SIGN = re.compile(r"(?<!\w)[-−–]\s*\d|[-−–=]>|[→➔➜➡⇒]|\d\s*>")


def is_signed(text: str) -> bool:
    """Whether a sign says something of a number of *text*: «-5», «5 -> 9»."""
    return _SIGN.search(text) is not None


@lru_cache(maxsize=16)  # each message is read several times within its turn
def items(text: str, lexicon: Lexicon) -> tuple[Item, ...]:
    """The numbers of *text*, and what the words around them say of them; None for a word that says something else."""
    return tuple(_items(text, lexicon))


def _items(text: str, lexicon: Lexicon) -> Iterator[Item]:
    words: list[str] = []
    text = _ARROW.sub(" → ", text)
    after_number = False
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign not in (",", ";", "+", "→", *_MINUS):
            words += lexicon.written_out(fold(sign).split())
            continue
        for item in _said(words, lexicon):
            yield item
            after_number = isinstance(item, int)
        words = []
        is_dash = sign in _MINUS and after_number and _stands_apart(text, match)
        yield _meant_by(sign) if not is_dash else Mark.COMMA
    yield from _said(words, lexicon)


def _stands_apart(text: str, sign: re.Match[str]) -> bool:
    """Whether the dash is that of «3 - 12», and none at the beginning of a line."""
    before, after = text[: sign.start()].rstrip(" "), text[sign.end() : sign.end() + 1]
    return after.isspace() and not before.endswith("\n")


def _meant_by(sign: str) -> Item:
    if sign in _MINUS:
        return Hint.WITHOUT
    return {"+": Hint.WITH, "→": Hint.SWAPPED}.get(sign, Mark.COMMA)


def _said(words: Sequence[str], lexicon: Lexicon) -> Iterator[Item]:
    after_number = numbered = False
    words = together(words, lexicon)
    for start, end, hint in phrases(words, lexicon):
        word = words[start]
        number = lexicon.number(word) if not hint else None
        if number is not None:
            yield number
        elif numbered and (of_the_number := _said_after(word, lexicon)):
            yield of_the_number
        elif hint is Hint.ANYHOW:
            if lexicon.senses.get(" ".join(words[start:end])) is Sense.YES:
                yield Mark.AGREED
        elif hint:
            yield hint
        else:
            yield from _alone(word, after_number, lexicon)
        after_number = number is not None
        numbered = numbered or after_number


@lru_cache(maxsize=WORDS_KEPT)
def _said_after(word: str, lexicon: Lexicon) -> Mark | None:
    """What *word* says of the number before it: «5i istiyorum»."""
    if word in lexicon.refused_after:
        return Mark.REFUSAL
    return Mark.AGREED if word in lexicon.wanted_after else None


@lru_cache(maxsize=WORDS_KEPT)
def _alone(word: str, after_number: bool, lexicon: Lexicon) -> tuple[Item, ...]:
    """What *word* says by itself: nothing, if it is a small one; but right after a number another thing may begin."""
    if word in lexicon.fillers:
        return (Mark.LIST,) if after_number and word not in lexicon.joins else ()
    return ({Sense.NO: Mark.REFUSAL, Sense.YES: Mark.AGREED}.get(lexicon.senses.get(word, Sense.HELP)),)
