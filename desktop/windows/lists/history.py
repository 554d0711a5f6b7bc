"""The history of a record, as the journal wrote it down: when, who, through what, and from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.records.base import Record
from desktop.records.history import list_change_ids, list_changes_by_id
from desktop.records.journal import list_changes
from desktop.records.names import Key
from desktop.windows.desk import Desk
from desktop.windows.history.telling import Tale, Telling, read_tale
from desktop.windows.page import stacked
from desktop.windows.reads import Reader

LINES = 100
"""Lines of the journal that are read at a time."""


class HistoryView(QWidget):
    """One block a step, the newest first; earlier ones are read as they are asked for.

    It is read when it comes into sight: whoever goes through a list does not wait for what nobody looks at.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, with_parts: bool = False) -> None:
        """``with_parts`` tells of all that hangs on the record, too."""
        super().__init__(parent)
        self.desk = desk
        self._with_parts = with_parts
        self._own: Key | None = None
        self._kind: type[Record] | None = None
        self._lines = LINES
        self._read: Tale | None = None
        self._reader = Reader(desk.reads, self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self._text.linkActivated.connect(partial(follow, desk))
        self.more = QPushButton(self)
        self.more.setProperty("link", True)
        self.more.clicked.connect(self._on_more)
        self.more.hide()
        self.setLayout(stacked(self._text, self.more))

    def show_changes(self, kind: type[Record], record_id: str) -> None:
        """Show what happened to a record, once it is looked at."""
        if self._own != (kind.__tablename__, record_id):
            self._lines = LINES
        self._kind, self._own = kind, (kind.__tablename__, record_id)
        self._read = None
        if self.isVisible():
            self._ask()
        else:
            self._text.clear()

    def text(self) -> str:
        """What is shown, as rich text."""
        return self._text.text()

    @property
    def waits(self) -> bool:
        """Whether it is still being read."""
        return self._reader.waits

    def _ask(self) -> None:
        kind, own, lines = self._kind, self._own, self._lines
        if kind is None or own is None:
            return
        read = read_with_parts if self._with_parts else read_own
        self._reader.ask(lambda session: read(session, kind, own[1], lines), self._show)

    def _show(self, tale: Tale) -> None:
        self._read = tale
        language = self.desk.language
        telling = Telling(self.desk, lambda _kind: self._with_parts)
        self._text.setText(telling.tell(tale, self._own))
        self._text.setAccessibleName(language.text("History"))
        self.more.setText(language.text("Show earlier changes"))
        self.more.setVisible(tale.left_out > 0)

    def _on_more(self) -> None:
        self._lines += LINES
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._read is None:
            self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reader.forget()


def read_own(session: Session, kind: type[Record], record_id: str, lines: int) -> Tale:
    """The newest lines about a record alone."""
    found = list_changes(session, kind, record_id, lines + 1)
    return read_tale(session, found[:lines], len(found) - lines if len(found) > lines else 0)


def read_with_parts(session: Session, kind: type[Record], record_id: str, lines: int) -> Tale:
    """The newest lines about a record and all that hangs on it."""
    ids: Sequence[int] = list_change_ids(session, kind, record_id)
    return read_tale(session, list_changes_by_id(session, ids[:lines]), max(len(ids) - lines, 0))


def follow(desk: Desk, address: str) -> None:
    """Show the record behind a name in a history, or the one it hangs on."""
    kind, _, record_id = address.partition("/")
    desk.door_asked.emit(kind, record_id)
