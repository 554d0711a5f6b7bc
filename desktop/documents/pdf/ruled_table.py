"""Tables for reportlab whose columns run in the direction of reading, over as many pages as they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Spacer, Table

from desktop.documents.pdf.structure import marked
from desktop.documents.pdf.typesetting import Paragraph

TALLEST = 300
"""How many points high a row may be, so that one and its headings fit any page."""

SHORT = 70
"""Rows that are not higher are kept together where one would stand alone."""

_Table: Any = Table  # its drawing methods are unknown to its type stubs


class RuledTable(_Table):
    """reportlab's table with its lines and grounds marked as what a screen reader skips."""

    padding: float = 0

    def least_height(self) -> float:
        """How much of it stands at the foot of a page at least: its headings and two rows. The rest is not measured."""
        height = 0.0
        for cells in self._cellvalues[: self.repeatRows + 2]:
            spanning = len(cells) > 1 and not any(cells[1:])
            widths = [sum(self._argW)] if spanning else self._argW
            height += _height(cells[:1] if spanning else cells, widths, self.padding) + 1.4 * self.padding
        return height

    def _drawCell(self, cellval: Any, cellstyle: Any, pos: Any, size: Any) -> None:
        self._curcellstyle = cellstyle  # else it chooses Helvetica for text that no cell of ours holds
        super()._drawCell(cellval, cellstyle, pos, size)

    def _drawBkgrnd(self) -> None:
        with marked(self.canv, None):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:
        with marked(self.canv, None):
            super()._drawLines()


Cell = Flowable | Sequence[Flowable]


def table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    right_to_left: bool,
    commands: Sequence[tuple[Any, ...]] = (),
    headings: int = 0,
    ground: Color | None = None,
    padding: float = 4,
) -> Table:
    """A table whose columns run in the direction of reading, over as many pages as it takes.

    ``widths`` in points, in the order of reading as the cells are. ``headings`` rows are repeated on every page. A row
    of one cell goes over all columns on ``ground`` and stays with the row after it. ``commands`` are reportlab's and
    speak of all rows, or all but the first: columns are mirrored, and a row too tall for a page becomes several.
    """
    count = len(widths)
    styles: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        ("TOPPADDING", (0, 0), (-1, -1), padding * 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding * 0.8),
        *commands,
    ]
    whole = sum(widths)
    laid: list[list[object]] = []
    for row in rows:
        for part in _short_enough(row, [whole] if len(row) < count else widths, padding):
            cells: list[object] = [list(cell) if isinstance(cell, Sequence) else [cell] for cell in part]
            if len(cells) < count:
                number = len(laid)
                cells += [[] for _ in range(count - 1)]
                styles.append(("SPAN", (0, number), (-1, number)))
                styles.append(("NOSPLIT", (0, number), (-1, number + 1)))
                if ground:
                    styles.append(("BACKGROUND", (0, number), (-1, number), ground))
            elif right_to_left:
                cells.reverse()
            laid.append(cells)
    styles += _last_together(laid, list(reversed(widths)) if right_to_left else widths, padding, headings)
    result = RuledTable(
        laid,
        colWidths=list(reversed(widths)) if right_to_left else list(widths),
        repeatRows=headings,
        style=styles,
    )
    result.hAlign = "LEFT"
    result.padding = padding
    return result


def _last_together(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], padding: float, headings: int
) -> list[tuple[Any, ...]]:
    """No page holds the last row alone, where it and the one before are not tall."""
    count = len(rows)
    if count - headings < 3 or max(_height(row, widths, padding) for row in rows[-2:]) > SHORT:
        return []
    return [("NOSPLIT", (0, count - 2), (-1, count - 1))]


def _short_enough(row: Sequence[Cell], widths: Sequence[float], padding: float) -> Iterator[Sequence[Cell]]:
    """The row, or as many rows as it takes for each to fit a page. reportlab's own way to split a row may never end."""
    if any(isinstance(cell, Sequence) and len(cell) > 1 for cell in row) and _height(row, widths, padding) > TALLEST:
        # Texts that share cells stand in rows of their own, and each of these is short enough in turn.
        for line in zip_longest(*(cell if isinstance(cell, Sequence) else [cell] for cell in row)):
            yield from _short_enough([part or Spacer(0, 0) for part in line], widths, padding)
        return
    while all(isinstance(cell, Flowable) for cell in row):
        parts: list[list[Flowable]] = []
        for cell, width in zip(row, widths, strict=True):
            assert isinstance(cell, Flowable)
            inner = width - 2 * padding
            tall = cell.wrap(inner, TALLEST)[1] > TALLEST
            parts.append((cell.split(inner, TALLEST) if tall else None) or [cell])
        if all(len(part) == 1 for part in parts):
            break
        yield [part[0] for part in parts]
        row = [part[1] if len(part) > 1 else Spacer(0, 0) for part in parts]
    yield row


def _height(row: Sequence[Cell], widths: Sequence[float], padding: float) -> float:
    heights = (
        sum(part.wrap(width - 2 * padding, TALLEST)[1] for part in (cell if isinstance(cell, Sequence) else [cell]))
        for cell, width in zip(row, widths, strict=True)
    )
    return max(heights, default=0)


def column_widths(
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float | None],
    total: float,
    padding: float = 4,
) -> list[float]:
    """Widths in points that make ``total``, in the order of reading.

    A column whose share is ``None`` holds numbers or dates, which are not broken: it takes what it needs, within
    reason. The others share what is left, each at least as wide as its longest word.
    """

    def widest(column: int, width: str) -> float:
        cells = [row[column] for row in rows if len(row) == len(shares)]
        texts = [text for cell in cells for text in (cell if isinstance(cell, Sequence) else [cell])]
        widths = [getattr(text, width) for text in texts if isinstance(text, Paragraph)]
        return min(max(widths, default=0) + 2 * padding + 1, total / 4)

    fixed = {column: widest(column, "natural_width") for column, share in enumerate(shares) if share is None}
    flexible = {column: share for column, share in enumerate(shares) if share is not None}
    while True:
        left = total - sum(fixed.values())
        whole = sum(flexible.values()) or 1
        narrow = [column for column, share in flexible.items() if share / whole * left < widest(column, "longest_word")]
        if not narrow or len(narrow) == len(flexible):
            break
        for column in narrow:
            fixed[column] = widest(column, "longest_word")
            del flexible[column]
    return [fixed[column] if column in fixed else flexible[column] / whole * left for column in range(len(shares))]
