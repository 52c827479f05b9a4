"""The letters of the kit, two open fonts (OFL 1.1) that pip brings: Source Sans Pro, and IBM Plex Sans Arabic.

What neither has is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from babel import Locale
from PIL import ImageFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from bot.kit.leftwards import joined
from bot.languages.direction import is_read_leftwards
from bot.languages.manners import base_of

LATIN = Path(str(files("font_source_sans_pro"))) / "files"
ARABIC = Path(str(files("fontpkg_ibm_plex_sans_arabic"))) / "files"

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
            f"The kit cannot be printed in {name} ({language}): its typeface, Latin, Greek, Cyrillic and "
            f"Arabic, has no letters for «{few}». Leave that language out, or write the text in other letters."
        )


class Face(StrEnum):
    """One weight of the typeface, by the name of its file."""

    REGULAR = "SourceSansPro-Regular"
    BOLD = "SourceSansPro-Bold"
    BLACK = "SourceSansPro-Black"

    @property
    def arabic(self) -> str:
        """The name of the file with its Arabic letters: none is blacker than bold."""
        return f"IBMPlexSansArabic-{'Regular' if self is Face.REGULAR else 'Bold'}"

    def width(self, text: str, size: float) -> float:
        """How wide *text* is, in the unit that *size* is in."""
        return float(sum(stringWidth(letters, font, size) for font, letters in self.runs(joined(text))))

    def runs(self, seen: str) -> Iterator[tuple[str, str]]:
        """*seen* in runs of one font each, by its name: Arabic letters come from their own."""
        if not is_read_leftwards(seen):
            yield known(self.value).fontName, seen
            return
        for is_arabic, letters in groupby(seen, is_read_leftwards):
            yield known(self.arabic if is_arabic else self.value).fontName, "".join(letters)

    def bearing(self, text: str, *, leftwards: bool = False) -> float:
        """What is blank before the first letter of *text* as it is seen, or after its last, of its size."""
        [(font, letter)] = self.runs(text[-1:] if leftwards else text[:1])
        return _bearing(font, letter, leftwards)


@lru_cache(maxsize=256)
def _bearing(name: str, letter: str, leftwards: bool) -> float:
    font = ImageFont.truetype(path_of(name), 1000, layout_engine=ImageFont.Layout.BASIC)
    ink = font.getmask(letter).getbbox()
    if not ink:
        return 0.0
    return float(font.getlength(letter) - ink[2] if leftwards else ink[0]) / 1000


def path_of(font: str) -> str:
    """Where the file of the font of this name is."""
    return str((LATIN if font in set(Face) else ARABIC) / f"{font}.ttf")


@lru_cache(maxsize=2 * len(Face))
def known(font: str) -> TTFont:
    """The font of this name, read once and known to the PDF library by it."""
    read = TTFont(font, path_of(font))
    registerFont(read)
    return read


def printable(text: str, language: str) -> str:
    """*text* as the typeface can print it: composed, without emojis and other marks that are no letters.

    Raises CannotPrint when letters are missing: a word with holes would be worse than no leaflet.
    """
    composed = unicodedata.normalize("NFC", text)
    missing = "".join(sign for sign in composed if not (sign.isspace() or _has_letter(sign)))
    if any(unicodedata.category(sign)[0] in "LMN" and not _is_joiner(sign) for sign in missing):
        raise CannotPrint(language, missing)
    return _SPACES.sub(" ", "".join(sign for sign in composed if sign not in missing)).strip()


def _has_letter(sign: str) -> bool:
    """Whether the typeface has *sign*, in the font that it is printed in."""
    [(font, _letters)] = Face.REGULAR.runs(sign)
    return ord(sign) in known(font).face.charToGlyph


def _is_joiner(sign: str) -> bool:
    """Whether *sign* only colours the emoji before it: variation selectors are marks, but nobody reads them."""
    return "\ufe00" <= sign <= "\ufe0f" or sign == "\u20e3"
