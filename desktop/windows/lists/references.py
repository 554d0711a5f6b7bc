"""What refers to a record - "12 actions, 3 recommendations" - as doors to the lists of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from sqlalchemy.orm import Session

from desktop.language import Message
from desktop.windows.desk import Desk
from desktop.windows.look.flow_layout import FlowLayout


@dataclass(frozen=True)
class Referring:
    """One kind of record that refers to the one shown."""

    page: str
    """The key of the page that lists them."""
    filter: str
    """The filter of that page that chooses those which refer to a record, by its id."""
    count: Callable[[Session, str], int]
    words: Callable[[int], Message]
    """What the door says for so many."""


class ReferenceBar(QWidget):
    """One door for each kind of record that refers to the one shown; none where nothing does."""

    def __init__(self, desk: Desk, referring: Sequence[Referring], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.referring = desk, referring
        self._record_id: Any = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.doors = [QPushButton(self) for _ in referring]
        layout = FlowLayout(self, 4)
        for door, each in zip(self.doors, referring, strict=True):
            door.setProperty("link", True)
            door.clicked.connect(lambda _=False, each=each: self._open(each))
            layout.addWidget(door)

    def show_references(self, session: Session, record_id: str) -> None:
        self._record_id = record_id
        some = False
        for door, each in zip(self.doors, self.referring, strict=True):
            count = each.count(session, record_id)
            door.setText(self.desk.say(each.words(count)))
            door.setVisible(count > 0)
            some = some or count > 0
        self.setVisible(some)

    def _open(self, each: Referring) -> None:
        self.desk.list_asked.emit(each.page, {each.filter: self._record_id})
