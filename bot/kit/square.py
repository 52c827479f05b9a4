"""One project as a square picture for messaging apps, read at the size of a stamp: few words, and large."""

from __future__ import annotations

from bot.kit.colours import GLOW, INK, PAPER, QUIET, SAND, TOWN, WAVE
from bot.kit.sheet import label, number_and_title
from bot.kit.surface import Picture
from bot.kit.typeface import Face
from bot.kit.typesetting import Style, fit
from bot.kit.wording import Frame, PrintedProject, Way

SIDE = 1080
"""The side in pixels, which messaging apps show without reducing it."""
EDGE = 64
BETWEEN = 8
STRIP = 264
"""The height of the strip that says how to vote."""


def square(frame: Frame, entry: PrintedProject) -> bytes:
    """The PNG of one project. It has no code: a phone cannot photograph what is on its own screen."""
    picture = Picture(SIDE, SIDE, TOWN, frame.language)
    picture.rings((0, 0, SIDE, SIDE), 0, (SIDE, SIDE - STRIP), WAVE)
    inner = SIDE - 2 * EDGE
    name = fit(frame.name, Style(Face.BOLD, (28, 40), most=1), inner, 60)
    town = fit(frame.town, Style(Face.BLACK, (36, 62), most=1), inner, 90)
    top = picture.put(town, EDGE, picture.put(name, EDGE, EDGE - 14, GLOW) + 2, PAPER) + 30
    top = label(picture, entry, EDGE, top, inner) + 26
    number_and_title(picture, entry, (EDGE, top, inner, SIDE - STRIP - 34 - top), 0.085)
    picture.panel((0, SIDE - STRIP, SIDE, STRIP), SAND)
    _strip(picture, frame, inner)
    return picture.file()


def _strip(picture: Picture, frame: Frame, inner: float) -> None:
    """How to vote, and when."""
    dates = fit(frame.dates, Style(Face.BOLD, (28, 44), most=1), inner, 80)
    lines = [
        (fit(_how(way), Style(face, sizes, most=1), inner, 110), colour) for way, (face, sizes, colour) in _looks(frame)
    ]
    blocks = [*lines, (dates, QUIET)]
    if not lines:
        blocks.append((fit(frame.reach or frame.who, Style(Face.BOLD, (28, 44), most=1), inner, 80), TOWN))
    blocks = [(block, colour) for block, colour in blocks if block.lines]
    height = sum(block.height for block, _colour in blocks) + BETWEEN * (len(blocks) - 1)
    y = SIDE - STRIP + (STRIP - height) / 2
    for block, colour in blocks:
        y = picture.put(block, EDGE, y, colour) + BETWEEN


def _looks(frame: Frame) -> list[tuple[Way, tuple[Face, tuple[float, float], tuple[int, int, int]]]]:
    """The first way to vote is said loudest."""
    looks = ((Face.BLACK, (40.0, 72.0), TOWN), (Face.BOLD, (28.0, 44.0), INK))
    return list(zip(frame.ways, looks, strict=False))


def _how(way: Way) -> str:
    return f"{way.before} {way.words} {way.after}" if way.words else f"{way.title} · {way.after}"
