"""Texts read from right to left: what is in letters such as ours stands apart, so that it is read as it is written.

Without that, a screen shows «أجيبوا: 2 AVEC 3» and «04 65 71 20 26» in another order than they have. By SMS no sign is
added: signs cost there, and a telephone that knows no such sign shows a box. The spaces of a number are made such that
they hold it together.
"""

from __future__ import annotations

import re
from typing import Literal

from babel import Locale

from bot.languages.manners import base_of

APART, TOGETHER = "\u2068", "\u2069"
"""First strong isolate, and its end."""

_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
_WORD = rf"[+/@#]?[0-9{_LETTER}](?:[0-9{_LETTER}'’._/:@?=&%+-]*[0-9{_LETTER}/])?"
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0]{_WORD})*")
_BETWEEN_FIGURES = re.compile(r"(?<=\d) (?=\d)")
_HELD = "\u00a0"
"""A space that, between figures, is one of the number's own signs."""
_says_something = re.compile(rf"[{_LETTER}+]|\d[ ]\d").search


def is_read_leftwards(text: str) -> bool:
    """Whether *text* has letters that are read from right to left."""
    return _LEFTWARDS.search(text) is not None


def direction_of(language: str) -> Literal["rtl", "ltr"]:
    """From which side *language* is read, as pages and printers name it."""
    return "rtl" if Locale.parse(base_of(language)).text_direction == "rtl" else "ltr"


def set_apart(text: str) -> str:
    """*text* with the runs of our letters, and numbers in groups, set apart in lines that are read from the right."""
    if not is_read_leftwards(text):
        return text
    return "\n".join(runs_apart(line) if is_read_leftwards(line) else line for line in text.split("\n"))


def runs_apart(line: str) -> str:
    """*line*, which is part of a text that is read from the right, with those runs set apart."""
    return _RUN.sub(_apart, line)


def held_together(text: str) -> str:
    """*text* of as many signs, its numbers in groups read as one where they would be read from the right."""
    return _BETWEEN_FIGURES.sub(_HELD, text) if is_read_leftwards(text) else text


def _apart(run: re.Match[str]) -> str:
    return f"{APART}{run[0]}{TOGETHER}" if _says_something(run[0]) else run[0]
