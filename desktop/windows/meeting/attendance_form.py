"""The form of one line of an attendance list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.codes import Capacity
from desktop.language import Message, message
from desktop.records.base import change_values, read_values
from desktop.records.meetings.attendance import Attendance, add_attendance
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import institutions, people
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog

FIELDS = (
    Field("institution_id", message("Institution"), Kind.CHOICE, options=institutions),
    Field("person_id", message("Person"), Kind.CHOICE, options=people),
    Field("capacity", message("Capacity"), Kind.CODE, required=True, codes=tuple(Capacity)),
    Field("votes", message("Votes, and counts towards the quorum"), Kind.YES_NO),
    Field("arrived_at", message("Arrived late, at"), Kind.TIME, half=True),
    Field("left_at", message("Left early, at"), Kind.TIME, half=True),
)


VOTING = frozenset({Capacity.CHAIR, Capacity.MEMBER})
"""Those who attend with a vote, when nothing else is said."""


def line_to_add(desk: Desk, meeting_id: str, votes: bool, parent: QWidget) -> FormDialog:
    """The form of a new line. ``votes``: whoever is added to this list usually has a vote."""

    def add(values: Mapping[str, Any]) -> Message | None:
        return desk.attempt(title, lambda session: add_attendance(session, meeting_id, values))

    title = message("Add to the attendance list")
    values = {"capacity": Capacity.MEMBER if votes else Capacity.GUEST, "votes": votes}
    dialog = FormDialog(desk, title, FIELDS, add, done=message("Add"), values=values, parent=parent)
    capacity, vote = dialog.form.editors["capacity"], dialog.form.editors["votes"]
    # A member usually has a vote, a guest never: the box follows, and can still be changed.
    capacity.edited.connect(lambda: vote.set_value(capacity.value() in VOTING))
    return dialog


def line_to_edit(desk: Desk, line_id: str, parent: QWidget) -> FormDialog:
    """The form of a line that is there."""

    def change(entered: Mapping[str, Any]) -> Message | None:
        return desk.attempt(title, lambda session: change_values(session, Attendance, line_id, entered, values))

    title = message("Change the line of the attendance list")
    with desk.reading() as session:
        values = read_values(session, Attendance, line_id, [field.name for field in FIELDS])
    return FormDialog(desk, title, FIELDS, change, done=message("Save"), values=values, parent=parent)
