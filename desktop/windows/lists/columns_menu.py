"""The menu of a list's columns: which are there, ticked, and in which order, moved by Alt and an arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from desktop.windows.lists.column_header import ColumnHeader


class ColumnsMenu(QMenu):
    """Stays open while columns are ticked and moved: whoever arranges a list seldom changes one of them only."""

    def __init__(self, header: ColumnHeader) -> None:
        super().__init__(header)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._header = header
        self._columns: dict[str, QAction] = {}
        desk, shown = header.desk, {column.key for column in header.shown()}
        by_key = {column.key: column for column in header.columns}
        for key in header.order():
            column = by_key[key]
            action = self._columns[key] = QAction(desk.say(column.title), self)
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.setEnabled(not column.stretch)
            action.toggled.connect(lambda on, key=key: self._on_toggled(key, on))
            self.addAction(action)
        self._rule = self.addSeparator()
        self.up_action = self.addAction(desk.icon("arrow-up"), desk.language.text("Move up"), lambda: self.move_by(-1))
        self.up_action.setShortcut("Alt+Up")
        self.down_action = self.addAction(
            desk.icon("arrow-down"), desk.language.text("Move down"), lambda: self.move_by(1)
        )
        self.down_action.setShortcut("Alt+Down")
        for action in (self.up_action, self.down_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the menu's own keys, not the list's
            action.setShortcutVisibleInContextMenu(True)
        self._first = self.addAction(desk.language.text("Columns as at first"), lambda: header.choose(None))
        self._last: str | None = None
        """The key of the column the cursor was on last."""
        self.hovered.connect(self._on_hovered)
        self._show_state()

    def _on_toggled(self, key: str, on: bool) -> None:
        keys = {column.key for column in self._header.shown()}
        self._header.choose(keys | {key} if on else keys - {key})
        self._show_state()

    def _on_hovered(self, action: QAction) -> None:
        for key, each in self._columns.items():
            if each is action:
                self._last = key
        self._show_state()

    def _show_state(self) -> None:
        header, order = self._header, self._header.order()
        place = order.index(self._last) if self._last is not None else -1
        self.up_action.setEnabled(place > 0)
        self.down_action.setEnabled(0 <= place < len(order) - 1)
        self._first.setEnabled(header.chosen is not None or order != [column.key for column in header.columns])

    def move_by(self, by: int) -> None:
        """Move the column the cursor is on, or was on last, one place up or down."""
        if self._last is None or not self._header.move_by(self._last, by):
            return
        action = self._columns[self._last]
        self.removeAction(action)
        order = self._header.order()
        following = order[order.index(self._last) + 1 :]
        self.insertAction(self._columns[following[0]] if following else self._rule, action)
        self.setActiveAction(action)
        self._show_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt:
            return  # it would close the menu before an arrow is pressed
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
                return
        elif event.key() == Qt.Key.Key_Space and self._keeps_open(self.activeAction()):
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._keeps_open(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def _keeps_open(self, action: QAction | None) -> bool:
        """Do what the menu stays open for."""
        if action is None or not action.isEnabled():
            return False
        if action in (*self._columns.values(), self.up_action, self.down_action):
            action.trigger()
            return True
        return False
