"""The attendance list of one meeting as a table: who, in what capacity, there or not, represented by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from desktop.codes import Presence
from desktop.language import Message, isolate, label, message
from desktop.records.meetings.quorum import VOTING_CAPACITIES
from desktop.records.rows import AttendanceRow
from desktop.records.search.words import fold
from desktop.windows.desk import Desk
from desktop.windows.look.status import code_icon, look_of

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    INSTITUTION = 0
    PERSON = 1
    CAPACITY = 2
    PRESENCE = 3
    REPRESENTED_BY = 4
    ARRIVED = 5
    LEFT = 6


HEADINGS: Mapping[Column, Message] = {
    Column.INSTITUTION: label("column", "Institution"),
    Column.PERSON: label("column", "Person"),
    Column.CAPACITY: label("column", "Capacity"),
    Column.PRESENCE: label("column", "Presence"),
    Column.REPRESENTED_BY: label("column", "Represented by"),
    Column.ARRIVED: label("column", "Arrived"),
    Column.LEFT: label("column", "Left"),
}

TIMES = (Column.ARRIVED, Column.LEFT)
TYPED = (Column.REPRESENTED_BY, *TIMES)
"""What can be typed into the line itself."""


class AttendanceModel(QAbstractTableModel):
    """The lines that hold the words filtered by, in the list's own order."""

    represented = Signal(str, str)
    """A representative's name was typed: the line's id and the name."""
    timed = Signal(str, Column, str)
    """A time was typed: the line's id, of which column, and what."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[AttendanceRow] = ()
        self._rows: list[AttendanceRow] = []
        self._searched = ""
        self.narrow = False
        """Whether there is room for two columns only: representatives and times stand in these."""
        self.frozen = False
        """Whether the minutes are adopted, so that nothing can be typed."""

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[AttendanceRow]) -> None:
        """Show these lines; where they are the same people as before, selection and place stay as they are."""
        self._all = rows
        self._choose()

    def search(self, text: str) -> None:
        """Show only those whose name, institution or representative holds every word."""
        self._searched = fold(text)
        self._choose()

    def row_of(self, line_id: str) -> int | None:
        return next((place for place, row in enumerate(self._rows) if row.id == line_id), None)

    def line(self, row: int) -> AttendanceRow:
        return self._rows[row]

    def _choose(self) -> None:
        words = self._searched.split()
        chosen = [row for row in self._all if all(word in self._folded(row) for word in words)]
        if [row.id for row in chosen] == [row.id for row in self._rows]:
            self._rows = chosen
            if chosen:
                self.dataChanged.emit(self.index(0, 0), self.index(len(chosen) - 1, len(Column) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
            return
        self.beginResetModel()
        self._rows = chosen
        self.endResetModel()

    @staticmethod
    def _folded(row: AttendanceRow) -> str:
        texts = (
            row.institution_acronym, row.institution.fr, row.institution.ar, row.institution.en,
            row.person_latin, row.person_arabic, row.represented_by,
        )  # fmt: skip
        return fold(" ".join(text for text in texts if text))

    # --- what Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._desk.say(HEADINGS[Column(section)])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() in TYPED and not self.frozen:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(row, column)
            case Qt.ItemDataRole.EditRole if column in TYPED:
                return self._text(row, column)
            case Qt.ItemDataRole.DecorationRole if column is Column.PRESENCE and self.narrow and row.left_at:
                return self._desk.icon("status-empty")
            case Qt.ItemDataRole.DecorationRole if column is Column.PRESENCE:
                return code_icon(self._desk, row.presence)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._colour(row, column))
            case Qt.ItemDataRole.FontRole if column is Column.PRESENCE and row.presence is not Presence.EXPECTED:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._desk.say(HEADINGS[column])}: {self._text(row, column)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and index.column() == Column.REPRESENTED_BY:
            self.represented.emit(self._rows[index.row()].id, str(value).strip())
            return True
        if role == Qt.ItemDataRole.EditRole and index.column() in TIMES:
            self.timed.emit(self._rows[index.row()].id, Column(index.column()), str(value).strip())
            return True
        return False

    def _text(self, row: AttendanceRow, column: Column) -> str:
        language = self._desk.language
        match column:
            case Column.INSTITUTION:
                name = language.best(row.institution)
                if self.narrow and row.represented_by:
                    name = isolate(row.represented_by)
                return f"{isolate(row.institution_acronym)} · {name}" if row.institution_acronym else name
            case Column.PERSON:
                name, position = row.person(language.code), language.best(row.person_position)
                return f"{isolate(name)} · {position}" if name and position else name
            case Column.CAPACITY:
                if row.capacity in VOTING_CAPACITIES and not row.votes:
                    return self._desk.say(message("{capacity}, without a vote", capacity=row.capacity))
                return self._desk.say(row.capacity.label)
            case Column.PRESENCE if self.narrow and row.left_at:
                return language.text("left at {time}", time=isolate(f"{row.left_at:%H:%M}"))
            case Column.PRESENCE if self.narrow and row.arrived_at:
                return language.text(
                    "{presence}, {time}", presence=row.presence, time=isolate(f"{row.arrived_at:%H:%M}")
                )
            case Column.PRESENCE:
                return self._desk.say(row.presence.label)
            case Column.REPRESENTED_BY:
                return row.represented_by or ""
            case Column.ARRIVED:
                return f"{row.arrived_at:%H:%M}" if row.arrived_at else ""
            case Column.LEFT:
                return f"{row.left_at:%H:%M}" if row.left_at else ""

    def _colour(self, row: AttendanceRow, column: Column) -> str:
        theme = self._desk.theme
        if column is Column.PRESENCE and self.narrow and row.left_at:
            return theme.muted
        if column is Column.PRESENCE:
            look = look_of(row.presence)
            return getattr(theme, look[1]) if look else theme.text
        return theme.muted if column is Column.CAPACITY else theme.text
