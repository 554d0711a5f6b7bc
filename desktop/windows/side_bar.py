"""The side bar: the pages of the window, and beside one what waits there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.language import plural
from desktop.windows.desk import Desk
from desktop.windows.page import Page

WIDTH = 200


class SideButton(QPushButton):
    """One page: icon, name, and how much there is late, if anything is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side-button")
        self.setCheckable(True)
        self.setIconSize(QSize(20, 20))
        self.count = QLabel(self)
        self.count.setObjectName("count")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 6, 0)
        row.addStretch(1)
        row.addWidget(self.count)
        self.count.hide()


class SideBar(QFrame):
    """One button a page; arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pages = pages
        self.setObjectName("side")
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, SideButton] = {}
        self._late: dict[str, int] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(2)
        for page in pages:
            button = SideButton(self)
            button.clicked.connect(lambda _=False, key=page.key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons[page.key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_page(self, key: str) -> None:
        self.buttons[key].setChecked(True)
        self._colour()

    def show_late(self, key: str, count: int) -> None:
        """Say beside a page how many of its records are late."""
        self._late[key] = count
        self.buttons[key].count.setText(self.desk.language.number(count))
        self.buttons[key].count.setVisible(count > 0)
        self.retranslate()

    def retranslate(self) -> None:
        language = self.desk.language
        for place, page in enumerate(self.pages, start=1):
            button = self.buttons[page.key]
            name = self.desk.say(page.title)
            button.setText(name)
            late = self._late.get(page.key, 0)
            said = language.text(plural("{count} late", "{count} late", late)) if late else ""
            button.setAccessibleName(f"{name}, {said}" if said else name)
            button.setToolTip(f"{said} (Ctrl+{place})" if said else f"Ctrl+{place}")
        self._colour()

    def _colour(self) -> None:
        for page in self.pages:
            button = self.buttons[page.key]
            colour = self.desk.theme.accent if button.isChecked() else self.desk.theme.muted
            button.setIcon(self.desk.icon(page.icon, colour))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        buttons = list(self.buttons.values())
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
