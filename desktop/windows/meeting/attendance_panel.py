"""Who is there: the attendance list of a meeting with its quorum, ticked off by one key a line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Presence
from desktop.language import Message, message, plural
from desktop.records.base import withdraw
from desktop.records.meetings.attendance import (
    Attendance,
    mark_departure,
    mark_presence,
    name_representative,
    note_times,
)
from desktop.records.people.person import list_people
from desktop.records.rows import AttendanceRow, Minutes
from desktop.windows.desk import Desk
from desktop.windows.forms.editors import parse_time
from desktop.windows.forms.line import TextLine
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.look.status import code_icon
from desktop.windows.meeting.attendance_form import line_to_add, line_to_edit
from desktop.windows.meeting.attendance_model import AttendanceModel, Column
from desktop.windows.meeting.attendance_table import KEYS, MARKED, AttendanceTable
from desktop.windows.meeting.quorum_bar import QuorumBar
from desktop.windows.page import ElidedLine


class AttendancePanel(QWidget):
    """The list, the quorum above it, and the buttons that say who is there."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, clock: Callable[[], dt.time | None] | None = None
    ) -> None:
        """``clock`` gives the time while the meeting sits, None otherwise; with one, the list is a narrow one."""
        super().__init__(parent)
        self._desk = desk
        self._clock = clock or (lambda: None)
        self._narrow = clock is not None
        self._meeting_id = ""
        self._rows: Sequence[AttendanceRow] = ()
        self._frozen = False
        self._votes_count = False
        self.model = AttendanceModel(desk)
        self.model.narrow = self._narrow
        self.table = AttendanceTable(desk, self.model, self._names)
        if self._narrow:
            self.table.be_narrow()
        self.quorum_bar = QuorumBar(desk)
        self.search = TextLine()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(640)
        self.marks: dict[Presence, QPushButton] = {presence: QPushButton() for presence in MARKED}
        self.add_button, self.remove_button = QPushButton(), QPushButton()
        self._tally, self._hint, self._empty = ElidedLine(), ElidedLine(), QLabel()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        tools = FlowLayout(None, 8)
        tools.addWidget(self.search)
        for button in self.marks.values():
            tools.addWidget(button)
        tools.add_spring()
        tools.addWidget(self.remove_button)
        tools.addWidget(self.add_button)
        self.remove_button.setProperty("flat", True)
        self._tally.setObjectName("muted")
        self._hint.setObjectName("hint")
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        foot = FlowLayout(None, 8)
        foot.addWidget(self._tally)
        foot.add_spring()
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.quorum_bar)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.search.returnPressed.connect(self._enter_table)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            down = QShortcut(QKeySequence(key), self.search)
            down.setContext(Qt.ShortcutContext.WidgetShortcut)
            down.activated.connect(self._enter_table)
        for presence, button in self.marks.items():
            button.clicked.connect(lambda _=False, presence=presence: self.mark(presence))
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.table.marked.connect(self.mark)
        self.table.toggled.connect(self.toggle)
        self.table.left.connect(self.leave_now)
        self.table.opened.connect(self.edit)
        self.table.removed.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.model.represented.connect(self._on_represented)
        self.model.timed.connect(self._on_timed)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_attendance(self, minutes: Minutes, frozen: bool) -> None:
        """Show the list of a meeting; ``frozen`` once its minutes are adopted."""
        selected, row = self.table.selected_ids(), self.table.currentIndex().row()
        if minutes.meeting.id != self._meeting_id:
            selected, row = [], 0
            self._meeting_id = minutes.meeting.id
            self.search.clear()
        self._rows, self._frozen, self._votes_count = minutes.attendance, frozen, minutes.quorum is not None
        self.model.frozen = frozen
        self.model.show_rows(minutes.attendance)
        nobody_named = not any(row.person(self._desk.language.code) for row in minutes.attendance)
        self.table.setColumnHidden(Column.PERSON, nobody_named or self._narrow)
        self.table.setColumnHidden(Column.CAPACITY, self._narrow)
        for column, timed in (
            (Column.REPRESENTED_BY, False),
            (Column.ARRIVED, any(row.arrived_at for row in minutes.attendance)),
            (Column.LEFT, any(row.left_at for row in minutes.attendance)),
        ):
            shown = not self._narrow and (timed or column is Column.REPRESENTED_BY)
            self.table.setColumnHidden(column, not shown)
        self.quorum_bar.show_quorum(None if self._narrow else minutes.quorum)
        self._find_again(selected, row)
        self._show_tally()
        self._enable()

    def _find_again(self, selected: Sequence[str], row: int) -> None:
        """Stand on the line one stood on, or, where it is gone, on the one that took its place."""
        if self.table.selected_ids() or not self.model.rowCount():
            return
        places = [place for line_id in selected if (place := self.model.row_of(line_id)) is not None]
        self.table.select_row(places[0] if places else max(row, 0))

    def _show_tally(self) -> None:
        counts = Counter(row.presence for row in self._rows)
        words = [
            self._desk.language.plural("{count} on the list", "{count} on the list", len(self._rows)),
            *(f"{self._desk.say(presence.label)} {counts[presence]}" for presence in MARKED if counts[presence]),
        ]
        self._tally.setText(" · ".join(words) if self._rows else "")
        nobody = not self.model.rowCount()
        self.table.setVisible(not nobody)
        self._empty.setVisible(nobody)
        self._empty.setText(
            self._desk.language.text("Nobody on the list matches.")
            if self._rows
            else self._desk.language.text(
                "Nobody is on the attendance list yet. Add the institutions and people who are invited."
            )
        )

    def _enable(self) -> None:
        chosen = bool(self.table.selected_ids()) and not self._frozen
        for button in (*self.marks.values(), self.remove_button):
            button.setEnabled(chosen)
            button.setVisible(bool(self._rows) and not self._frozen and not self._narrow)
        self.search.setVisible(bool(self._rows))
        self.add_button.setVisible(not self._frozen)
        self._hint.setVisible(bool(self._rows) and not self._frozen and not self._narrow)

    def retranslate(self) -> None:
        language = self._desk.language
        keys = KEYS[language.code]
        for presence, button in self.marks.items():
            button.setText(f"{self._desk.say(presence.label)} ({keys[presence]})")
            if icon := code_icon(self._desk, presence):
                button.setIcon(icon)
        self.search.setPlaceholderText(language.text("Find on the list"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.add_button.setText(language.text("Add to the list"))
        self.add_button.setIcon(self._desk.icon("plus"))
        self.remove_button.setIcon(self._desk.icon("trash"))
        self.remove_button.setToolTip(language.text("Remove from the list (Delete)"))
        self.remove_button.setAccessibleName(self.remove_button.toolTip())
        self.table.setAccessibleName(language.text("Attendance list"))
        self._hint.setText(language.text("Space: present or not · Enter: edit · several lines: Shift or Ctrl"))

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        (self.table if self._rows else self.add_button).setFocus()

    # --- marking -----------------------------------------------------------------------------------------------------

    def mark(self, presence: Presence) -> None:
        """Mark the lines selected; a single one hands on to the next."""
        chosen = self.table.selected_ids()
        if not chosen:
            return
        if presence is Presence.REPRESENTED and len(chosen) == 1 and not self._frozen:
            self.table.setFocus()
            self.table.name_representative()
            return
        self._mark(chosen, presence)

    def toggle(self) -> None:
        """Present, or expected again where they are present already."""
        chosen = self.table.selected_ids()
        there = {row.id for row in self._rows if row.presence is Presence.PRESENT}
        self._mark(chosen, Presence.EXPECTED if there.issuperset(chosen) else Presence.PRESENT, move_on=False)

    def _mark(self, chosen: Sequence[str], presence: Presence, move_on: bool = True) -> None:
        if not chosen:
            return

        def work(session: Session) -> None:
            for line_id in chosen:
                mark_presence(session, line_id, presence, self._clock())

        if self._desk.change(self._called(chosen, presence), work) and move_on and len(chosen) == 1:
            self._move_on(chosen[0])

    def _called(self, chosen: Sequence[str], presence: Presence) -> Message:
        if len(chosen) > 1:
            return plural("{count} line: {presence}", "{count} lines: {presence}", len(chosen), presence=presence)
        row = next(row for row in self._rows if row.id == chosen[0])
        return message("{who}: {presence}", who=self._who(row), presence=presence)

    def _who(self, row: AttendanceRow) -> object:
        return row.institution_acronym or row.person(self._desk.language.code) or row.institution

    def _on_represented(self, line_id: str, name: str) -> None:
        row = next(row for row in self._rows if row.id == line_id)
        if row.presence is Presence.REPRESENTED and (row.represented_by or "") == name:
            return
        label = message("{who}: {presence}", who=self._who(row), presence=Presence.REPRESENTED)
        if self._desk.change(label, lambda session: name_representative(session, line_id, name, self._clock())):
            self._move_on(line_id)

    def leave_now(self) -> None:
        """Note that the people selected leave: now, while the meeting sits, or at the time that is typed then."""
        chosen, now = self.table.selected_ids(), self._clock()
        if not chosen or self._frozen:
            return
        if now is None:
            self.table.setFocus()
            self.table.write_time(Column.LEFT)
            return
        label = plural("{count} departure noted", "{count} departures noted", len(chosen))

        def work(session: Session) -> None:
            for line_id in chosen:
                mark_departure(session, line_id, now)

        if self._desk.change(label, work) and len(chosen) == 1:
            self._move_on(chosen[0])

    def _on_timed(self, line_id: str, column: Column, text: str) -> None:
        row = next(row for row in self._rows if row.id == line_id)
        time = parse_time(text)
        if text and time is None:
            self._desk.refuse(message("Write a time as hours and minutes: 14:30."))
            return
        arrived, left = (time, row.left_at) if column == Column.ARRIVED else (row.arrived_at, time)
        if (arrived, left) != (row.arrived_at, row.left_at):
            label = message("{who}: times noted", who=self._who(row))
            self._desk.change(label, lambda session: note_times(session, line_id, arrived, left))

    def _move_on(self, line_id: str) -> None:
        row = self.model.row_of(line_id)
        if row is not None:
            self.table.select_row(row + 1)

    # --- lines -------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Put somebody on the list, and stand on the new line."""
        if self._frozen:
            return
        dialog = line_to_add(self._desk, self._meeting_id, self._votes_count, self.window())
        dialog.accepted.connect(self._on_added)
        dialog.start()

    def _on_added(self) -> None:
        self.search.clear()
        self.table.select_row(self.model.rowCount() - 1)
        self.table.setFocus()

    def edit(self) -> None:
        """Change the current line."""
        chosen = self.table.selected_ids()
        if chosen and not self._frozen:
            dialog = line_to_edit(self._desk, chosen[0], self.window())
            dialog.accepted.connect(self.table.setFocus)
            dialog.start()

    def remove(self) -> None:
        """Take the lines selected off the list; undo puts them back."""
        chosen = self.table.selected_ids()
        if not chosen or self._frozen:
            return
        label = plural("{count} line of the attendance list removed", "{count} lines of the attendance list removed",
                       len(chosen))  # fmt: skip

        def work(session: Session) -> None:
            for line_id in chosen:
                withdraw(session, Attendance, line_id)

        self._desk.change(label, work)

    # --- finding -----------------------------------------------------------------------------------------------------

    def _on_searched(self, text: str) -> None:
        selected = self.table.selected_ids()
        self.model.search(text)
        self._find_again(selected, 0)
        self._show_tally()
        self._enable()

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _names(self) -> list[str]:
        """The people of the register, those of the line's own institution first."""
        chosen = self.table.selected_ids()
        here = next((row.institution_acronym for row in self._rows if chosen and row.id == chosen[0]), None)
        with self._desk.reading() as session:
            people = list_people(session)
        people.sort(key=lambda person: person.institution != here)
        return [person.name(self._desk.language.code) for person in people]
