"""The numbers of a text, and what stands around each: «sans le 3», «5 -> 9», «12 non»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon, together
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
        elif numbered and (word in lexicon.refused_after or word in lexicon.wanted_after):  # of the number before it
            yield Mark.REFUSAL if word in lexicon.refused_after else Mark.AGREED
        elif hint is Hint.ANYHOW:
            if lexicon.senses.get(" ".join(words[start:end])) is Sense.YES:
                yield Mark.AGREED
        elif hint:
            yield hint
        elif word not in lexicon.fillers:
            yield {Sense.NO: Mark.REFUSAL, Sense.YES: Mark.AGREED}.get(lexicon.senses.get(word, Sense.HELP))
        elif after_number and word not in lexicon.joins:
            yield Mark.LIST
        after_number = number is not None
        numbered = numbered or after_number
