"""The list that opens under a chooser: searched by typing, chosen from by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.records.search.words import fold
from desktop.windows.desk import Desk, Surroundings
from desktop.windows.forms.line import TextLine
from desktop.windows.reads import Reader

SEARCHED_FROM = 9
"""A list shorter than this is seen at a glance and needs no search field."""

ROWS_SHOWN = 10


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: Any
    words: str
    short: str = ""
    """What stands on the button once it is chosen, where that is shorter: an acronym."""
    icon: QIcon | None = None


class OptionPopup(QFrame):
    """The list that opens under a button. It is closed by Escape, by a click beside it, and by choosing one."""

    toggled = Signal(object)
    """The value that was chosen, or with ``several`` the one whose tick changed."""
    new_asked = Signal()
    """What is wanted is not among them: it is to be entered."""

    def __init__(
        self,
        surroundings: Surroundings,
        anchor: QWidget,
        options: Sequence[Option],
        chosen: Collection[Any],
        several: bool,
        search_further: Callable[[str], Sequence[Option]] | None = None,
        adds: str = "",
    ) -> None:
        """``search_further`` finds those not among ``options``, by words; ``adds`` says what enters another."""
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._several = several
        self._search_further = search_further
        self._reader = Reader(surroundings.reads, self) if isinstance(surroundings, Desk) else None
        self._ticked = set(chosen)
        self.search = TextLine(self)
        self.search.setPlaceholderText(surroundings.language.text("Search"))
        self.search.setAccessibleName(surroundings.language.text("Search"))
        self.search.setVisible(search_further is not None or len(options) >= SEARCHED_FROM)
        self.list = QListWidget(self)
        self.list.setAccessibleName(anchor.accessibleName())
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.nothing = QLabel(surroundings.language.text("Nothing found."), self)
        self.nothing.setObjectName("muted")
        self.nothing.setContentsMargins(8, 4, 8, 4)
        self.nothing.hide()
        self.add_button = QPushButton(adds.replace("&", "&&"), self)
        self.add_button.setProperty("link", True)
        self.add_button.setIcon(surroundings.icon("plus", surroundings.theme.accent))
        self.add_button.setVisible(bool(adds))
        self.add_button.clicked.connect(self._on_new)
        self.add_button.installEventFilter(self)
        self._fill(options)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        layout.addWidget(self.add_button)
        self.search.textEdited.connect(self._on_searched)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(self._toggle)
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QApplication.keyboardInputInterval() * 2)
        self._pause.timeout.connect(self._forget_typed)
        self._above = False
        self._place(len(options))

    def _fill(self, options: Sequence[Option]) -> None:
        self.list.clear()
        for option in options:
            item = QListWidgetItem(option.words)
            if option.icon is not None:
                item.setIcon(option.icon)
            item.setData(Qt.ItemDataRole.UserRole, option.value)
            item.setData(Qt.ItemDataRole.UserRole + 1, fold(f"{option.words} {option.short}"))
            ticked = option.value in self._ticked
            if self._several:
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if ticked and self.list.currentRow() < 0:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _place(self, count: int) -> None:
        anchor = self.parentWidget()
        assert anchor is not None
        self.list.ensurePolished()
        wanted = min(max(self.list.sizeHintForColumn(0) + 40, 220), 460)
        self._fit(count)
        self.setFixedWidth(max(anchor.width(), wanted))
        self.adjustSize()
        corner = QPoint(0, anchor.height() + 2)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.setX(anchor.width() - self.width())
        place = QRect(anchor.mapToGlobal(corner), self.size())
        room = anchor.screen().availableGeometry()
        self._above = place.bottom() > room.bottom()
        if self._above:
            place.moveBottom(anchor.mapToGlobal(QPoint(0, -2)).y())
        place.moveLeft(min(max(place.left(), room.left()), room.right() - place.width()))
        self.move(place.topLeft())

    def _fit(self, count: int) -> None:
        """Be as high as ``count`` rows, up to a limit; the edge at the button stays where it is."""
        self.nothing.setVisible(count == 0 and bool(self.search.text()))
        self.list.setVisible(not self.nothing.isVisibleTo(self))
        row = max(self.list.sizeHintForRow(max(self.list.currentRow(), 0)), 28)
        self.list.setFixedHeight(row * min(max(count, 1), ROWS_SHOWN) + 10)
        if self.isVisible():
            bottom = self.geometry().bottom()
            self.adjustSize()
            if self._above:
                self.move(self.x(), bottom - self.height() + 1)

    def open(self) -> None:
        self.show()
        (self.search if self.search.isVisible() else self.list).setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_searched(self, text: str) -> None:
        if self._search_further is not None:
            search = self._search_further
            if self._reader is not None:  # among a hundred thousand it takes its time
                self._reader.ask(lambda _session: search(text), self._show_found)
            else:
                self._show_found(search(text))
            return
        words = fold(text).split()
        first, count = None, 0
        for row in range(self.list.count()):
            item = self.list.item(row)
            found = all(word in item.data(Qt.ItemDataRole.UserRole + 1) for word in words)
            item.setHidden(not found)
            count += found
            if found and first is None:
                first = item
        if first is not None:
            self.list.setCurrentItem(first)
        self._fit(count)

    def _show_found(self, options: Sequence[Option]) -> None:
        self._fill(options)
        self._fit(self.list.count())

    def type(self, text: str) -> None:
        """What is typed on the list: into the search field, or where there is none to the option that begins so."""
        if self.search.isVisible():
            self.search.setText(text)
            self.search.textEdited.emit(text)
            return
        self._typed += fold(text)
        self._pause.start()
        items = [self.list.item(row) for row in range(self.list.count())]
        words = [item.data(Qt.ItemDataRole.UserRole + 1) for item in items]
        begins = [item for item, said in zip(items, words, strict=True) if said.startswith(self._typed)]
        holds = [item for item, said in zip(items, words, strict=True) if f" {self._typed}" in said]
        if found := begins or holds:
            self.list.setCurrentItem(found[0])

    def _forget_typed(self) -> None:
        self._typed = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            key = event.key()
            if watched is self.add_button:
                return self._on_key_at_new(key)
            if key == Qt.Key.Key_Down and self.add_button.isVisible() and self._is_at_end(watched):
                self.add_button.setFocus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and watched is self.list):
                item = self.list.currentItem()
                if item is not None and not item.isHidden():
                    self._toggle(item)
                return True
            if watched is self.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
                self.list.setFocus()
                self.list.event(event)
                return True
            if key == Qt.Key.Key_Tab:
                item = self.list.currentItem()
                if self._several or item is None or item.isHidden():
                    self.close()
                else:
                    self._toggle(item)
                return True
            if watched is self.list and (typed := event.text()).strip() and typed.isprintable():
                self.type(typed)
                return True
        return super().eventFilter(watched, event)

    def _is_at_end(self, watched: QObject) -> bool:
        """Whether nothing that can be chosen stands below the cursor."""
        first = 0 if watched is self.search else self.list.currentRow() + 1
        return all(self.list.item(row).isHidden() for row in range(first, self.list.count()))

    def _on_key_at_new(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_new()
        elif key == Qt.Key.Key_Up:
            (self.list if self.list.isVisible() and self.list.count() else self.search).setFocus()
        elif key == Qt.Key.Key_Tab:
            self.close()
        else:
            return False
        return True

    def _on_new(self) -> None:
        self.close()
        self.new_asked.emit()

    def _toggle(self, item: QListWidgetItem) -> None:
        value = item.data(Qt.ItemDataRole.UserRole)
        if self._several:
            checked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
            self._ticked ^= {value}
            self.toggled.emit(value)
        else:
            self.close()
            self.toggled.emit(value)
