"""The form in which one says what is to become of a field in several records, and sees how many that changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.language import Message, message, plural
from desktop.windows.desk import Desk
from desktop.windows.forms.form import Field
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.alteration import TEXTS, Alteration, How, sought_field, way_field, ways
from desktop.windows.reads import Reader


class AlterationDialog(FormDialog):
    """Asks for an :class:`Alteration`, and for the reasons it may need."""

    def __init__(
        self,
        desk: Desk,
        title: Message,
        field: Field,
        reasons: Sequence[Field],
        read: Callable[[Session], Mapping[str, Any]],
        parent: QWidget | None = None,
    ) -> None:
        """``read`` gives what the field holds now in each record, by its id; it may take a while."""
        self._field = field
        self._several_ways = len(ways(field.kind)) > 1
        self._now: Mapping[str, Any] | None = None
        self._reasons = [each.name for each in reasons]
        # A field that may not stay empty may have nothing put into it here: it is looked at record by record.
        asked = replace(field, required=False) if self._several_ways else field
        first = [way_field(field.kind)] if self._several_ways else []
        words = [sought_field(field.kind)] if field.kind in TEXTS else []
        super().__init__(
            desk, title, [*first, *words, asked, *reasons], self._check, done=message("Change"), parent=parent,
            values={"how": ways(field.kind)[0]} if self._several_ways else None,
        )  # fmt: skip
        self.form.edited.connect(self._say_how_many)
        self._show_words()
        self._reader = Reader(desk.reads, self)
        self.note.setText(desk.language.text("Reading…"))
        self._reader.ask(read, self._on_read)

    def alteration(self) -> Alteration:
        """What was asked for."""
        values = self.form.values()
        how = How(values["how"]) if self._several_ways and values["how"] else How.SET
        return Alteration(self._field.kind, values[self._field.name], how, values.get("sought"))

    def reasons(self) -> dict[str, Any]:
        """The reasons given; one left open is no reason to take away the one there is."""
        values = self.form.values()
        return {name: values[name] for name in self._reasons if values[name]}

    def would_change(self, record_id: str) -> bool:
        """Whether a record is not yet as it is to be, as far as is known."""
        if self._now is None or record_id not in self._now:
            return True
        old = self._now[record_id]
        return self.alteration().of(old) != old

    def _check(self, values: Mapping[str, Any]) -> Message | None:
        altered = self.alteration()
        if altered.how is How.EXCHANGE and not altered.sought:
            return message("This field cannot stay empty.").at("sought")
        if altered.how in (How.ADD, How.REMOVE, How.APPEND) and not altered.value:
            return message("This field cannot stay empty.").at(self._field.name)
        return None

    def _on_read(self, now: Mapping[str, Any]) -> None:
        self._now = now
        self._say_how_many()

    def _show_words(self) -> None:
        if self._field.kind in TEXTS:
            self.form.show_field("sought", self.alteration().how is How.EXCHANGE)

    def _say_how_many(self) -> None:
        self._show_words()
        if self._now is None:
            return
        count = sum(self.would_change(each) for each in self._now)
        said = plural("{count} of {all} would change.", "{count} of {all} would change.", count, all=len(self._now))
        self.note.setText(self.desk.language.text(said))

    def retranslate(self) -> None:
        super().retranslate()
        if self._now is not None:
            self._say_how_many()
