"""The list of what was found: commands, records grouped by kind, and what was looked for lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.language import LANGUAGE_CODES, Language, Wording
from desktop.records.search.result import find_marks
from desktop.windows.desk import Surroundings
from desktop.windows.everywhere.spoken import Offered
from desktop.windows.look.icons import pixmap
from desktop.windows.look.marked_text import draw_marked

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]

GAP, LEADING = 10, 8


@dataclass(frozen=True)
class Line:
    """One line of the list: a heading where it leads nowhere, else a door."""

    title: str
    title_marks: Marks = ()
    icon: str = ""
    number: str = ""
    number_marks: Marks = ()
    note: str = ""
    """What stands where the line ends: the keys of a command, the level of a record."""
    snippet: str = ""
    snippet_marks: Marks = ()
    record: tuple[str, str] | None = None
    """Kind and id."""
    offered: Offered | None = None
    searched: str = ""
    """Words that were looked for lately."""

    @property
    def leads(self) -> bool:
        return self.record is not None or self.offered is not None or bool(self.searched)


def title_with_marks(wording: Wording, typed: str, language: Language) -> tuple[str, Marks]:
    """A title in the language spoken, or in the one in which the words were found."""
    first = wording.best(language.code)[0]
    texts = [first, *(text for code in LANGUAGE_CODES if (text := wording.get(code)))]
    for text in texts:
        if marks := find_marks(text, typed):
            return text, marks
    return first, ()


def _line_at(index: Index) -> Line:
    model = index.model()
    assert isinstance(model, FoundModel)
    return model.lines[index.row()]


class FoundModel(QAbstractListModel):
    """The lines, for the view and for a screen reader."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.lines[index.row()]
        return " · ".join(each for each in (line.number, line.title, line.snippet, line.note) if each)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.lines[index.row()].leads:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FoundDelegate(QStyledItemDelegate):
    """Draws a heading small, a door with its number and title, and under them the passage with the words marked."""

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.surroundings = surroundings

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = _line_at(index)
        # An Arabic line needs more room than the metrics of a Latin font say.
        height = round(option.fontMetrics.height() * 1.15)  # type: ignore[attr-defined]
        if not line.leads:
            return QSize(0, height + LEADING + 4)
        return QSize(0, height * (2 if line.snippet else 1) + LEADING + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = _line_at(index)
        theme = self.surroundings.theme
        rect: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not line.leads:
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            painter.setFont(bold)
            painter.setPen(QColor(theme.muted))
            side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
            place = rect.adjusted(GAP, LEADING // 2, -GAP, 0)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, line.title)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 4, 4)
            # Not by its colour alone: a bar stands where the line begins.
            painter.setBrush(QColor(theme.accent))
            bar = QRectF(rect.right() - 4 if self._mirrored else rect.left() + 2, rect.top() + 5, 3, rect.height() - 10)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        self._draw_line(painter, QRectF(rect).adjusted(GAP, 2, -GAP, -2), line, font)
        painter.restore()

    @property
    def _mirrored(self) -> bool:
        return self.surroundings.language.right_to_left

    def _draw_line(self, painter: QPainter, rect: QRectF, line: Line, font: QFont) -> None:
        theme, ground = self.surroundings.theme, QColor(self.surroundings.theme.accent_soft)
        direction = Qt.LayoutDirection.RightToLeft if self._mirrored else Qt.LayoutDirection.LeftToRight
        size = min(round(rect.height()), self.surroundings.scaled(16))
        head = QRectF(rect)
        if line.snippet:
            head.setHeight(rect.height() / 2)
        if line.icon:
            left = rect.right() - size if self._mirrored else rect.left()
            place = QRectF(left, head.center().y() - size / 2, size, size).toRect()
            painter.drawPixmap(place, pixmap(line.icon, theme.muted, 2 * size, self._mirrored))
        rect, head = self._after(rect, size + GAP), self._after(head, size + GAP)
        if line.note:
            painter.setPen(QColor(theme.muted))
            painter.setFont(font)
            side = Qt.AlignmentFlag.AlignLeft if self._mirrored else Qt.AlignmentFlag.AlignRight
            painter.drawText(head, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, line.note)
            width = painter.fontMetrics().horizontalAdvance(line.note) + GAP
            head = head.adjusted(width, 0, 0, 0) if self._mirrored else head.adjusted(0, 0, -width, 0)
        if line.number:
            painter.setPen(QColor(theme.muted))
            bold = QFont(font)
            bold.setBold(bool(line.number_marks))
            # A number stands where lines begin, whatever its own direction is.
            painter.setFont(bold)
            wide = painter.fontMetrics().horizontalAdvance(line.number) + 4
            place = QRectF(head.right() - wide if self._mirrored else head.left(), head.top(), wide, head.height())
            draw_marked(painter, place, line.number, line.number_marks, font, ground, direction)
            head = self._after(head, wide + GAP)
        painter.setPen(QColor(theme.text))
        draw_marked(painter, head, line.title, line.title_marks, font, ground, direction)
        if line.snippet:
            below = QRectF(rect.left(), rect.center().y(), rect.width(), rect.height() / 2)
            painter.setPen(QColor(theme.muted))
            draw_marked(painter, below, line.snippet, line.snippet_marks, font, ground, direction)

    def _after(self, rect: QRectF, width: float) -> QRectF:
        """What is left of ``rect`` after ``width`` pixels where the window's lines begin."""
        return rect.adjusted(0, 0, -width, 0) if self._mirrored else rect.adjusted(width, 0, 0, 0)


class FoundList(QListView):
    """The lines; the field above moves the choice and keeps the focus."""

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(FoundDelegate(surroundings, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, with the first door chosen."""
        self.found.show_lines(lines)
        self._choose(next((place for place, line in enumerate(lines) if line.leads), -1))
        self.scrollToTop()

    @property
    def chosen(self) -> Line | None:
        row = self.currentIndex().row()
        return self.found.lines[row] if 0 <= row < len(self.found.lines) and self.found.lines[row].leads else None

    def step(self, step: int) -> None:
        """Choose the next door, or with a negative ``step`` the one before; round at the ends."""
        doors = [place for place, line in enumerate(self.found.lines) if line.leads]
        if not doors:
            return
        row = self.currentIndex().row()
        at = doors.index(row) if row in doors else -1
        round_the_end = abs(step) == 1
        following = (at + step) % len(doors) if round_the_end else min(max(at + step, 0), len(doors) - 1)
        self._choose(doors[following])
        if following == 0:
            self.scrollToTop()

    def _choose(self, row: int) -> None:
        index = self.found.index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
