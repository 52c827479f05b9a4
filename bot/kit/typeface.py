"""The letters of the kit: Source Sans Pro, an open font (OFL 1.1) that pip brings; what it lacks is told."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from babel import Locale
from PIL import ImageFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from bot.languages.manners import base_of

FONTS = Path(str(files("font_source_sans_pro"))) / "files"

_SPACES = re.compile(r"[ \t\n\r]+")
ASCENT = 0.75
"""How far the tallest letters rise above the line, of their size."""
CAPITAL = 0.66
"""How high a capital or a figure is, of its size."""


class CannotPrint(Exception):
    """The typeface has no letters for a language, or for a text of ours: the message names both."""

    def __init__(self, language: str, missing: str) -> None:
        """*missing* are the letters that are not there."""
        name = Locale.parse(base_of(language)).get_language_name("en") or language
        few = " ".join(dict.fromkeys(missing))[:20]
        super().__init__(
            f"The kit cannot be printed in {name} ({language}): its typeface, Latin, Greek and Cyrillic, "
            f"has no letters for «{few}». Leave that language out, or write the text in other letters."
        )


class Face(StrEnum):
    """One weight of the typeface, by the name of its file."""

    REGULAR = "SourceSansPro-Regular"
    BOLD = "SourceSansPro-Bold"
    BLACK = "SourceSansPro-Black"

    @cached_property
    def path(self) -> Path:
        """Where its file is."""
        return FONTS / f"{self}.ttf"

    def width(self, text: str, size: float) -> float:
        """How wide *text* is, in the unit that *size* is in."""
        known(self)
        return stringWidth(text, self.value, size)

    def bearing(self, text: str) -> float:
        """What is blank to the left of the first letter of *text*, of its size."""
        return _bearing(self, text[:1])


@lru_cache(maxsize=256)
def _bearing(face: Face, letter: str) -> float:
    font = ImageFont.truetype(str(face.path), 1000, layout_engine=ImageFont.Layout.BASIC)
    ink = font.getmask(letter).getbbox()
    return ink[0] / 1000 if ink else 0.0


@lru_cache(maxsize=len(Face))
def known(face: Face) -> TTFont:
    """The font, read once and known to the PDF library by its name."""
    font = TTFont(face.value, str(face.path))
    registerFont(font)
    return font


def printable(text: str, language: str) -> str:
    """*text* as the typeface can print it: composed, without emojis and other marks that are no letters.

    Raises CannotPrint when letters are missing: a word with holes would be worse than no leaflet.
    """
    composed = unicodedata.normalize("NFC", text)
    glyphs = known(Face.REGULAR).face.charToGlyph
    missing = "".join(sign for sign in composed if ord(sign) not in glyphs and not sign.isspace())
    if any(unicodedata.category(sign)[0] in "LMN" and not _is_joiner(sign) for sign in missing):
        raise CannotPrint(language, missing)
    return _SPACES.sub(" ", "".join(sign for sign in composed if sign not in missing)).strip()


def _is_joiner(sign: str) -> bool:
    """Whether *sign* only colours the emoji before it: variation selectors are marks, but nobody reads them."""
    return "\ufe00" <= sign <= "\ufe0f" or sign == "\u20e3"
