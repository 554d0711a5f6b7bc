"""Paragraphs for reportlab that are right in Arabic as in French.

reportlab's own paragraphs print Arabic unjoined or with its lines in reverse order. Ours break lines in the order of
reading, put each line into the order of writing (UAX #9), shape it with HarfBuzz and draw the glyphs. Text is text:
nothing in it is taken for markup; what is bold or coloured is said in :class:`Run`.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Literal, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.documents.bidi import visual_order
from desktop.documents.pdf.pen import Pen, paint
from desktop.documents.pdf.printable import printable
from desktop.documents.pdf.structure import Element, begin, end, marked, write
from desktop.documents.pdf.typeface import Shaped, typefaces
from desktop.documents.pdf.words import Look, Piece, Unit, set_words

INK = "#23211f"
BAR_GAP = 3
"""Points between paragraphs that one bar runs along."""


class Run(NamedTuple):
    """A stretch of text that looks the same; ``None`` means as the paragraph."""

    text: str
    bold: bool | None = None
    color: str | None = None


@dataclass(frozen=True)
class Style:
    """How a paragraph looks; lengths in points, colours as ``#rrggbb``. Start and end are those of its direction."""

    size: float = 11
    leading: float = 15.5
    align: Literal["start", "end", "center", "justify"] = "start"
    bold: bool = False
    color: str = INK
    before: float = 0
    after: float = 0
    indent: float = 0
    """At the start side."""
    bar: str | None = None
    """Colour of a bar down the start side, which joins that of the next paragraph three points below."""

    @property
    def depth(self) -> float:
        """How far below the top of a line its letters stand."""
        face = typefaces(self.bold)[0]
        return (self.leading + (face.ascender + face.descender) * self.size / 1000) / 2

    def but(self, **changes: object) -> Style:
        """The same style with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


class Bookmark(NamedTuple):
    """An entry of the document's outline; ``key`` is unique in the document, ``level`` 0 for a section."""

    key: str
    title: str
    level: int


class _Line(NamedTuple):
    units: list[Unit]
    width: float


