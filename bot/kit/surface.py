"""What a sheet is drawn on, a PDF page or a picture, by the same few verbs; places are measured from the top left."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from bot.kit.codes import QUIET_ZONE, modules, runs
from bot.kit.colours import INK, PAPER, Colour
from bot.kit.typeface import ASCENT, Face, known
from bot.kit.typesetting import Block

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

    def put(self, block: Block, x: float, y: float, colour: Colour, *, centred: float = 0) -> float:
        """*block* with its top at *y*, in the middle of a column *centred* wide if so; gives where it ends."""
        line = y + ASCENT * block.size
        for text in block.lines:
            shift = (centred - block.face.width(text, block.size)) / 2 if centred else 0
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
        self._canvas.roundRect(left, self.height - top - height, width, height, round, stroke=0, fill=1)

    def rings(self, box: Box, round: float, middle: Spot, colour: Colour) -> None:
        """Rings clipped by the box."""
        left, top, width, height = box
        self._canvas.saveState()
        clip = self._canvas.beginPath()
        clip.roundRect(left, self.height - top - height, width, height, round)
        self._canvas.clipPath(clip, stroke=0, fill=0)
        self._canvas.setStrokeColorRGB(*_parts(colour))
        for radius, thick in _rings(min(width, height)):
            self._canvas.setLineWidth(thick)
            self._canvas.circle(middle[0], self.height - middle[1], radius, stroke=1, fill=0)
        self._canvas.restoreState()

    def write(self, text: str, face: Face, size: float, start: Spot, colour: Colour) -> None:
        """Text that can be searched and copied."""
        known(face)
        self._canvas.setFont(face.value, size)
        self._canvas.setFillColorRGB(*_parts(colour))
        self._canvas.drawString(start[0], self.height - start[1], text)

    def code(self, link: str, x: float, y: float, side: float) -> None:
        """A code of one shape, and a link for those who read the file on their phone."""
        self.panel((x, y, side, side), PAPER, side / 16)
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

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        """A picture of *width* by *height* pixels, all in the colour *ground*."""
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SHARPNESS, height * SHARPNESS), ground)
        self._draw = ImageDraw.Draw(self._image)

    def panel(self, box: Box, colour: Colour, round: float = 0) -> None:
        """A filled rectangle."""
        left, top, width, height = box
        edges = _scaled(left, top, left + width, top + height)
        self._draw.rounded_rectangle((*edges[:2], edges[2] - 1, edges[3] - 1), round * SHARPNESS, fill=colour)

    def rings(self, box: Box, round: float, middle: Spot, colour: Colour) -> None:
        """Rings; those of a picture go to its edges."""
        x, y = middle
        for radius, thick in _rings(min(box[2], box[3])):
            self._draw.ellipse(
                _scaled(x - radius, y - radius, x + radius, y + radius), outline=colour, width=int(thick * SHARPNESS)
            )

    def write(self, text: str, face: Face, size: float, start: Spot, colour: Colour) -> None:
        """Text as pixels."""
        font = ImageFont.truetype(str(face.path), size * SHARPNESS, layout_engine=ImageFont.Layout.BASIC)
        self._draw.text((start[0] * SHARPNESS, start[1] * SHARPNESS), text, fill=colour, font=font, anchor="ls")

    def code(self, link: str, x: float, y: float, side: float) -> None:
        """A code of whole pixels, so that none is blurred."""
        self.panel((x, y, side, side), PAPER, side / 16)
        count = len(modules(link)) + 2 * QUIET_ZONE
        square = int(side // count)
        edge = (side - square * count) // 2 + QUIET_ZONE * square
        for column, row, length in runs(link):
            left, top = x + edge + column * square, y + edge + row * square
            self.panel((left, top, length * square, square), INK)

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
