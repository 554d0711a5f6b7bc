"""The table of a list page: one row a record, chosen by keyboard or mouse, one or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.windows.desk import Desk
from desktop.windows.lists.column_header import ColumnHeader
from desktop.windows.lists.table_model import TableModel
from desktop.windows.look.cells import ROW_HEIGHT, delegate_for

ROWS = QItemSelectionModel.SelectionFlag.Rows
KEPT = 5_000
"""How many chosen records stay chosen when the list is read anew."""


class RecordTable(QTableView):
    """Shows a :class:`TableModel`. What is chosen are records, by id: they stay chosen when the order changes."""

    chosen = Signal(object)
    """The id of the record the cursor is on, or ``None``."""
    marked = Signal(int)
    """How many records are chosen now; one of them is the one the cursor is on."""
    entered = Signal(str)
    """A record was double-clicked, or Enter pressed on it."""
    withdrawn = Signal()
    """Delete was pressed on what is chosen."""
    copied = Signal()
    """What is chosen is to be copied."""

    def __init__(self, desk: Desk, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.records = model
        self._chosen: str | None = None
        self._kept: Sequence[str] = ()
        """What was chosen before the list was read anew, where it was more than one."""
        self.header = ColumnHeader(desk, model.columns, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        # A heading asks whether its whole column is chosen, row by row, each time it is painted. It is never shown.
        self.header.setSelectionModel(QItemSelectionModel(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        desk.language_changed.connect(self._fit_rows)
        self.verticalHeader().hide()
        self.header.take_sections()
        self.header.sortIndicatorChanged.connect(model.sort)
        for place, column in enumerate(model.columns):
            self.setItemDelegateForColumn(place, delegate_for(column, desk, self))
        self.doubleClicked.connect(lambda _index: self._enter())
        model.modelAboutToBeReset.connect(self._keep_marked)
        model.renewed.connect(self._on_renewed)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.marked.emit(self.count_marked()))

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.desk.scaled(ROW_HEIGHT))

    # --- choosing ----------------------------------------------------------------------------------------------------

    @property
    def chosen_id(self) -> str | None:
        return self._chosen

    def count_marked(self) -> int:
        """How many records are chosen."""
        return sum(bottom - top + 1 for top, bottom in self._marked_parts())

    def marked_ids(self) -> list[str]:
        """The ids of the records chosen, in the order of the list."""
        parts = sorted(self._marked_parts())
        ids = (self.records.id_at(position) for top, bottom in parts for position in range(top, bottom + 1))
        return [record_id for record_id in ids if record_id is not None]

    def _marked_parts(self) -> list[tuple[int, int]]:
        """The first and the last row of each part of the selection: row by row, a whole list would take its time."""
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return [(part.top(), part.bottom()) for part in parts]

    def choose(self, record_id: str | None) -> bool:
        """Choose the record with this id and no other; ``False`` where the filter leaves it out."""
        position = self.records.position_of(record_id)
        if position < 0:
            return False
        index = self.records.index(position, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect | ROWS)
        self.scrollTo(index)
        return True

    def choose_first(self) -> None:
        self.choose(self.records.id_at(0))

    def mark(self, ids: Sequence[str]) -> None:
        """Choose these records, as far as they are in the list, beside the one the cursor is on."""
        last, wanted, selection = self.records.columnCount() - 1, set(ids), QItemSelection()
        for position in range(self.records.rowCount()):
            if self.records.id_at(position) in wanted:
                selection.select(self.records.index(position, 0), self.records.index(position, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def mark_only_chosen(self) -> None:
        """Choose the record the cursor is on, and no other."""
        self.choose(self._chosen)

    def _keep_marked(self) -> None:
        # A whole list chosen, or most of one, is not looked through for what is left of it.
        self._kept = self.marked_ids() if 1 < self.count_marked() <= KEPT else ()

    def _on_renewed(self, from_top: bool) -> None:
        # A record that is no longer in the list makes room for another only when the user chooses one.
        if not self.choose(self._chosen) and self._chosen is not None:
            self._chosen = None
            self.chosen.emit(None)
        if self._kept:
            self.mark(self._kept)
            self._kept = ()
        if from_top:
            self.scrollToTop()
        self.marked.emit(self.count_marked())

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
        elif event.key() == Qt.Key.Key_Delete and self._chosen is not None:
            self.withdrawn.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() == Qt.Key.Key_Escape and self.count_marked() > 1:
            self.mark_only_chosen()
        else:
            super().keyPressEvent(event)

    # --- columns -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Hiding a column while Qt lays the columns out would do so twice over.
        QTimer.singleShot(0, self, self.header.fit)

    def place(self) -> dict[str, Any]:
        """Columns, order and the record chosen, to be returned to."""
        sort = self.records.sorted_by
        return {
            **self.header.place(),
            "sort": None if sort is None else [sort.column, sort.descending],
            "record": self._chosen,
        }

    def return_to(self, place: Mapping[str, Any]) -> None:
        """Columns and order as they were; the record is chosen once the list is read."""
        self.header.return_to(place)
        self.sort_by(place.get("sort"))
        if isinstance(record := place.get("record"), str):
            self._chosen = record

    def sort_by(self, sort: Any) -> None:
        """Sort by ``[column, descending]``, or with anything else in the list's own order."""
        keys = [column.key for column in self.records.columns]
        match sort:
            case [str(key), bool(descending)] if key in keys:
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self.header.setSortIndicator(keys.index(key), order)
            case _:
                self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
