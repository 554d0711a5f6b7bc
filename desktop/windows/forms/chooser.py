"""Choosing one or several things from a list that can be searched by typing: codes, institutions, people, filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop.language import Message, message
from desktop.windows.desk import Surroundings
from desktop.windows.forms.option_popup import Option, OptionPopup
from desktop.windows.look.icons import pixmap

CARET = 12


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
        self._adds: Message | None = None
        self._enter: Callable[[Callable[[Any], object]], object] | None = None
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

    def offer_new(self, words: Message, enter: Callable[[Callable[[Any], object]], object]) -> None:
        """Offer to enter what is not among the options: ``enter`` opens its form and hands the value on, once made."""
        self._adds, self._enter = words, enter

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
        said = ((option.short or option.words) if self.several else option.words for option in known)
        return self.surroundings.language.row(said)

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
        adds = "" if self._adds is None else f"{self.surroundings.say(self._adds)}…"
        popup = OptionPopup(self.surroundings, self, options, self._chosen(), self.several, self._search, adds)
        popup.toggled.connect(self._on_toggled)
        popup.new_asked.connect(self._on_new_asked)
        popup.open()
        return popup

    def _on_new_asked(self) -> None:
        if self._enter is not None:
            self.setFocus()  # the form gives it back when it closes
            self._enter(self._on_toggled)

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
