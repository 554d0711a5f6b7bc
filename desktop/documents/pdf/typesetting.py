"""Paragraphs for reportlab that are right in Arabic as in French.

reportlab's own paragraphs print Arabic unjoined or with its lines in reverse order. Ours break lines in the order of
reading, put each line into the order of writing (UAX #9), shape it with HarfBuzz and draw the glyphs. Text is text:
nothing in it is taken for markup; what is bold or coloured is said in :class:`Run`.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.documents.bidi import embedding_levels, visual_order
from desktop.documents.pdf.pen import Pen, paint
from desktop.documents.pdf.printable import UNSEEN, printable
from desktop.documents.pdf.structure import Element, marked, write
from desktop.documents.pdf.typeface import Shaped, Typeface, choose, typefaces

INK = "#23211f"
BAR_GAP = 3
"""Points between paragraphs that one bar runs along."""

_WORD = re.compile(r"[^ ]+")
_BREAK_INSIDE = re.compile(  # after a hyphen, a slash or a dash between letters; never inside REC-2021-014
    r"(?<=[^\W\d_]{2}[-/])(?=[^\W\d_]{2})|(?<=[—\u200b])(?=.)"
)


@dataclass(frozen=True)
class Run:
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

    def but(self, **changes: object) -> Style:
        """The same style with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@runtime_checkable
class Numbered(Protocol):
    """A page whose lines are numbered, as those of a draft are."""

    def count_lines(self, height: float, leading: float, count: int) -> None:
        """Lines one below the other, the first of them ``height`` points above where the pen is."""
        ...


class Bookmark(NamedTuple):
    """An entry of the document's outline; ``key`` is unique in the document, ``level`` 0 for a section."""

    key: str
    title: str
    level: int


class _Piece(NamedTuple):
    """Part of a word in one direction, one typeface and one colour."""

    level: int
    shaped: Shaped
    color: str


class _Unit(NamedTuple):
    """What is never broken but where it is wider than the line; widths in thousandths of the type size."""

    start: int
    end: int
    pieces: tuple[_Piece, ...]
    width: float
    spaced: bool
    """A space stands before it."""


