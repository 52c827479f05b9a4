"""How many segments a text may take in each language: twice as many where its letters take twice the room."""

from __future__ import annotations

from functools import lru_cache

from bot.channels.gsm import Encoding, encoding_of
from bot.channels.sms_text import wash
from bot.languages.words import voice
from flows.words import _


def segments_in(language: str, most: int) -> int:
    """The segments that hold in *language* what takes *most* of them in ours."""
    return most * 2 if _is_wide(language) else most


@lru_cache
def _is_wide(language: str) -> bool:
    """Whether it is written in letters that no SMS of 160 signs can carry."""
    return encoding_of(wash(voice(language).say(_("Oui")))) is Encoding.UCS_2
