"""What a sheet is drawn on, a PDF page or a picture, by the same few verbs; places are measured from the top left.

In a language that is read from right to left they are measured from the top *right*: the sheet is the same in a mirror,
but for its words and codes.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bot.kit.codes import QUIET_ZONE, modules, runs
from bot.kit.colours import INK, PAPER, Colour
from bot.kit.typeface import ASCENT, Face, path_of
from bot.kit.typesetting import Block
from bot.languages.direction import direction_of

Box = tuple[float, float, float, float]
"""A place: left, top, width and height."""
Spot = tuple[float, float]
"""How far from the left, and from the top."""
POINTS = 72 / 25.4
"""Points in a millimetre."""
SHARPNESS = 2
"""Pictures are drawn this much larger and then reduced, which smooths their edges."""


class Surface(ABC):
    """Something to draw on, *width* by *height* of its own unit: millimetres on paper, pixels in a picture."""

    width: float
    height: float
    leftwards = False
    """Whether all is laid out from the right."""

    @abstractmethod
    def panel(self, box: Box, colour: Colour, round: float = 0) -> None:
        """A filled rectangle with corners of radius *round*."""

    @abstractmethod
    def rings(self, box: Box, round: float, middle: Spot, colour: Colour) -> None:
        """Rings that spread from the *middle*, as a voice does, within the rounded *box*."""

    @abstractmethod
    def write(self, text: str, face: Face, size: float, start: Spot, colour: Colour) -> None:
        """*text* from *start*, a spot on the line that its letters stand on."""

    @abstractmethod
    def code(self, link: str, x: float, y: float, side: float) -> None:
        """The QR code of *link* on a white square of *side*, its quiet zone included."""

    def edge(self, x: float, width: float) -> float:
        """The left edge of what is *width* wide and begins at *x*."""
        return self.width - x - width if self.leftwards else x

    def put(self, block: Block, x: float, y: float, colour: Colour, *, centred: float = 0) -> float:
        """*block* with its top at *y*, in the middle of a column *centred* wide if so; gives where it ends.

        What is read at length, and the other way than the sheet, keeps its own way within the width of its block.
        """
        line = y + ASCENT * block.size
        for text in block.lines:
            spare = (centred or block.width) - block.face.width(text, block.size)
            own_way = block.leftwards != self.leftwards and not block.even
            shift = spare / 2 if centred else spare * own_way
            self.write(text, block.face, block.size, (x + shift, line), colour)
            line += block.leading * block.size
        return y + block.height


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of itself, to whoever files it or has it read aloud."""

    title: str
    author: str
    language: str


class PdfPages(Surface):
    """The pages of a PDF; it holds no date and no chance, so that the same words give the same file."""

    def __init__(self, width: float, height: float, imprint: Imprint, scale: float = 1) -> None:
        """Pages of *width* by *height* millimetres, printed *scale* times as large."""
        self.width, self.height, self._scale = width, height, POINTS * scale
        self.leftwards = direction_of(imprint.language) == "rtl"
        self._bytes = io.BytesIO()
        self._canvas = Canvas(
            self._bytes,
            pagesize=(width * self._scale, height * self._scale),
            invariant=1,
            pageCompression=1,
            lang=imprint.language,
        )
        self._canvas.setTitle(imprint.title)
        self._canvas.setAuthor(imprint.author)
        self._canvas.setCreator("Porte-voix")
        self._canvas.scale(self._scale, self._scale)

    def panel(self, box: Box, colour: Colour, round: float = 0) -> None:
        """A filled rectangle."""
        left, top, width, height = box
        self._canvas.setFillColorRGB(*_parts(colour))
        self._canvas.roundRect(
            self.edge(left, width), self.height - top - height, width, height, round, stroke=0, fill=1
        )

    def rings(self, box: Box, round: float, middle: Spot, colour: Colour) -> None:
        """Rings clipped by the box."""
        left, top, width, height = box
        self._canvas.saveState()
        clip = self._canvas.beginPath()
        clip.roundRect(self.edge(left, width), self.height - top - height, width, height, round)
        self._canvas.clipPath(clip, stroke=0, fill=0)
        self._canvas.setStrokeColorRGB(*_parts(colour))
        for radius, thick in _rings(min(width, height)):
            self._canvas.setLineWidth(thick)
            self._canvas.circle(self.edge(middle[0], 0), self.height - middle[1], radius, stroke=1, fill=0)
        self._canvas.restoreState()

    def write(self, text: str, face: Face, size: float, start: Spot, colour: Colour) -> None:
        """Text that can be searched and copied."""
        left = self.edge(start[0], face.width(text, size))
        self._canvas.setFillColorRGB(*_parts(colour))
        for font, letters in face.runs(text):
            self._canvas.setFont(font, size)
            self._canvas.drawString(left, self.height - start[1], letters)
            left += stringWidth(letters, font, size)

    def code(self, link: str, x: float, y: float, side: float) -> None:
        """A code of one shape, and a link for those who read the file on their phone."""
        self.panel((x, y, side, side), PAPER, side / 16)
        x = self.edge(x, side)
        square = side / (len(modules(link)) + 2 * QUIET_ZONE)
        top = self.height - y - QUIET_ZONE * square
        shape = self._canvas.beginPath()
        for column, row, length in runs(link):
            left = x + (QUIET_ZONE + column) * square
            shape.rect(left, top - (row + 1) * square, length * square, square)
        self._canvas.setFillColorRGB(*_parts(INK))
        self._canvas.drawPath(shape, stroke=0, fill=1)
        self._canvas.linkURL(link, (x, self.height - y - side, x + side, self.height - y), relative=1)

    def next_page(self) -> None:
        """Go on on another page."""
        self._canvas.showPage()
        self._canvas.scale(self._scale, self._scale)

    def file(self) -> bytes:
        """The PDF; nothing can be drawn afterwards."""
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()


