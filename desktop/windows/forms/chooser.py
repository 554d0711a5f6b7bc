"""Choosing one or several things from a list that can be searched by typing: codes, institutions, people, filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.language import message
from desktop.records.search.words import fold
from desktop.windows.desk import Desk, Surroundings
from desktop.windows.forms.line import TextLine
from desktop.windows.look.icons import pixmap
from desktop.windows.reads import Reader

SEARCHED_FROM = 9
"""A list shorter than this is seen at a glance and needs no search field."""

ROWS_SHOWN = 10
CARET = 12


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

    def __init__(
        self,
        surroundings: Surroundings,
        anchor: QWidget,
        options: Sequence[Option],
        chosen: Collection[Any],
        several: bool,
        search_further: Callable[[str], Sequence[Option]] | None = None,
    ) -> None:
        """``search_further`` finds those that are not among ``options``, by words."""
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
        self._fill(options)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
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


class Chooser(QPushButton):
    """A button that says what is chosen and opens the list to choose from. ``several`` makes its value a tuple."""

    edited = Signal()
    followed = Signal()
    """Ctrl+Enter was pressed: what is chosen is to be shown."""

    def __init__(self, surroundings: Surroundings, several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self.several = several
        self._options: Callable[[], Sequence[Option]] = tuple
        self._find: Callable[[Sequence[Any]], Sequence[Option]] | None = None
        self._search: Callable[[str], Sequence[Option]] | None = None
        self._known: dict[Any, Option] = {}
        self._value: Any = () if several else None
        self._words = ""
        self.setProperty("chooser", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(72)
        self.clicked.connect(self.choose)

    def set_options(self, options: Callable[[], Sequence[Option]]) -> None:
        """Where the options come from; asked when the list opens, or for the words of a value not seen before."""
        self._options = options
        self.retranslate()

    def set_long_options(
        self,
        options: Callable[[], Sequence[Option]],
        search: Callable[[str], Sequence[Option]],
        find: Callable[[Sequence[Any]], Sequence[Option]],
    ) -> None:
        """For a list too long to be read: the first options, those that hold some words, those of some values."""
        self._search, self._find = search, find
        self.set_options(options)

    def retranslate(self) -> None:
        self._known = {}
        self._know_value()
        self._show_value()

    def _know_value(self) -> None:
        unknown = [each for each in self._chosen() if each is not None and each not in self._known]
        if unknown:
            found = self._options() if self._find is None else self._find(unknown)
            self._known.update({option.value: option for option in found})

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = tuple(value or ()) if self.several else value
        self._know_value()
        self._show_value()

    def chosen_options(self) -> list[Option]:
        """What is chosen, with its words, as far as it is known."""
        return [self._known[each] for each in self._chosen() if each is not None and each in self._known]

    def _chosen(self) -> tuple[Any, ...]:
        return self._value if self.several else (self._value,)

    def _show_value(self) -> None:
        known = [self._known[each] for each in self._chosen() if each in self._known]
        self._words = self.words(known)
        self.setToolTip("\n".join(option.words for option in known) if self.several else self._words)
        single = None if self.several or not known else known[0].icon
        self.setIcon(single or QIcon())
        self.setAccessibleDescription(self._words)
        self._elide()

    def words(self, known: Sequence[Option]) -> str:
        """What stands on the button for the options chosen."""
        if not known:
            return self.surroundings.language.text("None chosen") if self.several else "–"
        return ", ".join((option.short or option.words) if self.several else option.words for option in known)

    def _elide(self) -> None:
        room = self.width() - 16 - CARET - 10 - (0 if self.icon().isNull() else self.iconSize().width() + 6)
        self.setText(
            self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 24)).replace("&", "&&")
        )

    def sizeHint(self) -> QSize:
        return QSize(160, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isEnabled():
            return
        painter = QPainter(self)
        left = 8 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - CARET - 8
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        caret = pixmap("caret-down", self.surroundings.theme.muted, 24)
        painter.drawPixmap(QRect(left, (self.height() - CARET) // 2, CARET, CARET), caret)

    def event(self, event: QEvent) -> bool:
        # Ctrl+Enter saves a form; on a field that leads somewhere it goes there.
        if event.type() == QEvent.Type.ShortcutOverride and _follows(event) and self._leads():
            event.accept()
            return True
        return super().event(event)

    def _leads(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.followed)) and bool(self.chosen_options())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if _follows(event) and self._leads():
            self.followed.emit()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) or (typed.strip() and typed.isprintable()):
            popup = self.choose()
            if typed.strip() and typed.isprintable():
                popup.type(typed)
            return
        super().keyPressEvent(event)

    def choose(self) -> OptionPopup:
        """Open the list."""
        options = self._options()
        self._known.update({option.value: option for option in options})
        popup = OptionPopup(self.surroundings, self, options, self._chosen(), self.several, self._search)
        popup.toggled.connect(self._on_toggled)
        popup.open()
        return popup

    def _on_toggled(self, value: Any) -> None:
        if self.several:
            kept = tuple(each for each in self._value if each != value)
            self._value = kept if len(kept) < len(self._value) else (*kept, value)
        elif value == self._value:
            return
        else:
            self._value = value
        self._know_value()
        self._show_value()
        self.edited.emit()


def _follows(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    )


class FilterChip(Chooser):
    """A rounded button over a list: what it filters by, and by which value when one is chosen."""

    def __init__(self, surroundings: Surroundings, several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, several, parent)
        self.title = message("Filter")
        self.setProperty("chooser", None)
        self.setProperty("chip", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def words(self, known: Sequence[Option]) -> str:
        title = self.surroundings.say(self.title)
        self.setAccessibleName(title)
        named = [option for option in known if option.value is not None]
        self.setProperty("chosen", bool(named))
        self.style().unpolish(self)
        self.style().polish(self)
        if not named:
            return title
        first = named[0].short or named[0].words
        more = f" +{len(named) - 1}" if len(named) > 1 else ""
        return self.surroundings.language.text("{name}: {value}", name=title, value=f"{first}{more}")

    def _show_value(self) -> None:
        super()._show_value()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._words) + 24 + CARET + 14
        if not self.icon().isNull():
            width += self.iconSize().width() + 6
        return QSize(min(width, 280), QPushButton.sizeHint(self).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.sizeHint().height())
