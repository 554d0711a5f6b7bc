"""The table of an attendance list: one key says who is there, and the next line is at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.codes import Presence
from desktop.language import LanguageCode, message
from desktop.windows.desk import Desk
from desktop.windows.forms.line import TextLine
from desktop.windows.look.cells import TextDelegate
from desktop.windows.look.status import code_icon
from desktop.windows.meeting.attendance_model import TIMES, TYPED, AttendanceModel, Column

MARKED = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, Presence.REPRESENTED)

KEYS: Mapping[LanguageCode, Mapping[Presence, str]] = {
    "fr": dict(zip(MARKED, "PEAR", strict=True)),
    "en": dict(zip(MARKED, "PEAR", strict=True)),
    "ar": dict(zip(MARKED, "حعغم", strict=True)),
}
"""The key for each presence, as it is shown. Whatever the language, the keys of all of them are understood."""

LEAVES: Mapping[LanguageCode, str] = {"fr": "D", "en": "D", "ar": "خ"}
"""The key for whoever leaves, as it is shown."""

_LEAVING = frozenset("dخي5")
"""In both scripts, on an Arabic keyboard's key D, and a figure."""

_TYPED: Mapping[str, Presence] = {
    **{key.casefold(): presence for keys in KEYS.values() for presence, key in keys.items()},
    # The letters an Arabic keyboard has on the keys E, A and R (it has ح on P), and figures for any other keyboard.
    **dict(zip("ثشق", MARKED[1:], strict=True)),
    **dict(zip("1234", MARKED, strict=True)),
}

Index = QModelIndex | QPersistentModelIndex


class AttendanceTable(QTableView):
    """Rows of an attendance list. Marking is asked for by signals; whoever listens changes the register."""

    marked = Signal(Presence)
    """The lines selected are to be marked so."""
    toggled = Signal()
    """The lines selected are to be present, or, if they are, expected again."""
    left = Signal()
    """The lines selected leave now."""
    opened = Signal()
    removed = Signal()

    def __init__(self, desk: Desk, model: AttendanceModel, names: Callable[[], Sequence[str]]) -> None:
        """``names`` gives the people to offer while a representative's name is typed."""
        super().__init__()
        self._desk = desk
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self, names))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.INSTITUTION, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(80)
        for column, width in {
            Column.PERSON: 280, Column.CAPACITY: 140, Column.PRESENCE: 124, Column.REPRESENTED_BY: 170,
            Column.ARRIVED: 80, Column.LEFT: 80,
        }.items():  # fmt: skip
            self.setColumnWidth(column, width)

    # --- selection ---------------------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The lines selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.line(row).id for row in rows]

    def select_row(self, row: int) -> None:
        """Make a row the current one, as far as there is one."""
        last = self._model.rowCount() - 1
        if last >= 0:
            column = max(self.currentIndex().column(), 0)
            self.setCurrentIndex(self._model.index(min(max(row, 0), last), column))

    def name_representative(self) -> None:
        """Let the name of whoever sits in be typed into the line itself."""
        row = self.currentIndex().row()
        if row >= 0:
            self.setColumnHidden(Column.REPRESENTED_BY, False)
            self.edit(self._model.index(row, Column.REPRESENTED_BY))

    def be_narrow(self, times: int = 1) -> None:
        """Take as little room as the words need, which are so many times larger than usual."""
        widths = {Column.PRESENCE: 158, Column.ARRIVED: 80, Column.LEFT: 80, Column.REPRESENTED_BY: 130}
        for column, width in widths.items():
            self.setColumnWidth(column, width * times)

    def write_time(self, column: Column) -> None:
        """Let a time of the current line be typed into it."""
        row = self.currentIndex().row()
        if row >= 0:
            self.setColumnHidden(column, False)
            self.edit(self._model.index(row, column))

    # --- keys and mouse ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not plain or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif (presence := _TYPED.get(event.text().casefold())) is not None:
            self.marked.emit(presence)
        elif event.text() and event.text().casefold() in _LEAVING:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters mark; what they find is found in the field above."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in TYPED:
            self.edit(index)
        elif index.isValid():
            self.opened.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        alone = not event.modifiers() and len(self.selectionModel().selectedRows()) == 1
        if event.button() == Qt.MouseButton.LeftButton and alone and index.column() == Column.PRESENCE:
            rect = self.visualRect(index)
            self._show_menu(rect.bottomRight() if self.isRightToLeft() else rect.bottomLeft())

    def _show_menu(self, where: QPoint) -> None:
        if self._model.frozen or not self.selected_ids():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for presence in (*MARKED, Presence.EXPECTED):
            action = QAction(self._desk.say(presence.label), menu)
            if icon := code_icon(self._desk, presence):
                action.setIcon(icon)
            action.triggered.connect(lambda _=False, presence=presence: self.marked.emit(presence))
            menu.addAction(action)
        menu.addSeparator()
        leaves = QAction(self._desk.language.text("Leaves now"), menu)
        leaves.triggered.connect(self.left)
        menu.addAction(leaves)
        times = ((Column.ARRIVED, message("Time of arrival…")), (Column.LEFT, message("Time of departure…")))
        for column, words in times:
            action = QAction(self._desk.say(words), menu)
            action.triggered.connect(lambda _=False, column=column: self.write_time(column))
            menu.addAction(action)
        menu.popup(self.viewport().mapToGlobal(where))


class _Delegate(TextDelegate):
    """Representatives' names are offered as one types."""

    def __init__(self, table: AttendanceTable, names: Callable[[], Sequence[str]]) -> None:
        super().__init__(table)
        self._names = names

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = TextLine(parent)
        # The cell is narrow for a field with a frame: the field takes the whole of it.
        line.setStyleSheet("padding: 0 6px; border-radius: 0;")
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        line.returnPressed.connect(lambda: self._finish(line, line.text()))
        if index.column() in TIMES:
            line.setPlaceholderText("00:00")
            return line
        completer = QCompleter(list(self._names()), line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(completer)
        # The list of names keeps Enter to itself while it is open: one Enter has to be enough all the same.
        completer.activated.connect(lambda name: self._finish(line, name))
        return line

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            self._finish(editor, editor.text())
            return True
        return super().eventFilter(editor, event)

    def _finish(self, line: QLineEdit, name: str) -> None:
        line.setText(name)
        self.commitData.emit(line)
        self.closeEditor.emit(line)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)
