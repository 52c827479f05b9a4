"""What all sheets share: the town at the head, the ways to vote as cards with their codes, the contact at the foot."""

from __future__ import annotations

from dataclasses import replace

from bot.kit.colours import INK, MARK, QUIET, SAND, TOWN
from bot.kit.surface import Box, Surface
from bot.kit.typeface import Face
from bot.kit.typesetting import Style, fit
from bot.kit.wording import Frame, Way

HEIGHT = 47.0
"""Of a card, in millimetres."""
CODE = 27.0
"""The side of a code with its quiet zone: some 0.7 mm a square, which any phone reads at arm's length."""
PAD = 5.0
GAP = 4.0
ONE_LINE = 3.8
"""The size down to which a text is set on one line rather than on two."""
WIDE = 60.0
"""The width from which words and code stand side by side."""


def head(surface: Surface, frame: Frame, x: float, y: float, width: float) -> float:
    """The name of the budget over that of the town, from *y*; gives where they end."""
    name = fit(frame.name, Style(Face.BOLD, (3.2, 4.6), most=1), width, 8)
    town = fit(frame.town, Style(Face.BLACK, (4.6, 7.6), most=1), width, 12)
    y = surface.put(name, x + 0.2, y, MARK)
    return surface.put(town, x, y + 0.2, TOWN)


def foot(surface: Surface, frame: Frame, box: Box, beside: float = 0) -> float:
    """Whom to ask, at the bottom of *box*, with *beside* kept free at the right; gives where it begins."""
    x, y, width, height = box
    room = width - beside
    who = fit(frame.who, Style(Face.BOLD, (2.3, 2.9), most=1), room, 9)
    rest = " – ".join(filter(None, (frame.reach, frame.litter)))
    reach = fit(rest, Style(Face.REGULAR, (2.2, 2.8), leading=1.2, most=2), room, 9)
    top = y + height - who.height - reach.height - 0.3
    surface.put(reach, x, surface.put(who, x, top, INK) + 0.3, QUIET)
    surface.panel((x, top - 1.6, width, 0.25), TOWN)
    return top - 1.6


def cards(surface: Surface, ways: tuple[Way, ...], x: float, bottom: float, width: float) -> float:
    """The ways to vote side by side, ending at *bottom*; gives where they begin.

    The first has more room: it has more to say.
    """
    top = bottom - HEIGHT
    shares = (1.0,) if len(ways) == 1 else (0.61, 0.39)
    room = width - GAP * (len(ways) - 1)
    for way, share in zip(ways, shares, strict=True):
        surface.panel((x, top, room * share, HEIGHT), SAND, 4)
        draw = _wide if room * share > WIDE else _narrow
        draw(surface, way, x, top, room * share)
        x += room * share + GAP
    return top


def _wide(surface: Surface, way: Way, x: float, y: float, width: float) -> None:
    """What to write on the left, the code on the right; with nothing to write, what the code is for."""
    if not way.words:
        way = replace(way, before=way.hint, hint="")
    left, room = x + PAD, width - CODE - 2 * PAD - 2
    title = fit(way.title, Style(Face.BOLD, (3.0, 4.4), most=1), room, 9)
    below = surface.put(title, left, y + PAD - 0.5, MARK)
    _words(surface, way, (left, below, room, y + HEIGHT - PAD + 1 - below))
    side = x + width - CODE - PAD + 1
    surface.code(way.link, side, y + PAD - 1, CODE)
    hint = fit(way.hint, Style(Face.REGULAR, (2.2, 2.8), leading=1.18, most=4), CODE, HEIGHT - CODE - PAD - 1)
    surface.put(hint, side, y + PAD + CODE, QUIET, centred=CODE)


def _words(surface: Surface, way: Way, box: Box) -> None:
    """«Envoyez VOTE 12 au …», in the middle of the height of *box*."""
    x, y, width, height = box
    short = Face.BOLD.width(way.after, ONE_LINE) <= width  # a telephone number is best read on one line
    before = Style(Face.REGULAR, (3.0, 4.6), leading=1.2, most=1 if way.words else 4)
    after = Style(Face.BOLD, (2.4, 5.4), leading=1.12, most=1 if short else 3)
    blocks = (
        (fit(way.before, before, width, height / 2), INK),
        (fit(way.words, Style(Face.BLACK, (6.0, 13.0), most=1), width, 20), TOWN),
        (fit(way.after, after, width, height / 2), INK),
    )
    gap = 0.0 if way.words else 1.2
    y += (height - sum(block.height for block, _colour in blocks) - gap) / 2
    for block, colour in blocks:
        y = surface.put(block, x, y, colour) + (gap if block.lines else 0)


def _narrow(surface: Surface, way: Way, x: float, y: float, width: float) -> None:
    """The code under the title, in the middle."""
    inner = width - 2 * PAD + 2
    left = x + PAD - 1
    title = fit(way.title, Style(Face.BOLD, (3.0, 4.4), most=1), inner, 9)
    below = surface.put(title, left, y + PAD - 0.5, MARK, centred=inner)
    side = CODE - 1
    below += 0.8
    surface.code(way.link, x + (width - side) / 2, below, side)
    name = fit(way.after, Style(Face.BOLD, (2.0, 3.0), most=1), inner, 9)
    below = surface.put(name, left, below + side + 0.8, INK, centred=inner) + 0.4
    hint = fit(way.hint, Style(Face.REGULAR, (2.0, 2.8), leading=1.18, most=2), inner, y + HEIGHT - below - 1)
    surface.put(hint, left, below, QUIET, centred=inner)