class _Line(NamedTuple):
    units: list[_Unit]
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
        self._runs = [Run(text)] if isinstance(text, str) else list(text)
        self._text = ""
        self._owners: list[int] = []
        self._levels: list[int] = []
        self._units: list[_Unit] | None = None
        self._lines: list[_Line] = []
        self._goes_on = False

    @property
    def is_heading(self) -> bool:
        """Whether it stands in the outline."""
        return self._bookmark is not None

    @property
    def longest_word(self) -> float:
        """How wide a line must be for no word to be broken, in points."""
        if self._units is None:
            self._prepare()
        width = max((unit.width for unit in self._units or []), default=0)
        return width * self.style.size / 1000 + self.style.indent

    @property
    def natural_width(self) -> float:
        """How wide the text is on one line, in points."""
        if self._units is None:
            self._prepare()
        space = _space(self.style.bold).width
        width = sum(unit.width + space * unit.spaced for unit in self._units or [])
        return width * self.style.size / 1000 + self.style.indent

    # --- what reportlab asks -----------------------------------------------------------------------------------------

    def getSpaceBefore(self) -> float:
        return self.style.before

    def getSpaceAfter(self) -> float:
        return self.style.after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        if self._units is None:
            self._prepare()
        self.width = aW
        self._lines = self._break_lines((aW - self.style.indent) * 1000 / self.style.size)
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

    def least_height(self, width: float) -> float:
        """How much of it stands at the foot of a page at least: two lines, or all where the rest would be one."""
        self.wrap(width, 0)
        return (len(self._lines) if len(self._lines) < 4 else 2) * self.style.leading

    def draw(self) -> None:
        canvas: Canvas = self.canv
        if self._bookmark:
            canvas.bookmarkHorizontal(self._bookmark.key, 0, self.height)
            canvas.addOutlineEntry(self._bookmark.title, self._bookmark.key, self._bookmark.level)
        element, self._element = self._element, None  # a heading row drawn again on the next page is not read again
        if self.style.bar:
            with marked(canvas, None):
                x = self.width - 2 if self.right_to_left else 0
                bottom, height = -BAR_GAP, self.height + BAR_GAP
                write(canvas, f"q {paint(self.style.bar)} {x:.2f} {bottom} 2 {height:.2f} re f Q")
        if self._marker:
            self._draw_marker(canvas, self._marker)
        if self.counted and isinstance(canvas, Numbered):
            canvas.count_lines(self.height, self.style.leading, len(self._lines))
        with marked(canvas, element):
            self.ink(canvas)

    def ink(self, canvas: Canvas) -> None:
        """Its lines alone, as part of something else that is drawn: a screen reader is told nothing of them."""
        write(canvas, "q BT")
        self._draw_lines(canvas)
        write(canvas, "ET Q")

    def _draw_marker(self, canvas: Canvas, marker: Paragraph) -> None:
        _, height = marker.wrapOn(canvas, self.style.indent, self.height)
        x = self.width - self.style.indent if self.right_to_left else 0
        marker.drawOn(canvas, x, self.height - height)

    # --- from characters to words ------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        texts = [printable(run.text) for run in self._runs]
        self._text = text = "".join(texts)
        self._owners = [number for number, text in enumerate(texts) for _ in text]
        self._levels = levels = embedding_levels(text, int(self.right_to_left))
        even = levels[0] if levels and levels.count(levels[0]) == len(levels) else None
        looks = [self._look(run) for run in self._runs]
        self._units = units = []
        for word in _WORD.finditer(text):
            start, end = word.span()
            owner, last = self._owners[start], self._owners[end - 1]
            if owner != last:
                parts = [(left, right, *self._set(start + left, start + right)) for left, right in _parts(word[0])]
            elif even is not None:
                parts = _word(word[0], even, *looks[owner])
            else:
                parts = _word(word[0], tuple(levels[start:end]), *looks[owner])
            for left, right, pieces, width in parts:
                units.append(_Unit(start + left, start + right, pieces, width, not left and bool(units)))

    def _look(self, run: Run) -> tuple[bool, str]:
        return self.style.bold if run.bold is None else run.bold, run.color or self.style.color

    def _set(self, start: int, end: int) -> tuple[tuple[_Piece, ...], float]:
        """Part of a word, which may belong to several runs: its pieces, and how wide they are."""
        pieces: list[_Piece] = []
        left = start
        while left < end:
            owner = self._owners[left]
            right = left + 1
            while right < end and self._owners[right] == owner:
                right += 1
            pieces += _pieces(self._text[left:right], tuple(self._levels[left:right]), *self._look(self._runs[owner]))
            left = right
        return tuple(pieces), sum(piece.shaped.width for piece in pieces)

    def _unit(self, start: int, end: int, spaced: bool) -> _Unit:
        return _Unit(start, end, *self._set(start, end), spaced)

    # --- from words to lines -----------------------------------------------------------------------------------------

    def _break_lines(self, limit: float) -> list[_Line]:
        space = _space(self.style.bold).width
        lines: list[_Line] = []
        line, width = [], 0.0
        for unit in self._units or []:
            for part in self._fitting(unit, limit):
                longer = width + part.width + (space if line and part.spaced else 0)
                if line and longer > limit + 0.01:
                    lines.append(_Line(line, width))
                    line, width = [part], part.width
                else:
                    line.append(part)
                    width = longer
        if line:
            lines.append(_Line(line, width))
        return lines

    def _fitting(self, unit: _Unit, limit: float) -> list[_Unit]:
        """The unit, or as many parts of it as it takes for each to fit a line."""
        if unit.width <= limit:
            return [unit]
        parts, start, spaced = [], unit.start, unit.spaced
        while start < unit.end:
            ends = [
                end
                for end in range(start + 1, unit.end + 1)
                if end == unit.end or not unicodedata.combining(self._text[end])
            ]
            fitting = bisect_right(ends, limit, key=lambda end: self._unit(start, end, False).width)
            end = ends[max(fitting - 1, 0)]
            parts.append(self._unit(start, end, spaced))
            start, spaced = end, False
        return parts

    def _part(self, first: int, last: int) -> Paragraph:
        """The lines from ``first`` up to ``last`` as a paragraph of their own."""
        part = copy.copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's note on this paragraph; on the part it would be an error
        part._units = [unit for line in self._lines[first:last] for unit in line.units]
        part._goes_on = last < len(self._lines)
        style = self.style
        if first:
            style, part._bookmark, part._marker = style.but(before=0), None, None
        part.style = style.but(after=0) if part._goes_on else style
        return part

    # --- from lines to ink -------------------------------------------------------------------------------------------

    def _draw_lines(self, canvas: Canvas) -> None:
        style = self.style
        face = typefaces(style.bold)[0]
        content = (face.ascender - face.descender) * style.size / 1000
        baseline = self.height - (style.leading - content) / 2 - face.ascender * style.size / 1000
        pen = Pen(canvas, style.size)
        for number, line in enumerate(self._lines):
            last = number == len(self._lines) - 1 and not self._goes_on
            self._draw_line(pen, line, baseline, justified=style.align == "justify" and not last)
            baseline -= style.leading

    def _draw_line(self, pen: Pen, line: _Line, baseline: float, justified: bool) -> None:
        style = self.style
        limit = (self.width - style.indent) * 1000 / style.size
        gaps = sum(unit.spaced for unit in line.units[1:])
        spare = max(limit - line.width, 0)
        stretch = spare / gaps if justified and gaps else 0
        if style.align == "center":
            left = spare / 2
        elif stretch or (style.align == "end") == self.right_to_left:
            left = 0
        else:
            left = spare
        indent = 0 if self.right_to_left else style.indent
        base, space = int(self.right_to_left), _space(style.bold)
        levels: list[int] = []
        things: list[_Piece | None] = []
        for position, unit in enumerate(line.units):
            if position and unit.spaced:
                levels.append(self._gap_level(line.units[position - 1].end, unit.start, base))
                things.append(None)
            levels += [piece.level for piece in unit.pieces]
            things += unit.pieces
        pen.move(indent + left * style.size / 1000, baseline)
        turned = things if not any(levels) else [things[position] for position in visual_order(levels)]
        for thing in turned:
            if thing is None:
                pen.show(space, style.color, stretch)
            else:
                pen.show(thing.shaped, thing.color)
        pen.finish()

    def _gap_level(self, end: int, start: int, base: int) -> int:
        return min(self._levels[end:start], default=base)


