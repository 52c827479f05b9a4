"""The colours of the kit, those of the pages on the web; whatever is read stands on its ground by WCAG AA at least."""

from __future__ import annotations

Colour = tuple[int, int, int]

PAPER: Colour = (0xFF, 0xFF, 0xFF)
SAND: Colour = (0xF5, 0xF2, 0xEB)
LINE: Colour = (0xD8, 0xD1, 0xC2)
INK: Colour = (0x1D, 0x2B, 0x33)
QUIET: Colour = (0x50, 0x5D, 0x66)
TOWN: Colour = (0x14, 0x50, 0x5C)
WAVE: Colour = (0x1B, 0x5C, 0x69)  # the rings on the town's ground: seen, not read
MARK: Colour = (0xB4, 0x49, 0x0C)
PALE: Colour = (0xCF, 0xE0, 0xE0)
GLOW: Colour = (0xF8, 0xBE, 0x82)

READ: tuple[tuple[Colour, Colour], ...] = (
    *((ink, ground) for ink in (INK, QUIET, TOWN, MARK) for ground in (PAPER, SAND)),
    *((ink, ground) for ink in (PAPER, PALE, GLOW) for ground in (TOWN, WAVE)),
)
"""Every pair of a colour that something is written in, and a ground that it stands on."""


def contrast(ink: Colour, ground: Colour) -> float:
    """The contrast of *ink* on *ground*, from 1 to 21, as WCAG 2 reckons it."""
    light, dark = sorted((_light(ink), _light(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
