"""What a text becomes as an SMS: plain signs, fewer segments, cut where people would cut.

Laws of `wash`, each with its test:
1. Washing a washed text changes nothing.
2. It never takes more segments than the text given.
3. Letters lose their accents only when that saves a segment, and only those of LETTERS: a text with any other letter
   (Arabic, Cyrillic, Tamil ...) keeps every sign, since it travels as UCS-2 whatever we do. In Arabic only the spaces
   of a number become such as hold it together.
4. It is in Unicode's form NFC, unless NFC would cost a segment: it writes some Bengali and Hindi letters as two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from unicodedata import normalize

from bot.channels.gsm import ALPHABET, clusters_of, segments_of
from bot.languages.direction import held_together

MOST_SEGMENTS = 6
"""The segments of our longest message: 918 characters at most, well within the 1,600 of Twilio's body limit."""

_NARROW_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))

SIGNS: dict[str, str] = {
    **dict.fromkeys(_CONTROLS, ""),
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_NARROW_SPACES + "\t", " "),
    **dict.fromkeys("\n\r\f\x85\u2028\u2029", "\n"),
    **dict.fromkeys("’‘‚‛‹›ʼ′´`", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−•", "-"),
    **dict.fromkeys("·‧", "."),
    "…": "...",
    "×": "x",
    "÷": "/",
    "→": "->",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
}
"""The signs of the typographer and of the copy-and-paste, and how GSM-7 writes them."""

FRENCH: dict[str, str] = {
    **dict(zip("âêëîïôûçÿÀÂÈÊËÎÏÔÙÛŸ", "aeeiioucyAAEEEIIOUUY", strict=True)),
    **dict(zip("°º²³ᵉʳˢᵈ", "oo23ersd", strict=True)),
    "œ": "oe",
    "Œ": "OE",
    "№": "No",
    "½": "1/2",
}
"""The French letters and marks outside GSM-7, and what they are folded to when that saves a segment."""

SPANISH: dict[str, str] = dict(zip("áíóúÁÍÓÚª", "aiouAIOUa", strict=True))
"""The Spanish ones, as people text them: GSM-7 has é, ñ, ü, ¿ and ¡."""

TURKISH: dict[str, str] = dict(zip("şğıŞĞİ", "sgiSGI", strict=True))
"""The Turkish ones, as people text them: GSM-7 has ö and ü, and ç is among the French ones."""

PORTUGUESE: dict[str, str] = dict(zip("áíóúãõªÁÍÓÚÃÕ", "aiouaoaAIOUAO", strict=True))
"""The Portuguese ones, as people text them: the others are in GSM-7 or among the French ones."""

LETTERS: dict[str, str] = {**FRENCH, **SPANISH, **TURKISH, **PORTUGUESE}
"""The letters and marks outside GSM-7 of every language of `locales/` that can be written without them."""

_TO_PLAIN_SIGNS = str.maketrans(SIGNS)
_SIGN = re.compile(f"[{re.escape(''.join(set(SIGNS) - {chr(10)}))}]")
_LETTER = re.compile(f"[{''.join(LETTERS)}]")
_unfamiliar = re.compile(f"[^{re.escape(''.join(sorted(ALPHABET | SIGNS.keys() | LETTERS.keys())))}]").findall

_is_ready = re.compile(f"[{re.escape(''.join(sorted(ALPHABET - set(SIGNS) | {chr(10)})))}]*").fullmatch
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# French puts spaces inside its quotation marks; before a letter » opens a quotation the Danish way and keeps its space.
_OPENING = re.compile(rf"(?<!\w)«[ {_NARROW_SPACES}]+")
_CLOSING = re.compile(rf"(?<![ {_NARROW_SPACES}])[ {_NARROW_SPACES}]+»(?!\w)")
_FULL_STOPS = (".", "!", "?", "…", "؟", "।", "。")
_AFTER_FULL_STOPS = "'\")»”’"
_MOST_CHARACTERS = 160  # in a segment: no character takes less than a septet
_LEFT_HANGING = " ,;:([-–—\"'«"


def wash(text: str) -> str:
    """*text* as we would send it: see the laws above."""
    if _is_ready(text):
        return text
    text = _LONE_SURROGATE.sub("", text)
    composed = normalize("NFC", text)
    kept = _lighter(composed, text)
    if _is_of_another_language(composed):
        return held_together(kept)
    plain = _with_plain_signs(composed)
    kept = _lighter(plain, kept)
    if segments_of(kept) == 1:
        return kept
    folded = without_accents(plain)
    return folded if segments_of(folded) < segments_of(kept) else kept


def without_accents(text: str) -> str:
    """*text* with each of its LETTERS as it is sent when that saves a segment."""
    return _LETTER.sub(lambda letter: LETTERS[letter[0]], text)


