"""What the chair does with a meeting: opens, suspends, resumes, closes it, or has it called again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.language import Message, message
from desktop.records.base import change_values, read_values
from desktop.records.meetings import sitting
from desktop.records.meetings.convocation import call_again, earliest_second_call
from desktop.records.meetings.meeting import Meeting
from desktop.records.rows import Minutes
from desktop.windows.desk import Desk, Door
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.meeting_pane import MeetingPane
from desktop.windows.live.sitting_bar import Sitting, sitting_of

DETAILS = ("chair_id", "rapporteur_id", "opened_at", "closed_at")


class Chairing(QObject):
    """Each step is one change, told with a way back. Its forms open over the window of ``page``."""

    meeting_asked = Signal(str)
    """Another meeting is to be shown: the second call."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def go_onward(self, minutes: Minutes, item_id: str | None, now: dt.time | None) -> None:
        """Open a meeting (at an item of its agenda), suspend it, or go on with it. Without a time, by hand."""
        meeting = minutes.meeting
        if now is None:
            self._desk.refuse(
                message("{number} is not held today, so times are entered by hand.", number=meeting.number)
            )
            self.edit_details(minutes)
            return
        time = f"{now:%H:%M}"
        match sitting_of(minutes):
            case Sitting.BEFORE:

                def open_it(session: Session) -> None:
                    sitting.open_sitting(session, meeting.id, now)
                    if item_id is not None:
                        sitting.take_up(session, item_id, now)

                self._take(message("{number} opened at {time}", number=meeting.number, time=time), open_it)
            case Sitting.SITS:
                label = message("{number} suspended at {time}", number=meeting.number, time=time)
                self._take(label, lambda session: sitting.suspend(session, meeting.id, now))
            case Sitting.SUSPENDED:
                label = message("{number} resumed at {time}", number=meeting.number, time=time)
                self._take(label, lambda session: sitting.resume(session, meeting.id, now))

    def close(self, minutes: Minutes, now: dt.time | None) -> None:
        """Close a meeting now; without a time, by hand."""
        if now is None:
            self.edit_details(minutes)
            return
        label = message("{number} closed at {time}", number=minutes.meeting.number, time=f"{now:%H:%M}")
        self._take(label, lambda session: sitting.close_sitting(session, minutes.meeting.id, now))

    def _take(self, label: Message, work: Callable[[Session], object]) -> None:
        if self._desk.change(label, work):
            self._desk.tell(label, Door(message("Undo"), self._desk.undo))

    def edit_details(self, minutes: Minutes) -> None:
        """The form of the chair, the rapporteur and the times."""
        meeting_id, title = minutes.meeting.id, message("Chair and times")
        fields = [field for field in MeetingPane.fields if field.name in DETAILS]
        with self._desk.reading() as session:
            values = read_values(session, Meeting, meeting_id, [field.name for field in fields])

        def change(entered: Mapping[str, Any]) -> Message | None:
            return self._desk.attempt(
                title, lambda session: change_values(session, Meeting, meeting_id, entered, values)
            )

        FormDialog(
            self._desk, title, fields, change, done=message("Save"), values=values, parent=self._page.window()
        ).start()

    def call_again(self, minutes: Minutes, now: dt.time | None) -> None:
        """The form of a second call, where the rules provide for one."""
        meeting = minutes.meeting
        with self._desk.reading() as session:
            earliest = earliest_second_call(session, meeting.id)
        if earliest is None:
            return
        title = message("Second call of {number}", number=meeting.number)
        made: list[tuple[str, str, dt.date]] = []

        def call(entered: Mapping[str, Any]) -> Message | None:
            def work(session: Session) -> None:
                second = call_again(session, meeting.id, entered["start"], now or dt.time())
                made.append((second.id, second.number, second.start))

            return self._desk.attempt(title, work)

        hint = message("The first working day the rules allow is proposed. Agenda and members are taken over.")
        fields = (Field("start", message("Date"), Kind.DATE, required=True, hint=hint),)
        dialog = FormDialog(
            self._desk, title, fields, call, done=message("Call again"), values={"start": earliest},
            parent=self._page.window(),
        )  # fmt: skip
        dialog.accepted.connect(lambda: self._on_called_again(*made[-1]))
        dialog.start()

    def _on_called_again(self, meeting_id: str, number: str, on: dt.date) -> None:
        show = Door(message("Show {number}", number=number), lambda: self.meeting_asked.emit(meeting_id))
        words = message("{number} is called for {date}, with the same agenda.", number=number, date=on)
        self._desk.tell(words, show, Door(message("Undo"), self._desk.undo))
