"""A chart read as a table: the same values as figures, each leading where the mark in the picture leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.documents.charts.chart import Chart, Mark, Table
from desktop.language import Language

ROWS_SHOWN = 12


class ChartTable(QTableWidget):
    """Enter, or a double click, opens what is behind a value."""

    opened = Signal(object)
    """The :class:`Mark` whose list is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: frozenset[Mark] = frozenset()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.itemDoubleClicked.connect(lambda item: self._open(item.row(), item.column()))

    def show_chart(self, chart: Chart, language: Language) -> None:
        table = chart.table(language)
        self._marks = frozenset(chart.marks())
        self.setAccessibleName(chart.title)
        self.setColumnCount(len(table.headings))
        self.setRowCount(len(table.rows))
        figures = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        for column, heading in enumerate(table.headings):
            item = QTableWidgetItem(heading)
            item.setTextAlignment(figures if column else Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(heading)
            self.setHorizontalHeaderItem(column, item)
        for row, values in enumerate(table.rows):
            for column, value in enumerate(values):
                item = QTableWidgetItem(value)
                item.setToolTip(value if not column else "")
                if column:
                    item.setTextAlignment(figures)
                self.setItem(row, column, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(64)
        rows = min(max(len(table.rows), 1), ROWS_SHOWN)
        self.setFixedHeight(header.sizeHint().height() + rows * self.rowHeight(0 if table.rows else -1) + 20)
        if table.rows and self.currentRow() < 0:
            self.setCurrentCell(0, min(1, len(table.headings) - 1))

    def _open(self, row: int, column: int) -> None:
        mark = Mark(row, column - 1)
        if mark in self._marks:
            self.opened.emit(mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)


def as_text(table: Table) -> str:
    """A table as spreadsheets take it from the clipboard: cells parted by tabs."""
    return "\n".join("\t".join(row) for row in (table.headings, *table.rows))
