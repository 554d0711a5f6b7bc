"""A month as a page of six weeks: each day with what falls on it, as much as there is room for."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.language import plural
from desktop.records.commission.working_calendar import later_by_months
from desktop.records.diary import Diary, days_of
from desktop.records.period import Period
from desktop.windows.calendar.day_words import GAP, MARK, say_day
from desktop.windows.calendar.entry_look import whole
from desktop.windows.calendar.weeks import ROWS, month_page
from desktop.windows.desk import Desk
from desktop.windows.look.icons import pixmap

DAY = Qt.ItemDataRole.UserRole
PAD = 6
"""Pixels around what stands in a cell."""


class DayDelegate(QStyledItemDelegate):
    """Draws one day."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self.view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view, rect = self.view, option.rect  # type: ignore[attr-defined]
        day = index.data(DAY)
        if not isinstance(day, dt.date):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, day)
        above = self._head(painter, rect, day)
        self._entries(painter, rect, day, above)
        theme = view.desk.theme
        if index.row() == view.currentRow() and index.column() == view.currentColumn():
            strong = view.hasFocus()
            painter.setPen(QPen(QColor(theme.accent if strong else theme.edge), 2 if strong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, day: dt.date) -> None:
        theme, diary = self.view.desk.theme, self.view.diary
        working = diary is None or diary.calendar.is_working_day(day)
        painter.fillRect(rect, QColor(theme.surface if working else theme.hover))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        edge = rect.topLeft() if self.view.isRightToLeft() else rect.topRight()
        painter.drawLine(edge.x(), rect.top(), edge.x(), rect.bottom())

    def _head(self, painter: QPainter, rect: QRect, day: dt.date) -> str:
        """The number of the day, and beside it the holiday or the Hijri date; gives what there is no room for."""
        view = self.view
        theme, language, mirrored = view.desk.theme, view.desk.language, view.isRightToLeft()
        start, end = (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
        if not mirrored:
            start, end = end, start
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        head = rect.adjusted(PAD, 3, -PAD, 0)
        head.setHeight(view.head - 2)
        number = QRect(head)
        number.setWidth(view.head)
        if mirrored:
            number.moveRight(head.right())
        font = QFont(view.font())
        font.setBold(day == view.desk.today)
        painter.setFont(font)
        if day == view.desk.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(QRectF(number).center(), view.head / 2 - 1, view.head / 2 - 1)
            painter.setPen(QColor(theme.on_accent))
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        else:
            painter.setPen(QColor(theme.text if view.in_month(day) else theme.muted))
            painter.drawText(number, start | middle, str(day.day))
        holiday = view.diary.holidays.get(day) if view.diary else None
        said = language.best(holiday) if holiday else view.hijri(day)
        painter.setFont(view.small)
        painter.setPen(QColor(theme.amber if holiday else theme.muted))
        room = head.adjusted(0, 0, -view.head - 4, 0) if mirrored else head.adjusted(view.head + 4, 0, 0, 0)
        if painter.fontMetrics().horizontalAdvance(said) > room.width():
            return said
        painter.drawText(room, end | middle, said)
        return ""

    def _entries(self, painter: QPainter, rect: QRect, day: dt.date, above: str) -> None:
        view, mirrored = self.view, self.view.isRightToLeft()
        room = rect.adjusted(PAD, view.head + 2, -PAD, -2)
        top = room.top()
        for said in say_day(view, day, room.size(), above):
            words = QRectF(room.left(), top, room.width(), said.words.height)
            if said.drawing:
                left = room.right() - 11 if mirrored else room.left()
                mark = QRect(left, round(top + (view.line - 12) / 2), 12, 12)
                painter.drawPixmap(mark, pixmap(said.drawing, said.drawing_colour, 24, mirrored))
                if not mirrored:
                    words.translate(MARK, 0)
            painter.setPen(QColor(said.colour))
            said.words.draw(painter, words)
            top += said.words.height + GAP


class MonthView(QTableWidget):
    """Arrows go from day to day and on into the next month, Page Up and Down from month to month, Home to today."""

    day_changed = Signal(object)
    """Another day is chosen, a :class:`datetime.date`; the page may be another with it."""
    entered = Signal(object)
    """Enter, or a double click, on a day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(ROWS, 7, parent)
        self.desk = desk
        self.day = desk.today
        self.first = 1
        """The ISO weekday a week begins with."""
        self.diary: Diary | None = None
        self.small = self.font()
        self._showing = False
        self.setItemDelegate(DayDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(56)
        self.currentCellChanged.connect(self._on_cell_changed)
        self.cellDoubleClicked.connect(lambda _row, _column: self.entered.emit(self.day))

    @property
    def head(self) -> int:
        """Pixels of a cell for the number of its day."""
        return max(24, self.fontMetrics().height() + 6)

    @property
    def line(self) -> float:
        """Pixels of a line of what falls on a day."""
        return QFontMetricsF(self.small).lineSpacing()

    @property
    def period(self) -> Period:
        """The days on the page."""
        return month_page(self.day, self.first)

    def in_month(self, day: dt.date) -> bool:
        return (day.year, day.month) == (self.day.year, self.day.month)

    def hijri(self, day: dt.date) -> str:
        """The day in the Hijri calendar, where the commission wants it; the first on the page with its month."""
        if not self.desk.commission.hijri_dates:
            return ""
        return self.desk.language.hijri_day(day, with_month=day == self.period.first)

    def show_days(self, diary: Diary | None) -> None:
        """Show the page of the day chosen; without a diary, until it is read, the bare days."""
        language = self.desk.language
        self.diary = diary
        self.small = QFont(self.font())
        self.small.setPointSizeF(max(self.font().pointSizeF() - 1, 7))
        self._showing = True
        for place, day in enumerate(days_of(self.period)):
            row, column = divmod(place, 7)
            item = self.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                self.setItem(row, column, item)
            item.setData(DAY, day)
            said = self._said(day)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(said)
            if row == 0:
                self.setHorizontalHeaderItem(column, QTableWidgetItem(language.weekday(day, short=True)))
            if day == self.day:
                self.setCurrentCell(row, column)
        self._showing = False
        self.setAccessibleName(language.month_and_year(self.day))
        self.viewport().update()

    def _said(self, day: dt.date) -> str:
        """A day as it is read aloud and shown when it is pointed at."""
        language, diary = self.desk.language, self.diary
        lines = [self.desk.day(day, language.date(day, "full"))]
        if diary is not None:
            if (holiday := diary.holidays.get(day)) is not None:
                lines.append(language.best(holiday))
            lines += [whole(entry, language) for entry in diary.entries.get(day, ())[:8]]
            left = len(diary.entries.get(day, ())[8:]) + diary.more(day)
            if left:
                lines.append(language.text(plural("and {count} more", "and {count} more", left)))
        return "\n".join(lines)

    def go(self, day: dt.date) -> None:
        """Choose a day, on whatever page it is."""
        if day == self.day:
            return
        turned = not self.in_month(day)
        self.day = day
        self.day_changed.emit(day)
        if not turned:
            self.show_days(self.diary)

    def _on_cell_changed(self, row: int, column: int, *_: int) -> None:
        item = self.item(row, column)
        if item is not None and not self._showing and isinstance(day := item.data(DAY), dt.date):
            self.go(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        onward = -1 if self.isRightToLeft() else 1
        days = {
            Qt.Key.Key_Left: -onward,
            Qt.Key.Key_Right: onward,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        match key := Qt.Key(event.key()):
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.go(self.day + dt.timedelta(days=days[key]))
            case Qt.Key.Key_PageUp:
                self.go(later_by_months(self.day, -1))
            case Qt.Key.Key_PageDown:
                self.go(later_by_months(self.day, 1))
            case Qt.Key.Key_Home:
                self.go(self.desk.today)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.entered.emit(self.day)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()
