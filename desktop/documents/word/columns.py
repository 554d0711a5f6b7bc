"""How wide the columns of a table are; Word's own guess takes a long text's width from a number's column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from desktop.documents.document import Grid, Row, Text

LETTER, ARABIC_LETTER = 1.75, 2.2
"""Millimetres that a letter of a table takes, about."""

PADDING = 4.0

FOR_TEXTS = 0.33
"""Of the width, at least so much is left to the columns whose texts are broken."""


def column_widths(grid: Grid, total: float) -> list[float]:
    """Widths that make ``total``, in millimetres, in the order of reading.

    A column whose share is ``None`` takes what its longest text and the longest word of its heading need, up to a
    quarter; the others share what is left, each at least as wide as its longest word where there is room.
    """
    columns = range(len(grid.shares))
    cells = [[row.cells[column] for row in grid.rows if isinstance(row, Row)] for column in columns]
    texts = [[text for cell in column for text in cell] for column in cells]

    def widest_word(column: int) -> float:
        words = _words(grid.headings[column]), _words(texts[column])
        return min(max(*(_widest(each) for each in words)) + PADDING, total / 4)

    def widest_text(column: int) -> float:
        whole = [(text.plain, text.code) for text in texts[column]]
        return min(max(_widest(whole), _widest(_words(grid.headings[column]))) + PADDING, total / 4)

    fixed = {column: widest_text(column) for column in columns if grid.shares[column] is None}
    shared = {column: share for column, share in enumerate(grid.shares) if share is not None}
    most = total * (1 - FOR_TEXTS) if shared else total
    if (taken := sum(fixed.values())) > most:
        fixed = {column: width * most / taken for column, width in fixed.items()}
    left, whole = total - sum(fixed.values()), sum(shared.values()) or 1
    flexible = {
        column: max(left * share / whole, min(widest_word(column), left / 3)) for column, share in shared.items()
    }
    scale = left / sum(flexible.values()) if flexible else total / (sum(fixed.values()) or 1)
    return [fixed.get(column, 0) * (1 if flexible else scale) or flexible[column] * scale for column in columns]


def _words(texts: Iterable[Text]) -> list[tuple[str, str]]:
    return [(word, text.code) for text in texts for word in text.plain.split()]


def _widest(texts: Iterable[tuple[str, str]]) -> float:
    return max((_width(text, code) for text, code in texts), default=0)


def _width(text: str, code: str) -> float:
    letters = [char for char in text if unicodedata.category(char) not in ("Mn", "Cf")]
    return sum(ARABIC_LETTER if code == "ar" and char > "\u00ff" else LETTER for char in letters)
