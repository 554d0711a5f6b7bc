"""The history of the register: every step anybody took, and what was withdrawn or removed and can be brought back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.windows.desk import Desk
from desktop.windows.history.removed_panel import RemovedPanel
from desktop.windows.history.steps_panel import StepsPanel
from desktop.windows.page import Page, heading

STEPS, REMOVED = 0, 1
"""The tabs, in order."""


class HistoryPage(Page):
    """Two tabs; each reads when it is looked at."""

    key = "history"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._heading = heading()
        self.steps, self.removed = StepsPanel(desk), RemovedPanel(desk)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._panels = QStackedWidget()
        for panel in (self.steps, self.removed):
            self.tabs.addTab("")
            self._panels.addWidget(panel)
        line = QFrame()
        line.setObjectName("divider")
        column = QVBoxLayout(self)
        column.setContentsMargins(19, 16, 19, 16)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(line)
        column.addWidget(self._panels, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.retranslate()

    def _on_tab(self, tab: int) -> None:
        self._panels.setCurrentIndex(tab)
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        (self.steps if self.tabs.currentIndex() == STEPS else self.removed).refresh()

    def retranslate(self) -> None:
        language = self.desk.language
        self._heading.setText(self.desk.say(self.title))
        self.tabs.setTabText(STEPS, language.text("Steps"))
        self.tabs.setTabText(REMOVED, language.text("Withdrawn and removed"))
        self.tabs.setAccessibleName(self.desk.say(self.title))
        self.steps.retranslate()
        self.removed.retranslate()

    def place(self) -> dict[str, Any]:
        return {"tab": self.tabs.currentIndex()}

    def return_to(self, place: dict[str, Any]) -> None:
        if place.get("tab") in (STEPS, REMOVED):
            self.tabs.setCurrentIndex(place["tab"])

    def take_focus(self) -> None:
        (self.steps if self.tabs.currentIndex() == STEPS else self.removed).table.setFocus()

    def focus_search(self) -> None:
        search = (self.steps if self.tabs.currentIndex() == STEPS else self.removed).search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()
