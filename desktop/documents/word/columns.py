"""How wide the columns of a table are; Word's own guess takes a long text's width from a number's column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from desktop.documents.document import Grid, Row, Text

LETTER, ARABIC_LETTER, ARABIC_DIGIT = 1.75, 2.2, 2.5
"""Millimetres that a letter of a table takes, about; LibreOffice sets digits among Arabic letters in their size."""

BOLD = 1.03
"""How much wider bold letters are, about."""

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
        return min(max(heading(column), _widest(_words(texts[column]))) + PADDING, total / 4)

    def heading(column: int) -> float:
        return _widest(_words(grid.headings[column])) * BOLD

    def widest_text(column: int) -> float:
        whole = [(text.plain, text.code) for text in texts[column]]
        return min(max(_widest(whole), heading(column)) + PADDING, total / 4)

    fixed = {column: widest_text(column) for column in columns if grid.shares[column] is None}
    shared = {column: share for column, share in enumerate(grid.shares) if share is not None}
    most = total * (1 - FOR_TEXTS) if shared else total
    if (taken := sum(fixed.values())) > most:
        fixed = {column: width * most / taken for column, width in fixed.items()}
    if not shared:
        scale = total / (sum(fixed.values()) or 1)
        return [fixed[column] * scale for column in columns]
    left = total - sum(fixed.values())
    widths = fixed | _shared(shared, {column: min(widest_word(column), left / 3) for column in shared}, left)
    return [widths[column] for column in columns]


def _shared(shares: Mapping[int, float], needed: Mapping[int, float], left: float) -> dict[int, float]:
    """``left`` among the columns by their shares, but to each what it needs; where there is not enough, by need."""
    if (all_needed := sum(needed.values())) >= left:
        return {column: width * left / all_needed for column, width in needed.items()}
    kept: dict[int, float] = {}
    while True:
        rest = {column: share for column, share in shares.items() if column not in kept}
        part = (left - sum(kept.values())) / sum(rest.values())
        narrow = {column: needed[column] for column, share in rest.items() if share * part < needed[column]}
        if not narrow:
            return kept | {column: share * part for column, share in rest.items()}
        kept |= narrow


def _words(texts: Iterable[Text]) -> list[tuple[str, str]]:
    return [(word, text.code) for text in texts for word in text.plain.split()]


def _widest(texts: Iterable[tuple[str, str]]) -> float:
    return max((measure(text, code) for text, code in texts), default=0)


def measure(text: str, code: str) -> float:
    """Millimetres that ``text`` takes on a line of a table, about."""
    letters = [char for char in text if unicodedata.category(char) not in ("Mn", "Cf")]
    if code != "ar":
        return LETTER * len(letters)
    return sum(ARABIC_DIGIT if char.isdigit() else ARABIC_LETTER if char > "\u00ff" else LETTER for char in letters)
