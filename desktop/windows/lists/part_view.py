"""The parts of a record as a list: a title of up to two lines, a line under it, indented where they form a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.codes import Code
from desktop.windows.desk import Desk
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.icons import pixmap
from desktop.windows.look.status import look_of
from desktop.windows.look.wrapped_text import WrappedText

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PartLine:
    """One part, in words."""

    id: str
    title: str
    note: str = ""
    """What stands under the title."""
    depth: int = 0
    """How far it is indented: 0 for one that stands under no other."""
    status: Code | None = None
    faded: bool = False
    """It is over: a seat that was given up, a report that was delivered."""


class PartModel(QAbstractListModel):
    """The lines; the user role holds a :class:`PartLine`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.lines: Sequence[PartLine] = ()

    def show_lines(self, lines: Sequence[PartLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def row_of(self, part_id: str | None) -> int:
        return next((place for place, line in enumerate(self.lines) if line.id == part_id), -1)

    def note(self, line: PartLine) -> str:
        said = self._desk.say(line.status.label) if line.status is not None else ""
        return side_by_side([each for each in (said, line.note) if each], self._desk.language.right_to_left)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return line
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return "\n".join(each for each in (line.title, self.note(line)) if each)
        return None


class PartView(QListView):
    """The list: Insert adds, Enter and F2 edit, Delete removes, Alt with the arrows moves, Ctrl+Enter follows."""

    added = Signal()
    edited = Signal()
    removed = Signal()
    moved = Signal(int)
    """Up (-1) or down (1)."""
    shifted = Signal(int)
    """Out (-1) or in (1), in a tree."""
    followed = Signal()
    chosen = Signal()
    """Another part is the current one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.parts = PartModel(desk)
        self.setModel(self.parts)
        self.setItemDelegate(_Delegate(desk, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.chosen.emit())
        self.doubleClicked.connect(lambda _index: self.edited.emit())

    def current(self) -> PartLine | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def choose(self, part_id: str | None) -> None:
        row = self.parts.row_of(part_id)
        if row >= 0:
            self.setCurrentIndex(self.parts.index(row))

    def show_lines(self, lines: Sequence[PartLine]) -> None:
        """Show these lines and stay on the current one, or, where it is gone, on the one in its place."""
        kept, row = self.current(), self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.parts.show_lines(lines)
        if lines:
            found = self.parts.row_of(kept.id if kept else None)
            place = found if found >= 0 else min(max(row, 0), len(lines) - 1)
            self.setCurrentIndex(self.parts.index(place))
            self.verticalScrollBar().setValue(scrolled)
        self.scheduleDelayedItemsLayout()
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        inward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.shifted.emit(1 if key == inward else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.followed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edited.emit()
        elif key == Qt.Key.Key_Insert:
            self.added.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


_MARGIN, _INDENT, _ICON = 10, 18, 22
"""Pixels: around a line, for each step of a tree, and for the drawing of a status."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, desk: Desk, view: PartView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def displayText(self, value: object, locale: object) -> str:
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        line: PartLine = index.data(Qt.ItemDataRole.UserRole)
        texts = self._texts(line, width - 2 * _MARGIN - line.depth * _INDENT)
        return QSize(width, int(sum(text.height + 2 for text, _ in texts)) + 2 * 7)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        line: PartLine = index.data(Qt.ItemDataRole.UserRole)
        right_to_left = self._view.isRightToLeft()
        rect = QRectF(option.rect).adjusted(_MARGIN, 7, -_MARGIN, -7)  # type: ignore[attr-defined]
        indent = line.depth * _INDENT
        rect.adjust(*((0, 0, -indent, 0) if right_to_left else (indent, 0, 0, 0)))
        painter.save()
        top = rect.top()
        for place, (text, colour) in enumerate(self._texts(line, rect.width())):
            inner = QRectF(rect.left(), top, rect.width(), text.height)
            if place and line.status is not None:
                drawing, role = look_of(line.status) or (None, "muted")
                if drawing is not None:
                    drawn = pixmap(drawing, getattr(self._desk.theme, role), 32, right_to_left)
                    left = inner.right() - 16 if right_to_left else inner.left()
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                    painter.drawPixmap(QRectF(left, inner.center().y() - 8, 16, 16), drawn, QRectF(drawn.rect()))
                    inner.adjust(*((0, 0, -_ICON, 0) if right_to_left else (_ICON, 0, 0, 0)))
            painter.setPen(QColor(colour))
            text.draw(painter, inner)
            top += text.height + 2
        painter.restore()

    def _texts(self, line: PartLine, width: float) -> list[tuple[WrappedText, str]]:
        theme, otherwise = self._desk.theme, self._view.layoutDirection()
        font, small = self._view.font(), QFont(self._view.font())
        small.setPointSizeF(font.pointSizeF() * 0.92)
        title = WrappedText(line.title or "–", font, width, 2, otherwise)
        texts = [(title, theme.muted if line.faded else theme.text)]
        if line.note or line.status is not None:
            note = self._view.parts.note(line)
            room = width - (_ICON if line.status is not None else 0)
            texts.append((WrappedText(note, small, room, 2, otherwise), theme.muted))
        return texts
