"""Preparing a meeting in a few steps, forth and back without loss; all of it is one change of the register."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Level, MeetingKind, MeetingMode
from desktop.language import Message, isolate, message
from desktop.records.base import read_values
from desktop.records.meetings.convocation import advise_on_day
from desktop.records.meetings.meeting import Meeting, list_meetings
from desktop.records.meetings.preparation import ProposedItem, prepare_further, prepare_meeting
from desktop.records.meetings.quorum import quorum_rule
from desktop.records.people.body import Membership, list_bodies
from desktop.windows.desk import Desk
from desktop.windows.lists.record_pane import scrolled
from desktop.windows.look.direction import side_by_side
from desktop.windows.page import heading
from desktop.windows.preparing.agenda_step import AgendaStep
from desktop.windows.preparing.day_step import DayStep
from desktop.windows.preparing.invitations_step import InvitationsStep
from desktop.windows.preparing.matter_step import MatterStep
from desktop.windows.preparing.step import Draft, Step
from desktop.windows.preparing.summary_step import NAMES, Fact, SummaryStep

ATTRIBUTES = ("kind", "body_id", "series_id", "series_number", "level", "start", "end", "opened_at", "title", "place",
              "mode", "link")  # fmt: skip

WIDTH, HEIGHT = 880, 640
"""Pixels at the usual size of text: the names of ministries are long."""


class PreparationDialog(QDialog):
    """The assistant: for a new meeting, or for one that is planned."""

    prepared = Signal(str)
    """It is done: the meeting's id."""
    papers_asked = Signal(str)
    """The documents of this meeting are to be looked at."""

    def __init__(self, desk: Desk, meeting_id: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._warned = self._dirty = False
        self._loaded: dict[str, Any] = {}
        self.draft = self._begin(meeting_id)
        self.matter, self.day = MatterStep(desk, self.draft), DayStep(desk, self.draft)
        self.agenda, self.invitations = AgendaStep(desk, self.draft), InvitationsStep(desk, self.draft)
        self.summary = SummaryStep(desk, self.draft, self._list_facts)
        self.steps: list[Step] = [self.matter, self.day, self.agenda, self.invitations, self.summary]
        self._title = heading()
        self._strip = QLabel()
        self._strip.setObjectName("muted")
        self._strip.setTextFormat(Qt.TextFormat.RichText)
        self._strip.setWordWrap(True)
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.stack = QStackedWidget()
        for step in self.steps:
            # At a large text size every one of them may be higher than the window.
            holds_list = step in (self.agenda, self.invitations)
            self.stack.addWidget(scrolled(step, 0, fills=True) if holds_list else scrolled(step))
            step.edited.connect(self._on_edited)
        self.back_button, self.next_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self.next_button.setProperty("primary", True)
        self.next_button.setDefault(True)
        for button in (self.back_button, self.cancel_button):
            button.setAutoDefault(False)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self._on_next)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        for keys, go in (("Ctrl+Return", self.go_on), ("Ctrl+PgDown", self.go_on), ("Ctrl+PgUp", self.go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(go)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()
        room = self.screen().availableGeometry()
        self.resize(min(desk.scaled(WIDTH), room.width() - 32), min(desk.scaled(HEIGHT), room.height() - 64))

    def _begin(self, meeting_id: str | None) -> Draft:
        with self.desk.reading() as session:
            if meeting_id is not None:
                self._loaded = read_values(session, Meeting, meeting_id, ATTRIBUTES)
                row = list_meetings(session, [meeting_id])[0]
                return Draft(dict(self._loaded), meeting_id, row.number)
            bodies = list_bodies(session)
        values: dict[str, Any] = {
            "kind": MeetingKind.ORDINARY_SESSION,
            "mode": MeetingMode.IN_PERSON,
            "level": Level.INTERNAL,
        }
        if bodies:
            values["body_id"] = bodies[0].id
        return Draft(values)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 4)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._strip)
        head.addWidget(self.error)
        middle = QVBoxLayout()
        middle.setContentsMargins(20, 8, 20, 0)
        middle.addWidget(self.stack)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 16)
        foot.setSpacing(8)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    # --- from step to step -------------------------------------------------------------------------------------------

    @property
    def place(self) -> int:
        return self.stack.currentIndex()

    @property
    def step(self) -> Step:
        return self.steps[self.place]

    def start(self) -> None:
        """Open at the first step."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.show()
        self.step.enter()

    def _on_next(self) -> None:
        # Enter in the field for another item adds it, and goes nowhere.
        if self.step is self.agenda and self.agenda.new_item.hasFocus() and self.agenda.new_item.text().strip():
            self.agenda.add()
            self.agenda.new_item.setFocus()
            return
        self.go_on()

    def go_on(self) -> None:
        """To the next step, or, from the last one, make the meeting."""
        if not self.step.check():
            return
        if self.place == len(self.steps) - 1:
            self.finish()
        else:
            self._show(self.place + 1)

    def go_back(self) -> None:
        """To the step before; nothing of this one is lost."""
        if self.place > 0:
            self.step.check()
            self._show(self.place - 1)

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.error.hide()
        self._warned = False
        self.retranslate_frame()
        self.step.enter()
        if self.step is self.summary:
            self.next_button.setFocus()

    def _on_edited(self) -> None:
        self._dirty = True

    # --- the end -----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Make the meeting with its agenda and its list, or take the planned one further: one change, one undo."""
        made: list[str] = []
        agenda, invited, members = (
            self.agenda.agenda(), self.invitations.invitations(), self.invitations.new_members(),
        )  # fmt: skip
        values = {name: self.draft.values.get(name) for name in ATTRIBUTES}

        def work(session: Session) -> None:
            for position, each in enumerate(members, start=1):
                session.add(
                    Membership(
                        body_id=values["body_id"],
                        institution_id=each.institution_id,
                        person_id=each.person_id,
                        position=position,
                        since=values["start"],
                    )
                )
            if self.draft.meeting_id is None:
                accepted = [each for each in agenda if isinstance(each, ProposedItem)]
                made.append(prepare_meeting(session, values, accepted, invited).id)
            else:
                made.append(self.draft.meeting_id)
                prepare_further(session, self.draft.meeting_id, values, self._loaded, agenda, invited)

        label = (
            message("Meeting prepared") if not self.draft.number
            else message("{number} prepared", number=self.draft.number)
        )  # fmt: skip
        reason = self.desk.attempt(label, work)
        if reason is not None:
            self.error.setText(self.desk.say(reason))
            self.error.show()
            return
        papers = self.summary.papers_box.isChecked()
        self.accept()
        self.prepared.emit(made[0])
        if papers:
            self.papers_asked.emit(made[0])

    def reject(self) -> None:
        """Close without doing anything; where something was entered, it is let go only when one asks twice."""
        if self._dirty and not self._warned:
            self._warned = True
            self.error.setText(
                self.desk.language.text("What you entered is not saved. Press Escape or Cancel again to discard it.")
            )
            self.error.show()
            return
        super().reject()

    # --- words -------------------------------------------------------------------------------------------------------

    def _list_facts(self) -> list[Fact]:
        language, values = self.desk.language, self.draft.values
        start, end = values["start"], values.get("end")
        kind = self.desk.say(values["kind"].label)
        with self.desk.reading() as session:
            advice = advise_on_day(session, start, values.get("body_id"), self.draft.meeting_id)
            body = next((row for row in list_bodies(session) if row.id == values.get("body_id")), None)
        title = [language.best(values["title"]), kind] + ([language.best(body.name)] if body else [])
        invited, quorum = self.invitations.invitations(), self.invitations.quorum()
        where = [place] if (place := language.best(values["place"])) else []
        where.append(self.desk.say(values["mode"].label))
        items = len(self.agenda.agenda())
        when = self.desk.day(start, language.period(start, end) if end else language.date(start, "full"))
        if (begins := values.get("opened_at")) is not None:
            when = language.text("{day}, {time}", day=isolate(when), time=isolate(f"{begins:%H:%M}"))
        facts: list[Fact] = [
            (NAMES["title"], side_by_side(title, language.right_to_left)),
            (NAMES["when"], when),
            (NAMES["where"], side_by_side(where, language.right_to_left)),
            (NAMES["agenda"], language.plural("{count} item", "{count} items", items)),
            (NAMES["invited"], language.plural("{count} on the list", "{count} on the list", len(invited))),
        ]
        if quorum is not None and quorum.voting:
            facts.append((NAMES["quorum"], self.desk.say(quorum_rule(quorum, False))))
        if advice.notice_by is not None:
            by = isolate(self.desk.day(advice.notice_by, language.date(advice.notice_by, "full")))
            facts.append((NAMES["notice"], language.text("to be sent by {date}", date=by)))
        return facts

    def retranslate_frame(self) -> None:
        """Say what stands around the step."""
        language, number = self.desk.language, self.draft.number
        said = (
            language.text("Prepare {number}", number=isolate(number)) if number
            else language.text("Prepare a meeting")
        )  # fmt: skip
        self.setWindowTitle(said)
        self._title.setText(said)
        names = [f"{place}. {escape(self.desk.say(step.title))}" for place, step in enumerate(self.steps, start=1)]
        names[self.place] = f'<b style="color: {self.desk.theme.text}">{names[self.place]}</b>'
        self._strip.setText(side_by_side(names, language.right_to_left))
        self._strip.setAccessibleName(
            language.text(
                "Step {place} of {count}: {title}",
                place=self.place + 1, count=len(self.steps), title=self.desk.say(self.step.title),
            )
        )  # fmt: skip
        last = self.place == len(self.steps) - 1
        made: Message = message("Save") if number else message("Make the meeting")
        self.next_button.setText(self.desk.say(made) if last else language.text("Next"))
        self.next_button.setToolTip("Ctrl+Enter" if last else "Ctrl+PgDn")
        self.back_button.setText(language.text("Back"))
        self.back_button.setToolTip("Ctrl+PgUp")
        self.back_button.setEnabled(self.place > 0)
        self.cancel_button.setText(language.text("Cancel"))

    def retranslate(self) -> None:
        for step in self.steps:
            step.retranslate()
        self.retranslate_frame()
