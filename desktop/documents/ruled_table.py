"""Tables for reportlab whose columns run in the direction of reading, over as many pages as they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table

from desktop.documents.structure import marked
from desktop.documents.typesetting import Paragraph

_Table: Any = Table  # its drawing methods are unknown to its type stubs


class _RuledTable(_Table):
    """reportlab's table with its lines and grounds marked as what a screen reader skips."""

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
    spanning: Sequence[int] = (),
    padding: float = 4,
) -> Table:
    """A table whose columns run in the direction of reading, over as many pages as it takes.

    ``widths`` in points, in the order of reading as the cells are. ``headings`` rows are repeated on every page. A row
    in ``spanning`` has one cell, over all columns, and stays with the row after it. ``commands`` are reportlab's and
    speak of rows only, columns being mirrored.
    """
    count = len(widths)
    styles: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        ("TOPPADDING", (0, 0), (-1, -1), padding * 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding * 0.8),
    ]
    laid: list[list[object]] = []
    for number, row in enumerate(rows):
        cells: list[object] = [list(cell) if isinstance(cell, Sequence) else [cell] for cell in row]
        if number in spanning:
            cells += [[] for _ in range(count - 1)]
            styles.append(("SPAN", (0, number), (-1, number)))
            if number + 1 < len(rows):
                styles.append(("NOSPLIT", (0, number), (-1, number + 1)))
        elif right_to_left:
            cells.reverse()
        laid.append(cells)
    result = _RuledTable(
        laid,
        colWidths=list(reversed(widths)) if right_to_left else list(widths),
        repeatRows=headings,
        splitByRow=1,
        splitInRow=1,
        style=[*styles, *commands],
    )
    result.hAlign = "LEFT"
    return result


def column_widths(
    rows: Sequence[Sequence[Paragraph]],
    shares: Sequence[float | None],
    total: float,
    spanning: Sequence[int] = (),
    padding: float = 4,
) -> list[float]:
    """Widths in points that make ``total``, in the order of reading.

    A column whose share is ``None`` holds numbers or dates, which are not broken: it takes what it needs, within
    reason. The others share what is left, each at least as wide as its longest word.
    """

    def widest(column: int, width: str) -> float:
        cells = [row[column] for number, row in enumerate(rows) if number not in spanning]
        return min(max(getattr(cell, width) for cell in cells) + 2 * padding + 1, total / 4)

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
