"""How words become lines: French spaces and apostrophes, lines of even length, type that shrinks before it is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.kit.leftwards import as_seen
from bot.kit.typeface import ASCENT, Face, printable
from bot.languages.direction import is_read_leftwards
from bot.languages.manners import base_of

_NBSP = "\u00a0"
_BEFORE_MARKS = re.compile(r" (?=[;:!?»%€])")
_AFTER_QUOTE = re.compile(r"(?<=«) ")
_BETWEEN_FIGURES = re.compile(r"(?<=\d) (?=\d|h\b|km\b|m\b|m²|ans\b)")
_DEEPER = 0.2
"""How much more room lines of Arabic take, whose tails go deeper."""
_STEP = 0.97
"""By how much type shrinks at each try: small enough that nobody sees a step."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: titles have *even* lines, what is read at length fills its lines."""

    face: Face
    sizes: tuple[float, float]  # the smallest and the largest
    leading: float = 1.16  # from line to line, of the size
    most: int = 99  # lines
    even: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one face and size, as they are seen from their left to their right, ready to be put somewhere."""

    lines: tuple[str, ...]
    face: Face
    size: float
    leading: float  # from line to line, of the size
    leftwards: bool = False  # read from right to left
    even: bool = True  # a title; what is read at length keeps its own way on a sheet that is read the other way

    @property
    def height(self) -> float:
        """From the top of its tallest letters to below the tails of its last line."""
        return (ASCENT + 0.22 + (len(self.lines) - 1) * self.leading) * self.size if self.lines else 0.0

    @property
    def width(self) -> float:
        """Of its longest line."""
        return max((self.face.width(line, self.size) for line in self.lines), default=0.0)


def typeset(text: str, language: str) -> str:
    """*text* as a printer sets it: curly apostrophes, no mark of punctuation alone at the beginning of a line.

    Raises CannotPrint.
    """
    text = printable(text, language).replace("'", "’").replace("...", "…")
    if base_of(language) == "fr":
        text = _AFTER_QUOTE.sub(_NBSP, _BEFORE_MARKS.sub(_NBSP, text))
    return _BETWEEN_FIGURES.sub(_NBSP, text)


def fit(text: str, style: Style, width: float, height: float) -> Block:
    """*text* within *width* and *height*, as large as its style allows.

    At the smallest size, what still does not fit is cut after a word and ended by «…».
    """
    if not is_read_leftwards(text):
        return replace(_fitted(text, style, width, height), even=style.even)
    block = _fitted(text, replace(style, leading=style.leading + _DEEPER), width, height)
    return replace(block, lines=tuple(map(as_seen, block.lines)), leftwards=True, even=style.even)


def _fitted(text: str, style: Style, width: float, height: float) -> Block:
    face, (smallest, size) = style.face, style.sizes
    while True:
        block = Block(lines_of(text, face, size, width), face, size, style.leading)
        if (
            block.height <= height
            and len(block.lines) <= style.most
            and (size <= smallest or not _breaks_a_word(text, face, size, width))
        ):
            return _even(block, text, width) if style.even else block
        if size <= smallest:
            return _cut(block, width, height, style.most)
        size = max(smallest, size * _STEP)


def lines_of(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """*text* in lines of at most *width*, broken between words; only a word wider than a line is broken itself."""
    lines: list[str] = []
    line = ""
    for word in chain.from_iterable(_parts(whole, face, size, width) for whole in text.split(" ")):
        longer = f"{line} {word}" if line else word
        if line and face.width(longer, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return (*lines, line) if line else tuple(lines)


def _parts(word: str, face: Face, size: float, width: float) -> Sequence[str]:
    """*word*, in pieces if it is wider than a line."""
    parts: list[str] = []
    while face.width(word, size) > width and len(word) > 1:
        end = next((n for n in range(len(word) - 1, 1, -1) if face.width(word[:n], size) <= width), 1)
        parts.append(word[:end])
        word = word[end:]
    return (*parts, word)


def _breaks_a_word(text: str, face: Face, size: float, width: float) -> bool:
    return any(face.width(word, size) > width for word in text.split(" "))


def _even(block: Block, text: str, width: float) -> Block:
    """The same number of lines, of lengths as even as can be: no last line of one small word."""
    best, narrow = block, width / 2
    while len(block.lines) > 1 and width - narrow > width / 100:
        middle = (narrow + width) / 2
        lines = lines_of(text, block.face, block.size, middle)
        if len(lines) > len(block.lines) or _breaks_a_word(text, block.face, block.size, middle):
            narrow = middle
        else:
            best, width = Block(lines, block.face, block.size, block.leading), middle
    return best


def _cut(block: Block, width: float, height: float, most: int) -> Block:
    room = 1 + max(0, int((height / block.size - ASCENT - 0.22) / block.leading + 1e-9))
    kept = list(block.lines[: min(room, most)])
    if len(kept) == len(block.lines):
        return block
    last = kept[-1]
    while last and block.face.width(f"{last}…", block.size) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    kept[-1] = f"{last.rstrip(' ,;:.(«–-')}…"
    return Block(tuple(kept), block.face, block.size, block.leading)
