"""The second step: when and where, with what the calendar and the rules say of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.codes import MeetingMode
from desktop.language import LANGUAGE_CODES, Language, Message, Wording, isolate, message, plural
from desktop.records.commission.working_calendar import find_calendar
from desktop.records.meetings.convocation import DayAdvice, advise_on_day, next_meeting_due
from desktop.records.people.body import list_bodies
from desktop.windows.desk import Desk
from desktop.windows.forms.form import Field, Form, Kind
from desktop.windows.page import heading
from desktop.windows.preparing.step import Draft, Step

FIELDS = (
    Field("start", message("First day"), Kind.DATE, required=True, half=True),
    Field("end", message("Last day"), Kind.DATE, half=True),
    Field("opened_at", message("Begins at"), Kind.TIME, half=True),
    Field("mode", message("Mode"), Kind.CODE, required=True, half=True, codes=tuple(MeetingMode)),
    Field("title", message("Title"), Kind.WORDING, required=True),
    Field("place", message("Place"), Kind.WORDING),
    Field("link", message("Link to join it")),
)

AHEAD = 15
"""Days from today to the day proposed where no rule says."""

Line = tuple[bool, Message]
"""Whether it is a warning, and what is said."""


class DayStep(Step):
    title = message("Date and place")

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__(desk, draft)
        self._advice: DayAdvice | None = None
        self._proposed_title = Wording()
        self._proposed_for: tuple[object, ...] = ()
        self.form = Form(desk, FIELDS, self)
        self.take_button = QPushButton()
        self.take_button.clicked.connect(self.take_next)
        self._lines = QWidget()
        self._rows = QGridLayout(self._lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._rows.setColumnStretch(1, 1)
        self.said: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._lines)
        column.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self.form.load({name: draft.values[name] for name in self.form.fields if name in draft.values})
        self.form.edited.connect(self.edited)
        for name in ("start", "end"):
            self.form.editors[name].edited.connect(self._on_day)

    def enter(self) -> None:
        values = self.draft.values
        matter = (values.get("kind"), values.get("body_id"))
        if self.form.editors["start"].value() is None:
            self.form.editors["start"].set_value(self._propose_day())
        if self._proposed_for != matter:
            self._proposed_for = matter
        self._on_day()
        self.form.editors["start"].setFocus()

    def check(self) -> bool:
        if not self.form.check():
            return False
        self.draft.values.update(self.form.values())
        return True

    def take_next(self) -> None:
        """Take the next working day instead."""
        if self._advice is not None:
            self.form.editors["start"].set_value(self._advice.next_working_day)
            self._on_day()
            self.edited.emit()

    def _propose_day(self) -> dt.date:
        body_id = self.draft.values.get("body_id")
        with self.desk.reading() as session:
            calendar = find_calendar(session)
            due = next_meeting_due(session, body_id) if body_id else None
            notice = next((body.notice_days for body in list_bodies(session) if body.id == body_id), None)
        earliest = calendar.next_working_day(self.desk.today + dt.timedelta(days=AHEAD if notice is None else notice))
        return max(due, earliest) if due else earliest

    # --- what is known of the day ------------------------------------------------------------------------------------

    def _on_day(self) -> None:
        day = self.form.editors["start"].value()
        body_id = self.draft.values.get("body_id")
        if day is None:
            self._advice = None
        else:
            with self.desk.reading() as session:
                self._advice = advise_on_day(session, day, body_id, self.draft.meeting_id)
            self._propose_title(day)
        self._show_advice()

    def _propose_title(self, day: dt.date) -> None:
        """A title of the kind and the month, as long as nobody has written another."""
        editor = self.form.editors["title"]
        if (editor.value() or Wording()) != self._proposed_title:
            return
        kind = self.draft.values["kind"]
        texts = {}
        for code in LANGUAGE_CODES:
            if code in (self.desk.commission.document_languages or (self.desk.commission.language,)):
                language = Language(code, self.desk.commission.country)
                said = language.text("{kind} – {month}", kind=kind, month=f"{language.month(day.month)} {day.year}")
                texts[code] = said[:1].upper() + said[1:]
        self._proposed_title = Wording(**texts)
        editor.set_value(self._proposed_title)

    def _show_advice(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.said = []
        day, advice = self.form.editors["start"].value(), self._advice
        self.take_button.setVisible(advice is not None and not advice.works)
        if day is None or advice is None:
            return
        theme = self.desk.theme
        for row, (warns, said) in enumerate(advise(day, advice, self.desk.today, self._in_words)):
            sign, words = QLabel(), heading("muted")
            name, colour = ("warning", theme.amber) if warns else ("info", theme.muted)
            sign.setPixmap(self.desk.icon(name, colour).pixmap(16, 16))
            words.setWordWrap(True)
            words.setText(self.desk.say(said))
            if warns:
                words.setStyleSheet(f"color: {theme.text}")
            self.said.append(words.text())
            self._rows.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(words, row, 1)
        self.take_button.setText(self.desk.language.text("Take {date}", date=self._in_words(advice.next_working_day)))

    def _in_words(self, day: dt.date) -> str:
        # With the day of the week: that is what one chooses a day by.
        return isolate(self.desk.day(day, self.desk.language.date(day, "full")))

    def retranslate(self) -> None:
        self.form.retranslate()
        self._show_advice()


def advise(day: dt.date, advice: DayAdvice, today: dt.date, in_words: Callable[[dt.date], str]) -> Sequence[Line]:
    """What there is to say of a day, the warnings first; ``in_words`` says a date."""
    lines: list[Line] = []
    if advice.holiday is not None:
        lines.append((True, message("{date} is a public holiday: {name}.", date=in_words(day), name=advice.holiday)))
    elif not advice.works:
        lines.append((True, message("Offices are closed on {date}.", date=in_words(day))))
    if day < today:
        lines.append((True, message("This day has passed.")))
    elif advice.notice_by is not None and advice.notice_by < today:
        lines.append(
            (True, plural("The notice is to be sent {count} day before: it is too late for that.",
                          "The notice is to be sent {count} days before: it is too late for that.",
                          advice.notice_days or 0))
        )  # fmt: skip
    if advice.meets_by is not None and day > advice.meets_by:
        lines.append((True, message("Under its rule the body meets again by {date}.", date=in_words(advice.meets_by))))
    if advice.others:
        numbers = ", ".join(isolate(number) for number in advice.others)
        lines.append((True, message("On the same day: {numbers}.", numbers=numbers)))
    if advice.notice_by is not None and advice.notice_by >= today:
        lines.append((False, message("The notice is to be sent by {date}.", date=in_words(advice.notice_by))))
    if advice.meets_by is not None and day <= advice.meets_by:
        lines.append((False, message("Under its rule the body meets again by {date}.", date=in_words(advice.meets_by))))
    return lines
