"""The first rows of a matrix as they are, and above each column what it holds, to be corrected."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.documents.tables.workbook import Value
from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.finding import Table
from desktop.language import isolate
from desktop.windows.desk import Desk
from desktop.windows.look.cells import TextDelegate

SHOWN = 60
"""As many rows are shown: enough to see what a column holds."""
WIDEST = 260
ARROW = 60
"""What a chooser needs beside its words."""


class ColumnTable(QTableWidget):
    """Row 0 holds the choosers; below it stand the rows of the file."""

    chosen = Signal(int, object)
    """A column, and the part it is said to hold."""

    def __init__(self, desk: Desk, table: Table, parent: QWidget) -> None:
        rows = table.rows[:SHOWN]
        super().__init__(1 + len(rows), len(table.headings), parent)
        self.desk, self.table = desk, table
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setItemDelegate(TextDelegate(self))
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, row in enumerate(rows, 1):
            for place in range(len(table.headings)):
                said = self._said(row[place] if place < len(row) else None)
                item = QTableWidgetItem(said.replace("\n", " "))
                item.setToolTip(said)
                self.setItem(number, place, item)
        self.setVerticalHeaderLabels(["", *map(str, table.numbers[: len(rows)])])
        self.choosers: list[QComboBox] = []
        for place in range(len(table.headings)):
            chooser = QComboBox()
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            chooser.setMinimumContentsLength(12)
            chooser.activated.connect(lambda index, place=place: self.chosen.emit(place, list(Part)[index]))
            self.choosers.append(chooser)
            self.setCellWidget(0, place, chooser)
        self.retranslate()
        self.resizeColumnsToContents()
        for place in range(len(table.headings)):
            self.setColumnWidth(place, min(max(self.columnWidth(place), desk.scaled(150)), desk.scaled(WIDEST)))
        self.setRowHeight(0, self.choosers[0].sizeHint().height() + 6 if self.choosers else 36)

    def _said(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, dt.datetime):
            value = value.date()
        return self.desk.language.date(value, "short") if isinstance(value, dt.date) else str(value)

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Say what the columns are taken for; what is left out stands back."""
        for place, (chooser, part) in enumerate(zip(self.choosers, parts, strict=True)):
            chooser.setCurrentIndex(list(Part).index(part))
            needed = chooser.fontMetrics().horizontalAdvance(chooser.currentText()) + self.desk.scaled(ARROW)
            self.setColumnWidth(place, max(self.columnWidth(place), needed))
            for row in range(1, self.rowCount()):
                if (item := self.item(row, place)) is not None:
                    item.setForeground(
                        self.palette().placeholderText() if part is Part.IGNORED else self.palette().text()
                    )

    def retranslate(self) -> None:
        text = self.desk.language.text
        headings = [heading.replace("\n", " ") or "–" for heading in self.table.headings]
        self.setHorizontalHeaderLabels(headings)
        self.setAccessibleName(text("Rows of the file"))
        for chooser, heading in zip(self.choosers, headings, strict=True):
            kept = chooser.currentIndex()
            chooser.clear()
            chooser.addItems([_capital(self.desk.say(part.label)) for part in Part])
            chooser.setCurrentIndex(kept)
            chooser.setAccessibleName(text("What the column {heading} holds", heading=isolate(heading)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
