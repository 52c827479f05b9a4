"""Text without the signs that nobody sees and that turn what follows around: safe in any list, line or page."""

from __future__ import annotations

import re
import unicodedata

_TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that change the direction of the text after them, or are nothing at all. Those that join letters stay."""


def plain(text: str) -> str:
    """*text* without turning and control signs; its lines stay lines."""
    return "".join(sign for sign in _TURNING.sub("", text) if sign in "\n\t" or unicodedata.category(sign) != "Cc")


def one_line(text: str) -> str:
    """*text* without turning and control signs, on one line."""
    return " ".join(plain(text).split())
