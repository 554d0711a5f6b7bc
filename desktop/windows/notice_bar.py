"""The line in which the window tells what was done, or what was not and why. It waits for nobody's click."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.windows.desk import Notice, Surroundings

SHOWN_FOR = 10_000
"""Milliseconds for something done; a refusal stays until it is read and closed, or something else is said."""


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
