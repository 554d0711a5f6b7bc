"""A meeting on a page of its own: its stages, its agenda with what came out of each item, and who is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.codes import MinutesStatus
from desktop.language import Message, Refusal, isolate, message
from desktop.outputs.minutes import MinutesPaper
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids, list_recommendations
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.quorum import COUNTED_PRESENCES
from desktop.records.rows import AttendanceRow, Minutes
from desktop.records.subject import Subject
from desktop.windows.attachments.attachment_panel import AttachmentPanel
from desktop.windows.desk import Desk
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.forms.values import read_fields, write_fields
from desktop.windows.lists.history import HistoryView
from desktop.windows.lists.meeting_pane import MeetingPane
from desktop.windows.meeting.agenda_panel import AgendaPanel
from desktop.windows.meeting.attendance_panel import AttendancePanel
from desktop.windows.meeting.meeting_header import MeetingHeader
from desktop.windows.meeting.meeting_step import MeetingStep, take_step
from desktop.windows.meeting.minutes_panel import MinutesPanel
from desktop.windows.page import Page, rolling, scrolled

AGENDA, ATTENDANCE, FILES, VERSIONS, HISTORY = 0, 1, 2, 3, 4
"""The tabs, in order."""


class MeetingPage(Page):
    """Shows one meeting; Escape or the button leads back to the list."""

    key = "meeting"

    live_asked = Signal(str)
    """The meeting is to be held: its id."""
    prepare_asked = Signal(str)
    """The meeting is to be prepared: its id."""
    closed = Signal()
    """Back to the list."""
    minutes_asked = Signal(str, str)
    """The minutes are wanted as a document: the meeting's id and the language's code."""
    calendar_asked = Signal(str)
    """The meeting is wanted as a calendar entry: its id."""
    documents_asked = Signal(str)
    """The meeting's papers are to be looked at: its id."""
    paper_asked = Signal(str, object)
    """A paper made of the minutes is wanted: the meeting's id and a :class:`MinutesPaper`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._meeting_id: str | None = None
        self._minutes: Minutes | None = None
        self.header = MeetingHeader(desk)
        self.agenda = AgendaPanel(desk)
        self.attendance = AttendancePanel(desk)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._panels = QStackedWidget()
        self.history = HistoryView(desk, with_parts=True)
        self.files = AttachmentPanel(desk, wide=True)
        self.files.take_drops(self)
        self.versions = MinutesPanel(desk)
        for panel in (self.agenda, self.attendance, self.files, self.versions, scrolled(self.history)):
            self.tabs.addTab("")
            self._panels.addWidget(panel)
        self._lock, self._frozen = QLabel(), QLabel()
        self._lay_out()
        self.header.back_asked.connect(self._go_back)
        self.header.edit_asked.connect(self.edit)
        self.header.step_asked.connect(self.take_step)
        self.header.live_asked.connect(self._on_live_asked)
        self.header.prepare_asked.connect(self._on_prepare_asked)
        self.header.minutes_asked.connect(self._on_minutes_asked)
        self.header.paper_asked.connect(self._on_paper_asked)
        self.header.documents_asked.connect(self._on_documents_asked)
        self.header.calendar_asked.connect(self._on_calendar_asked)
        self.tabs.currentChanged.connect(self._panels.setCurrentIndex)
        self._add_shortcuts()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QFrame()
        line.setObjectName("divider")
        self._frozen.setObjectName("muted")
        self._frozen.setWordWrap(True)
        self._notice = QWidget()
        told = QHBoxLayout(self._notice)
        told.setContentsMargins(0, 8, 0, 0)
        told.setSpacing(8)
        told.addWidget(self._lock)
        told.addWidget(self._frozen, 1)
        column = QVBoxLayout()
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(line)
        column.addWidget(self._notice)
        column.addWidget(self._panels, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(rolling(column, self))

    def _add_shortcuts(self) -> None:
        pane = self.agenda.pane
        keys: Mapping[str, Callable[[], object]] = {
            "Ctrl+Shift+D": lambda: self._on_agenda(pane.take_decision),
            "Ctrl+Shift+R": lambda: self._on_agenda(pane.take_recommendation),
            "Ctrl+Shift+A": lambda: self._on_agenda(pane.take_action),
            "Ctrl+S": pane.editor.save,
            "Ctrl+PgDown": lambda: self.show_tab(min(self.tabs.currentIndex() + 1, HISTORY)),
            "Ctrl+PgUp": lambda: self.show_tab(max(self.tabs.currentIndex() - 1, AGENDA)),
        }
        for combination, go in keys.items():
            shortcut = QShortcut(QKeySequence(combination), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(go)

    def panes(self) -> Sequence[QWidget]:
        if not self.agenda.isVisible():
            return (self,)
        return [each for each in (self.agenda.list, self.agenda.pane.editor) if each.isVisible()] or (self,)

    @property
    def title(self) -> Message:
        return message("Meeting")

    @property
    def meeting_id(self) -> str | None:
        return self._meeting_id

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting, from its agenda on."""
        self.leave()
        self._meeting_id = meeting_id
        self.tabs.setCurrentIndex(AGENDA)
        self._stale = False
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        self.show_tab(self.tabs.currentIndex())

    def refresh(self) -> None:
        """Read the meeting anew. Selection, scroll position and focus stay, and so does what is typed."""
        if self.meeting_id is None:
            return
        code = self.desk.language.code
        chosen = RecommendationFilter(meeting_id=self.meeting_id)
        try:
            with self.desk.reading() as session:
                minutes = find_minutes(session, self.meeting_id, code)
                rows = list_recommendations(session, list_recommendation_ids(session, chosen, code))
                self.history.show_changes(Meeting, self.meeting_id)
                self.files.show_subjects(session, self._subjects(minutes))
                self.files.cover()
                self.versions.show_minutes(session, minutes.meeting)
        except Refusal as refusal:
            self._meeting_id = None
            self.desk.refuse(refusal.message)
            self.closed.emit()
            return
        self._minutes = minutes
        frozen = minutes.meeting.minutes_status is MinutesStatus.ADOPTED
        self.header.show_meeting(minutes)
        self.agenda.show_agenda(minutes, {row.id: row for row in rows}, frozen)
        self.attendance.show_attendance(minutes, frozen)
        self._notice.setVisible(frozen)
        self._show_words()

    def _subjects(self, minutes: Minutes) -> dict[Subject, str]:
        """The records whose files are the meeting's: its own, its agenda items' and its decisions'."""
        subjects = {Subject("meeting", minutes.meeting.id): minutes.meeting.number}
        for item in minutes.agenda:
            title = isolate(self.desk.language.best(item.title))
            said = self.desk.language.text("Item {number}: {title}", number=item.position, title=title)
            subjects[Subject("agenda_item", item.id)] = said
            subjects |= {Subject("decision", each.id): each.number for each in item.decisions}
        return subjects

    def _show_words(self) -> None:
        language, minutes = self.desk.language, self._minutes
        titles = (
            message("Agenda ({count})", count=len(minutes.agenda) if minutes else 0),
            attendance_title(minutes.attendance if minutes else ()),
            self.files.title(),
            self.versions.title(),
            message("History"),
        )
        for place, said in enumerate(titles):
            self.tabs.setTabText(place, self.desk.say(said))
        self.tabs.setAccessibleName(language.text("Parts of the meeting"))
        self._lock.setPixmap(self.desk.icon("lock-simple").pixmap(16, 16))
        self._frozen.setText(
            language.text(
                "The minutes are adopted: what they say can no longer be changed. Actions can still be taken down."
            )
        )

    def retranslate(self) -> None:
        for part in (self.header, self.agenda, self.attendance, self.files, self.versions):
            part.retranslate()
        self._show_words()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    # --- the page ----------------------------------------------------------------------------------------------------

    def show_tab(self, tab: int) -> None:
        """Show a tab and put the keyboard on its list."""
        self.tabs.setCurrentIndex(tab)
        if tab == HISTORY:
            self.tabs.setFocus()
        elif tab == VERSIONS:
            self.versions.take_focus()
        elif tab == FILES:
            (self.files.list if self.files.list.isVisible() else self.files.add_button).setFocus()
        else:
            (self.agenda if tab == AGENDA else self.attendance).focus_list()

    def _on_agenda(self, take_down: Callable[[], object]) -> None:
        self.tabs.setCurrentIndex(AGENDA)
        take_down()

    def leave(self) -> bool:
        return self.agenda.pane.editor.save()

    def focus_search(self) -> None:
        self.tabs.setCurrentIndex(ATTENDANCE)
        self.attendance.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.attendance.search.selectAll()

    def add(self) -> None:
        """A new line of the attendance list where that is shown, else a new agenda item."""
        if self.tabs.currentIndex() == ATTENDANCE:
            self.attendance.add()
        elif self.tabs.currentIndex() == FILES:
            self.files.add()
        else:
            self._on_agenda(self.agenda.add)

    def place(self) -> dict[str, Any]:
        return {"tab": self.tabs.currentIndex(), "panes": self.agenda.splitter.sizes()}

    def return_to(self, place: dict[str, Any]) -> None:
        if place.get("tab") in (AGENDA, ATTENDANCE, FILES, VERSIONS, HISTORY):
            self.tabs.setCurrentIndex(place["tab"])
        panes = place.get("panes")
        if isinstance(panes, list) and len(panes) == 2 and all(isinstance(each, int) for each in panes):
            self.agenda.splitter.setSizes(panes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
            return
        super().keyPressEvent(event)

    def _on_escape(self) -> None:
        """One step out: from what is searched, from the text one writes in, then from the page."""
        search, editor = self.attendance.search, self.agenda.pane.editor
        if search.hasFocus() and search.text():
            search.clear()
        elif search.hasFocus() or any(text.hasFocus() for text in editor.texts.values()):
            self.take_focus()
        else:
            self._go_back()

    def _go_back(self) -> None:
        if self.leave():
            self.closed.emit()

    # --- the meeting itself ------------------------------------------------------------------------------------------

    def take_step(self, step: MeetingStep) -> None:
        """Take the meeting, or its minutes, on to another stage."""
        if self._minutes is not None and self.leave():
            take_step(self.desk, self._minutes, step, lambda: self.show_tab(ATTENDANCE), self.window())

    def edit(self) -> None:
        """Open the form of the meeting."""
        meeting_id = self.meeting_id
        if meeting_id is None or not self.leave():
            return
        title = message("Edit the meeting")

        def change(entered: Mapping[str, Any]) -> Message | None:
            return self.desk.attempt(
                title, lambda session: write_fields(session, Meeting, meeting_id, fields, entered, values)
            )

        fields = MeetingPane.fields
        with self.desk.reading() as session:
            values = read_fields(session, Meeting, meeting_id, fields)
        done = message("Save")
        FormDialog(self.desk, title, fields, change, done=done, values=values, parent=self.window()).start()

    def _on_live_asked(self) -> None:
        if self.meeting_id is not None and self.leave():
            self.live_asked.emit(self.meeting_id)

    def _on_prepare_asked(self) -> None:
        if self.meeting_id is not None and self.leave():
            self.prepare_asked.emit(self.meeting_id)

    def _on_minutes_asked(self, code: str) -> None:
        # The document says what is on the screen: what is typed is saved first.
        if self.meeting_id is not None and self.leave():
            self.minutes_asked.emit(self.meeting_id, code)

    def _on_paper_asked(self, paper: MinutesPaper) -> None:
        if self.meeting_id is not None and self.leave():
            self.paper_asked.emit(self.meeting_id, paper)

    def _on_calendar_asked(self) -> None:
        if self.meeting_id is not None and self.leave():
            self.calendar_asked.emit(self.meeting_id)

    def _on_documents_asked(self) -> None:
        if self.meeting_id is not None and self.leave():
            self.documents_asked.emit(self.meeting_id)


def attendance_title(rows: Sequence[AttendanceRow]) -> Message:
    """What the tab of the attendance list says: how many are on it and, once they come, how many are there."""
    there = sum(row.presence in COUNTED_PRESENCES for row in rows)
    if there:
        return message("Attendance ({present} of {count})", present=there, count=len(rows))
    return message("Attendance ({count})", count=len(rows))
