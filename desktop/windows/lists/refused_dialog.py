"""Which of several records cannot be changed, and why; nothing has changed yet, and one says what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from desktop.language import isolate, plural
from desktop.records.several import Refused
from desktop.windows.desk import Desk
from desktop.windows.page import heading


class RefusedDialog(QDialog):
    """Lists the records refused, and offers to change the others without them."""

    def __init__(
        self,
        desk: Desk,
        refused: Sequence[tuple[str, Refused]],
        count: int,
        go_on: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """``refused`` are names with reasons, of ``count`` records in all; ``go_on`` changes the others."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        language = desk.language
        title = heading("subheading")
        title.setText(
            language.text(plural("{count} record cannot be changed", "{count} records cannot be changed", len(refused)))
        )
        self.setWindowTitle(title.text())
        self.safe = QLabel(language.text("Nothing has been changed so far."), self)
        self.safe.setObjectName("muted")
        self.safe.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title.text())
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for name, each in refused:
            self.list.addItem(f"{isolate(name)} · {desk.say(each.reason)}")
        left = count - len(refused)
        self.go_button = QPushButton(
            language.text(plural("Change the {count} other", "Change the {count} others", left)), self
        )
        self.go_button.setVisible(left > 0)
        self.go_button.setAutoDefault(False)
        self.close_button = QPushButton(language.text("Leave all unchanged"), self)
        self.close_button.setProperty("primary", True)
        self.close_button.setDefault(True)
        self.go_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        self.accepted.connect(go_on)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(title)
        whole.addWidget(self.safe)
        whole.addWidget(self.list, 1)
        whole.addLayout(buttons)
        self.resize(560, 380)

    def start(self) -> None:
        self.show()
        self.close_button.setFocus()
