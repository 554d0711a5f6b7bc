"""The list and the record beside it; where there is no room for both, as with large text, one of them at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.windows.desk import Desk

NARROW = 760
"""Pixels, at the usual size of text, below which list and record would cut each other off."""


class PaneSplitter(QSplitter):
    """Wide, it holds two panes with a handle between them; narrow, the list, and the record once one enters it."""

    narrowed = Signal(bool)

    def __init__(self, desk: Desk, listed: QWidget, record: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.desk = desk
        self.listed, self.record = listed, record
        self.narrow = False
        self._at_record = False
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        self.addWidget(listed)
        self.addWidget(record)
        self.setStretchFactor(0, 1)
        self.setSizes([720, 360])
        desk.language_changed.connect(self._fit)

    def show_record(self) -> None:
        """Go to the record, where only one of the two is to be seen."""
        self._at_record = True
        self._show()

    def show_list(self) -> None:
        """Go back to the list, where only one of the two is to be seen."""
        self._at_record = False
        self._show()

    def _fit(self) -> None:
        narrow = self.width() < self.desk.scaled(NARROW)
        if narrow != self.narrow:
            self.narrow = narrow
            self._at_record = narrow and self.record.isAncestorOf(self.focusWidget() or self.listed)
            self._show()
            self.narrowed.emit(narrow)

    def _show(self) -> None:
        self.listed.setVisible(not (self.narrow and self._at_record))
        self.record.setVisible(self._at_record or not self.narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
