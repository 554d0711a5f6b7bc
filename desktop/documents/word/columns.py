"""How wide the columns of a table are; Word's own guess takes a long text's width from a number's column."""

from __future__ import annotations

from desktop.documents.document import Grid, Row

LETTER, ARABIC_LETTER = 1.75, 2.2
"""Millimetres that a letter of a table takes, about."""

PADDING = 4.0


def column_widths(grid: Grid, total: float) -> list[float]:
    """Widths that make ``total``, in millimetres, in the order of reading.

    A column whose share is ``None`` takes what its longest text needs, up to a quarter; the others share what is left,
    each at least as wide as its longest word where there is room.
    """
    rows = [grid.headings, *(row.cells for row in grid.rows if isinstance(row, Row))]

    def widest(column: int, whole: bool) -> float:
        lengths = [
            len(part) * (ARABIC_LETTER if text.code == "ar" else LETTER)
            for row in rows
            for text in row[column]
            for part in ([text.plain] if whole else text.plain.split())
        ]
        return min(max(lengths, default=0) + PADDING, total / 4)

    widths = [widest(column, whole=True) if share is None else 0.0 for column, share in enumerate(grid.shares)]
    left = total - sum(widths)
    whole = sum(share for share in grid.shares if share) or 1
    for column, share in enumerate(grid.shares):
        if share is not None:
            widths[column] = max(left * share / whole, min(widest(column, whole=False), left / 3))
    scale = total / sum(widths)
    return [width * scale for width in widths]
