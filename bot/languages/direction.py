"""Texts read from right to left: what is in our letters stands apart in them, so that it is read as it is written.

Without that, a screen shows «أجيبوا: 2 AVEC 3» and «04 65 71 20 26» in another order than they have. By SMS nothing is
added: signs cost there, and a telephone that knows no such sign shows a box.
"""

from __future__ import annotations

import re

APART, TOGETHER = "\u2068", "\u2069"
"""First strong isolate, and its end."""

_is_read_leftwards = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]").search
_LETTER = "A-Za-z\u00c0-\u024f"
_WORD = rf"[+/@#]?[0-9{_LETTER}](?:[0-9{_LETTER}'’._/:@?=&%+-]*[0-9{_LETTER}/])?"
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0]{_WORD})*")
_says_something = re.compile(rf"[{_LETTER}+]|\d[ ]\d").search


def set_apart(text: str) -> str:
    """*text* with the runs of our letters, and numbers in groups, set apart in lines that are read from the right."""
    if not _is_read_leftwards(text):
        return text
    return "\n".join(_RUN.sub(_apart, line) if _is_read_leftwards(line) else line for line in text.split("\n"))


def _apart(run: re.Match[str]) -> str:
    return f"{APART}{run[0]}{TOGETHER}" if _says_something(run[0]) else run[0]
