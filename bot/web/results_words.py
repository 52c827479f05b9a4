"""What the public page of results says, in one of the edition's languages: its texts, its numbers, its shares."""

from __future__ import annotations

from functools import partial

from bot.languages import figures
from bot.languages.direction import direction_of
from bot.languages.manners import base_of
from bot.languages.words import Voice, voice
from flows.town.edition import Edition
from flows.words import Text, Tongue, Value

LANGUAGE = "lang"
"""What in the address says the language: `?lang=ar`."""


def spoken_for(asked: str, edition: Edition) -> str:
    """The language *asked* for, if the edition speaks it; else its first, in which it welcomes people."""
    return asked if asked in edition.languages else edition.languages[0]


def words_in(language: str, edition: Edition) -> dict[str, object]:
    """What the template says and writes with: its texts by `_` and `n_`, numbers, shares (of 1); the languages."""
    speaking, base = voice(language), base_of(language)
    return {
        "_": partial(_said, speaking),
        "n_": partial(_counted, speaking),
        "number": partial(figures.number, language=base),
        "share": partial(figures.share, language=base),
        "language": base,
        "direction": direction_of(language),
        "languages": [(code, base_of(code), voice(code).figure(Tongue(code))) for code in edition.languages],
        "spoken": language,
    }


def _said(speaking: Voice, source: str, **values: Value) -> str:
    return speaking.say(Text(source, values))


def _counted(speaking: Voice, one: str, many: str, count: int, **values: Value) -> str:
    return speaking.say(Text(one, {"n": count, **values}, many, count))
