"""What is done to several records of a list at once: a field set, all withdrawn, copied, exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.language import Message, message, plural
from desktop.records.base import withdraw
from desktop.records.several import AT_ONCE, Refused, SomeRefused, Stopped, change_several
from desktop.windows.desk import Door
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.forms.values import read_fields, write_fields
from desktop.windows.jobs import Job, Tell
from desktop.windows.lists.refused_dialog import RefusedDialog

if TYPE_CHECKING:
    from desktop.windows.lists.list_page import ListPage

ALIKE = frozenset({Kind.CODE, Kind.CHOICE, Kind.CHOICES, Kind.DATE, Kind.PERCENT, Kind.YES_NO})
"""The kinds of fields that may be the same in several records; a title or a description is each record's own."""

Change = Callable[[Session, str], object]


class SeveralRecords(QObject):
    """Works on the records chosen in a list, beside the window, and says what became of it."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self.page, self.desk = page, page.desk

    # --- a field -----------------------------------------------------------------------------------------------------

    def fields(self) -> list[Field]:
        """The fields that can be set in several records at once."""
        return [each for each in self.page.pane.fields if each.kind in ALIKE and not each.fixed and not each.explains]

    def ask(self, field: Field, ids: Sequence[str]) -> None:
        """Ask what a field is to become in these records, with the reasons it may need, and change them."""
        described = self.page.pane.fields
        reasons = [replace(each, explains="", half=False) for each in described if each.explains == field.name]
        hint = message("This replaces what each of them has.") if field.kind is Kind.CHOICES else field.hint
        fields = [replace(field, half=False, hint=hint), *reasons]
        given: dict[str, Any] = {}

        def take(values: Mapping[str, Any]) -> None:
            # A reason left open is no reason to take away the one there is.
            given.update({name: value for name, value in values.items() if name == field.name or value})

        dialog = FormDialog(
            self.desk, _change_label(field, len(ids)), fields, take, done=message("Change"), parent=self.page.window()
        )
        dialog.accepted.connect(lambda: self._set(field, fields, given, ids))
        dialog.start()

    def _set(self, field: Field, fields: Sequence[Field], values: Mapping[str, Any], ids: Sequence[str]) -> None:
        kind = self.page.pane.kind
        named = [each for each in fields if each.name in values]

        def change(session: Session, record_id: str) -> None:
            write_fields(session, kind, record_id, named, values, read_fields(session, kind, record_id, named))

        self.start(
            ids, change, lambda count: _change_label(field, count),
            lambda count: plural("{count} record is changed.", "{count} records are changed.", count),
        )  # fmt: skip

    # --- all ---------------------------------------------------------------------------------------------------------

    def withdraw(self, ids: Sequence[str]) -> None:
        """Take these records out of the lists, at once: it can be undone."""
        kind = self.page.pane.kind
        self.start(
            ids, lambda session, record_id: withdraw(session, kind, record_id),
            lambda count: plural("{count} record withdrawn", "{count} records withdrawn", count),
            lambda count: plural("{count} record is withdrawn.", "{count} records are withdrawn.", count),
        )  # fmt: skip

    def start(
        self,
        ids: Sequence[str],
        change: Change,
        label: Callable[[int], Message],
        said: Callable[[int], Message],
    ) -> None:
        """Make a change to records in one step, which the journal calls ``label``; ``said`` tells that it is done."""
        if len(ids) > AT_ONCE:
            self.desk.refuse(message("At most {most} records are changed at once. Choose fewer of them.", most=AT_ONCE))
            return
        if not self.page.leave() or self.desk.held:
            return
        count = len(ids)
        refused: list[tuple[str, Refused]] = []
        changed: list[int] = []

        def work(tell: Tell) -> None:
            try:
                with self.desk.register.changing(label(count)) as session:
                    change_several(session, ids, change, tell)
                changed.append(count)
            except SomeRefused as some:
                refused.extend(self._named(some.refused))
            except Stopped:
                pass

        def ended(job: Job) -> None:
            if job is not begun:
                return
            self.desk.jobs.ended.disconnect(ended)
            self.desk.held = False
            if changed:
                self.desk.renew()
                self.desk.tell(said(count), Door(message("Undo"), self.desk.undo))
            elif refused:
                bad = {each.record_id for _, each in refused}
                left = [record_id for record_id in ids if record_id not in bad]
                RefusedDialog(
                    self.desk, refused, count, lambda: self.start(left, change, label, said), self.page.window()
                ).start()

        begun = Job(label(count), work, lambda: None)
        self.desk.jobs.ended.connect(ended)
        # Two who write at once would wait for one another, and the window with them.
        self.desk.held = True
        self.desk.jobs.start(begun)

    def _named(self, refused: Sequence[Refused]) -> list[tuple[str, Refused]]:
        """Each record that is refused with what its first column calls it."""
        model = self.page.model
        with self.desk.reading() as session:
            ids = [each.record_id for each in refused]
            rows = {row.id: row for row in self.page.rows_of(session, ids)}
        return [(model.first_words(rows[each.record_id]), each) for each in refused if each.record_id in rows]


def _change_label(field: Field, count: int) -> Message:
    return plural("{field}: {count} record", "{field}: {count} records", count, field=field.label)
