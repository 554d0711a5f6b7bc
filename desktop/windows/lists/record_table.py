"""The table of a list page: one row a record, chosen by keyboard or mouse, as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.windows.desk import Desk
from desktop.windows.lists.table_model import TableModel
from desktop.windows.look.cells import ROW_HEIGHT, delegate_for

LEAST_STRETCH = 240
"""Pixels the stretching column keeps; before it gets narrower, other columns give way."""


class RecordTable(QTableView):
    """Shows a :class:`TableModel`. What is chosen is a record, by id: it stays chosen when the order changes."""

    chosen = Signal(object)
    """The id of the record now chosen, or ``None``."""
    entered = Signal(str)
    """A record was double-clicked, or Enter pressed on it."""
    withdrawn = Signal()
    """Delete was pressed on the record chosen."""

    def __init__(self, desk: Desk, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.records = model
        self._chosen: str | None = None
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        desk.language_changed.connect(self._fit_rows)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(48)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._on_sorted)
        for place, column in enumerate(model.columns):
            self.setItemDelegateForColumn(place, delegate_for(column, desk, self))
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            self.setColumnWidth(place, column.width)
        self.doubleClicked.connect(lambda _index: self._enter())
        model.modelReset.connect(self._choose_again)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.desk.scaled(ROW_HEIGHT))

    # --- choosing ----------------------------------------------------------------------------------------------------

    @property
    def chosen_id(self) -> str | None:
        return self._chosen

    def choose(self, record_id: str | None) -> bool:
        """Choose the record with this id; ``False`` where the filter leaves it out."""
        position = self.records.position_of(record_id)
        if position < 0:
            return False
        index = self.records.index(position, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)
        return True

    def choose_first(self) -> None:
        self.choose(self.records.id_at(0))

    def _choose_again(self) -> None:
        # A record that is no longer in the list makes room for another only when the user chooses one.
        if not self.choose(self._chosen) and self._chosen is not None:
            self._chosen = None
            self.chosen.emit(None)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record_id = self.records.id_at(current.row())
        if record_id is not None and record_id != self._chosen:
            self._chosen = record_id
            self.chosen.emit(record_id)

    def _enter(self) -> None:
        if self._chosen is not None:
            self.entered.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
            return
        if event.key() == Qt.Key.Key_Delete and self._chosen is not None:
            self.withdrawn.emit()
            return
        super().keyPressEvent(event)

    # --- columns -----------------------------------------------------------------------------------------------------

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        self.records.sort(column, order)
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Hiding a column while Qt lays the columns out would do so twice over.
        QTimer.singleShot(0, self, self.fit_columns)

    def fit_columns(self) -> None:
        """Show as many columns as there is room for beside the one that stretches."""
        room = self.viewport().width() - LEAST_STRETCH
        columns = self.records.columns
        for place in sorted(range(len(columns)), key=lambda each: columns[each].rank):
            if columns[place].stretch:
                continue
            width = self.columnWidth(place) or columns[place].width
            room -= width
            hidden = columns[place].rank > 0 and room < 0
            if hidden:
                room += width
            if self.isColumnHidden(place) != hidden:
                self.setColumnHidden(place, hidden)

    def place(self) -> dict[str, Any]:
        """Widths, order and the record chosen, to be returned to."""
        header = self.horizontalHeader()
        widths = {
            column.key: self.columnWidth(place)
            for place, column in enumerate(self.records.columns)
            if not column.stretch and not self.isColumnHidden(place)
        }
        sort = self.records.sorted_by
        return {
            "widths": widths,
            "sort": None
            if sort is None
            else [sort.column, header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder],
            "record": self._chosen,
        }

    def return_to(self, place: Mapping[str, Any]) -> None:
        """Widths and order as they were; the record is chosen once the list is read."""
        widths = place.get("widths")
        keys = [column.key for column in self.records.columns]
        for key, width in widths.items() if isinstance(widths, dict) else ():
            if key in keys and isinstance(width, int) and 40 <= width <= 1000:
                self.setColumnWidth(keys.index(key), width)
        match place.get("sort"):
            case [str(key), bool(descending)] if key in keys:
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(keys.index(key), order)
        if isinstance(record := place.get("record"), str):
            self._chosen = record
