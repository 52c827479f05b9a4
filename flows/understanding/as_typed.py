"""What phones add to what people type: signatures, signs nobody sees, keys drawn as pictures, reactions in words."""

from __future__ import annotations

import re
import unicodedata

from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.scripts import in_our_signs

_UNSEEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Signs that nobody types and that turn other people's screens about: controls, and those that change directions.

What joins emojis and the letters of some scripts (U+200C, U+200D) stays.
"""

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_TEN = "\U0001f51f"
_SIGNED = re.compile(r"(?m)^(?:--|—|__)[ \t]*$")
"""The line that divides a mail from its signature (RFC 3676)."""

_QUOTES = re.compile('[“«„"]')
_CLOSES = '”»“"'
_QUOTED = 22
"""Signs of a text of ours, between its quotation marks, that a person would hardly write by chance."""

_A_FEW = 6
"""Words before the quote: «A mis en évidence», «Le gustó a María»."""

_TELLING, _TELLING_LETTERS = 4, 9
"""Words by which a text of ours is known (two at least, where what is of each person comes soon), and their letters."""

_BEGINNING = 120
"""Signs of a quote that are read."""

_LONGEST_REACTION = 60
"""Signs before the quote: «A réagi avec 👍 à »."""


def as_typed(text: str, lexicon: Lexicon) -> str:
    """The words typed: keycaps and other scripts' signs as ours, without unseen signs nor what a mail program adds."""
    if not text.isascii():
        text = in_our_signs(_KEYCAP.sub(r"\1", text).replace(_TEN, "10"))
    text = seen(text)
    if "\n" not in text and not _may_be_signed(text, lexicon):
        return text
    signed = _SIGNED.search(text)
    kept = text[: signed.start()].rstrip() if signed and text[: signed.start()].strip() else text
    return _without_device(kept, lexicon)


def seen(text: str) -> str:
    """*text* with nothing in it that cannot be seen, its line breaks all alike."""
    return text if text.isprintable() else _UNSEEN.sub("", _LINE_ENDS.sub("\n", text.replace("\t", " ")))


def is_reaction(text: str, lexicon: Lexicon) -> bool:
    """Whether a phone put a reaction to a message of ours into words: «A aimé “Votre vote : …”», «👍 to “…”»."""
    if text[:1].isdigit():
        return False
    before, quoted = _before_quote(text)
    if not quoted:
        return fold(text) in lexicon.reactions if len(text) <= _LONGEST_REACTION else False
    words = fold(before)
    known = words in lexicon.reactions or (words in lexicon.reacted_to and _has_a_picture(before))
    return known or _quotes_us(before, text[len(before) :].rstrip(), lexicon)


def beginning_of(text: str) -> str:
    """The first words of *text*, folded, by which it is known; "" if they are too few to tell."""
    words = fold(text).split()[:_TELLING]
    return " ".join(words) if len(words) > 1 and len("".join(words)) >= _TELLING_LETTERS else ""


def _quotes_us(before: str, quoted: str, lexicon: Lexicon) -> bool:
    """Whether a few words that nobody says of themselves stand before a text of ours, and nothing after it.

    «A mis en évidence « Votre vote : 12 … »» does; who asks something, before or after it, is heard.
    """
    if len(quoted) < _QUOTED or quoted[-1] not in _CLOSES:
        return False
    words = lexicon.spell(before).split()
    if not 0 < len(words) <= _A_FEW or any(sign.isdigit() or sign in "?:" for sign in before):
        return False
    says = (*words, " ".join(words))
    if any(word in kind for kind in (lexicon.flows, lexicon.senses, lexicon.asking, lexicon.speaking) for word in says):
        return False
    first = fold(quoted[:_BEGINNING]).split()[:_TELLING]
    return any(" ".join(first[:length]) in lexicon.ours for length in range(2, len(first) + 1))


def _before_quote(text: str) -> tuple[str, bool]:
    """What stands before the first quotation mark of *text*, and whether there is one near its beginning."""
    quote = _QUOTES.search(text, 0, _LONGEST_REACTION)
    return (text[: quote.start()], True) if quote and quote.start() else ("", False)


def _has_a_picture(words: str) -> bool:
    return any(unicodedata.category(sign) in ("So", "Sk") for sign in words)


def _may_be_signed(text: str, lexicon: Lexicon) -> bool:
    if len(text) <= _SHORTEST_SIGNATURE:
        return False
    return fold(text[-_LONGEST_REACTION:]).endswith(tuple(lexicon.signatures))


def _without_device(text: str, lexicon: Lexicon) -> str:
    """*text* without «Envoyé de mon iPhone» at its end, unless that is all there is."""
    above, _end, last = text.rstrip().rpartition("\n")
    if above.strip() and _names_a_device(last.strip(), lexicon):
        return above.rstrip()
    words = text.split()
    for length in range(min(len(words) - 1, _LONGEST_SIGNATURE), 1, -1):
        if fold(" ".join(words[-length:])) in lexicon.signatures:
            return re.sub(r"\s*" + r"\s+".join(map(re.escape, words[-length:])) + r"\s*$", "", text)
    return text


def _names_a_device(line: str, lexicon: Lexicon) -> bool:
    """Whether *line* is «Envoyé de mon …», of whatever device or program; what goes on a sentence has no capital."""
    words = fold(line).split()[: _LONGEST_LINE + 1] if line[:1].isupper() else []
    beginnings = (" ".join(words[:length]) for length in range(2, _LONGEST_SIGNATURE))
    return len(words) <= _LONGEST_LINE and any(beginning in lexicon.devices for beginning in beginnings)


_SHORTEST_SIGNATURE = 12
"""Signs that are fewer than those of any signature."""

_LONGEST_LINE = 9
"""Words of «Envoyé depuis l'application Mail Orange pour Android»."""

_LONGEST_SIGNATURE = 6
"""Words of «Envoyé de mon appareil Samsung Galaxy»."""
