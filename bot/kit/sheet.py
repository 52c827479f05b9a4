"""One project on one page: the A5 leaflet to hand out, and the A4 poster to hang up, drawn from the same grid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.kit.cards import cards, foot, head
from bot.kit.colours import GLOW, INK, PALE, PAPER, QUIET, TOWN, WAVE
from bot.kit.leftwards import as_seen
from bot.kit.surface import Box, Imprint, PdfPages, Surface
from bot.kit.typeface import CAPITAL, Face
from bot.kit.typesetting import Style, fit
from bot.kit.wording import Frame, PrintedProject

ROUND = 5.5
INSET = 0.4
"""By how much text begins after the edge of a panel above it, for both to seem to begin at one line."""
MARGIN = 9.0
"""What stays blank around: home printers reach to within 8 mm of the edge at worst."""


@dataclass(frozen=True, slots=True)
class Format:
    """A size of paper in millimetres, drawn *scale* times as large as the grid, which is that of an A5."""

    width: float
    height: float
    scale: float
    summary: tuple[float, float]  # the sizes of its letters
    lines: int  # of the summary, at most


LEAFLET = Format(148, 210, 1.0, (3.1, 4.3), 7)
POSTER = Format(210, 297, 2**0.5, (2.7, 3.7), 6)
"""A poster is read from afar: fewer words, larger figures."""


def sheet(frame: Frame, entry: PrintedProject, format: Format) -> bytes:
    """The PDF of one project, of one page."""
    imprint = Imprint(f"{entry.number} – {entry.title}", frame.who, frame.language)
    width, height = format.width / format.scale, format.height / format.scale
    paper = PdfPages(width, height, imprint, format.scale)
    column = width - 2 * MARGIN
    top = head(paper, frame, MARGIN, MARGIN, column) + 3.5
    bottom = foot(paper, frame, (MARGIN, MARGIN, column, height - 2 * MARGIN)) - 4.5
    bottom = cards(paper, frame.ways, MARGIN, bottom, column) - 4.5 if frame.ways else bottom
    bottom = _when(paper, frame, bottom, column) - 4
    at_length = Style(Face.REGULAR, format.summary, leading=1.32, most=format.lines, even=False)
    summary = fit(entry.summary, at_length, column - 2, 46)
    if summary.lines:
        paper.put(summary, MARGIN + INSET, bottom - summary.height, INK)
        bottom -= summary.height + 4.5
    banner(paper, entry, (MARGIN, top, column, bottom - top))
    return paper.file()


def banner(surface: Surface, entry: PrintedProject, box: Box) -> None:
    """The coloured ground with the project on it."""
    x, y, width, height = box
    pad = width * 0.055
    surface.panel(box, TOWN, ROUND)
    surface.rings(box, ROUND, (x + width, y + height), WAVE)
    top = label(surface, entry, x + pad, y + pad, width - 2 * pad) + width * 0.03
    number_and_title(surface, entry, (x + pad, top, width - 2 * pad, y + height - pad * 0.9 - top), 0.081)


def label(surface: Surface, entry: PrintedProject, left: float, top: float, width: float) -> float:
    """«Projet» on the left, where and how much on the right; gives where the line stands."""
    size = width * 0.052
    line = top + CAPITAL * size
    surface.write(as_seen(entry.label) if surface.leftwards else entry.label, Face.BOLD, size, (left, line), GLOW)
    room = width - Face.BOLD.width(entry.label, size) - size
    facts = " · ".join(filter(None, (entry.place, entry.cost)))
    block = fit(facts, Style(Face.BOLD, (size * 0.5, size * 0.8), most=1), room, size * 2)
    for text in block.lines:
        surface.write(text, Face.BOLD, block.size, (left + width - block.width, line), PALE)
    return line


def number_and_title(surface: Surface, entry: PrintedProject, box: Box, largest: float) -> None:
    """The number as large as there is room, over the title of letters at most *largest* of the width of *box*."""
    x, y, width, height = box
    sizes = (width * 0.036, width * largest)
    title = fit(entry.title, Style(Face.BLACK, sizes, leading=1.1, most=5), width, height * 0.55)
    top = y + height - title.height
    surface.put(title, x, top, PAPER)
    room = top - width * 0.034 - y
    size = room / CAPITAL
    size = min(size, size * width / Face.BLACK.width(entry.number, size))
    # Large figures stand well off their edge: without that, all lines begin at one.
    bearing = partial(Face.BLACK.bearing, leftwards=surface.leftwards)
    left = x + (bearing(title.lines[0]) * title.size if title.lines else 0) - bearing(entry.number) * size
    surface.write(entry.number, Face.BLACK, size, (left, y + (room + size * CAPITAL) / 2), PAPER)


def _when(paper: PdfPages, frame: Frame, bottom: float, column: float) -> float:
    """The dates and the rules, ending at *bottom*; gives where they begin."""
    rules = fit(frame.rules, Style(Face.REGULAR, (2.8, 3.6), leading=1.25, most=2, even=False), column - 2, 12)
    dates = fit(frame.dates, Style(Face.BLACK, (4.2, 6.6), most=1), column - 2, 9)
    top = bottom - rules.height
    paper.put(rules, MARGIN + INSET, top, QUIET)
    if not dates.lines:
        return top
    top -= dates.height + 0.2
    paper.put(dates, MARGIN + INSET, top, TOWN)
    return top
