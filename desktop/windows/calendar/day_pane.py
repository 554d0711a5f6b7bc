"""What falls on one day, beside the month: every line a door, and the rest of the deadlines behind one button."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.codes import OPEN, DiaryKind
from desktop.language import message, plural
from desktop.records.diary import Diary, DiaryEntry
from desktop.records.period import Period
from desktop.windows.desk import Desk
from desktop.windows.door_list import DoorLine, DoorList
from desktop.windows.page import heading, scrolled


class DayPane(QFrame):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.day = desk.today
        self._entries: dict[str, DiaryEntry] = {}
        self.setObjectName("pane")
        self.title = heading("subheading")
        self.title.setWordWrap(True)
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.lines = DoorList(desk, self)
        self.lines.chosen.connect(self._on_chosen)
        self.all_button = QPushButton(self)
        self.all_button.setProperty("link", True)
        self.all_button.clicked.connect(self.open_deadlines)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.lines)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        area = scrolled(shown)
        area.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(2)
        for label in (self.title, self.note):
            label.setContentsMargins(16, 0, 16, 0)
            layout.addWidget(label)
        layout.addWidget(area, 1)

    def show_day(self, day: dt.date, diary: Diary | None) -> None:
        language = self.desk.language
        self.day = day
        self.title.setText(self.desk.day(day, language.date(day, "full")))
        entries = diary.entries.get(day, ()) if diary else ()
        holiday = diary.holidays.get(day) if diary else None
        closed = diary is not None and not diary.calendar.is_working_day(day)
        self.note.setText(language.best(holiday) if holiday else language.text("Offices are closed.") if closed else "")
        self.note.setVisible(bool(self.note.text()))
        self._entries = {f"{entry.kind}-{entry.id}": entry for entry in entries}
        self.lines.show_lines(
            [self._line(key, entry) for key, entry in self._entries.items()],
            message("Nothing falls on this day."),
        )
        for button in self.lines.buttons:
            button.setMinimumWidth(40)
        count = diary.deadlines.get(day, 0) if diary else 0
        self.all_button.setText(language.text(plural("See the {count} deadline", "See all {count} deadlines", count)))
        self.all_button.setVisible(count > 1)

    def _line(self, key: str, entry: DiaryEntry) -> DoorLine:
        language = self.desk.language
        kind = language.text(entry.kind.label)
        match entry.kind:
            case DiaryKind.REPORT:
                note = language.text(entry.status.label) if entry.status else ""
                return DoorLine(key, kind, language.best(entry.title), note=note)
            case DiaryKind.MEETING:
                return DoorLine(key, entry.number, language.best(entry.title), entry.status)
            case _:
                # Number, who, and late: a status beside them would not fit.
                late = language.text("late") if entry.late else ""
                what = kind if entry.kind is DiaryKind.ANSWER else ""
                note = " · ".join(each for each in (what, entry.institution, late) if each)
                return DoorLine(key, entry.number, language.best(entry.title), note=note)

    def open_deadlines(self) -> None:
        """List every deadline of the day."""
        self.desk.list_asked.emit("actions", {"due": Period(self.day, self.day).code, "status": OPEN})

    def _on_chosen(self, key: str) -> None:
        open_entry(self.desk, self._entries[key])


def open_entry(desk: Desk, entry: DiaryEntry) -> None:
    """Show what an entry of the calendar is about, where there is a page for it."""
    from desktop.windows.pages import PAGES

    pages = {
        DiaryKind.MEETING: "meetings",
        DiaryKind.DEADLINE: "actions",
        DiaryKind.ANSWER: "letters",
        DiaryKind.REPORT: "reporting_dates",
    }
    if (page := pages[entry.kind]) in PAGES:
        desk.record_asked.emit(page, entry.id)
