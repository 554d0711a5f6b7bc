"""The history of a record, as the journal wrote it down: when, who, through what, and from what to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Channel
from desktop.language import LANGUAGE_CODES, isolate
from desktop.records.base import Record
from desktop.records.journal import ALTERED, list_changes
from desktop.records.rows import ChangeRow
from desktop.windows.desk import Desk
from desktop.windows.lists.offer import Offer
from desktop.windows.page import stacked

if TYPE_CHECKING:
    from desktop.windows.forms.form import Field

LONGEST = 160
"""Characters shown of a text that was changed."""


class HistoryView(QWidget):
    """One block a step, the newest first."""

    def __init__(self, desk: Desk, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._fields = {field.name: field for field in fields}
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setLayout(stacked(self._text))

    def show_changes(self, session: Session, kind: type[Record], record_id: str) -> None:
        changes = list_changes(session, kind, record_id)
        steps = [list(lines) for _, lines in groupby(changes, key=lambda change: change.step)]
        self._text.setText("".join(self._step(lines) for lines in steps))
        self._text.setAccessibleName(self.desk.language.text("History"))

    def text(self) -> str:
        """What is shown, as rich text."""
        return self._text.text()

    def _step(self, lines: Sequence[ChangeRow]) -> str:
        first, language, theme = lines[0], self.desk.language, self.desk.theme
        by = [language.moment(first.at)]
        by += [isolate(first.who)] if first.who else []
        by += [self.desk.say(first.channel.label)] if first.channel is not Channel.FORM else []
        altered = "".join(self._line(line) for line in lines if line.operation == ALTERED)
        return (
            f"<p style='margin: 0 0 12px 0'><b>{escape(self.desk.say(first.label))}</b><br>"
            f"<span style='color: {theme.muted}'>{escape(' · '.join(by))}</span>{altered}</p>"
        )

    def _line(self, change: ChangeRow) -> str:
        name, _, suffix = (change.field or "").rpartition("_")
        code = suffix if suffix in LANGUAGE_CODES else ""
        field = self._fields.get(name if code else change.field or "")
        if field is None:
            return ""
        title = self.desk.say(field.label) + (f" ({code})" if code else "")
        old, new = (escape(isolate(self._value(field, value))) for value in (change.old, change.new))
        return f"<br>{escape(title)}: <span style='color: {self.desk.theme.muted}'>{old}</span> → {new}"

    def _value(self, field: Field, value: Any) -> str:
        if value is None:
            return "–"
        for code in field.codes:
            if code.value == value:
                return self.desk.say(code.label)
        if field.options is not None:
            offer = field.options
            offered = offer.find(self.desk, [value]) if isinstance(offer, Offer) else offer(self.desk)
            for option in offered:
                if option.value == value:
                    return option.short or option.words
            return "–"
        if isinstance(value, bool):
            return self.desk.language.text("yes") if value else self.desk.language.text("no")
        text = str(value)
        try:
            return self.desk.language.date(dt.date.fromisoformat(text), "short")
        except ValueError:
            return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
