"""The calendar: a month with the day chosen beside it, or a line of time with a lane for each institution or pillar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.codes import DiaryKind
from desktop.language import Message, message
from desktop.records.commission.working_calendar import later_by_months
from desktop.records.diary import Diary, Lane, list_lanes, read_diary
from desktop.records.period import Period
from desktop.windows.calendar.day_pane import DayPane
from desktop.windows.calendar.month_view import MonthView
from desktop.windows.calendar.timeline_view import Box, TimelineView
from desktop.windows.calendar.weeks import first_of_week, months_from, weeks_from
from desktop.windows.desk import Desk
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.page import Page, heading, stacked
from desktop.windows.reads import Reader

WEEKS, FEWER_WEEKS, MONTHS = 13, 9, 12
"""Columns of a line of time."""
WIDE = 900
"""Pixels a page takes at least for a quarter in weeks."""

VIEWS: Mapping[str, Message] = {
    "month": message("By month"),
    "weeks": message("Weeks in a line"),
    "months": message("Months in a line"),
}
LANES: Mapping[str, Message] = {"lead": message("By institution"), "pillar": message("By pillar")}


class CalendarPage(Page):
    key = "calendar"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view, self.lanes = "month", "lead"
        self._reader = Reader(desk.reads, self)
        self._heading = heading()
        self.previous, self.next, self.today_button = QToolButton(self), QToolButton(self), QPushButton(self)
        self.month, self.day_pane, self.timeline = MonthView(desk, self), DayPane(desk, self), TimelineView(desk, self)
        self.view_buttons = self._choices(VIEWS, self.show_view)
        self.lane_buttons = self._choices(LANES, self._show_lanes)
        self._lay_out()
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.today_button.clicked.connect(lambda: self._turn(0))
        self.month.day_changed.connect(lambda _day: self._on_day_changed())
        self.month.entered.connect(lambda _day: self._enter_day())
        self.timeline.turned.connect(self._turn)
        self.timeline.opened.connect(self._open)
        self._read_for: Period | None = None
        self.retranslate()

    def _choices(self, words: Mapping[str, Message], choose: Any) -> dict[str, QPushButton]:
        group = QButtonGroup(self)
        buttons = {}
        for key in words:
            button = buttons[key] = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.clicked.connect(lambda _=False, key=key: choose(key))
            group.addButton(button)
        return buttons

    def _lay_out(self) -> None:
        head = FlowLayout(None, 8)
        head.addWidget(self._heading)
        head.add_spring()
        for button in (self.previous, self.today_button, self.next):
            head.addWidget(button)
        for button in (self.previous, self.next):
            button.setIconSize(QSize(20, 20))
        chips = FlowLayout(None, 8)
        for button in self.view_buttons.values():
            chips.addWidget(button)
        for button in self.lane_buttons.values():
            chips.addWidget(button)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        shown = QWidget(self)
        month = stacked(self.month)
        # Right to left, a splitter cuts off the last column of pixels.
        month.setContentsMargins(1, 0, 1, 0)
        shown.setLayout(month)
        self.splitter.addWidget(shown)
        self.splitter.addWidget(self.day_pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([740, 260])
        self.day_pane.setMinimumWidth(220)
        self._which = QStackedWidget(self)
        self._which.addWidget(self.splitter)
        self._which.addWidget(self.timeline)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(chips)
        whole.addWidget(self._which, 1)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def day(self) -> dt.date:
        """The day one is at, in the month as in the line of time."""
        return self.month.day

    def show_view(self, view: str) -> None:
        """Show the month, or a line of weeks or months."""
        self.view = view
        self._which.setCurrentIndex(0 if view == "month" else 1)
        self.retranslate()
        self.refresh()

    def _show_lanes(self, lanes: str) -> None:
        self.lanes = lanes
        self.retranslate()
        self.refresh()

    def columns(self) -> Sequence[Period]:
        """The stretches of days a line of time is made of."""
        if self.view == "months":
            return months_from(self.day, MONTHS)
        return weeks_from(self.day, self.month.first, WEEKS if self.width() >= WIDE else FEWER_WEEKS)

    @property
    def busy(self) -> bool:
        return self._reader.waits

    def refresh(self) -> None:
        today = self.desk.today
        self.month.first = first_of_week(self.desk.commission.working_week)
        self._say_heading()
        if self.view == "month":
            period = self.month.period
            if self._read_for != period:
                self._show_month(None)
            self._reader.ask(lambda session: read_diary(session, period, today), self._show_month)
            return
        columns, by_pillar = self.columns(), self.lanes == "pillar"
        whole = Period(columns[0].first, columns[-1].last)

        def read(session: Session) -> tuple[Diary, list[Lane]]:
            return read_diary(session, whole, today, shown=0), list_lanes(session, whole, by_pillar=by_pillar)

        self._reader.ask(read, lambda found: self._show_timeline(columns, *found))

    def _show_month(self, diary: Diary | None) -> None:
        self._read_for = diary.period if diary else None
        self.month.show_days(diary)
        self.day_pane.show_day(self.day, diary)

    def _show_timeline(self, columns: Sequence[Period], diary: Diary, lanes: Sequence[Lane]) -> None:
        language = self.desk.language
        names = []
        for period in columns:
            assert period.first is not None
            if self.view == "months":
                names.append(language.month_name(period.first))
            else:
                names.append(language.day_and_month(period.first))
        self.timeline.show_lanes(columns, names, diary, lanes, self.lanes)

    def _on_day_changed(self) -> None:
        self._say_heading()
        if self.month.diary is not None and self.month.period == self.month.diary.period:
            self._show_month(self.month.diary)
        else:
            self.refresh()

    # --- going on in time --------------------------------------------------------------------------------------------

    def go(self, day: dt.date) -> None:
        """Be at a day."""
        self.month.go(day)
        if self.view != "month":
            self.refresh()

    def _turn(self, way: int) -> None:
        if way == 0:
            self.go(self.desk.today)
        elif self.view == "weeks":
            self.go(self.day + way * len(self.columns()) * dt.timedelta(days=7))
        else:
            self.go(later_by_months(self.day, way * (1 if self.view == "month" else MONTHS)))

    def _enter_day(self) -> None:
        """Go into the day: to its first line, or to all of them where there is nothing else."""
        if self.day_pane.lines.buttons:
            self.day_pane.lines.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, box: Box) -> None:
        if box.kind is DiaryKind.MEETING and box.record_id:
            self.desk.record_asked.emit("meetings", box.record_id)
        elif box.kind in (DiaryKind.REPORT, DiaryKind.ANSWER):
            # There may be several, on several days: the month shows them.
            self.show_view("month")
            self.go(box.day or self.day)
            self.month.setFocus()
        else:
            page = "meetings" if box.kind is DiaryKind.MEETING else "actions"
            self.desk.list_asked.emit(page, dict(box.filters or {}))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.view != "month" and self.isVisible() and len(self.columns()) != len(self.timeline.columns):
            self.refresh()

    # --- the page ----------------------------------------------------------------------------------------------------

    def set_filters(self, values: Mapping[str, Any], search: str = "") -> None:
        """Be at the day asked for, in its month."""
        try:
            day = dt.date.fromisoformat(str(values.get("day")))
        except ValueError:
            return
        self.show_view("month")
        self.go(day)

    def take_focus(self) -> None:
        (self.month if self.view == "month" else self.timeline).setFocus()

    def panes(self) -> Sequence[QWidget]:
        return (self.month, self.day_pane) if self.view == "month" else (self.timeline,)

    def place(self) -> dict[str, Any]:
        return {"view": self.view, "lanes": self.lanes, "panes": self.splitter.sizes()}

    def return_to(self, place: dict[str, Any]) -> None:
        if (lanes := place.get("lanes")) in LANES:
            self.lanes = str(lanes)
        panes = place.get("panes")
        if isinstance(panes, list) and len(panes) == 2 and all(isinstance(each, int) for each in panes):
            self.splitter.setSizes(panes)
        if (view := place.get("view")) in VIEWS:
            self.view = str(view)
            self._which.setCurrentIndex(0 if view == "month" else 1)
        self.retranslate()

    def _say_heading(self) -> None:
        language = self.desk.language
        if self.view == "month":
            self._heading.setText(language.month_and_year(self.day))
            return
        columns = self.columns()
        first, last = columns[0].first, columns[-1].last
        assert first is not None and last is not None
        self._heading.setText(language.period(first, last))

    def retranslate(self) -> None:
        language = self.desk.language
        self._say_heading()
        self.today_button.setText(language.text("Today"))
        names = {
            self.previous: (message("Back in time"), "caret-left"),
            self.next: (message("On in time"), "caret-right"),
        }
        for button, (words, drawing) in names.items():
            button.setIcon(self.desk.icon(drawing))
            button.setToolTip(self.desk.say(words))
            button.setAccessibleName(self.desk.say(words))
        choices = ((self.view_buttons, VIEWS, self.view), (self.lane_buttons, LANES, self.lanes))
        for buttons, words, current in choices:
            for key, button in buttons.items():
                button.setText(self.desk.say(words[key]))
                button.setChecked(key == current)
                button.setProperty("chosen", key == current)
                button.style().unpolish(button)
                button.style().polish(button)
        for button in self.lane_buttons.values():
            button.setVisible(self.view != "month")
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
