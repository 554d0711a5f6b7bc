"""One meeting beside the list: when, where, by whom; its whole is on its own page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Level, MeetingKind, MeetingMode
from desktop.language import Message, message
from desktop.records.meetings.meeting import Meeting, list_meetings
from desktop.windows.forms.choices import bodies, people
from desktop.windows.forms.form import Field, Kind
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.look.status import StatusLabel
from desktop.windows.page import heading


class MeetingPane(RecordPane):
    kind = Meeting
    withdraws = message("Withdraw this meeting")
    fields = (
        Field("title", message("Title"), Kind.WORDING, required=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(MeetingKind)),
        Field("body_id", message("Body"), Kind.CHOICE, half=True, options=bodies),
        Field("start", message("First day"), Kind.DATE, required=True, half=True),
        Field("end", message("Last day"), Kind.DATE, half=True),
        Field("opened_at", message("Opened at"), Kind.TIME, half=True),
        Field("closed_at", message("Closed at"), Kind.TIME, half=True),
        Field("place", message("Place"), Kind.WORDING),
        Field("mode", message("Mode"), Kind.CODE, required=True, half=True, codes=tuple(MeetingMode)),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
        Field("chair_id", message("Chair"), Kind.CHOICE, half=True, options=people),
        Field("rapporteur_id", message("Rapporteur"), Kind.CHOICE, half=True, options=people),
        Field("second_call", message("Second call, after a meeting without quorum"), Kind.YES_NO),
    )

    opened = Signal(str)

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        self.when = heading("muted")
        self.when.setWordWrap(True)
        self.status = StatusLabel(self.desk, self)
        self.open_button = QPushButton(self)
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(lambda: self.record_id and self.opened.emit(self.record_id))
        self.head.addWidget(self.when)
        row = QHBoxLayout()
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(self.open_button)
        self.head.addLayout(row)
        return ()

    def read(self, session: Session, record_id: str) -> None:
        row, language = list_meetings(session, [record_id])[0], self.desk.language
        self.number.setText(row.number)
        self.title.setText(language.best(row.title))
        place = language.best(row.place)
        when = self.desk.day(row.start, language.period(row.start, row.end))
        self.when.setText(" · ".join(each for each in (when, place) if each))
        self.status.show_status(row.status)

    def retranslate(self) -> None:
        self.open_button.setText(self.desk.language.text("Open the meeting"))
        super().retranslate()
