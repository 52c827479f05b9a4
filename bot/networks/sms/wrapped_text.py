"""Texts that a carrier wrapped in base64 on their way, as some do with signs their own systems cannot hold."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NoBase64

CERTAIN = 24
"""Signs without padding from which on nobody types a word that happens to decode to a readable text."""

CERTAIN_PADDED = 12
"""The same with the «=» that base64 ends with: «Vk9URSAxMg==» is «VOTE 12»."""

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_LINE_ENDS = re.compile(r"[\r\n]+")


def unwrapped(text: str) -> str:
    """What *text* says, taken out of its base64 if it certainly is base64; else *text* as it is.

    Certainly: one long run of the base64 alphabet, of upper and lower case, that is exactly how its decoded text is
    written, and a decoded text in UTF-8 of nothing but readable signs. Codes and words of people never are all that.
    """
    run = _LINE_ENDS.sub("", text.strip())
    least = CERTAIN_PADDED if run.endswith("=") else CERTAIN
    if len(run) < least or len(run) % 4 or not _BASE64.fullmatch(run) or run.upper() == run or run.lower() == run:
        return text
    decoded = _decoded(run)
    return decoded if decoded and all(sign.isprintable() or sign in "\r\n" for sign in decoded) else text


def _decoded(run: str) -> str:
    try:
        content = b64decode(run, validate=True)
        return content.decode() if b64encode(content).decode() == run else ""
    except (NoBase64, UnicodeDecodeError):
        return ""
