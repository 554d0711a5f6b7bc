"""The progress updates of an action, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.language import message
from desktop.records.rows import ProgressRow
from desktop.windows.desk import Desk
from desktop.windows.look.status import StatusLabel
from desktop.windows.page import heading, stacked


class ProgressList(QWidget):
    """One block an update: when, who, how far, and in what words."""

    correction_asked = Signal(str)
    """What was entered of an update, by its id, is to be corrected."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._blocks: list[QWidget] = []
        self._layout = stacked(spacing=12)
        self.setLayout(self._layout)

    def show_updates(self, updates: Sequence[ProgressRow]) -> None:
        for block in self._blocks:
            self._layout.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = [self._block(update) for update in updates]
        if not updates:
            nothing = heading("muted")
            nothing.setWordWrap(True)
            nothing.setText(self.desk.language.text("Nothing has been reported of this action yet."))
            self._blocks.append(nothing)
        for block in self._blocks:
            self._layout.addWidget(block)

    def _block(self, update: ProgressRow) -> QWidget:
        language = self.desk.language
        block = QFrame(self)
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        first = QHBoxLayout()
        when = heading("subheading")
        when.setText(self.desk.day(update.reported_on))
        by = heading("muted")
        by.setText(update.reported_by or "")
        first.addWidget(when)
        first.addWidget(by, 1)
        correct = QPushButton(block)
        correct.setProperty("link", True)
        correct.setText(language.text("Correct…"))
        correct.setAccessibleName(
            language.text("Correct the update of {day}", day=language.date(update.reported_on, "short"))
        )
        correct.clicked.connect(lambda _=False: self.correction_asked.emit(update.id))
        first.addWidget(correct)
        layout.addLayout(first)
        second = QHBoxLayout()
        status = StatusLabel(self.desk)
        status.show_status(update.status)
        percent = heading("muted")
        percent.setText(language.percent(update.progress))
        second.addWidget(status)
        second.addWidget(percent)
        layout.addLayout(second)
        parts = (
            (message("What was done"), update.narrative),
            (message("Obstacles"), update.obstacles),
            (message("Next step"), update.next_step),
        )
        for title, wording in parts:
            if wording:
                layout.addWidget(_paragraph(self.desk.say(title), "field-label"))
                layout.addWidget(_paragraph(language.best(wording)))
        if update.validated_on is not None:
            said = language.text("Verified by the secretariat on {day}", day=update.validated_on)
            layout.addWidget(_paragraph(said, "muted"))
        return block


def _paragraph(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
