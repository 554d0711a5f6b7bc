"""The quorum while a meeting sits: how it stands, under which rule, and how it went since the opening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.language import isolate, message
from desktop.records.meetings.quorum import quorum_rule
from desktop.records.rows import Quorum
from desktop.windows.desk import Desk
from desktop.windows.look.direction import side_by_side
from desktop.windows.meeting.quorum_bar import count_of, verdict_on
from desktop.windows.page import heading

Moments = Sequence[tuple[dt.time, Quorum]]


class QuorumBoard(QWidget):
    """Hidden for an event that has no quorum."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sign, self.verdict = QLabel(), heading("live-verdict")
        self.count, self.rule, self.told = heading("live-figures"), heading("muted"), heading("muted")
        for words in (self.verdict, self.count, self.rule, self.told):
            words.setWordWrap(True)
        self._line = _QuorumLine(desk)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self.verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for widget in (self.count, self.rule, self._line, self.told):
            column.addWidget(widget)

    def show_quorum(self, quorum: Quorum | None, second_call: bool, moments: Moments, until: dt.time | None) -> None:
        """Say how things stand; ``moments`` is how they went, until ``until``."""
        self.setVisible(quorum is not None)
        if quorum is None:
            return
        theme, language = self._desk.theme, self._desk.language
        name, colour = ("check-circle", theme.green) if quorum.reached else ("warning-circle", theme.red)
        self._sign.setPixmap(self._desk.icon(name, colour).pixmap(24, 24))
        self.verdict.setText(self._desk.say(verdict_on(quorum)))
        self.verdict.setStyleSheet(f"color: {colour}")
        self.count.setText(self._desk.say(count_of(quorum)))
        self.rule.setText(self._desk.say(quorum_rule(quorum, second_call)))
        all_told = [
            self._desk.say(
                message("{time} reached ({count})", time=isolate(f"{at:%H:%M}"), count=each.present)
                if each.reached
                else message("{time} not reached ({count})", time=isolate(f"{at:%H:%M}"), count=each.present)
            )
            for at, each in moments
        ]
        turns = [
            words
            for place, words in enumerate(all_told)
            if not place or moments[place][1].reached is not moments[place - 1][1].reached
        ]
        self.told.setText(side_by_side(turns, language.right_to_left))
        self.told.setToolTip("\n".join(all_told))
        self.told.setVisible(bool(turns))
        self._line.show_moments(moments, quorum, until)
        self._line.setAccessibleName(language.text("The quorum over time"))
        self._line.setAccessibleDescription(". ".join(all_told))
        self._line.setToolTip("\n".join(all_told))
        self._line.setVisible(len(all_told) > 1)


class _QuorumLine(QWidget):
    """How many were in the room from the opening on, with a line at how many it takes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._moments: Moments = ()
        self._quorum: Quorum | None = None
        self._until = dt.time()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 44)

    def show_moments(self, moments: Moments, quorum: Quorum, until: dt.time | None) -> None:
        self._moments, self._quorum = moments, quorum
        self._until = until or (moments[-1][0] if moments else dt.time())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._quorum is None or not self._moments or not self._quorum.voting:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        theme, area = self._desk.theme, QRectF(self.rect()).adjusted(1, 4, -1, -4)
        first, last = _minutes(self._moments[0][0]), max(_minutes(self._until), _minutes(self._moments[-1][0]) + 1)

        def across(minute: int) -> float:
            return area.left() + area.width() * (minute - first) / max(last - first, 1)

        def up(count: int) -> float:
            assert self._quorum is not None
            return area.bottom() - area.height() * count / self._quorum.voting

        ends = [_minutes(at) for at, _ in self._moments[1:]] + [last]
        painter.setPen(Qt.PenStyle.NoPen)
        for (at, quorum), end in zip(self._moments, ends, strict=True):
            colour = QColor(theme.green if quorum.reached else theme.red)
            left, right, top = across(_minutes(at)), across(end), up(quorum.present)
            colour.setAlpha(64)
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF(QRectF(left, top, right - left, area.bottom() - top)))
            colour.setAlpha(255)
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(left, top), QPointF(right, top))
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setPen(QPen(QColor(theme.text), 1, Qt.PenStyle.DashLine))
        needed = up(self._quorum.required)
        painter.drawLine(QPointF(area.left(), needed), QPointF(area.right(), needed))
        painter.end()


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
