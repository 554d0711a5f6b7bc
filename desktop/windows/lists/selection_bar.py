"""The line over a list while several of its records are chosen: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from desktop.language import plural
from desktop.windows.desk import Desk


class SelectionBar(QWidget):
    """Stands where the filters do; Escape or the cross leaves the one record that the cursor is on."""

    copy_asked = Signal()
    withdraw_asked = Signal()
    left = Signal()
    """Several records are no longer to be chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._count = 0
        self.words = QLabel(self)
        self.change_button, self.withdraw_button, self.copy_button = (QPushButton(self) for _ in range(3))
        self.change_menu = QMenu(self)
        self.change_button.setMenu(self.change_menu)
        self.withdraw_button.clicked.connect(self.withdraw_asked)
        self.copy_button.clicked.connect(self.copy_asked)
        self.leave_button = QToolButton(self)
        self.leave_button.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words)
        for button in (self.change_button, self.withdraw_button, self.copy_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.leave_button)

    def show_count(self, count: int) -> None:
        """Say how many records are chosen."""
        self._count = count
        self.words.setText(self.desk.language.text(plural("{count} chosen", "{count} chosen", count)))

    def retranslate(self) -> None:
        language, theme = self.desk.language, self.desk.theme
        self.show_count(self._count)
        self.change_button.setText(language.text("Change…"))
        self.change_button.setIcon(self.desk.icon("pencil-simple", theme.text))
        self.withdraw_button.setText(language.text("Withdraw"))
        self.withdraw_button.setIcon(self.desk.icon("trash", theme.text))
        self.copy_button.setText(language.text("Copy"))
        self.copy_button.setIcon(self.desk.icon("copy", theme.text))
        self.leave_button.setIcon(self.desk.icon("x"))
        self.leave_button.setToolTip(language.text("Choose one record only") + " (Esc)")
        self.leave_button.setAccessibleName(language.text("Choose one record only"))