class Paragraph(Flowable):
    """Text set in lines as wide as the frame, split over pages with never one line alone on either."""

    counted = True
    """Whether its lines are among those numbered in the margin of a draft."""

    def __init__(
        self,
        text: str | Sequence[Run],
        style: Style,
        right_to_left: bool,
        element: Element | None = None,
        bookmark: Bookmark | None = None,
        marker: Paragraph | None = None,
    ) -> None:
        """``element`` is what the text is in the document's structure; without one a screen reader skips it.

        ``marker`` stands in the indent before the first line: a paragraph's number.
        """
        super().__init__()
        self.style = style
        self.right_to_left = right_to_left
        self._element = element
        self._bookmark = bookmark
        self._marker = marker
        self._runs = (Run(text),) if isinstance(text, str) else text
        self._units: list[Unit] | None = None
        self._lines: list[_Line] = []
        self._limit = -1.0
        """How wide the lines may be, in thousandths of the type size."""
        self._goes_on = False

    @property
    def is_heading(self) -> bool:
        """Whether it stands in the outline."""
        return self._bookmark is not None

    @property
    def longest_word(self) -> float:
        """How wide a line must be for no word to be broken, in points."""
        width = max((unit.width for unit in self._prepared()), default=0)
        return width * self.style.size / 1000 + self.style.indent

    @property
    def natural_width(self) -> float:
        """How wide the text is on one line, in points."""
        units = self._prepared()
        width = _reaches(units, self.style.bold)[-1] if units else 0
        if units and units[0].gap is not None:
            width -= _space(self.style.bold).width
        return width * self.style.size / 1000 + self.style.indent

    def _prepared(self) -> list[Unit]:
        """Its words."""
        if self._units is None:
            style = self.style
            runs = [
                (printable(text), style.bold if bold is None else bold, color or style.color)
                for text, bold, color in self._runs
            ]
            self._units = set_words(runs, self.right_to_left)
        return self._units

    # --- what reportlab asks -----------------------------------------------------------------------------------------

    def getSpaceBefore(self) -> float:
        return self.style.before

    def getSpaceAfter(self) -> float:
        return self.style.after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        limit = (aW - self.style.indent) * 1000 / self.style.size
        if limit != self._limit:
            self._lines = _break_lines(self._prepared(), limit, self.style.bold)
            self._limit = limit
        self.height = len(self._lines) * self.style.leading
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        self.wrap(aW, aH)
        count = len(self._lines)
        fitting = int(aH / self.style.leading + 1e-6)
        if fitting >= count:
            return [self]
        fitting = min(fitting, count - 2)
        if fitting < 2:
            return []
        return [self._part(0, fitting), self._part(fitting, count)]

    def _part(self, first: int, last: int) -> Paragraph:
        """The lines from ``first`` up to ``last`` as a paragraph of their own."""
        part = copy.copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's note on this paragraph; on the part it would be an error
        part._lines = self._lines[first:last]
        part._units = [unit for line in part._lines for unit in line.units]
        part._goes_on = last < len(self._lines)
        style = self.style
        if first:
            style, part._bookmark, part._marker = style.but(before=0), None, None
        part.style = style.but(after=0) if part._goes_on else style
        return part

    def least_height(self, width: float) -> float:
        """How much of it stands at the foot of a page at least: two lines, or all where the rest would be one."""
        self.wrap(width, 0)
        return (len(self._lines) if len(self._lines) < 4 else 2) * self.style.leading

    # --- from lines to ink -------------------------------------------------------------------------------------------

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw it with its lower left corner at ``x`` and ``y``; on the page as it is, for there are thousands."""
        if self._bookmark:
            canvas.bookmarkHorizontal(self._bookmark.key, x, y + self.height)
            canvas.addOutlineEntry(self._bookmark.title, self._bookmark.key, self._bookmark.level)
        element, self._element = self._element, None  # a heading row drawn again on the next page is not read again
        if self.style.bar:
            with marked(canvas, None):
                left = x + (self.width - 2 if self.right_to_left else 0)
                bottom, height = y - BAR_GAP, self.height + BAR_GAP
                write(canvas, f"q {paint(self.style.bar)} {left:.2f} {bottom:.2f} 2 {height:.2f} re f Q")
        if self._marker:
            self._draw_marker(canvas, self._marker, x, y)
        if self.counted and (count_lines := getattr(canvas, "count_lines", None)):
            count_lines(x, y + self.height, self.style.leading, len(self._lines))
        begin(canvas, element)
        self.ink(canvas, x, y)
        end(canvas)

    def ink(self, canvas: Canvas, x: float = 0, y: float = 0) -> None:
        """Its lines alone, as part of something else that is drawn: a screen reader is told nothing of them."""
        style = self.style
        face = typefaces(style.bold)[0]
        baseline = y + self.height - style.depth
        pen = Pen(canvas, style.size)
        write(canvas, "q BT")
        looks = {unit.look for unit in self._prepared()}
        look = looks.pop() if len(looks) == 1 else None
        if look is not None and look.typeface is not face:
            look = None
        last = None if self._goes_on or not self._lines else self._lines[-1]
        for line in self._lines:
            justified = style.align == "justify" and line is not last
            self._draw_line(pen, line, look, x, baseline, justified)
            baseline -= style.leading
        write(canvas, "ET Q")

    def _draw_marker(self, canvas: Canvas, marker: Paragraph, x: float, y: float) -> None:
        _, height = marker.wrapOn(canvas, self.style.indent, self.height)
        left = x + (self.width - self.style.indent if self.right_to_left else 0)
        marker.drawOn(canvas, left, y + self.height - height)

    def _draw_line(self, pen: Pen, line: _Line, look: Look | None, x: float, baseline: float, justified: bool) -> None:
        """Draw a line; ``look`` is that of all its words, in the typeface of its spaces."""
        style, units = self.style, line.units
        gaps = len([unit for unit in units if unit.gap is not None]) - (units[0].gap is not None)
        spare = max(self._limit - line.width, 0)
        stretch = spare / gaps if justified and gaps else 0
        if style.align == "center":
            x += spare / 2 * style.size / 1000
        elif not stretch and (style.align == "end") != self.right_to_left:
            x += spare * style.size / 1000
        if not self.right_to_left:
            x += style.indent
        pen.move(x, baseline)
        space = _space(style.bold)
        if look is None:
            self._draw_pieces(pen, units, space, stretch)
        else:
            shown = pen.choose(look.typeface, look.color)
            between = _wider(shown[space], stretch)
            levels = {unit.level for unit in units}
            if len(levels) > 1 or None in levels or gaps < len(units) - 1:
                texts = [between if thing is None else shown[thing.shaped] for thing in _in_order(units)]
                pen.show("".join(texts))
            else:
                texts = [shown[unit.pieces[0].shaped] for unit in units]
                if units[0].pieces[0].level & 1:
                    texts.reverse()
                pen.show(between.join(texts))
        pen.finish()

    def _draw_pieces(self, pen: Pen, units: Sequence[Unit], space: Shaped, stretch: float) -> None:
        """A line of several looks."""
        for thing in _in_order(units):
            if thing is None:
                pen.show(_wider(pen.choose(space.typeface, self.style.color)[space], stretch))
            else:
                pen.show(pen.choose(thing.shaped.typeface, thing.color)[thing.shaped])


def _in_order(units: Sequence[Unit]) -> Sequence[Piece | None]:
    """The pieces of a line from left to right; ``None`` for a space."""
    levels: list[int] = []
    things: list[Piece | None] = []
    for unit in units:
        if levels and unit.gap is not None:
            levels.append(unit.gap)
            things.append(None)
        levels += [piece.level for piece in unit.pieces]
        things += unit.pieces
    return things if not any(levels) else [things[place] for place in visual_order(levels)]


def _wider(shown: str, stretch: float) -> str:
    """A space that is ``stretch`` thousandths wider than it is."""
    return f"{shown} {-stretch:.5g}" if stretch else shown


@cache
def _space(bold: bool) -> Shaped:
    return typefaces(bold)[0].shape(" ", False)


def _reaches(units: Sequence[Unit], bold: bool) -> list[float]:
    """How far it is from before the first one's space to the end of each."""
    space = _space(bold).width
    return list(accumulate([unit.width if unit.gap is None else unit.width + space for unit in units]))


def _break_lines(units: Sequence[Unit], limit: float, bold: bool) -> list[_Line]:
    if any(unit.width > limit for unit in units):
        units = [part for unit in units for part in ([unit] if unit.width <= limit else unit.fitting(limit))]
    reaches = _reaches(units, bold)
    lines: list[_Line] = []
    first = 0
    while first < len(units):
        start = reaches[first] - units[first].width
        following = bisect_right(reaches, start + limit + 0.01, first + 1)
        lines.append(_Line(list(units[first:following]), reaches[following - 1] - start))
        first = following
    return lines
