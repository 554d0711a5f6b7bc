"""The first step: which body meets, or what kind of event it is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.codes import Level, MeetingKind
from desktop.language import isolate, message
from desktop.records.meetings.meeting import list_series, next_series_number
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import bodies
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Form, Kind
from desktop.windows.page import heading
from desktop.windows.preparing.step import Draft, Step


def all_series(desk: Desk) -> list[Option]:
    with desk.reading() as session:
        return [Option(series_id, desk.language.best(name)) for series_id, name in list_series(session)]


FIELDS = (
    Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(MeetingKind)),
    Field("body_id", message("Body"), Kind.CHOICE, half=True, options=bodies,
          hint=message("Empty for an event that no body holds.")),
    Field("series_id", message("Series"), Kind.CHOICE, half=True, options=all_series,
          hint=message("For events that follow one another: “regional seminars”.")),
    Field("series_number", message("Number in the series"), Kind.NUMBER, half=True),
    Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
)  # fmt: skip


class MatterStep(Step):
    title = message("Body or event")

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__(desk, draft)
        self.form = Form(desk, FIELDS, self)
        self._said = heading("muted")
        self._said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(self._said)
        column.addStretch(1)
        self.form.load({name: draft.values[name] for name in self.form.fields if name in draft.values})
        self.form.edited.connect(self.edited)
        self.form.editors["series_id"].edited.connect(self._on_series)
        self.retranslate()

    def enter(self) -> None:
        self.form.editors["kind"].setFocus()

    def check(self) -> bool:
        if not self.form.check():
            return False
        self.draft.values.update(self.form.values())
        return True

    def _on_series(self) -> None:
        series_id = self.form.editors["series_id"].value()
        number = None
        if series_id is not None:
            with self.desk.reading() as session:
                number = next_series_number(session, series_id)
        self.form.editors["series_number"].set_value(number)

    def retranslate(self) -> None:
        self.form.retranslate()
        language = self.desk.language
        number = self.draft.number
        self._said.setText(
            language.text("The meeting keeps its number: {number}.", number=isolate(number))
            if number
            else language.text("The meeting gets the next number of its year when it is made.")
        )
