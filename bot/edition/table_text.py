"""The text of a table that a spreadsheet saved, whichever of its encodings it chose, and the sign between its cells."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress

DELIMITERS = ";,\t"
_TOLD = re.compile(r"\s*\"?sep=(.)\"?[;,\t]*\r?(\n|\Z)", re.IGNORECASE)
"""The line by which Excel is told which sign parts the cells; for us it is no data."""

OLD = ("cp1252", "mac_roman")
"""What Windows and the Macintosh saved in before UTF-8: a byte means another letter in each."""

_WEIGHTS = {
    re.compile("[éèàçêôûîïùâëœ’€°]"): 2,
    re.compile(r"(?<!\w)«|»(?!\w)"): 2,  # within a word they are capitals of the other encoding
    re.compile("[ÉÈÀÇÊÔÛÎÏÙÂËŒ–—“”²]"): 1,
}
"""Signs of French beyond ASCII: the decoding that gives most of them is the one the text was written in."""

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


class UnknownEncodingError(ValueError):
    """Is in an unknown encoding: save it as «CSV UTF-8»."""


def text_of(written: bytes) -> str:
    """The text that the bytes spell, in UTF-8, UTF-16, Windows-1252 or Mac Roman. Raises UnknownEncodingError."""
    for encoding in ("utf-16",) if written.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8-sig",):
        with suppress(UnicodeDecodeError):
            return written.decode(encoding)
    decoded = []
    for encoding in OLD:
        with suppress(UnicodeDecodeError):
            decoded.append(written.decode(encoding))
    best = max(decoded, key=_french, default="")
    if not _french(best) or _NO_TEXT.search(best):
        raise UnknownEncodingError
    return best.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> tuple[str, str]:
    """The sign between the cells of *text*, and the text with the line that told it, if there is one, left blank."""
    told = _TOLD.match(text)
    if told:
        return told[1], "\n" + text[told.end() :]
    titles = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=titles.count), text


def _french(text: str) -> int:
    """How much *text* looks like French; capitals weigh less: they are often small letters of the other encoding."""
    return sum(weight * len(signs.findall(text)) for signs, weight in _WEIGHTS.items())
