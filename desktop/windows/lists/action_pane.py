"""One action: its form, what was reported of it, its history; progress is reported and verified here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, Level, Priority
from desktop.language import Message, message
from desktop.records.base import find
from desktop.records.follow_up.action import ACTION_LIFECYCLE, Action, carry_out, put_under_themes, serve, support
from desktop.records.follow_up.action_list import list_actions
from desktop.records.follow_up.progress import (
    ProgressUpdate,
    correct_progress,
    list_progress,
    report_progress,
    verify_action,
)
from desktop.records.rows import ActionRow
from desktop.records.subject import Subject
from desktop.windows.forms.choices import (
    decisions,
    institutions,
    objectives,
    people,
    programmes,
    recommendations,
    themes,
)
from desktop.windows.forms.form import Field, Form, Kind, code_option
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.forms.values import read_fields
from desktop.windows.kinds.referring import letters_about
from desktop.windows.lists.progress_list import ProgressList
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.look.cells import ProgressBar
from desktop.windows.look.status import StatusLabel

DONE = frozenset({ActionStatus.REPORTED, ActionStatus.VERIFIED})
"""The states in which nothing is left to do."""


def _supporting(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.institution_id for each in find(session, Action, record_id).supporting)


def _recommendations(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.recommendation_id for each in find(session, Action, record_id).recommendations)


def _decisions(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.decision_id for each in find(session, Action, record_id).decisions)


def _themes(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.theme_id for each in find(session, Action, record_id).themes)


def complete_when_done(form: Form) -> None:
    """In a form of an action: what is chosen as done stands at a hundred per cent; the register says so too."""
    status, progress = form.editors["status"], form.editors["progress"]
    status.edited.connect(lambda: progress.set_value(100) if status.value() in DONE else None)


class ActionPane(RecordPane):
    kind = Action
    withdraws = message("Withdraw this action")
    fields = (
        Field("title", message("Title"), Kind.WORDING, required=True),
        Field("status", message("Status"), Kind.CODE, required=True, half=True, codes=tuple(ActionStatus)),
        Field("progress", message("Progress"), Kind.PERCENT, half=True),
        Field("status_reason", message("Reason"), Kind.WORDING, explains="status",
              needed=ACTION_LIFECYCLE.needs_reason),
        Field("lead_id", message("Lead institution"), Kind.CHOICE, half=True, options=institutions),
        Field("supporting", message("Supporting institutions"), Kind.CHOICES, half=True, options=institutions,
              read=_supporting, write=support),
        Field("start", message("Start"), Kind.DATE, half=True),
        Field("due", message("Deadline"), Kind.DATE, half=True),
        Field("revised_due", message("Revised deadline"), Kind.DATE, half=True),
        Field("priority", message("Priority"), Kind.CODE, required=True, half=True, codes=tuple(Priority)),
        Field("revision_reason", message("Reason for the revision"), Kind.WORDING, explains="revised_due",
              needed=lambda old, new: new is not None),
        Field("description", message("Description"), Kind.LONG_WORDING),
        Field("recommendations", message("Recommendations"), Kind.CHOICES, options=recommendations,
              read=_recommendations, write=serve),
        Field("decisions", message("Decisions"), Kind.CHOICES, options=decisions, read=_decisions, write=carry_out),
        Field("objective_id", message("Objective of a plan"), Kind.CHOICE, options=objectives),
        Field("themes", message("Themes"), Kind.CHOICES, half=True, options=themes,
              read=_themes, write=put_under_themes),
        Field("programme_id", message("Programme"), Kind.CHOICE, half=True, options=programmes),
        Field("person_id", message("Person in charge"), Kind.CHOICE, options=people),
        Field("cost", message("Cost"), Kind.NUMBER, half=True),
        Field("funding", message("Source of funding"), half=True),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )  # fmt: skip

    referring = (letters_about("action"),)

    _row: ActionRow | None = None

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        complete_when_done(self.form)
        self.updates = ProgressList(self.desk, self)
        self.updates.correction_asked.connect(self.correct)
        self.status = StatusLabel(self.desk, self)
        self.bar = ProgressBar(self.desk, self)
        self.report_button, self.verify_button = QPushButton(self), QPushButton(self)
        self.verify_button.setProperty("primary", True)
        self.report_button.clicked.connect(self.report)
        self.verify_button.clicked.connect(self.verify)
        facts = QHBoxLayout()
        facts.setSpacing(12)
        facts.addWidget(self.status)
        facts.addWidget(self.bar, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.report_button)
        buttons.addWidget(self.verify_button)
        buttons.addStretch(1)
        self.head.addLayout(facts)
        self.head.addLayout(buttons)
        return ((message("Progress"), self.updates),)

    def menu_entries(self) -> Sequence[tuple[Message, str, Callable[[], object]]]:
        return ((message("Report progress"), "chat-text", self.report), *super().menu_entries())

    def read(self, session: Session, record_id: str) -> None:
        row = list_actions(session, [record_id])[0]
        self._row = row
        self.number.setText(row.number)
        self.title.setText(self.desk.language.best(row.title))
        self.status.show_status(row.status, row.overdue)
        self.bar.set_percent(row.progress)
        self.verify_button.setVisible(row.status is ActionStatus.REPORTED)
        self.report_button.setVisible(row.status not in (ActionStatus.VERIFIED, ActionStatus.CANCELLED))
        self.updates.show_updates(list_progress(session, record_id))
        following = (row.status, *ACTION_LIFECYCLE.next_states(row.status))
        self.form.narrow("status", lambda: [code_option(self.desk, each) for each in following])

    def subjects(self, session: Session, record_id: str) -> Mapping[Subject, str]:
        updates = {
            Subject("progress_update", each.id): self.desk.language.text(
                "Progress of {day}", day=self.desk.language.date(each.reported_on, "short")
            )
            for each in list_progress(session, record_id)
        }
        return {**super().subjects(session, record_id), **updates}

    def open_door(self, door: str) -> None:
        if door == "report":
            self.report()
        elif door.startswith("correct:"):
            self.correct(door.removeprefix("correct:"))
        else:
            super().open_door(door)

    def report(self) -> None:
        """Open the form in which an institution's progress is entered."""
        row = self._row
        if row is None or not self.save():
            return
        fields = self._progress_fields(row)
        values = {
            "reported_on": self.desk.today,
            "reported_by_id": row.lead_id,
            "status": row.status,
            "progress": row.progress,
        }

        def enter(entered: Mapping[str, Any]) -> Message | None:
            return self.desk.attempt(
                message("Progress of {action} reported", action=row.number),
                lambda session: report_progress(session, row.id, entered),
            )

        dialog = FormDialog(
            self.desk, message("Report progress"), fields, enter,
            done=message("Report"), values=values, parent=self.window(), keeps=self._draft_place("report"),
        )  # fmt: skip
        complete_when_done(dialog.form)
        dialog.accepted.connect(lambda: self.tabs.setCurrentIndex(1))
        dialog.start()

    def _progress_fields(self, row: ActionRow) -> tuple[Field, ...]:
        """What is entered of an update of the action of this row."""
        reported = [
            each for each in (row.status, *ACTION_LIFECYCLE.next_states(row.status))
            if each not in (ActionStatus.VERIFIED, ActionStatus.CANCELLED)
        ]  # fmt: skip
        return (
            Field("reported_on", message("Reported on"), Kind.DATE, required=True, half=True),
            Field("reported_by_id", message("Reported by"), Kind.CHOICE, half=True, options=institutions),
            Field("period_start", message("Period from"), Kind.DATE, half=True),
            Field("period_end", message("Period to"), Kind.DATE, half=True),
            Field("status", message("Status"), Kind.CODE, required=True, half=True, codes=reported),
            Field("progress", message("Progress"), Kind.PERCENT, half=True),
            Field("narrative", message("What was done"), Kind.LONG_WORDING),
            Field("obstacles", message("Obstacles"), Kind.LONG_WORDING),
            Field("next_step", message("Next step"), Kind.LONG_WORDING),
            Field("reporter_id", message("Who reported for the institution"), Kind.CHOICE, options=people),
        )

    def correct(self, update_id: str) -> None:
        """Open the form in which an update that was entered wrongly is corrected."""
        row = self._row
        if row is None or not self.save():
            return
        states = tuple(each for each in ActionStatus if each is not ActionStatus.VERIFIED)
        fields = [
            replace(field, codes=states) if field.name == "status" else field for field in self._progress_fields(row)
        ]
        with self.desk.reading() as session:
            loaded = read_fields(session, ProgressUpdate, update_id, fields)

        def enter(entered: Mapping[str, Any]) -> Message | None:
            return self.desk.attempt(
                message("Progress of {action} corrected", action=row.number),
                lambda session: correct_progress(session, update_id, entered, loaded),
            )

        FormDialog(
            self.desk, message("Correct the progress update"), fields, enter,
            done=message("Save"), values=loaded, parent=self.window(), keeps=self._draft_place(f"correct:{update_id}"),
        ).start()  # fmt: skip

    def verify(self) -> None:
        """Say that the secretariat has seen what was reported as done."""
        row = self._row
        if row is None or not self.save():
            return
        label = message("{action} verified", action=row.number)
        if self.desk.change(label, lambda session: verify_action(session, row.id, self.desk.today)):
            # The button is gone; without this the focus would leave the pane with it.
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.report_button.setText(self.desk.language.text("Report progress"))
        self.report_button.setIcon(self.desk.icon("chat-text", self.desk.theme.text))
        self.verify_button.setText(self.desk.language.text("Verify"))
        self.verify_button.setIcon(self.desk.icon("seal-check", self.desk.theme.on_accent))
        super().retranslate()