class Picture(Surface):
    """A picture for a phone's screen."""

    def __init__(self, width: int, height: int, ground: Colour, language: str) -> None:
        """A picture of *width* by *height* pixels in *language*, all in the colour *ground*."""
        self.width, self.height = width, height
        self.leftwards = direction_of(language) == "rtl"
        self._image = Image.new("RGB", (width * SHARPNESS, height * SHARPNESS), ground)
        self._draw = ImageDraw.Draw(self._image)

    def panel(self, box: Box, colour: Colour, round: float = 0) -> None:
        """A filled rectangle."""
        left, top, width, height = box
        self._fill((self.edge(left, width), top, width, height), colour, round)

    def _fill(self, box: Box, colour: Colour, round: float = 0) -> None:
        left, top, width, height = box
        edges = _scaled(left, top, left + width, top + height)
        self._draw.rounded_rectangle((*edges[:2], edges[2] - 1, edges[3] - 1), round * SHARPNESS, fill=colour)

    def rings(self, box: Box, round: float, middle: Spot, colour: Colour) -> None:
        """Rings; those of a picture go to its edges."""
        x, y = self.edge(middle[0], 0), middle[1]
        for radius, thick in _rings(min(box[2], box[3])):
            self._draw.ellipse(
                _scaled(x - radius, y - radius, x + radius, y + radius), outline=colour, width=int(thick * SHARPNESS)
            )

    def write(self, text: str, face: Face, size: float, start: Spot, colour: Colour) -> None:
        """Text as pixels."""
        left = self.edge(start[0], face.width(text, size))
        for name, letters in face.runs(text):
            font = ImageFont.truetype(path_of(name), size * SHARPNESS, layout_engine=ImageFont.Layout.BASIC)
            self._draw.text((left * SHARPNESS, start[1] * SHARPNESS), letters, fill=colour, font=font, anchor="ls")
            left += stringWidth(letters, name, size)

    def code(self, link: str, x: float, y: float, side: float) -> None:
        """A code of whole pixels, so that none is blurred."""
        self.panel((x, y, side, side), PAPER, side / 16)
        count = len(modules(link)) + 2 * QUIET_ZONE
        square = int(side // count)
        rim = (side - square * count) // 2 + QUIET_ZONE * square
        for column, row, length in runs(link):
            left, top = self.edge(x, side) + rim + column * square, y + rim + row * square
            self._fill((left, top, length * square, square), INK)

    def file(self) -> bytes:
        """The picture as PNG."""
        stream = io.BytesIO()
        small = self._image.resize((int(self.width), int(self.height)), Image.Resampling.LANCZOS)
        small.quantize(256, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
        return stream.getvalue()


def _rings(reach: float) -> list[tuple[float, float]]:
    """The radius and the thickness of each ring, for a ground that is *reach* across."""
    return [(reach * (0.3 + 0.24 * number), reach * 0.055) for number in range(5)]


def _parts(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255


def _scaled(*places: float) -> tuple[float, ...]:
    return tuple(place * SHARPNESS for place in places)
