"""The files that hang on a record, one under the other: what each is called, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.codes import Level
from desktop.language import OWN_NAMES, message
from desktop.records.attachment import AttachmentRow
from desktop.windows.desk import Desk
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.icons import pixmap
from desktop.windows.look.wrapped_text import WrappedText

Index = QModelIndex | QPersistentModelIndex

_MARGIN, _ICON, _GAP = 10, 20, 10
"""Pixels."""

DRAWINGS = {
    ".pdf": "file-pdf", ".xls": "file-xls", ".xlsx": "file-xls", ".ods": "file-xls", ".csv": "file-xls",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".bmp": "image", ".webp": "image",
    ".txt": "file-text", ".doc": "file-text", ".docx": "file-text", ".odt": "file-text", ".rtf": "file-text",
}  # fmt: skip


@dataclass(frozen=True)
class AttachmentLine:
    """One line of the list."""

    row: AttachmentRow
    whose: str = ""
    """The record it hangs on, where that is not the one the list is of."""


def size_words(desk: Desk, size: int) -> str:
    """How large a file is, in the unit one would say it in."""
    if size < 1_000_000:
        return desk.language.text("{size} kB", size=max(1, round(size / 1000)))
    return desk.language.text("{size} MB", size=desk.language.number(round(size / 1_000_000, 1)))


def name_of(desk: Desk, row: AttachmentRow) -> str:
    """What an attachment is called: its title, or the name the file came with."""
    return desk.language.best(row.title) or row.file_name


class AttachmentModel(QAbstractListModel):
    """The lines; the user role holds an :class:`AttachmentLine`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.lines: Sequence[AttachmentLine] = ()

    def show_lines(self, lines: Sequence[AttachmentLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

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
                return name_of(self._desk, line.row)
            case Qt.ItemDataRole.ToolTipRole:
                return line.row.file_name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join((name_of(self._desk, line.row), *self.facts(line)))
        return None

    def facts(self, line: AttachmentLine) -> list[str]:
        """What stands under the name."""
        desk, row = self._desk, line.row
        facts = [line.whose] if line.whose else []
        facts.append(desk.say(row.kind.label))
        if row.document_date is not None:
            facts.append(desk.language.text("dated {day}", day=desk.language.date(row.document_date, "short")))
        facts.append(desk.language.text("attached {day}", day=desk.language.date(row.added_on, "short")))
        if row.language is not None:
            facts.append(OWN_NAMES[row.language])
        if row.level is not Level.INTERNAL:
            facts.append(desk.say(message("level: {level}", level=row.level)))
        facts.append(size_words(desk, row.size))
        return facts


class AttachmentList(QListView):
    """The list. What is to be done with a line is left to whoever listens."""

    opened = Signal(object)
    looked_at = Signal(object)
    """Space was pressed: the line is to be seen large."""
    changed = Signal(object)
    """F2 was pressed: what is said of the file is to be changed."""
    removed = Signal(object)
    chosen = Signal(object)
    """An :class:`AttachmentRow`, or ``None``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.attachments = AttachmentModel(desk)
        self.setModel(self.attachments)
        self.setItemDelegate(_Delegate(desk, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumHeight(72)
        self.doubleClicked.connect(lambda _index: self._emit(self.opened))
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))

    def current(self) -> AttachmentRow | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole).row if index.isValid() else None

    def show_lines(self, lines: Sequence[AttachmentLine]) -> None:
        """Show these lines; the one chosen stays so."""
        kept = self.current()
        place = self.currentIndex().row()
        if list(lines) != list(self.attachments.lines):
            self.attachments.show_lines(lines)
            if not self.choose(kept.id if kept else None) and lines:
                self.setCurrentIndex(self.attachments.index(max(0, min(place, len(lines) - 1))))
            self.chosen.emit(self.current())

    def choose(self, attachment_id: str | None) -> bool:
        """Choose an attachment; ``False`` where it is not in the list."""
        for place, line in enumerate(self.attachments.lines):
            if line.row.id == attachment_id:
                self.setCurrentIndex(self.attachments.index(place))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        signals = {
            Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened, Qt.Key.Key_Space: self.looked_at,
            Qt.Key.Key_Delete: self.removed, Qt.Key.Key_F2: self.changed,
        }  # fmt: skip
        if (signal := signals.get(Qt.Key(event.key()))) is not None:
            self._emit(signal)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _emit(self, signal: Any) -> None:
        if (row := self.current()) is not None:
            signal.emit(row)


class _Delegate(QStyledItemDelegate):
    """An icon of the kind of file; its name over two lines at most; under it what it is."""

    def __init__(self, desk: Desk, view: AttachmentList) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        name, facts = self._texts(index, width - 2 * _MARGIN - _ICON - _GAP)
        return QSize(width, int(name.height + facts.height + 2 + 16))

    def displayText(self, value: object, locale: object) -> str:
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        theme, right_to_left = self._desk.theme, self._view.isRightToLeft()
        rect = QRectF(option.rect).adjusted(_MARGIN, 8, -_MARGIN, -8)  # type: ignore[attr-defined]
        row: AttachmentRow = index.data(Qt.ItemDataRole.UserRole).row
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ending = f".{row.file_name.lower().rpartition('.')[2]}"
        drawn = pixmap(DRAWINGS.get(ending, "file"), theme.muted, 40, right_to_left)
        edge = rect.right() - _ICON if right_to_left else rect.left()
        painter.drawPixmap(QRectF(edge, rect.top(), _ICON, _ICON), drawn, QRectF(drawn.rect()))
        lead = _ICON + _GAP
        rect = rect.adjusted(0, 0, -lead, 0) if right_to_left else rect.adjusted(lead, 0, 0, 0)
        name, facts = self._texts(index, rect.width())
        painter.setPen(QColor(theme.text))
        name.draw(painter, rect)
        painter.setPen(QColor(theme.muted))
        facts.draw(painter, rect.adjusted(0, name.height + 2, 0, 0))
        painter.restore()

    def _texts(self, index: Index, width: float) -> tuple[WrappedText, WrappedText]:
        line: AttachmentLine = index.data(Qt.ItemDataRole.UserRole)
        otherwise = self._view.layoutDirection()
        said = side_by_side(self._view.attachments.facts(line), self._view.isRightToLeft())
        name = name_of(self._desk, line.row)
        return (
            WrappedText(name, self._view.font(), width, 2, otherwise),
            WrappedText(said, self._view.font(), width, 2, otherwise),
        )
