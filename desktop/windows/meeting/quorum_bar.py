"""The quorum as it stands: who may vote, who is there, how many it takes; in words, in colour and as a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.language import Message, message, plural
from desktop.records.rows import Quorum
from desktop.windows.desk import Desk
from desktop.windows.look.flow_layout import FlowLayout

_BAR_HEIGHT = 8
"""Pixels."""


class QuorumBar(QWidget):
    """One line above an attendance list; hidden for an event that has no quorum."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sign, self._verdict, self._count = QLabel(), QLabel(), QLabel()
        self._verdict.setObjectName("subheading")
        self._count.setObjectName("muted")
        self._bar = _Bar(desk)
        line = FlowLayout(self, 8)
        line.addWidget(self._sign)
        line.addWidget(self._verdict)
        line.addWidget(self._bar)
        line.addWidget(self._count)

    def show_quorum(self, quorum: Quorum | None) -> None:
        """Say how things stand; with ``None`` there is nothing to say."""
        self.setVisible(quorum is not None)
        if quorum is None:
            return
        theme = self._desk.theme
        name, colour = ("check-circle", theme.green) if quorum.reached else ("warning-circle", theme.red)
        self._sign.setPixmap(self._desk.icon(name, colour).pixmap(20, 20))
        verdict, count = self._desk.say(verdict_on(quorum)), self._desk.say(count_of(quorum))
        self._verdict.setText(verdict)
        self._verdict.setStyleSheet(f"color: {colour}")
        self._count.setText(count)
        self._bar.show_quorum(quorum, colour)
        self.setAccessibleName(f"{verdict}. {count}")


def verdict_on(quorum: Quorum) -> Message:
    """Whether the quorum is reached, and if not, by how many it is missed."""
    if not quorum.voting:
        return message("No one on the list may vote")
    if quorum.reached:
        return message("Quorum reached")
    missing = quorum.required - quorum.present
    return plural("Quorum not reached: {count} is missing", "Quorum not reached: {count} are missing", missing)


def count_of(quorum: Quorum) -> Message:
    """The three figures of a quorum."""
    return message(
        "Voting members {voting} · present or represented {present} · required {required}",
        voting=quorum.voting,
        present=quorum.present,
        required=quorum.required,
    )


class _Bar(QWidget):
    """How many of those who vote are there, with a notch at how many it takes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quorum: Quorum | None = None
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    def sizeHint(self) -> QSize:
        return QSize(240, _BAR_HEIGHT + 8)

    def show_quorum(self, quorum: Quorum, colour: str) -> None:
        self._quorum, self._colour = quorum, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._quorum is None or not self._quorum.voting:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        theme, width = self._desk.theme, float(self.width())
        top = (self.height() - _BAR_HEIGHT) / 2
        radius = _BAR_HEIGHT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(QRectF(0, top, width, _BAR_HEIGHT), radius, radius)
        if self._quorum.present:
            share = self._quorum.present / self._quorum.voting
            painter.setBrush(QColor(self._colour))
            painter.drawRoundedRect(QRectF(0, top, max(width * share, _BAR_HEIGHT), _BAR_HEIGHT), radius, radius)
        notch = min(width * self._quorum.required / self._quorum.voting, width - 2)
        painter.setBrush(QColor(theme.text))
        painter.drawRect(QRectF(notch - 1, top - 4, 2, _BAR_HEIGHT + 8))
        painter.end()
