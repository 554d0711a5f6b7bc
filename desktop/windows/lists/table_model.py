"""A table of records that reads only what is looked at: all ids in order, and pages of rows as they come into sight.

Sorting and filtering are SQL's work; a hundred thousand records scroll like ten.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from sqlalchemy.orm import Session

from desktop.codes import Audience, Code
from desktop.language import Language, LanguageCode, Message
from desktop.records.listing import Sort
from desktop.windows.desk import Desk
from desktop.windows.reads import Reader

PAGE = 100
PAGES_KEPT = 30

Index = QModelIndex | QPersistentModelIndex


class Cell(Enum):
    """What a column shows, and so how it is drawn."""

    TEXT = auto()
    """Words in any language: each cell runs in its own direction."""
    FIGURE = auto()
    """Numbers, acronyms: they stand where lines begin."""
    DATE = auto()
    """A day, or ``None``; a workbook gets it as a day, too."""
    NUMBER = auto()
    """A quantity, or ``None``."""
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
    """The text of a row's cell, its day, its :class:`Status`, or its percentage."""
    cell: Cell = Cell.TEXT
    width: int = 120
    stretch: bool = False
    """It takes what width is left."""
    sorts: bool = True
    rank: int = 0
    """Where the table is too narrow for all columns, those of the highest rank give way first; 0 stays."""
    shown: bool = True
    """Whether it is there before anybody has chosen columns. A list offers more than it shows at first."""


ListIds = Callable[[Session, Any, LanguageCode, Sort | None], list[str]]
ReadRows = Callable[[Session, Sequence[str]], Sequence[Any]]


class ListRows(Protocol):
    """Reads the rows with these ids, in this order; those an audience may not see, where one is said, are left out."""

    def __call__(
        self, session: Session, ids: Sequence[str], /, *, audience: Audience | None = None
    ) -> Sequence[Any]: ...


class TableModel(QAbstractTableModel):
    """The records a filter chooses, in an order. Rows are frozen and read a page at a time, beside the window."""

    renewed = Signal(bool)
    """The ids were read anew; with ``True``, the list is to be seen from its first row on."""
    slow = Signal(bool)
    """Reading takes long enough to be told of; with ``False``, it is over."""

    def __init__(self, desk: Desk, columns: Sequence[Column], list_ids: ListIds, list_rows: ReadRows) -> None:
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
        self._reader = Reader(desk.reads, self)
        self._reader.slow.connect(self.slow)
        # A screen shows parts of two neighbouring pages at most; of those passed over in scrolling none is waited for.
        self._page_readers = (Reader(desk.reads, self), Reader(desk.reads, self))
        self._asked = [-1, -1]
        """The page each of them is asked for, -1 for none."""

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """Whether the ids are being read: what is shown is not yet what was asked for."""
        return self._reader.waits

    def refresh(self, from_top: bool = False) -> None:
        """Read the ids anew, in the filter and order set, and with them the rows that will be in sight.

        ``from_top`` where the list will be seen from its first row on, else it is where it is now.
        """
        chosen, code, sort = self.chosen, self._desk.language.code, self.sorted_by
        wanted = {0} if from_top else {0, *list(self._pages)[-2:]}

        def read(session: Session) -> tuple[list[str], dict[int, Sequence[Any]]]:
            ids = self._list_ids(session, chosen, code, sort)
            return ids, {number: self._rows(session, ids, number) for number in wanted if number * PAGE < len(ids)}

        self._reader.ask(read, lambda answer: self._take(*answer, from_top))

    def _take(self, ids: list[str], pages: Mapping[int, Sequence[Any]], from_top: bool) -> None:
        for place, reader in enumerate(self._page_readers):
            reader.forget()
            self._asked[place] = -1
        self.beginResetModel()
        self._loaded = True
        self._ids = ids
        self._pages = OrderedDict(pages)
        self.endResetModel()
        self.renewed.emit(from_top)

    def _rows(self, session: Session, ids: Sequence[str], number: int) -> Sequence[Any]:
        wanted = ids[number * PAGE : (number + 1) * PAGE]
        found = {row.id: row for row in self._list_rows(session, wanted)}
        return [found.get(each) for each in wanted]

    def row(self, position: int) -> Any | None:
        """The row at a position; ``None`` where it is still being read, or has been removed since the ids were."""
        number, offset = divmod(position, PAGE)
        if number in self._pages:
            self._pages.move_to_end(number)
        elif self._asked[number % 2] != number:
            self._ask_for(number)
        page = self._pages.get(number)
        return None if page is None else page[offset]

    def _ask_for(self, number: int) -> None:
        asking, ids = True, self._ids
        self._asked[number % 2] = number

        def take(page: Sequence[Any]) -> None:
            self._asked[number % 2] = -1
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
            if not asking:
                first = number * PAGE
                self.dataChanged.emit(
                    self.index(first, 0), self.index(first + len(page) - 1, len(self.columns) - 1)
                )  # fmt: skip

        self._page_readers[number % 2].ask(lambda session: self._rows(session, ids, number), take)
        asking = False

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all records in the list, in its order."""
        return self._ids

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
        column = self.columns[index.column()]
        value = column.value(row, self._desk.language)
        if role == Qt.ItemDataRole.DisplayRole and column.cell not in (Cell.DATE, Cell.NUMBER):
            return value
        if role == Qt.ItemDataRole.ToolTipRole and column.cell is Cell.DATE and value is not None:
            return self._desk.day(value)
        said = self.words(column, value)
        # An empty cell is read aloud as one; silence would sound like a fault.
        return said or "–" if role == Qt.ItemDataRole.AccessibleTextRole else said

    def first_words(self, row: Any) -> str:
        """What the first column calls a record: its number or acronym."""
        return self.words(self.columns[0], self.columns[0].value(row, self._desk.language))

    def words(self, column: Column, value: Any) -> str:
        """What a cell says, in words alone."""
        match value:
            case Status():
                word = self._desk.say(value.code.label)
                return f"{word} · {self._desk.language.text('late')}" if value.late else word
            case dt.date():
                return self._desk.language.date(value, "short")
            case int() if column.cell is Cell.PROGRESS:
                return self._desk.language.percent(value)
            case int() | float():
                return self._desk.language.number(value)
            case None:
                return ""
            case _:
                return str(value)

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
        if self._loaded:
            self.refresh(from_top=True)

    def say_anew(self) -> None:
        """The language has changed: rows stay, words and the order of words do not."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._loaded:
            self.refresh()
