"""A short list of records, each a door to its page: number, title, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.codes import Code
from desktop.language import Message
from desktop.windows.desk import Desk
from desktop.windows.look.direction import direction_of
from desktop.windows.look.status import StatusLabel
from desktop.windows.page import ElidedLine, heading, stacked


@dataclass(frozen=True)
class DoorLine:
    """One record of the list."""

    id: str
    number: str
    title: str
    status: Code | None = None
    late: bool = False
    note: str = ""
    """What stands where the line ends: a date."""


class DoorButton(QPushButton):
    """One line: it is reached with Tab and opened with Space, Enter or a click."""

    def __init__(self, desk: Desk, line: DoorLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("door")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(each for each in (line.number, line.title, line.note) if each))
        number, note = heading("muted"), ElidedLine(self)
        note.setObjectName("muted")
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.align()
        number.setText(line.number)
        note.setText(line.note)
        title = QLabel(self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setText(line.title)
        title.setWordWrap(True)
        title.setLayoutDirection(direction_of(line.title, self.layoutDirection()))
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(number, 0, 0)
        grid.addWidget(note, 0, 2)
        grid.addWidget(title, 1, 0, 1, 3)
        if line.status is not None:
            status = StatusLabel(desk, self)
            status.show_status(line.status, line.late)
            grid.addWidget(status, 0, 1)
        heads = [grid.itemAtPosition(0, column) for column in range(3)]
        widths = [head.sizeHint().width() for head in heads if head is not None]
        self.head_width = sum(widths) + 12 * (len(widths) - 1) + 16
        """Pixels that number, status and note take on one line."""
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._grid.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._grid.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self._grid.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True


class DoorList(QWidget):
    """The lines one under the other, or a sentence where there are none."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.buttons: list[DoorButton] = []
        self._shown: list[QWidget] = []
        self._layout = stacked(spacing=2)
        self.setLayout(self._layout)

    def show_lines(self, lines: Sequence[DoorLine], nothing: Message) -> None:
        """Show these lines; ``nothing`` is said where there are none."""
        for widget in self._shown:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.buttons = [DoorButton(self.desk, line, self) for line in lines]
        for button, line in zip(self.buttons, lines, strict=True):
            button.clicked.connect(lambda _=False, record_id=line.id: self.chosen.emit(record_id))
        self._shown = [*self.buttons]
        if not lines:
            said = heading("muted")
            said.setText(self.desk.say(nothing))
            said.setWordWrap(True)
            said.setContentsMargins(8, 0, 8, 0)
            self._shown.append(said)
        for widget in self._shown:
            self._layout.addWidget(widget)