@cache
def _space(bold: bool) -> Shaped:
    return typefaces(bold)[0].shape(" ", False)


@lru_cache(50_000)
def _word(
    text: str, levels: int | tuple[int, ...], bold: bool, color: str
) -> tuple[tuple[int, int, tuple[_Piece, ...], float], ...]:
    """The parts of a word between which a line may break: from, to, pieces, width. The same words come again."""
    every = (levels,) * len(text) if isinstance(levels, int) else levels
    parts = []
    for left, right in _parts(text):
        pieces = tuple(_pieces(text[left:right], every[left:right], bold, color))
        parts.append((left, right, pieces, sum(piece.shaped.width for piece in pieces)))
    return tuple(parts)


def _parts(word: str) -> Iterator[tuple[int, int]]:
    return pairwise((0, *(cut.start() for cut in _BREAK_INSIDE.finditer(word) if cut.start()), len(word)))


def _pieces(text: str, levels: Sequence[int], bold: bool, color: str) -> Iterator[_Piece]:
    """Text of one look, cut where its direction or its typeface changes."""
    candidates = typefaces(bold)
    left = 0
    while left < len(text):
        right = left + 1
        if text[left] not in UNSEEN:
            level = levels[left]
            while right < len(text) and levels[right] == level and text[right] not in UNSEEN:
                right += 1
            yield from _in_typefaces(text[left:right], level, candidates, color)
        left = right


def _in_typefaces(text: str, level: int, candidates: Sequence[Typeface], color: str) -> Iterator[_Piece]:
    if whole := choose(text, candidates):
        yield _Piece(level, whole.shape(text, bool(level & 1)), color)
        return
    left = 0
    while left < len(text):
        typeface = choose(text[left], candidates) or candidates[0]
        right = left + 1
        while right < len(text) and choose(text[right], candidates) is typeface:
            right += 1
        yield _Piece(level, typeface.shape(text[left:right], bool(level & 1)), color)
        left = right
