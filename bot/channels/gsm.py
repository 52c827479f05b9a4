"""What a text weighs as an SMS: its encoding, its segments, what they cost.

The laws:
1. One sign outside GSM 03.38 turns the whole text to UCS-2: 70 units a message instead of 160.
2. Several segments give 6 bytes each to the header that puts them together again: 153 septets or 67 units are left.
3. No escape pair, surrogate pair or grapheme cluster is cut between two segments.

The counts are those of Twilio's own calculator (sms-segments-calculator 1.3), whatever other counters say.
"""

# Why no library: smsutil 1.1.3 (MIT) still supports Python 2 through `future`, and cuts flags and families of emojis in
# two, so it may count fewer segments than Twilio. What is hard here, grapheme clusters, is left to `regex`.

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

import regex


class Encoding(StrEnum):
    """How the text travels, by the names Twilio gives."""

    GSM_7 = "GSM-7"  # the alphabet of GSM 03.38, 7 bits a sign
    UCS_2 = "UCS-2"  # any sign, UTF-16 units of 16 bits


@dataclass(frozen=True, slots=True)
class Measure:
    """The weight of a text; *units* and *left* are septets in GSM-7, UTF-16 units in UCS-2."""

    encoding: Encoding
    segments: int
    units: int
    left: int  # what still fits before one more segment is needed


# GSM 03.38, basic table and extension table; the escape sign itself is no letter.
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "\f^{}\\[~]|€"  # an escape and a sign: two septets each

ALPHABET = frozenset(_BASIC + _EXTENSION)
"""Every character GSM-7 can carry."""

# A character class matches some ten times faster than a loop over the characters.
_is_basic = re.compile(f"[{re.escape(_BASIC)}]*").fullmatch
_is_gsm = re.compile(f"[{re.escape(_BASIC + _EXTENSION)}]*").fullmatch
_escaped = re.compile(f"[{re.escape(_EXTENSION)}]").findall
# Letters and signs that join no neighbour, in the scripts that we send most: each is a cluster of one unit.
_stands_alone = re.compile(
    "[\0-\u02ff\u0370-\u0482\u048a-\u058f\u060c-\u060f\u061b-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u10a0-\u10ff\u2000-\u200b\u2010-\u205f\u20a0-\u20bf]*"
).fullmatch
# Twilio counts the two signs of a CRLF apart, though Unicode calls them one cluster.
_clusters = regex.compile(r"\r|\X").findall

_GSM_ALONE, _GSM_CHAINED = 160, 153
_UCS_ALONE, _UCS_CHAINED = 70, 67


def encoding_of(text: str) -> Encoding:
    """GSM-7 if it can carry every character of *text* as it stands, else UCS-2."""
    return Encoding.GSM_7 if _is_gsm(text) else Encoding.UCS_2


def segments_of(text: str) -> int:
    """How many segments *text* is billed as; an empty text is one."""
    if not _is_basic(text):
        return measure(text).segments
    septets = len(text)
    return 1 if septets <= _GSM_ALONE else -(-septets // _GSM_CHAINED)


def measure(text: str) -> Measure:
    """The full weight of *text* as it stands."""
    encoding = encoding_of(text)
    units = units_of(text, encoding)
    alone, chained = _room(encoding)
    if units <= alone:
        return Measure(encoding, 1, units, alone - units)
    parts = parts_of(text)
    return Measure(encoding, len(parts), units, chained - units_of(parts[-1], encoding))


def parts_of(text: str) -> tuple[str, ...]:
    """What each segment of *text* holds; put together they are *text*."""
    encoding = encoding_of(text)
    alone, chained = _room(encoding)
    if units_of(text, encoding) <= alone:
        return (text,)
    if _is_even(text, encoding):
        return tuple(text[start : start + chained] for start in range(0, len(text), chained))
    parts: list[str] = []
    part, free = "", chained
    for sign in text if encoding is Encoding.GSM_7 else clusters_of(text):
        units = units_of(sign, encoding)
        if units > free:
            parts.append(part)
            part, free = "", chained
        part += sign
        free -= units
    return (*parts, part)


def units_of(text: str, encoding: Encoding) -> int:
    """The septets, or the UTF-16 units, that *text* takes in *encoding*."""
    if encoding is Encoding.GSM_7:
        return len(text) + len(_escaped(text))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters_of(text: str) -> list[str]:
    """The signs of *text* as people see them, not to be cut: a flag, a family or a letter with its accents is one.

    Only a heap of accents too long for any segment is taken apart.
    """
    if _stands_alone(text):
        return list(text)
    clusters: list[str] = _clusters(text)
    if max(map(len, clusters), default=0) * 2 <= _UCS_CHAINED:  # a character is two units at most
        return clusters
    return list(chain.from_iterable(_cuttable(cluster) for cluster in clusters))


def cost_of(segments: int, price: Decimal) -> Decimal:
    """What *segments* cost at *price* each, in the currency of the price."""
    return segments * price


def _room(encoding: Encoding) -> tuple[int, int]:
    """The units of a message alone, and of each segment of a longer one."""
    return (_GSM_ALONE, _GSM_CHAINED) if encoding is Encoding.GSM_7 else (_UCS_ALONE, _UCS_CHAINED)


def _is_even(text: str, encoding: Encoding) -> bool:
    """Whether every character of *text* takes one unit and may be followed by a cut."""
    return bool(_is_basic(text) if encoding is Encoding.GSM_7 else _stands_alone(text))


def _cuttable(cluster: str) -> tuple[str, ...]:
    return (cluster,) if units_of(cluster, Encoding.UCS_2) <= _UCS_CHAINED else tuple(cluster)
