"""One institution: its form, the actions it leads or supports, its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import InstitutionKind, Level, Standing
from desktop.language import Message, message
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.people.institution import Institution, list_institutions
from desktop.records.rows import InstitutionRow
from desktop.windows.door_list import DoorLine, DoorList
from desktop.windows.forms.choices import countries, institutions
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.referring import (
    actions,
    good_practices,
    indicators,
    letters,
    letters_about,
    meetings,
    people,
    programmes,
    recommendations,
)
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.page import heading

LISTED = 12
"""Actions shown in the pane; all of them are on the page of actions."""


class InstitutionPane(RecordPane):
    kind = Institution
    withdraws = message("Withdraw this institution")
    fields = (
        Field("acronym", message("Acronym"), required=True, half=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(InstitutionKind)),
        Field("name", message("Name"), Kind.WORDING, required=True),
        Field("standing", message("Standing"), Kind.CODE, required=True, half=True, codes=tuple(Standing)),
        Field("country", message("Country"), Kind.CHOICE, half=True, options=countries),
        Field("votes", message("Votes in the commission"), Kind.YES_NO),
        Field("predecessor_id", message("Took over from"), Kind.CHOICE, options=institutions),
        Field("valid_from", message("Since"), Kind.DATE, half=True),
        Field("valid_to", message("Until"), Kind.DATE, half=True),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )

    referring = (
        actions("institution"), recommendations("institution"), people("institution"), meetings("institution"),
        letters("institution"), letters_about("institution"), programmes("institution"), indicators("institution"),
        good_practices("institution"),
    )  # fmt: skip

    door = Signal(str, str)
    tracker_asked = Signal(str)

    _row: InstitutionRow | None = None

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        self.facts = heading("muted")
        self.tracker_button = QPushButton(self)
        self.tracker_button.clicked.connect(self._ask_tracker)
        self.actions_list = DoorList(self.desk, self)
        self.actions_list.chosen.connect(lambda record_id: self.door.emit("actions", record_id))
        self.head.addWidget(self.facts)
        buttons = QHBoxLayout()
        buttons.addWidget(self.tracker_button)
        buttons.addStretch(1)
        self.head.addLayout(buttons)
        return ((message("Actions"), self.actions_list),)

    def menu_entries(self) -> Sequence[tuple[Message, str, Callable[[], object]]]:
        return ((message("Tracker (Excel)…"), "file-xls", self._ask_tracker), *super().menu_entries())

    def read(self, session: Session, record_id: str) -> None:
        row, language = list_institutions(session, [record_id])[0], self.desk.language
        self._row = row
        self.number.setText(row.acronym)
        self.title.setText(language.best(row.name))
        self.facts.setText(f"{self.desk.say(row.kind.label)} · {self.desk.say(row.standing.label)}")
        ids = list_action_ids(session, ActionFilter(institution_id=record_id), language.code)[:LISTED]
        self.actions_list.show_lines(
            [
                DoorLine(each.id, each.number, language.best(each.title), each.status, each.overdue)
                for each in list_actions(session, ids)
            ],
            message("This institution leads and supports no action."),
        )

    def _ask_tracker(self) -> None:
        if self._row is not None and self.save():
            self.tracker_asked.emit(self._row.acronym)

    def retranslate(self) -> None:
        self.tracker_button.setText(self.desk.language.text("Tracker (Excel)…"))
        self.tracker_button.setIcon(self.desk.icon("file-xls", self.desk.theme.text))
        super().retranslate()
