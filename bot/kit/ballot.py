"""The whole ballot on A4 pages: every project under its district, with the number that is sent by SMS."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from bot.kit.cards import HEIGHT as CARD
from bot.kit.cards import cards, foot, head
from bot.kit.colours import GLOW, INK, LINE, MARK, PALE, PAPER, QUIET, TOWN, WAVE
from bot.kit.surface import Imprint, PdfPages, Surface
from bot.kit.typeface import Face
from bot.kit.typesetting import Block, Style, fit
from bot.kit.wording import Frame, Paragraph

WIDTH, HEIGHT = 210.0, 297.0
MARGIN = 11.0
GUTTER = 8.0
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
NUMBER = 13.0
"""The room for a number, to the left of its project."""
RUNNING = MARGIN + 11.0
"""Where the columns of all pages but the first begin."""
FOLIO = 16.0
"""The room for the number of the page, at the right of the foot."""
SCALES = (1.1, 1.05, 1.0, 0.95, 0.9)
"""How large the projects are set, from generous to tight: at the last, summaries are still of 7.8 points."""
BETWEEN = 0.6
FEW = 40
"""Up to so many projects, all that they say is printed; of more, the beginning: the leaflet has to stay one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never cut by the end of a column: a heading, or a project."""

    height: float
    heading: Block | None = None
    number: Block | None = None
    blocks: tuple[tuple[Block, tuple[int, int, int]], ...] = ()
    again: Block | None = None  # the heading that a new column needs when it begins with this project

    def draw(self, surface: Surface, x: float, y: float) -> None:
        """Drawn with its top at *y*."""
        if self.heading:
            surface.panel((x, y + 1, COLUMN, 0.5), TOWN)
            surface.put(self.heading, x, y + 2.4, MARK)
        if self.number:
            surface.put(self.number, x + NUMBER - 3 - self.number.width, y - 1.2, TOWN)
        for block, colour in self.blocks:
            y = surface.put(block, x + NUMBER, y, colour) + BETWEEN


Column: TypeAlias = list[Piece]
Page: TypeAlias = tuple[Column, Column]


def ballot(frame: Frame, title: str, budget: str, paragraphs: Sequence[Paragraph]) -> bytes:
    """The PDF of the ballot, of as many pages as it takes."""
    imprint = Imprint(f"{frame.name}, {frame.town}", frame.who, frame.language)
    paper = PdfPages(WIDTH, HEIGHT, imprint)
    top = _cover(paper, frame, title, budget)
    bottom = _foot(paper, frame)
    pages = _set(paragraphs, bottom - top, bottom - RUNNING)
    for number, columns in enumerate(pages, start=1):
        if number > 1:
            paper.next_page()
            top = _running_head(paper, frame)
            _foot(paper, frame)
        _columns(paper, columns, top)
        if len(pages) > 1:
            _folio(paper, f"{number} / {len(pages)}")
    return paper.file()


def _foot(paper: PdfPages, frame: Frame) -> float:
    """Whom to ask; gives where columns have to end."""
    return foot(paper, frame, (MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN), FOLIO) - 3


def _folio(paper: PdfPages, text: str) -> None:
    paper.write(text, Face.BOLD, 3.4, (WIDTH - MARGIN - Face.BOLD.width(text, 3.4), HEIGHT - MARGIN - 1), TOWN)


def _cover(paper: PdfPages, frame: Frame, title: str, budget: str) -> float:
    """What the ballot is, how and when to vote; gives where it ends."""
    width = WIDTH - 2 * MARGIN
    top = head(paper, frame, MARGIN, MARGIN, width) + 3.5
    box = (MARGIN, top, width, 37.0)
    paper.panel(box, TOWN, 5.5)
    paper.rings(box, 5.5, (MARGIN + width, top + box[3]), WAVE)
    inner = width - 20
    blocks = (
        (fit(title, Style(Face.BLACK, (6.0, 11.5), most=1), inner, 14), PAPER),
        (fit(" · ".join(filter(None, (frame.dates, budget))), Style(Face.BOLD, (3.4, 5.2), most=1), inner, 8), GLOW),
        (fit(frame.rules, Style(Face.REGULAR, (3.0, 3.9), leading=1.25, most=2), inner, 10), PALE),
    )
    y = top + (box[3] - sum(block.height for block, _colour in blocks) - 2) / 2
    for block, colour in blocks:
        y = paper.put(block, MARGIN + 10, y, colour) + 1.0
    bottom = top + box[3]
    if not frame.ways:
        return bottom + 5
    cards(paper, frame.ways, MARGIN, bottom + 4 + CARD, width)
    return bottom + 4 + CARD + 5


def _running_head(paper: PdfPages, frame: Frame) -> float:
    """The town, and what to send, at the top of a page; gives where its columns begin."""
    width = WIDTH - 2 * MARGIN
    left = fit(f"{frame.town} · {frame.name}", Style(Face.BOLD, (2.6, 3.8), most=1), width * 0.5, 8)
    paper.put(left, MARGIN, MARGIN, TOWN)
    how = next((f"{way.before} {way.words} {way.after}" for way in frame.ways if way.words), "")
    right = fit(how, Style(Face.REGULAR, (2.4, 3.6), most=1), width * 0.48, 8)
    paper.put(right, MARGIN + width - right.width, MARGIN, QUIET)
    paper.panel((MARGIN, MARGIN + 7, width, 0.25), LINE)
    return RUNNING


def _set(paragraphs: Sequence[Paragraph], first: float, others: float) -> list[Page]:
    """The pages, set as generously as their least number allows: no page is begun for a few lines."""
    tries = [list(_pages(_pieces(paragraphs, scale), first, others)) for scale in SCALES]
    fewest = len(tries[-1])
    return next(pages for pages in tries if len(pages) == fewest)


def _pieces(paragraphs: Sequence[Paragraph], scale: float) -> list[Piece]:
    """The headings and projects in their order, *scale* times as large as usual."""
    lines = 7 if sum(len(paragraph.entries) for paragraph in paragraphs) <= FEW else 3
    return [piece for paragraph in paragraphs for piece in _of_paragraph(paragraph, lines, scale)]


def _of_paragraph(paragraph: Paragraph, lines: int, scale: float) -> Iterator[Piece]:
    if paragraph.heading:
        yield _heading(_heading_block(paragraph.heading))
    again = _heading_block(paragraph.going_on) if paragraph.going_on else None
    room = COLUMN - NUMBER
    at_length = Style(Face.REGULAR, (3.05 * scale, 3.05 * scale), leading=1.27, most=lines, even=False)
    for entry in paragraph.entries:
        title = fit(entry.title, Style(Face.BOLD, (3.5 * scale, 4.1 * scale), leading=1.14, most=4), room, 40)
        cost = fit(entry.cost, Style(Face.BOLD, (2.6, 3.1), most=1), room, 8)
        summary = fit(entry.summary, at_length, room, 60)
        number = fit(entry.number, Style(Face.BLACK, (3.0, 6.6), most=1), NUMBER - 3, 20)
        inked = ((title, INK), (summary, INK), (cost, QUIET))
        blocks = tuple((block, colour) for block, colour in inked if block.lines)
        height = max(sum(block.height + BETWEEN for block, _colour in blocks), number.height) + 3.2 * scale
        yield Piece(height, number=number, blocks=blocks, again=again)


def _heading_block(text: str) -> Block:
    return fit(text, Style(Face.BLACK, (3.4, 4.6), most=1), COLUMN, 9)


def _heading(block: Block) -> Piece:
    return Piece(block.height + 5.0, heading=block)


def _pages(pieces: list[Piece], first: float, others: float) -> Iterator[Page]:
    """The two columns of each page; those of the last page are as even as can be."""
    room = first
    while pieces:
        left, rest = _column(pieces, room)
        right, rest = _column(rest, room)
        if not rest:
            yield _evened(pieces, room)
            return
        yield left, right
        pieces, room = rest, others


def _evened(pieces: list[Piece], room: float) -> Page:
    """*pieces* in two columns of which the first is the longer by as little as can be."""
    height = sum(piece.height for piece in pieces) / 2
    while height < room:
        left, rest = _column(pieces, height)
        right, rest = _column(rest, height)
        if left and not rest:
            return left, right
        height += 2.0
    left, rest = _column(pieces, room)
    return left, _column(rest, room)[0]


def _column(pieces: list[Piece], room: float) -> tuple[Column, list[Piece]]:
    """What fits in a column *room* high, and the rest; no heading stands at its end."""
    if not pieces:
        return [], []
    again = [_heading(pieces[0].again)] if pieces[0].again else []
    ends = list(accumulate((piece.height for piece in pieces), initial=sum(piece.height for piece in again)))
    count = bisect_right(ends, room) - 1
    while count > 0 and pieces[count - 1].heading:
        count -= 1
    # However low the column: a project at least goes into it, with its heading, else there would be no end of pages.
    count = max(count, 2 if pieces[0].heading else 1)
    return again + pieces[:count], pieces[count:]


def _columns(paper: PdfPages, columns: Page, top: float) -> None:
    for column, x in zip(columns, (MARGIN, MARGIN + COLUMN + GUTTER), strict=True):
        y = top
        for piece in column:
            piece.draw(paper, x, y)
            y += piece.height