def split(text: str, most: int = MOST_SEGMENTS) -> tuple[str, ...]:
    """*text* in messages of at most *most* segments, cut after a sentence, else after a word, else after a sign.

    No message is blank, so a blank text has none. The words and their order stay; the blanks at the cuts go.
    Raises ValueError for a *most* under 1.
    """
    if most < 1:
        raise ValueError("A message takes at least one segment: ask for most=1 or more.")
    rest = text.strip()
    if rest and segments_of(rest) <= most:
        return (rest,)
    messages = []
    while rest:
        cut = _cut(rest, most)
        messages.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(messages)


def shorten(text: str, width: int) -> str:
    """*text* on one line of at most *width* characters, cut after a word and ended by three dots if it is longer.

    Raises ValueError for a *width* under 4, which has no room for a letter and the dots.
    """
    if width < 4:
        raise ValueError(f"A width of {width} has no room for a letter and three dots: give 4 or more.")
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    ends = _ends(line)
    room = ends[bisect_right(ends, width - len("...")) - 1]
    word_end = line.rfind(" ", 0, room + 1)
    # A long first word is cut rather than lost: half a title says more than three dots.
    kept = line[: word_end if word_end * 2 >= room and word_end in ends else room]
    return kept.rstrip(_LEFT_HANGING) + "..."


@dataclass(frozen=True, slots=True)
class Reword:
    """A sign that makes a text dearer, and what to write instead ("" to leave it out)."""

    character: str
    why: str
    suggestion: str


def what_to_reword(text: str) -> list[Reword]:
    """The signs of *text* outside GSM-7, each once and in order, for the operator who wrote it.

    Nothing is said of a text in another alphabet: no rewording would make it cheaper.
    """
    signs = clusters_of(normalize("NFC", _LONE_SURROGATE.sub("", text)))
    if _is_in_another_alphabet(text):
        return []
    return [_reword(sign) for sign in dict.fromkeys(signs) if not ALPHABET.issuperset(sign)]


def _reword(sign: str) -> Reword:
    if sign in SIGNS:
        return Reword(sign, "a typographic sign outside GSM-7", SIGNS[sign])
    if sign in LETTERS:
        return Reword(sign, "a letter outside GSM-7: we fold it only when that saves a segment", LETTERS[sign])
    bare = normalize("NFKD", sign)[:1]
    if sign.isalpha() and bare in ALPHABET:
        return Reword(sign, "a letter outside GSM-7: we never fold it, and it makes the whole text UCS-2", bare)
    return Reword(sign, "a sign outside GSM-7: it makes the whole text UCS-2", "")


def _lighter(wanted: str, other: str) -> str:
    """*wanted*, unless *other* takes fewer segments."""
    return wanted if wanted == other or segments_of(wanted) <= segments_of(other) else other


def _with_plain_signs(text: str) -> str:
    if not _SIGN.search(text):
        return text
    text = _CLOSING.sub("»", _OPENING.sub("«", text)).replace("\r\n", "\n")
    # A hyphen that goes may bring a letter and its accent together: they are composed again.
    return normalize("NFC", text.translate(_TO_PLAIN_SIGNS))


def _is_of_another_language(text: str) -> bool:
    """Whether *text* has a letter that is neither in GSM-7 nor among our LETTERS."""
    return any(sign.isalpha() for sign in _unfamiliar(text))


def _is_in_another_alphabet(text: str) -> bool:
    """Whether most letters of *text* are of another alphabet than ours."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter < "\u0250" or letter in ALPHABET for letter in letters)
    return latin * 2 < len(letters)


def _cut(text: str, most: int) -> int:
    """Where the first message of *text*, which begins with no blank, ends."""
    ends = _ends(text[: most * _MOST_CHARACTERS + 1])
    fits = ends[bisect_right(ends, most, key=lambda end: segments_of(text[:end])) - 1]
    if fits == len(text):
        return fits
    blanks = [start for start, end in pairwise(ends) if start <= fits and text[start:end].isspace()]
    sentences = [blank for blank in blanks if blank * 2 >= fits and _ends_a_sentence(text, blank)]
    return max(sentences or blanks, default=fits)


def _ends_a_sentence(text: str, blank: int) -> bool:
    """Whether a sentence or a line ends at *blank*."""
    return text[blank] in "\r\n" or text[:blank].rstrip(_AFTER_FULL_STOPS).endswith(_FULL_STOPS)


def _ends(text: str) -> Sequence[int]:
    """The places of *text* where it may be cut: before each of its clusters, and at its end."""
    clusters = clusters_of(text)
    if len(clusters) == len(text):
        return range(len(text) + 1)
    return list(accumulate(map(len, clusters), initial=0))
