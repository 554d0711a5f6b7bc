"""A line to write in, for both scripts: where it begins and how high it stands do not hang on the keyboard or font."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.windows.look.direction import LEFT_TO_RIGHT, RIGHT_TO_LEFT, direction_of


class TextLine(QLineEdit):
    """What stands in it stands on the side its first letter with a direction begins on; without one, on the field's.

    Qt would put an empty line on the side of the keyboard that happens to be on.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._settle)
        self._settle(self.text())

    def sizeHint(self) -> QSize:
        """Wide enough for what an empty line says."""
        usual = super().sizeHint()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        room = words + (1 + len(self.actions())) * usual.height()
        return usual.expandedTo(QSize(room if words else 0, 0))

    def runs(self) -> Qt.LayoutDirection:
        """The direction of what stands in the line."""
        return direction_of(self.text(), self.layoutDirection())

    def align(self) -> None:
        """Stand on the side the line begins on."""
        side = Qt.AlignmentFlag.AlignRight if self.runs() == RIGHT_TO_LEFT else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str | None) -> None:
        super().setText(text)
        # Whoever sets it may have the signals blocked.
        self._settle(self.text())

    def _settle(self, text: str) -> None:
        self.align()
        self._keep_level(text)

    def _keep_level(self, text: str) -> None:
        """Keep the base line where it is: Qt puts a higher line's middle, not its base line, where the others' is."""
        # The font of Latin letters need not be that of Arabic ones: on Linux, Noto has one for each.
        lifted = max((line_height(text, self) - self.fontMetrics().height() - 1) // 2, 0)
        if self.textMargins().top() != lifted:
            self.setTextMargins(QMargins(0, lifted, 0, -lifted))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.align()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_level(self.text())


def line_height(text: str, widget: QWidget) -> int:
    """How high a line of ``text`` is in whatever fonts its letters are drawn."""
    layout = QTextLayout(text, widget.font())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return round(line.height()) if line.isValid() else 0


class WordLine(TextLine):
    """A line of words: an Arabic name runs from the right in a French window, and the field is mirrored with it."""

    def _settle(self, text: str) -> None:
        either = {direction_of(text, otherwise) for otherwise in (LEFT_TO_RIGHT, RIGHT_TO_LEFT)}
        if len(either) == 1:
            self.setLayoutDirection(either.pop())
        else:
            self.unsetLayoutDirection()
        super()._settle(text)


class FigureLine(TextLine):
    """A line of figures: it stands where the window's lines begin, though figures run from left to right."""

    def runs(self) -> Qt.LayoutDirection:
        return self.layoutDirection()
