"""A chart drawn on a page: lines and letters as the rest of the document has them, sharp at any size and searchable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.documents.charts.chart import PAPER, Pattern
from desktop.documents.charts.drawing import draw_on
from desktop.documents.charts.ground import Anchor, Dashes, Ground, cleaned
from desktop.documents.document import Figure
from desktop.documents.pdf.structure import Element, marked
from desktop.documents.pdf.typesetting import Paragraph, Style

Stroke = Callable[[Canvas], None]

STEP = 4.0
"""Points between the lines or dots of a pattern."""

DASHES = {"-": (), "--": (3.7, 1.6), "-.": (6.4, 1.6, 1, 1.6), ":": (1, 1.65)}
"""How long strokes and gaps are, in widths of the line."""

CORNERS = {
    "s": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "^": ((-0.55, 0.45), (0.55, 0.45), (0, -0.55)),
    "v": ((-0.55, -0.45), (0.55, -0.45), (0, 0.55)),
    "D": ((-0.6, 0), (0, -0.6), (0.6, 0), (0, 0.6)),
    "P": (
        (-0.2, -0.6), (0.2, -0.6), (0.2, -0.2), (0.6, -0.2), (0.6, 0.2), (0.2, 0.2),
        (0.2, 0.6), (-0.2, 0.6), (-0.2, 0.2), (-0.6, 0.2), (-0.6, -0.2), (-0.2, -0.2),
    ),
}  # fmt: skip
"""The marks on a line, in their own size; downwards is more. What is not here is a circle."""


class Drawing(Flowable):
    """A chart as wide as it is told to be."""

    def __init__(self, figure: Figure, size: float, width: float, element: Element) -> None:
        super().__init__()
        self._sheet = PageSheet(width, size, figure.language.right_to_left)
        self._element = element
        draw_on(self._sheet, figure.chart, figure.language)
        self.width, self.height = width, self._sheet.height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        self._element.bounds = left, bottom, left + self.width, bottom + self.height
        with marked(canvas, self._element):
            self._sheet.draw(canvas)


class PageSheet(Ground):
    """What a chart is drawn on, kept until it is known how high it gets and where it stands. Lengths in points."""

    def __init__(self, width: float, size: float, right_to_left: bool) -> None:
        super().__init__(width, size, PAPER, right_to_left)
        self._strokes: list[tuple[int, Stroke]] = []

    def draw(self, canvas: Canvas) -> None:
        """Everything, its foot at the canvas's origin; marks above lines, and words above all."""
        canvas.saveState()
        for _, stroke in sorted(self._strokes, key=lambda each: each[0]):
            stroke(canvas)
        canvas.restoreState()

    def measure(self, text: str, size: float | None = None, bold: bool = False) -> float:
        text = cleaned(text)
        return self._set(text, size or self.size, bold, "#000000").natural_width if text else 0.0

    def words(
        self,
        text: str,
        x: float,
        y: float,
        anchor: Anchor = "start",
        *,
        colour: str = "text",
        size: float | None = None,
        bold: bool = False,
        boxed: bool = False,
        name: str | None = None,
    ) -> None:
        text = cleaned(text)
        if not text:
            return
        size = size or self.size
        line = self._set(text, size, bold, self.colour(colour))
        width = line.natural_width
        start = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        if boxed:
            self._add(2, self._rectangle(start - 2, y - size * 0.55, width + 4, size * 1.1, "ground"))
        left = self._x(start + width) if self.right_to_left else start

        def write(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.translate(left, self.height - y - line.style.leading / 2)
            line.wrap(width + 1, line.style.leading)
            line.ink(canvas)
            canvas.restoreState()

        self._add(2, write)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        pattern: Pattern = Pattern.PLAIN,
        name: str | None = None,
    ) -> None:
        self._add(0, self._rectangle(x, y, width, height, colour, pattern))

    def line(self, places: Sequence[tuple[float, float]], colour: str, width: float = 1, dashes: Dashes = "-") -> None:
        def stroke(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.setStrokeColor(HexColor(self.colour(colour)))
            canvas.setLineWidth(width * 0.8)
            canvas.setLineCap(1)
            if lengths := DASHES[dashes] if isinstance(dashes, str) else dashes[1]:
                canvas.setLineCap(0)
                canvas.setDash([length * width * 0.8 for length in lengths])
            canvas.drawPath(self._path(canvas, places), stroke=1, fill=0)
            canvas.restoreState()

        self._add(0, stroke)

    def area(self, places: Sequence[tuple[float, float]], base: float, colour: str) -> None:
        # Mixed with white: nothing on a page for the archive is seen through.
        full = HexColor(self.colour(colour))
        faint = Color(*(1 - 0.12 * (1 - part) for part in full.rgb()))
        outline = [*places, (places[-1][0], base), (places[0][0], base)]

        def fill(canvas: Canvas) -> None:
            canvas.setFillColor(faint)
            canvas.drawPath(self._path(canvas, outline, closed=True), stroke=0, fill=1)

        self._add(-1, fill)

    def point(self, x: float, y: float, colour: str, shape: str, name: str) -> None:
        size = self.size * 0.5

        def mark(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.setFillColor(HexColor(self.colour(colour)))
            canvas.setStrokeColor(HexColor(self.palette.ground))
            canvas.setLineWidth(0.6)
            if corners := CORNERS.get(shape):
                outline = [(x + across * size, y + down * size) for across, down in corners]
                canvas.drawPath(self._path(canvas, outline, closed=True), stroke=1, fill=1)
            else:
                canvas.circle(self._x(x), self.height - y, size / 2, stroke=1, fill=1)
            canvas.restoreState()

        self._add(1, mark)

    # --- how ---------------------------------------------------------------------------------------------------------

    def _add(self, layer: int, stroke: Stroke) -> None:
        self._strokes.append((layer, stroke))

    def _set(self, text: str, size: float, bold: bool, colour: str) -> Paragraph:
        return Paragraph(text, Style(size=size, leading=size * 1.3, bold=bold, color=colour), self.right_to_left)

    def _path(self, canvas: Canvas, places: Sequence[tuple[float, float]], closed: bool = False) -> Any:
        path = canvas.beginPath()
        for number, (x, y) in enumerate(places):
            (path.lineTo if number else path.moveTo)(self._x(x), self.height - y)
        if closed:
            path.close()
        return path

    def _rectangle(
        self, x: float, y: float, width: float, height: float, colour: str, pattern: Pattern = Pattern.PLAIN
    ) -> Stroke:
        hollow = pattern is Pattern.HOLLOW
        inset = 0.5 if hollow else 0
        left = (self._x(x + width) if self.right_to_left else x) + inset
        across, tall = max(width - 2 * inset, 0.5), height - 2 * inset

        def fill(canvas: Canvas) -> None:
            bottom = self.height - y - height + inset
            canvas.saveState()
            canvas.setFillColor(HexColor(self.palette.ground if hollow else self.colour(colour)))
            canvas.setStrokeColor(HexColor(self.colour(colour)))
            canvas.setLineWidth(1)
            canvas.rect(left, bottom, across, tall, stroke=int(hollow), fill=1)
            if pattern not in (Pattern.PLAIN, Pattern.HOLLOW):
                self._hatch(canvas, pattern, left, bottom, across, tall)
            canvas.restoreState()

        return fill

    def _hatch(self, canvas: Canvas, pattern: Pattern, left: float, bottom: float, width: float, height: float) -> None:
        """The pattern over a rectangle, in the colour of the ground."""
        within = canvas.beginPath()
        within.rect(left, bottom, width, height)
        canvas.clipPath(within, stroke=0, fill=0)
        canvas.setStrokeColor(HexColor(self.palette.ground))
        canvas.setFillColor(HexColor(self.palette.ground))
        canvas.setLineWidth(0.8)
        lines: list[tuple[float, float, float, float]] = []
        if pattern in (Pattern.STRIPES, Pattern.CROSSES):
            for number in range(int((width + height) / STEP) + 1):
                start = left - height + number * STEP
                lines.append((start, bottom, start + height, bottom + height))
                if pattern is Pattern.CROSSES:
                    lines.append((start, bottom + height, start + height, bottom))
        elif pattern is Pattern.RAYS:
            lines += [
                (left, bottom + place * STEP, left + width, bottom + place * STEP)
                for place in range(int(height / STEP) + 1)
            ]
        else:
            for row in range(int(height / STEP) + 1):
                for column in range(int(width / STEP) + 1):
                    canvas.circle(left + (column + row % 2 / 2) * STEP, bottom + (row + 0.5) * STEP, 0.7, 0, 1)
        if lines:
            canvas.lines(lines)
