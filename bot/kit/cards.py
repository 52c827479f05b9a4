"""What all sheets share: the town at the head, the ways to vote as cards with their codes, the contact at the foot."""

from __future__ import annotations

from dataclasses import replace

from bot.kit.colours import INK, MARK, QUIET, SAND, TOWN
from bot.kit.surface import Box, Surface
from bot.kit.typeface import Face
from bot.kit.typesetting import fit
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
    name = fit(frame.name, Face.BOLD, width, 8, (3.2, 4.6), most=1)
    town = fit(frame.town, Face.BLACK, width, 12, (4.6, 7.6), most=1)
    y = surface.put(name, x + 0.2, y, MARK)
    return surface.put(town, x, y + 0.2, TOWN)


def foot(surface: Surface, frame: Frame, x: float, bottom: float, width: float, beside: float = 0) -> float:
    """Whom to ask, ending at *bottom*, with *beside* kept free at the right; gives where it begins."""
    room = width - beside
    who = fit(frame.who, Face.BOLD, room, 9, (2.3, 2.9), most=1)
    rest = " – ".join(filter(None, (frame.reach, frame.litter)))
    reach = fit(rest, Face.REGULAR, room, 9, (2.2, 2.8), leading=1.2, most=2)
    top = bottom - who.height - reach.height - 0.3
    surface.put(reach, x, surface.put(who, x, top, INK) + 0.3, QUIET)
    surface.panel(x, top - 1.6, width, 0.25, TOWN)
    return top - 1.6


def cards(surface: Surface, ways: tuple[Way, ...], x: float, bottom: float, width: float) -> float:
    """The ways to vote side by side, ending at *bottom*; gives where they begin.

    The first has more room: it has more to say.
    """
    top = bottom - HEIGHT
    shares = (1.0,) if len(ways) == 1 else (0.61, 0.39)
    room = width - GAP * (len(ways) - 1)
    for way, share in zip(ways, shares, strict=True):
        surface.panel(x, top, room * share, HEIGHT, SAND, 4)
        draw = _wide if room * share > WIDE else _narrow
        draw(surface, way, x, top, room * share)
        x += room * share + GAP
    return top


def _wide(surface: Surface, way: Way, x: float, y: float, width: float) -> None:
    """What to write on the left, the code on the right; with nothing to write, what the code is for."""
    if not way.words:
        way = replace(way, before=way.hint, hint="")
    left, room = x + PAD, width - CODE - 2 * PAD - 2
    title = fit(way.title, Face.BOLD, room, 9, (3.0, 4.4), most=1)
    below = surface.put(title, left, y + PAD - 0.5, MARK)
    _words(surface, way, (left, below, room, y + HEIGHT - PAD + 1 - below))
    side = x + width - CODE - PAD + 1
    surface.code(way.link, side, y + PAD - 1, CODE)
    hint = fit(way.hint, Face.REGULAR, CODE, HEIGHT - CODE - PAD - 1, (2.2, 2.8), leading=1.18, most=4)
    surface.put(hint, side, y + PAD + CODE, QUIET, centred=CODE)


def _words(surface: Surface, way: Way, box: Box) -> None:
    """«Envoyez VOTE 12 au …», in the middle of the height of *box*."""
    x, y, width, height = box
    short = Face.BOLD.width(way.after, ONE_LINE) <= width  # a telephone number is best read on one line
    blocks = (
        (fit(way.before, Face.REGULAR, width, height / 2, (3.0, 4.6), leading=1.2, most=1 if way.words else 4), INK),
        (fit(way.words, Face.BLACK, width, 20, (6.0, 13.0), most=1), TOWN),
        (fit(way.after, Face.BOLD, width, height / 2, (2.4, 5.4), leading=1.12, most=1 if short else 3), INK),
    )
    gap = 0.0 if way.words else 1.2
    y += (height - sum(block.height for block, _colour in blocks) - gap) / 2
    for block, colour in blocks:
        y = surface.put(block, x, y, colour) + (gap if block.lines else 0)


def _narrow(surface: Surface, way: Way, x: float, y: float, width: float) -> None:
    """The code under the title, in the middle."""
    inner = width - 2 * PAD + 2
    left = x + PAD - 1
    title = fit(way.title, Face.BOLD, inner, 9, (3.0, 4.4), most=1)
    below = surface.put(title, left, y + PAD - 0.5, MARK, centred=inner)
    side = CODE - 1
    below += 0.8
    surface.code(way.link, x + (width - side) / 2, below, side)
    name = fit(way.after, Face.BOLD, inner, 9, (2.0, 3.0), most=1)
    below = surface.put(name, left, below + side + 0.8, INK, centred=inner) + 0.4
    hint = fit(way.hint, Face.REGULAR, inner, y + HEIGHT - below - 1, (2.0, 2.8), leading=1.18, most=2)
    surface.put(hint, left, below, QUIET, centred=inner)
