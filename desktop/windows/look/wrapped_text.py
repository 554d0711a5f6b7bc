"""Text drawn over several lines in a list: in its own direction, cut with an ellipsis where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop.windows.look.direction import direction_of


class WrappedText:
    """A text laid out in ``width`` pixels and at most ``lines`` lines; ``height`` is what it takes."""

    def __init__(self, text: str, font: QFont, width: float, lines: int, otherwise: Qt.LayoutDirection) -> None:
        """``otherwise`` is the direction of a text that has none of its own."""
        self._font, self._width, self._most = font, max(width, 1.0), lines
        metrics = QFontMetricsF(font)
        self._leading = metrics.lineSpacing()
        direction = direction_of(text, otherwise)
        self._option = QTextOption()
        self._option.setTextDirection(direction)
        right = direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        flat = " ".join(text.split())
        self._layout, cut = self._lay_out(flat)
        if cut is not None:
            last = metrics.elidedText(flat[cut:], Qt.TextElideMode.ElideRight, self._width)
            self._layout, _ = self._lay_out(flat[:cut] + last)
        self.height = self._layout.lineCount() * self._leading
        self.shown = self._layout.text()
        """What can be read of it."""

    def _lay_out(self, text: str) -> tuple[QTextLayout, int | None]:
        """The lines, and where the last of them begins if there is more text than lines."""
        layout = QTextLayout(text, self._font)
        layout.setTextOption(self._option)
        layout.beginLayout()
        begins, cut = 0, None
        for place in range(self._most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, place * self._leading))
            begins = line.textStart()
            if place == self._most - 1 and begins + line.textLength() < len(text):
                cut = begins
        layout.endLayout()
        return layout, cut

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw at the top of ``rect``, in the painter's colour."""
        self._layout.draw(painter, rect.topLeft())
