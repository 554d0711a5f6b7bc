"""Time as a line: weeks or months across, and one lane under the other: meetings, reporting, answers, deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.codes import OPEN, DiaryKind
from desktop.language import message, plural
from desktop.records.diary import Diary, Lane, days_of
from desktop.records.period import Period
from desktop.windows.calendar.entry_look import LOOKS, whole
from desktop.windows.desk import Desk
from desktop.windows.look.icons import pixmap

BOX = Qt.ItemDataRole.UserRole
LANES = {
    DiaryKind.MEETING: message("Meetings"),
    DiaryKind.REPORT: message("Reporting"),
    DiaryKind.ANSWER: message("Answers to letters"),
}
"""What has a lane of its own above the deadlines."""
KINDS = tuple(LANES)


@dataclass(frozen=True)
class Box:
    """What falls into one week or month of one lane: how many, what is said of it, and where it leads."""

    count: int
    said: str
    kind: DiaryKind
    period: Period
    late: int = 0
    record_id: str = ""
    """The one meeting there is, to be opened at once."""
    filters: dict[str, Any] | None = None
    day: dt.date | None = None
    """The first day on which any of it falls."""


class BoxDelegate(QStyledItemDelegate):
    """Draws a number in a box, the darker the more there are; red where some of it is late."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self.view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view, rect = self.view, option.rect  # type: ignore[attr-defined]
        theme, box = view.desk.theme, index.data(BOX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        today = view.today_column == index.column()
        painter.fillRect(rect, QColor(theme.accent_soft if today else theme.surface))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if isinstance(box, Box) and box.count:
            self._box(painter, rect, box)
        if index.row() == view.currentRow() and index.column() == view.currentColumn():
            strong = view.hasFocus()
            painter.setPen(QPen(QColor(theme.accent if strong else theme.edge), 2 if strong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        painter.restore()

    def _box(self, painter: QPainter, rect: QRect, box: Box) -> None:
        view = self.view
        theme = view.desk.theme
        drawing, role = LOOKS[box.kind]
        colour = QColor(theme.red if box.late else getattr(theme, role))
        ground = QColor(colour)
        # From a tenth to four tenths of the colour: words on it stay readable.
        ground.setAlphaF(0.1 + 0.3 * min(box.count / max(view.most, 1), 1) if box.kind is DiaryKind.DEADLINE else 0.16)
        inside = QRectF(rect).adjusted(3, 4, -3, -4)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(inside, 4, 4)
        words = view.desk.language.number(box.count)
        painter.setPen(QColor(theme.text))
        font = QFont(view.font())
        font.setBold(bool(box.late))
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(words)
        if inside.width() > width + 30:
            size = 14
            begin = round(inside.center().x() - (width + size + 4) / 2)
            mark = QRect(begin, round(inside.center().y() - size / 2), size, size)
            text = QRect(begin + size + 4, rect.top(), width + 2, rect.height())
            if view.isRightToLeft():
                mark.moveLeft(begin + width + 4)
                text.moveLeft(begin)
            painter.drawPixmap(mark, pixmap(drawing, colour.name(), 32, view.isRightToLeft()))
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, words)


class TimelineView(QTableWidget):
    """Arrows go from box to box, Page Up and Down back and on in time, Home to today, Enter opens."""

    opened = Signal(object)
    """The :class:`Box` that is to be opened."""
    turned = Signal(int)
    """One wants to go on in time (1) or back (-1), or to today (0)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("timeline")
        self.columns: Sequence[Period] = ()
        self.today_column = -1
        self.most = 1
        """The largest number of deadlines in a box."""
        self.setItemDelegate(BoxDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(34)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setDefaultSectionSize(40)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.cellDoubleClicked.connect(self._open)

    # --- filling -----------------------------------------------------------------------------------------------------

    def show_lanes(
        self, columns: Sequence[Period], names: Sequence[str], diary: Diary, lanes: Sequence[Lane], lane_filter: str
    ) -> None:
        """Show a box for each lane and column. ``names`` are those of the columns; ``lane_filter`` is the filter of a
        list of actions that chooses a lane."""
        self.columns = columns
        today = self.desk.today
        held = [place for place, period in enumerate(columns) if _holds(period, today)]
        self.today_column = held[0] if held else -1
        here = self.currentRow(), self.currentColumn()
        self.clear()
        self.verticalHeader().setDefaultSectionSize(max(40, 2 * self.fontMetrics().height()))
        self.setColumnCount(len(columns))
        self.setRowCount(len(KINDS) + len(lanes))
        language = self.desk.language
        for place, name in enumerate(names):
            item = QTableWidgetItem(name)
            item.setToolTip(language.period(*_ends(columns[place])))
            self.setHorizontalHeaderItem(place, item)
        self.most = max((lane.count(period) for lane in lanes for period in columns), default=1)
        for row, kind in enumerate(KINDS):
            self._head(row, language.text(LANES[kind]), language.text(LANES[kind]))
            for column, period in enumerate(columns):
                self._put(row, column, self._box_of(kind, period, diary))
        for place, lane in enumerate(lanes):
            row = len(KINDS) + place
            name = language.best(lane.name) or language.text("The others")
            self._head(row, lane.short or name, name)
            for column, period in enumerate(columns):
                self._put(row, column, self._deadlines(lane, period, lane_filter))
        first = max(here[0], 0), here[1] if 0 <= here[1] < len(columns) else max(self.today_column, 0)
        self.setCurrentCell(min(first[0], self.rowCount() - 1), first[1])
        self._fit_names()

    def _head(self, row: int, short: str, name: str) -> None:
        item = QTableWidgetItem(short)
        item.setToolTip(name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        self.setVerticalHeaderItem(row, item)

    def _fit_names(self) -> None:
        """Give the lanes' names the room they need, but no more than a fifth of the page."""
        header = self.verticalHeader()
        metrics = header.fontMetrics()
        texts = [item.text() for row in range(self.rowCount()) if (item := self.verticalHeaderItem(row)) is not None]
        wanted = round(max((metrics.horizontalAdvance(text) for text in texts), default=60) * 1.1) + 32
        header.setFixedWidth(min(wanted, max(self.width() // 4, 120)))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _put(self, row: int, column: int, box: Box) -> None:
        item = QTableWidgetItem()
        item.setData(BOX, box)
        item.setToolTip(box.said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, box.said)
        self.setItem(row, column, item)

    def _box_of(self, kind: DiaryKind, period: Period, diary: Diary) -> Box:
        found = {
            (entry.id, entry.first): entry
            for day in days_of(period)
            for entry in diary.entries.get(day, ())
            if entry.kind is kind
        }
        entries = list(found.values())
        language = self.desk.language
        lines = [language.period(*_ends(period)), *(whole(entry, language) for entry in entries[:12])]
        filters = {"began": period.code} if kind is DiaryKind.MEETING else None
        return Box(
            len(entries),
            "\n".join(lines),
            kind,
            period,
            late=sum(entry.late for entry in entries),
            record_id=entries[0].id if len(entries) == 1 else "",
            filters=filters,
            day=min((entry.first for entry in entries), default=None),
        )

    def _deadlines(self, lane: Lane, period: Period, lane_filter: str) -> Box:
        language, today = self.desk.language, self.desk.today
        count = lane.count(period)
        late = sum(number for day, number in lane.days.items() if day < today and _holds(period, day))
        said = language.text(plural("{count} deadline", "{count} deadlines", count))
        lines = [language.period(*_ends(period)), language.best(lane.name) or language.text("The others"), said]
        if late:
            lines.append(language.text(plural("{count} late", "{count} late", late)))
        filters: dict[str, Any] = {"due": period.code, "status": OPEN}
        filters[lane_filter] = lane.ids if lane_filter == "lead" else lane.ids[0]
        return Box(count, "\n".join(lines), DiaryKind.DEADLINE, period, late, filters=filters)

    # --- keyboard ----------------------------------------------------------------------------------------------------

    def box(self) -> Box | None:
        """The box one is at."""
        item = self.currentItem()
        found = item.data(BOX) if item is not None else None
        return found if isinstance(found, Box) else None

    def _open(self, row: int, column: int) -> None:
        self.setCurrentCell(row, column)
        if (box := self.box()) is not None and box.count:
            self.opened.emit(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        match Qt.Key(event.key()):
            case Qt.Key.Key_PageUp:
                self.turned.emit(-1)
            case Qt.Key.Key_PageDown:
                self.turned.emit(1)
            case Qt.Key.Key_Home:
                self.turned.emit(0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._open(self.currentRow(), self.currentColumn())
            case _:
                super().keyPressEvent(event)


def _ends(period: Period) -> tuple[dt.date, dt.date]:
    assert period.first is not None and period.last is not None
    return period.first, period.last


def _holds(period: Period, day: dt.date) -> bool:
    first, last = _ends(period)
    return first <= day <= last
