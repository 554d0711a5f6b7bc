"""What is done to several records of a list at once: a field changed, all withdrawn, copied, exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.language import Message, message, plural
from desktop.records.base import withdraw
from desktop.records.several import AT_ONCE, Refused, SomeRefused, Stopped, change_several
from desktop.windows.desk import Door
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.values import read_fields, write_fields
from desktop.windows.jobs import Job, Tell
from desktop.windows.lists.alteration_dialog import AlterationDialog
from desktop.windows.lists.refused_dialog import RefusedDialog

if TYPE_CHECKING:
    from desktop.windows.lists.list_page import ListPage

OWN = frozenset({"position"})
"""Fields that are each record's own, whatever they hold."""

Change = Callable[[Session, str], object]


class SeveralRecords(QObject):
    """Works on the records chosen in a list, beside the window, and says what became of it."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self.page, self.desk = page, page.desk

    # --- a field -----------------------------------------------------------------------------------------------------

    def fields(self) -> list[Field]:
        """The fields that can be changed in several records at once: all but what tells one record from another."""
        return [
            each for each in self.page.pane.fields
            if not each.fixed and not each.explains and not (each.kind is Kind.TEXT and each.required)
            and each.name not in OWN
        ]  # fmt: skip

    def ask(self, field: Field, ids: Sequence[str]) -> None:
        """Ask what is to become of a field in these records, with the reasons it may need, and change them."""
        described = self.page.pane.fields
        reasons = [replace(each, explains="", half=False) for each in described if each.explains == field.name]
        dialog = AlterationDialog(
            self.desk, _change_label(field, len(ids)), replace(field, half=False), reasons,
            lambda session: self._read(session, field, ids), self.page.window(),
        )  # fmt: skip
        dialog.accepted.connect(lambda: self._alter(field, reasons, dialog, ids))
        dialog.start()

    def _read(self, session: Session, field: Field, ids: Sequence[str]) -> dict[str, Any]:
        kind = self.page.pane.kind
        return {each: read_fields(session, kind, each, [field])[field.name] for each in ids}

    def _alter(self, field: Field, reasons: Sequence[Field], dialog: AlterationDialog, ids: Sequence[str]) -> None:
        kind, alteration, given = self.page.pane.kind, dialog.alteration(), dialog.reasons()
        named = [field, *(each for each in reasons if each.name in given)]
        changed = [each for each in ids if dialog.would_change(each)]

        def change(session: Session, record_id: str) -> None:
            loaded = read_fields(session, kind, record_id, named)
            altered = {field.name: alteration.of(loaded[field.name]), **given}
            write_fields(session, kind, record_id, named, altered, loaded)

        if not changed:
            self.desk.tell(message("Nothing had to be changed: all of them are so already."))
            return
        self.start(
            changed, change, lambda count: _change_label(field, count),
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
