"""What refers to a record - "12 actions, 3 recommendations" - as doors to the lists of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from sqlalchemy.orm import Session

from desktop.language import Message
from desktop.windows.desk import Desk
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.reads import Reader


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
        self._record_id = ""
        self._reader = Reader(desk.reads, self)
        self.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.doors = [QPushButton(self) for _ in referring]
        layout = FlowLayout(self, 4)
        for door, each in zip(self.doors, referring, strict=True):
            door.setProperty("link", True)
            door.clicked.connect(lambda _=False, each=each: self._open(each))
            layout.addWidget(door)

    def show_references(self, record_id: str) -> None:
        """Count what refers to a record, beside the window: among a hundred thousand it takes its time."""
        if record_id != self._record_id:
            self.hide()  # what referred to the one before says nothing of this one
        self._record_id = record_id
        counted = self.referring
        if counted:
            self._reader.ask(
                lambda session: [each.count(session, record_id) for each in counted], self._show_counts
            )  # fmt: skip

    def _show_counts(self, counts: Sequence[int]) -> None:
        for door, each, count in zip(self.doors, self.referring, counts, strict=True):
            door.setText(self.desk.say(each.words(count)))
            door.setVisible(count > 0)
        self.setVisible(any(counts))

    def _open(self, each: Referring) -> None:
        self.desk.list_asked.emit(each.page, {each.filter: self._record_id})
