"""A tour of the window: a card that goes from one place to the next, and a frame round what it tells about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.language import Message, message
from desktop.windows.page import heading

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow

CARD_WIDTH, GAP = 400, 16


@dataclass(frozen=True)
class Stop:
    """One place of the tour: what is said there, how one gets there, and what is framed."""

    title: Message
    words: Message
    go: Callable[[MainWindow], object]
    shown: Callable[[MainWindow], QWidget]


STOPS: Sequence[Stop] = (
    Stop(
        message("What is waiting"),
        message(
            "Today says what is next: the coming meeting, what is late, what falls due, what is to be verified. "
            "Every line leads to its record."
        ),
        lambda window: window.go("today"),
        lambda window: window.page,
    ),
    Stop(
        message("From page to page"),
        message(
            "Everything the register holds has its page here. The figure beside Actions is how many are late."
        ),
        lambda window: window.go("today"),
        lambda window: window.side,
    ),
    Stop(
        message("Meetings"),
        message(
            "Everything starts with a meeting. Enter or a double click opens one on its own page: "
            "agenda, attendance with the quorum, minutes, what was taken down."
        ),
        lambda window: window.go("meetings"),
        lambda window: window.page,
    ),
    Stop(
        message("Recommendations"),
        message(
            "What the meetings recommended, numbered once and for all, to whom, and how far it has come. "
            "Choose a line: the record stands beside the list, to be read and changed there."
        ),
        lambda window: window.go("recommendations"),
        lambda window: window.page,
    ),
    Stop(
        message("Actions"),
        message(
            "Who does what by when. What an institution reports as done stays apart from what the secretariat "
            "has verified. The buttons above the list narrow it down."
        ),
        lambda window: window.go("actions"),
        lambda window: window.page,
    ),
    Stop(
        message("Nothing is lost"),
        message(
            "Every change is written down with its author, and can be undone: Ctrl+Z. "
            "What you type is saved as you leave it."
        ),
        lambda window: window.go("actions"),
        lambda window: window.menuBar(),
    ),
    Stop(
        message("Three languages"),
        message(
            "The window changes its language at once, and Arabic mirrors it. "
            "F1 opens the user’s guide at the page you are on. Now it is your turn."
        ),
        lambda window: window.go("today"),
        lambda window: window.bar,
    ),
)  # fmt: skip


class _Frame(QFrame):
    """A line round what is told about; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour-frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Tour(QFrame):
    """The card of the tour. It lies over the window, which goes on working under it."""

    ended = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.shown_window = window
        self.desk = window.desk
        self.place = 0
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame = _Frame(window)
        self._count, self._title = heading("muted"), heading("record-title")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.end_button, self.back_button, self.next_button = (QPushButton(self) for _ in range(3))
        self.end_button.setProperty("link", True)
        self.next_button.setProperty("primary", True)
        self.end_button.clicked.connect(self.end)
        self.back_button.clicked.connect(lambda: self.show_stop(self.place - 1))
        self.next_button.clicked.connect(self.go_on)
        buttons = QHBoxLayout()
        buttons.addWidget(self.end_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._count)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.desk.language_changed.connect(self.retranslate)
        window.installEventFilter(self)
        self.show_stop(0)

    # --- going -------------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """To the next stop, or after the last one to the end."""
        if self.place + 1 < len(STOPS):
            self.show_stop(self.place + 1)
        else:
            self.end()

    def show_stop(self, place: int) -> None:
        """Go to a stop; where the page cannot be left yet, one stays."""
        stop = STOPS[place]
        if stop.go(self.shown_window) is False:
            return
        self.place = place
        self.retranslate()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Take the card away."""
        self.shown_window.removeEventFilter(self)
        self._frame.hide()
        self._frame.deleteLater()
        self.hide()
        self.deleteLater()
        self.ended.emit()
        self.shown_window.page.take_focus()

    # --- where it lies -----------------------------------------------------------------------------------------------

    def lie(self) -> None:
        """Frame what is told about, and lie beside it: over a corner of it where it fills the window."""
        window = self.shown_window
        shown = STOPS[self.place].shown(window)
        told = QRect(shown.mapTo(window, QPoint(0, 0)), shown.size())
        self._frame.setGeometry(told.adjusted(2, 2, -2, -2))
        self._frame.show()
        self._frame.raise_()
        width = min(self.desk.scaled(CARD_WIDTH), window.width() - 2 * GAP)
        self.setFixedWidth(width)
        height = self.heightForWidth(width)
        self.resize(width, height)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # A window's foot holds the status bar; what is told about is rather at the top, where one reads first.
        left = window.side.width() + GAP if self._is_narrow(told) else told.width() - width - GAP
        if not self._is_narrow(told):
            left += told.left() if not mirrored else window.width() - told.right() - 1
        top = window.height() - window.bar.height() - height - GAP
        if told.bottom() < window.height() // 3:
            top = told.bottom() + GAP
        self.move(window.width() - left - width if mirrored else left, top)
        self.raise_()

    def _is_narrow(self, told: QRect) -> bool:
        return told.width() < self.width() + 2 * GAP or told.width() == self.shown_window.width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and watched is self.shown_window:
            self.lie()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            (button if isinstance(button, QPushButton) else self.next_button).click()
        else:
            super().keyPressEvent(event)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language, stop = self.desk.language, STOPS[self.place]
        self._count.setText(language.text("{place} of {count}", place=self.place + 1, count=len(STOPS)))
        self._title.setText(self.desk.say(stop.title))
        self._words.setText(self.desk.say(stop.words))
        self.setAccessibleName(f"{self._title.text()}. {self._words.text()}")
        last = self.place == len(STOPS) - 1
        self.next_button.setText(language.text("To work") if last else language.text("Next"))
        self.back_button.setText(language.text("Back"))
        self.back_button.setVisible(self.place > 0)
        self.end_button.setText(language.text("End the tour"))
        self.end_button.setVisible(not last)
        self.lie()
        self.show()
