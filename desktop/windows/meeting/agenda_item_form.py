"""The form of an agenda item: what it is called, what it is for, who presents it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.codes import AgendaItemKind, AgendaOutcome
from desktop.language import Message, message
from desktop.records.base import change_values, read_values
from desktop.records.meetings.agenda import AgendaItem, add_agenda_item
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import people
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog

FIELDS = (
    Field("title", message("Title"), Kind.WORDING, required=True),
    Field("kind", message("What it is for"), Kind.CODE, required=True, half=True, codes=tuple(AgendaItemKind)),
    Field("outcome", message("Outcome"), Kind.CODE, required=True, half=True, codes=tuple(AgendaOutcome)),
    Field("rapporteur_id", message("Rapporteur"), Kind.CHOICE, half=True, options=people),
    Field("rapporteur_name", message("or a rapporteur who is not in the register"), half=True),
)


def item_to_add(desk: Desk, meeting_id: str, added: Callable[[str], object], parent: QWidget) -> FormDialog:
    """The form of a new item at the end of the agenda; ``added`` is told its id."""
    made: list[str] = []

    def add(values: Mapping[str, Any]) -> Message | None:
        return desk.attempt(title, lambda session: made.append(add_agenda_item(session, meeting_id, values).id))

    title = message("Add an agenda item")
    values = {"kind": AgendaItemKind.DISCUSSION, "outcome": AgendaOutcome.OPEN}
    dialog = FormDialog(desk, title, FIELDS, add, done=message("Add"), values=values, parent=parent)
    dialog.accepted.connect(lambda: added(made[-1]))
    return dialog


def item_to_edit(desk: Desk, item_id: str, parent: QWidget) -> FormDialog:
    """The form of an item that is there."""

    def change(entered: Mapping[str, Any]) -> Message | None:
        return desk.attempt(title, lambda session: change_values(session, AgendaItem, item_id, entered, values))

    title = message("Change the agenda item")
    with desk.reading() as session:
        values = read_values(session, AgendaItem, item_id, [field.name for field in FIELDS])
    return FormDialog(desk, title, FIELDS, change, done=message("Save"), values=values, parent=parent)
