"""A table of records that reads only what is looked at: all ids in order, and pages of rows as they come into sight.

Sorting and filtering are SQL's work; a hundred thousand records scroll like ten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from sqlalchemy.orm import Session

from desktop.codes import Code
from desktop.language import Language, LanguageCode, Message
from desktop.records.listing import Sort
from desktop.windows.desk import Desk

PAGE = 100
PAGES_KEPT = 30

Index = QModelIndex | QPersistentModelIndex


class Cell(Enum):
    """What a column shows, and so how it is drawn."""

    TEXT = auto()
    """Words in any language: each cell runs in its own direction."""
    FIGURE = auto()
    """Numbers, dates, acronyms: they stand where lines begin."""
    STATUS = auto()
    PROGRESS = auto()


@dataclass(frozen=True)
class Status:
    """What a status cell holds."""

    code: Code
    late: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a list."""

    key: str
    """What it is called in settings, and what SQL sorts by."""
    title: Message
    value: Callable[[Any, Language], Any]
    """The text of a row's cell, its :class:`Status`, or its percentage."""
    cell: Cell = Cell.TEXT
    width: int = 120
    stretch: bool = False
    """It takes what width is left."""
    sorts: bool = True
    rank: int = 0
    """Where the table is too narrow for all columns, those of the highest rank give way first; 0 stays."""


ListIds = Callable[[Session, Any, LanguageCode, Sort | None], list[str]]
ListRows = Callable[[Session, Sequence[str]], Sequence[Any]]


class TableModel(QAbstractTableModel):
    """The records a filter chooses, in an order. Rows are frozen and read a page at a time."""

    def __init__(self, desk: Desk, columns: Sequence[Column], list_ids: ListIds, list_rows: ListRows) -> None:
        super().__init__()
        self._desk = desk
        self.columns = columns
        self._list_ids, self._list_rows = list_ids, list_rows
        self.chosen: Any = None
        """The filter, as ``list_ids`` takes it."""
        self.sorted_by: Sort | None = None
        self._loaded = False
        self._ids: list[str] = []
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    # --- reading -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the ids anew, in the filter and order set."""
        with self._desk.reading() as session:
            ids = self._list_ids(session, self.chosen, self._desk.language.code, self.sorted_by)
        self.beginResetModel()
        self._loaded = True
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def row(self, position: int) -> Any | None:
        """The row at a position; ``None`` where it has been removed since the ids were read."""
        number, offset = divmod(position, PAGE)
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            with self._desk.reading() as session:
                found = {row.id: row for row in self._list_rows(session, ids)}
            page = self._pages[number] = [found.get(each) for each in ids]
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[offset]

    def id_at(self, position: int) -> str | None:
        return self._ids[position] if 0 <= position < len(self._ids) else None

    def position_of(self, record_id: str | None) -> int:
        """Where a record stands; -1 where the filter leaves it out."""
        try:
            return self._ids.index(record_id) if record_id else -1
        except ValueError:
            return -1

    # --- what Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Qt asks for a dozen roles of every cell it paints; all but a few are answered before anything is read.
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        value = self.columns[index.column()].value(row, self._desk.language)
        if role == Qt.ItemDataRole.DisplayRole:
            return value
        return self._words(value)

    def _words(self, value: Any) -> str:
        match value:
            case Status():
                word = self._desk.say(value.code.label)
                return f"{word} · {self._desk.language.text('late')}" if value.late else word
            case int():
                return self._desk.language.percent(value)
            case _:
                return str(value or "")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._desk.say(self.columns[section].title)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, or with -1 in the list's own order."""
        if column < 0 or not self.columns[column].sorts:
            self.sorted_by = None
        else:
            self.sorted_by = Sort(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)
        self._read_again()

    def say_anew(self) -> None:
        """The language has changed: rows stay, words and the order of words do not."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._read_again()

    def _read_again(self) -> None:
        if self._loaded:
            self.refresh()
