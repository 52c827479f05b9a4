"""The sample edition's file, changed as a test wants it."""

from __future__ import annotations

import re


def in_words(text: str) -> str:
    """*text* with words for the blanks that its answers leave for the calendar: for a calendar that lacks phases."""
    return re.sub(r"\{[a-z_]+\.[a-z_]+\}", "un jour", text)
