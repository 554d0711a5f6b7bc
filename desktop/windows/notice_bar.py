"""The line in which the window tells what was done, or what was not and why. It waits for nobody's click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.windows.desk import Notice, Surroundings

SHOWN_FOR = 10_000
"""Milliseconds for something done; a refusal stays until it is read and closed, or something else is said."""

MARGIN, WIDEST = 20, 640
"""Pixels: around what lies over a page, and how wide it gets at most."""


class Shelf(QWidget):
    """Lies over the foot of ``ground`` and holds what comes and goes, so that nothing moves under the mouse."""

    def __init__(self, ground: QWidget, *held: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for widget in held:
            self._column.addWidget(widget)
        ground.installEventFilter(self)

    def place(self) -> None:
        """Take the room that what is held takes now: none, where all of it is hidden."""
        width = min(self._ground.width() - 2 * MARGIN, WIDEST)
        column = self._column
        wraps, least = column.hasHeightForWidth(), column.totalSizeHint().height()
        height = 0 if column.isEmpty() else column.totalHeightForWidth(width) if wraps else least
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self._ground.width() - MARGIN - width if mirrored else MARGIN
        self.setGeometry(left, self._ground.height() - MARGIN - height, width, height)
        self.raise_()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self.place()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)


class NoticeBar(QFrame):
    """Shows one notice at a time: the last."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self.setObjectName("notice")
        self._notice: Notice | None = None
        self._icon = QLabel(self)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.doors: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 6, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self._close)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.dismiss)
        surroundings.told.connect(self.show_notice)
        surroundings.language_changed.connect(self.retranslate)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        self._notice = notice
        self.setProperty("refused", notice.refused)
        self.style().unpolish(self)
        self.style().polish(self)
        for door in self.doors:
            self._row.removeWidget(door)
            door.hide()
            door.deleteLater()
        self.doors = []
        for door in notice.doors:
            button = QPushButton(self)
            button.setProperty("link", True)
            button.clicked.connect(door.go)
            button.clicked.connect(self.dismiss)
            self._row.insertWidget(self._row.count() - 1, button)
            self.doors.append(button)
        self.retranslate()
        self.show()
        if notice.refused:
            self._clock.stop()
        else:
            self._clock.start(SHOWN_FOR)

    def retranslate(self) -> None:
        theme = self.surroundings.theme
        self._close.setIcon(self.surroundings.icon("x"))
        self._close.setToolTip(self.surroundings.language.text("Close"))
        self._close.setAccessibleName(self._close.toolTip())
        if self._notice is None:
            return
        name, colour = ("warning-circle", theme.red) if self._notice.refused else ("check-circle", theme.green)
        self._icon.setPixmap(self.surroundings.icon(name, colour).pixmap(20, 20))
        said = self.surroundings.say(self._notice.words)
        self.words.setText(said)
        self.setAccessibleName(said)
        for button, door in zip(self.doors, self._notice.doors, strict=True):
            button.setText(self.surroundings.say(door.words))

    def dismiss(self) -> None:
        self._notice = None
        self.hide()
