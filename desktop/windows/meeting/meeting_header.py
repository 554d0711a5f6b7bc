"""The head of a meeting's page: which meeting, where it stands, and the one next step."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.codes import MeetingStatus, MinutesStatus
from desktop.language import LANGUAGE_CODES, OWN_NAMES, Message, isolate, message
from desktop.outputs.minutes import MinutesPaper
from desktop.records.rows import Minutes
from desktop.windows.desk import Desk
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.look.status import StatusLabel
from desktop.windows.meeting.meeting_step import MeetingStep, find_next_step, list_steps
from desktop.windows.meeting.stage_strip import StageStrip
from desktop.windows.page import heading

SIDE_BY_SIDE = 720
"""Pixels, at the usual size of text, from which title and next step stand in one line."""


class MeetingHeader(QWidget):
    """Number, title, when and where, stages, and the buttons of the page."""

    back_asked = Signal()
    edit_asked = Signal()
    step_asked = Signal(object)
    """A :class:`MeetingStep` is to be taken."""
    live_asked = Signal()
    """The meeting is to be held, on the page for use while it sits."""
    prepare_asked = Signal()
    """The meeting is to be prepared, step by step."""
    minutes_asked = Signal(str)
    """The minutes are wanted as a document in this language."""
    paper_asked = Signal(object)
    """A :class:`MinutesPaper` is wanted: what else there is to choose is asked."""
    calendar_asked = Signal()
    """The meeting is wanted as a calendar entry."""
    documents_asked = Signal()
    """The meeting's papers are to be looked at, saved or printed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._minutes: Minutes | None = None
        self.back_button = QPushButton()
        self.back_button.setProperty("link", True)
        self.title, self._facts = heading(), heading("muted")
        for label in (self.title, self._facts):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.minutes_button, self.edit_button, self.next_button = QPushButton(), QPushButton(), QPushButton()
        self.next_button.setProperty("primary", True)
        self.more_button = QToolButton()
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.strip = StageStrip(desk)
        self._minutes_label = QLabel()
        self._minutes_label.setObjectName("muted")
        self.minutes_status = StatusLabel(desk)
        self.back_button.clicked.connect(self.back_asked)
        self.edit_button.clicked.connect(self.edit_asked)
        self.next_button.clicked.connect(self._on_next)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        first = FlowLayout(None, 8)
        first.addWidget(self.back_button)
        first.addWidget(self.strip)
        first.add_spring()
        first.addWidget(self.minutes_button)
        first.addWidget(self.edit_button)
        first.addWidget(self.more_button)
        stands = FlowLayout(None, 8)
        stands.addWidget(self._minutes_label)
        stands.addWidget(self.minutes_status)
        stands.add_spring()
        stands.addWidget(self.next_button)
        self._second = second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        second.setSpacing(8)
        second.addWidget(self.title, 1)
        second.addLayout(stands)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addSpacing(4)
        column.addLayout(second)
        column.addWidget(self._facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= self._desk.scaled(SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._second.setDirection(way)
        super().resizeEvent(event)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_meeting(self, minutes: Minutes) -> None:
        """Show a meeting."""
        self._minutes = minutes
        meeting, language = minutes.meeting, self._desk.language
        self.title.setText(language.best(meeting.title))
        self._facts.setText(side_by_side(self._list_facts(minutes), language.right_to_left))
        self.strip.show_status(meeting.status)
        self.minutes_status.show_status(meeting.minutes_status)
        self._show_steps()

    def _list_facts(self, minutes: Minutes) -> list[str]:
        meeting, language = minutes.meeting, self._desk.language
        facts = [meeting.number, self._desk.say(meeting.kind.label)]
        facts += [language.best(meeting.body)] if meeting.body else []
        facts.append(self._desk.day(meeting.start, language.period(meeting.start, meeting.end)))
        hours = [_time(when) for when in (minutes.opened_at, minutes.closed_at) if when]
        facts += ["–".join(hours)] if hours else []
        facts += [place] if (place := language.best(meeting.place)) else []
        facts.append(self._desk.say(meeting.mode.label))
        if minutes.chair:
            facts.append(language.text("Chair: {name}", name=isolate(minutes.chair)))
        if minutes.rapporteur:
            facts.append(language.text("Rapporteur: {name}", name=isolate(minutes.rapporteur)))
        return facts

    def _show_steps(self) -> None:
        if self._minutes is None:
            return
        meeting = self._minutes.meeting
        otherwise = self._is_to_be_prepared() or self._is_to_be_held()
        following = None if otherwise else find_next_step(meeting)
        self.next_button.setVisible(following is not None or otherwise)
        if self._is_to_be_prepared():
            self.next_button.setText(self._desk.language.text("Prepare the meeting"))
            self.next_button.setIcon(QIcon())
            self.next_button.setToolTip(self._desk.language.text("Date, agenda and invitations, step by step"))
        elif self._is_to_be_held():
            self.next_button.setText(self._desk.language.text("Hold the meeting"))
            self.next_button.setIcon(self._desk.icon("presentation", self._desk.theme.on_accent))
            self.next_button.setToolTip(self._desk.language.text("The page for use while it sits (F5)"))
        elif following is not None:
            self.next_button.setText(self._desk.say(following.words))
            self.next_button.setIcon(QIcon())
            self.next_button.setToolTip("")
        others = [step for step in list_steps(meeting) if step != following]
        menu = QMenu(self.more_button)
        for step in others:
            action = QAction(self._desk.say(step.words), menu)
            action.triggered.connect(lambda _=False, step=step: self.step_asked.emit(step))
            menu.addAction(action)
        self._replace_menu(menu)
        self.more_button.setVisible(bool(others))
        adopted = meeting.minutes_status is MinutesStatus.ADOPTED
        self.edit_button.setToolTip(
            self._desk.language.text("Dates and times are frozen with the adopted minutes.") if adopted else ""
        )

    def _replace_menu(self, menu: QMenu) -> None:
        old = self.more_button.menu()
        self.more_button.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _is_to_be_prepared(self) -> bool:
        """Whether the next step is to prepare the meeting: it has no agenda, or nobody is invited."""
        minutes = self._minutes
        if minutes is None or minutes.meeting.status is not MeetingStatus.PLANNED:
            return False
        return not minutes.agenda or not minutes.attendance

    def _is_to_be_held(self) -> bool:
        """Whether the next step is to hold the meeting: it is convened, or was opened today and not closed yet."""
        minutes = self._minutes
        if minutes is None:
            return False
        meeting = minutes.meeting
        sits = minutes.opened_at is not None and minutes.closed_at is None
        today = meeting.start <= self._desk.today <= (meeting.end or meeting.start)
        return meeting.status is MeetingStatus.CONVENED or (meeting.status is MeetingStatus.HELD and sits and today)

    def next_step(self) -> MeetingStep | None:
        return find_next_step(self._minutes.meeting) if self._minutes else None

    def _on_next(self) -> None:
        if self._is_to_be_prepared():
            self.prepare_asked.emit()
        elif self._is_to_be_held():
            self.live_asked.emit()
        elif (step := self.next_step()) is not None:
            self.step_asked.emit(step)

    def retranslate(self) -> None:
        language, desk = self._desk.language, self._desk
        self.back_button.setText(language.text("Meetings"))
        self.back_button.setIcon(desk.icon("arrow-left", desk.theme.accent))
        self.back_button.setToolTip(language.text("Back to the meetings (Escape)"))
        self.edit_button.setText(language.text("Edit the meeting"))
        self.edit_button.setIcon(desk.icon("pencil-simple", desk.theme.text))
        self.more_button.setIcon(desk.icon("dots-three", desk.theme.text))
        self.more_button.setToolTip(language.text("Other steps"))
        self.more_button.setAccessibleName(self.more_button.toolTip())
        self.minutes_button.setText(language.text("Documents"))
        self.minutes_button.setIcon(desk.icon("file-pdf", desk.theme.text))
        self._minutes_label.setText(language.text("Minutes:"))
        menu = QMenu(self.minutes_button)
        everything = QAction(desk.say(message("All documents: preview, PDF, Word, print…")), menu)
        everything.triggered.connect(lambda _=False: self.documents_asked.emit())
        menu.addAction(everything)
        entry = QAction(desk.say(message("Calendar entry (.ics)…")), menu)
        entry.triggered.connect(lambda _=False: self.calendar_asked.emit())
        menu.addAction(entry)
        menu.addSeparator()
        for code in LANGUAGE_CODES:
            action = QAction(desk.say(message("Minutes – {language}", language=OWN_NAMES[code])), menu)
            action.triggered.connect(lambda _=False, code=code: self.minutes_asked.emit(code))
            menu.addAction(action)
        menu.addSeparator()
        papers = {paper: menu.addAction(desk.say(_words(paper))) for paper in MinutesPaper}
        for paper, action in papers.items():
            action.triggered.connect(lambda _=False, paper=paper: self.paper_asked.emit(paper))
        issued = papers[MinutesPaper.CORRIGENDUM]
        menu.aboutToShow.connect(lambda: issued.setVisible(bool(self._minutes and self._minutes.corrigenda)))
        old = self.minutes_button.menu()
        self.minutes_button.setMenu(menu)
        if old is not None:
            old.deleteLater()


def _words(paper: MinutesPaper) -> Message:
    if paper is MinutesPaper.MINUTES:
        return message("Minutes: numbered paragraphs, annexes…")
    return message("{paper}…", paper=paper.label)


def _time(when: dt.time) -> str:
    return when.strftime("%H:%M")
