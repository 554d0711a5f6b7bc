"""The tabs of a record: they move closer together before one of them is out of sight."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

BESIDE = 24
"""Pixels beside a tab's words that the stylesheet sets where there is room, on both sides together."""
EDGE = 8
"""Pixels before the first tab."""


class PaneTabs(QTabWidget):
    """Where even close together there is no room for all of them, the bar is rolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)

    def fit(self) -> None:
        """Stand apart or close together, as the words of the tabs leave room."""
        bar = self.tabBar()
        bold = QFont(bar.font())
        bold.setWeight(QFont.Weight.DemiBold)  # as the chosen one is written
        words = QFontMetrics(bold)
        shown = [bar.tabText(place) for place in range(bar.count()) if bar.isTabVisible(place)]
        needed = EDGE + sum(words.horizontalAdvance(text) + BESIDE for text in shown)
        close = needed > self.width()
        if bar.property("close") is close:
            return
        bar.setProperty("close", close)
        bar.style().unpolish(bar)
        bar.style().polish(bar)
        bar.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
