"""Panes side by side that stand one above the other where they would cut each other off, as with large text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.windows.desk import Surroundings


class TurningSplitter(QSplitter):
    """A splitter that gives every pane the height its words need in the width they have, which Qt's own does not."""

    def __init__(self, desk: Surroundings, wide: int, parent: QWidget | None = None) -> None:
        """``wide``: pixels, at the usual size of text, from which the panes stand side by side; 0 for never."""
        super().__init__(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical, parent)
        self._desk, self._wide = desk, wide
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(lambda *_: self._fit())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._wide:
            beside = self.width() >= self._wide * self._desk.settings.text_size / 100
            self.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for place in range(self.count()):
            pane = self.widget(place)
            layout = pane.layout() if pane is not None else None
            if pane is not None and layout is not None and pane.isVisible():
                pane.setMinimumHeight(max(layout.totalMinimumHeightForWidth(pane.width()), 0))
