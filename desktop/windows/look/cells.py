"""How the cells of a table are drawn: texts in their own direction, statuses, progress bars."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.windows.desk import Surroundings
from desktop.windows.lists.table_model import Cell, Column, Status
from desktop.windows.look.direction import direction_of
from desktop.windows.look.icons import pixmap
from desktop.windows.look.status import look_of

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 36
GAP = 11


class TextDelegate(QStyledItemDelegate):
    """Words: an Arabic title runs and stands right in a French window, a French one left in an Arabic window."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.direction = direction_of(option.text, option.direction)  # type: ignore[attr-defined]
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # type: ignore[attr-defined]


class FigureDelegate(QStyledItemDelegate):
    """Numbers, dates and acronyms stand where the window's lines begin."""


class DrawnDelegate(QStyledItemDelegate):
    """A cell that draws its content itself, on the ground that the style draws."""

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.surroundings = surroundings

    def displayText(self, value: object, locale: object) -> str:
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        value = index.data(Qt.ItemDataRole.DisplayRole)
        if value is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(GAP, 0, -GAP, -1)  # type: ignore[attr-defined]
        self.draw(painter, rect, option, value)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, value: object) -> None:
        raise NotImplementedError


class StatusDelegate(DrawnDelegate):
    """Icon, word and colour; "late" in red beside them."""

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, value: object) -> None:
        assert isinstance(value, Status)
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft  # type: ignore[attr-defined]
        theme = self.surroundings.theme
        drawing, role = look_of(value.code) or (None, "text")
        colour = getattr(theme, role)
        # "Left" is where lines begin: the painter mirrors it as the table is.
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if drawing is not None:
            size = self.surroundings.scaled(16)
            left = rect.right() + 1 - size if right_to_left else rect.left()
            icon = QRect(left, rect.center().y() + 1 - size // 2, size, size)
            drawn = pixmap(drawing, colour, 2 * size, right_to_left)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(icon, drawn)
            beside = size + 6
            rect = rect.adjusted(0, 0, -beside, 0) if right_to_left else rect.adjusted(beside, 0, 0, 0)
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        late = self.surroundings.language.text("late") if value.late else ""
        room = rect.width() - (metrics.horizontalAdvance(late) + GAP if late else 0)
        word = metrics.elidedText(self.surroundings.say(value.code.label), Qt.TextElideMode.ElideRight, max(room, 24))
        painter.setPen(QColor(colour))
        painter.drawText(rect, start, word)
        if late:
            used = metrics.horizontalAdvance(word) + GAP
            rect = rect.adjusted(0, 0, -used, 0) if right_to_left else rect.adjusted(used, 0, 0, 0)
            painter.setPen(QColor(theme.red))
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(rect, start, late)


class ProgressDelegate(DrawnDelegate):
    """A bar that fills in the direction of reading, and the figure."""

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, value: object) -> None:
        assert isinstance(value, int)
        draw_progress(painter, rect, value, self.surroundings)


def draw_progress(painter: QPainter, rect: QRect, percent: int, surroundings: Surroundings) -> None:
    """A progress bar with its figure in ``rect``, mirrored right to left."""
    theme, right_to_left = surroundings.theme, surroundings.language.right_to_left
    figure = surroundings.language.percent(percent)
    width = painter.fontMetrics().horizontalAdvance("100 %") + GAP
    track = QRectF(rect.left(), rect.center().y() - 2, rect.width() - width, 6)
    words = QRectF(track.right(), rect.top(), width, rect.height())
    if right_to_left:
        track.moveRight(rect.right())
        words.moveLeft(rect.left())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.border))
    painter.drawRoundedRect(track, 3, 3)
    done = QRectF(track)
    done.setWidth(track.width() * percent / 100)
    if right_to_left:
        done.moveRight(track.right())
    painter.setBrush(QColor(theme.green if percent == 100 else theme.accent))
    if percent:
        painter.drawRoundedRect(done, 3, 3)
    painter.setPen(QColor(theme.muted))
    painter.drawText(
        words,
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
        figure,
    )


class ProgressBar(QWidget):
    """The same bar outside a table."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self._percent = 0
        self.setFixedHeight(20)

    def set_percent(self, percent: int) -> None:
        self._percent = percent
        self.setAccessibleName(self.surroundings.language.percent(percent))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 20)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_progress(painter, self.rect(), self._percent, self.surroundings)


def delegate_for(column: Column, surroundings: Surroundings, parent: QWidget) -> QStyledItemDelegate:
    """What draws the cells of a column."""
    match column.cell:
        case Cell.STATUS:
            return StatusDelegate(surroundings, parent)
        case Cell.PROGRESS:
            return ProgressDelegate(surroundings, parent)
        case Cell.TEXT:
            return TextDelegate(parent)
        case Cell.FIGURE | Cell.DATE | Cell.NUMBER:
            return FigureDelegate(parent)
