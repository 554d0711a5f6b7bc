"""One line of text with the words that were looked for marked in it, running in its own direction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop.windows.look.direction import direction_of

Marks = Sequence[tuple[int, int]]
"""Starts and ends of words in a text."""


def draw_marked(
    painter: QPainter,
    rect: QRectF,
    text: str,
    marks: Marks,
    font: QFont,
    ground: QColor,
    otherwise: Qt.LayoutDirection,
) -> None:
    """Draw ``text`` in ``rect``, in the painter's colour, with ``marks`` bold on ``ground``.

    ``otherwise`` is the direction of a text that has none of its own. What does not fit ends in an ellipsis.
    """
    option = QTextOption()
    option.setTextDirection(direction_of(text, otherwise))
    right = option.textDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    # Letter for letter, so that the marks still fit.
    shown = text.replace("\n", " ")
    layout = _laid_out(shown, marks, font, option, rect.width(), ground)
    if layout.lineAt(0).naturalTextWidth() > rect.width():
        bold = QFont(font)
        bold.setBold(bool(marks))
        # Bold letters are the widest: what fits in them fits.
        shown = QFontMetricsF(bold).elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
        layout = _laid_out(shown, marks, font, option, rect.width(), ground)
    line = layout.lineAt(0)
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))


def _laid_out(text: str, marks: Marks, font: QFont, option: QTextOption, width: float, ground: QColor) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setFormats([_mark(text, start, min(end, len(text)), ground) for start, end in marks if start < len(text)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout


def _mark(text: str, start: int, end: int, ground: QColor) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(QBrush(ground))
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = _units(text[:start]), _units(text[start:end])
    mark.format = look
    return mark


def _units(text: str) -> int:
    """How long a text is as Qt counts: in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
