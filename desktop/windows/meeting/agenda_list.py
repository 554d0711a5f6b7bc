"""The agenda of a meeting as a list: number, title, and what came out of each item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.language import message, plural
from desktop.records.rows import AgendaItemRow, Minutes, MinutesRecommendation
from desktop.windows.desk import Desk
from desktop.windows.look.wrapped_text import WrappedText

Index = QModelIndex | QPersistentModelIndex

NO_ITEM = ""
"""Stands for the recommendations of a meeting that are under no item."""


@dataclass(frozen=True)
class AgendaLine:
    """One line of the list: an item, or the recommendations that stand under none."""

    id: str
    item: AgendaItemRow | None
    recommendations: tuple[MinutesRecommendation, ...]


def list_lines(minutes: Minutes) -> list[AgendaLine]:
    """The items in order, then, where there are some, the recommendations under no item."""
    lines = [AgendaLine(item.id, item, item.recommendations) for item in minutes.agenda]
    if minutes.other_recommendations:
        lines.append(AgendaLine(NO_ITEM, None, minutes.other_recommendations))
    return lines


class AgendaModel(QAbstractListModel):
    """The lines; the user role holds an :class:`AgendaLine`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.lines: Sequence[AgendaLine] = ()

    def show_lines(self, lines: Sequence[AgendaLine]) -> None:
        """Show these lines; where they are the same items as before, selection and place stay as they are."""
        same = [line.id for line in lines] == [line.id for line in self.lines]
        if same:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def row_of(self, line_id: str | None) -> int | None:
        return next((place for place, line in enumerate(self.lines) if line.id == line_id), None)

    def title(self, line: AgendaLine) -> str:
        if line.item is None:
            return self._desk.language.text("Under no agenda item")
        return self._desk.language.best(line.item.title)

    def meta(self, line: AgendaLine) -> str:
        """What stands under the title: what the item is for, and how much came out of it."""
        language = self._desk.language
        words: list[str] = []
        if line.item is not None:
            words.append(self._desk.say(line.item.kind.label))
            if count := len(line.item.decisions):
                words.append(language.text(plural("{count} decision", "{count} decisions", count)))
        if count := len(line.recommendations):
            words.append(language.text(plural("{count} recommendation", "{count} recommendations", count)))
        return " · ".join(words)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return line
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.title(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                if line.item is None:
                    return f"{self.title(line)}. {self.meta(line)}"
                said = message("Item {number}: {title}", number=line.item.position, title=self.title(line))
                return f"{self._desk.say(said)}. {self.meta(line)}"
        return None


class AgendaList(QListView):
    """The list. Enter leads into what is written under the item, F2 edits the item itself, Delete removes it."""

    chosen = Signal()
    """Another item is the current one."""
    entered = Signal()
    opened = Signal()
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.items = AgendaModel(desk)
        self.setModel(self.items)
        self.setItemDelegate(_Delegate(desk, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(220)
        self.selectionModel().currentChanged.connect(
            lambda current, _old: self.chosen.emit() if current.isValid() else None
        )
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def current(self) -> AgendaLine | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def choose(self, line_id: str) -> None:
        row = self.items.row_of(line_id)
        if row is not None:
            self.setCurrentIndex(self.items.index(row))

    def show_lines(self, lines: Sequence[AgendaLine]) -> None:
        """Show these lines and stay on the current one, or, where it is gone, on the one in its place."""
        kept, row = self.current(), self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.items.show_lines(lines)
        if self.current() is None and lines:
            found = self.items.row_of(kept.id) if kept else None
            place = found if found is not None else min(max(row, 0), len(lines) - 1)
            self.setCurrentIndex(self.items.index(place))
            if kept is not None:
                self.verticalScrollBar().setValue(scrolled)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


_MARGIN, _NUMBER = 10, 26
"""Pixels: around a line, and the column of the numbers."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, desk: Desk, view: AgendaList) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def displayText(self, value: object, locale: object) -> str:
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        texts = self._texts(index.data(Qt.ItemDataRole.UserRole), width - 2 * _MARGIN - _NUMBER)
        return QSize(width, int(sum(text.height for text, _ in texts)) + 2 * 8 + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        line: AgendaLine = index.data(Qt.ItemDataRole.UserRole)
        right_to_left = self._view.isRightToLeft()
        rect = QRectF(option.rect).adjusted(_MARGIN, 8, -_MARGIN, -8)  # type: ignore[attr-defined]
        number = QRectF(rect)
        number.setWidth(_NUMBER)
        if right_to_left:
            number.moveRight(rect.right())
            rect.setRight(rect.right() - _NUMBER)
        else:
            rect.setLeft(rect.left() + _NUMBER)
        painter.save()
        painter.setPen(QColor(self._desk.theme.muted))
        start = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        if line.item is not None:
            flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
            painter.drawText(number, int(flags), str(line.item.position))
        top = rect.top()
        for text, colour in self._texts(line, rect.width()):
            painter.setPen(QColor(colour))
            text.draw(painter, QRectF(rect.left(), top, rect.width(), text.height))
            top += text.height + 2
        painter.restore()

    def _texts(self, line: AgendaLine, width: float) -> list[tuple[WrappedText, str]]:
        theme, otherwise = self._desk.theme, self._view.layoutDirection()
        font, small = self._view.font(), QFont(self._view.font())
        small.setPointSizeF(font.pointSizeF() * 0.9)
        title = WrappedText(self._view.items.title(line), font, width, 2, otherwise)
        meta = WrappedText(self._view.items.meta(line), small, width, 1, otherwise)
        return [(title, theme.text), (meta, theme.muted)]
