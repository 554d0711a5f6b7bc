"""The stages of a meeting across its page, with where it stands: planned, convened, held, closed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.codes import MeetingStatus
from desktop.language import message
from desktop.windows.desk import Desk

STAGES = (MeetingStatus.PLANNED, MeetingStatus.CONVENED, MeetingStatus.HELD, MeetingStatus.CLOSED)

_DOT, _GAP, _LINE, _LEAST_LINE = 14, 7, 28, 8
"""Pixels: a stage's dot, the room beside its word, the line to the next stage as it is and where room is short."""


class StageStrip(QWidget):
    """Stages behind it are ticked, the one it is at is filled; a meeting that is off its way shows that instead."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._status = MeetingStatus.PLANNED
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_status(self, status: MeetingStatus) -> None:
        self._status = status
        said = message("Stage of the meeting: {stage}", stage=status)
        self.setAccessibleName(self._desk.say(said))
        self.setToolTip(self._desk.say(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width_with(_LINE, worded=True), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_with(_LEAST_LINE, worded=False), self._height())

    def _height(self) -> int:
        # Twice the ascent: room for the tails of Arabic letters, which Latin metrics do not know of.
        return max(28, 2 * self.fontMetrics().ascent())

    def _width_with(self, line: int, worded: bool) -> int:
        stages = self._stages()
        words = sum(self._width(stage) for stage in stages if worded or stage is self._status)
        return words + len(stages) * (_DOT + _GAP) + (len(stages) - 1) * (line + 2 * _GAP) + 4

    def _worded(self) -> bool:
        """Whether there is room for every stage's word; the present one's is always there."""
        return self.width() >= self._width_with(_LEAST_LINE, worded=True)

    def _line(self) -> int:
        """How long the lines are, in the width there is."""
        between = max(len(self._stages()) - 1, 1)
        return min(max((self.width() - self._width_with(0, self._worded())) // between, _LEAST_LINE), _LINE)

    def _stages(self) -> tuple[MeetingStatus, ...]:
        return STAGES if self._status in STAGES else (self._status,)

    def _word(self, stage: MeetingStatus) -> str:
        return self._desk.say(stage.label)

    def _font(self, stage: MeetingStatus) -> QFont:
        font = QFont(self.font())
        font.setBold(stage is self._status)
        return font

    def _width(self, stage: MeetingStatus) -> int:
        return QFontMetrics(self._font(stage)).horizontalAdvance(self._word(stage)) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reached = STAGES.index(self._status) if self._status in STAGES else 0
        place, length, worded = 2, self._line(), self._worded()
        for index, stage in enumerate(self._stages()):
            if index:
                self._draw_line(painter, place + _GAP, length, behind=index <= reached)
                place += length + 2 * _GAP
            self._draw_dot(painter, place, stage, behind=index < reached)
            place += _DOT + _GAP
            if worded or stage is self._status:
                width = self._width(stage)
                self._draw_word(painter, place, width, stage, ahead=index > reached)
                place += width
        painter.end()

    # Everything below is placed from the leading edge: the left one, or the right one in Arabic.

    def _rect(self, place: float, width: float, height: float) -> QRectF:
        left = self.width() - place - width if self._right_to_left() else place
        return QRectF(left, (self.height() - height) / 2, width, height)

    def _right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _draw_line(self, painter: QPainter, place: float, length: int, behind: bool) -> None:
        theme = self._desk.theme
        painter.setPen(QPen(QColor(theme.accent if behind else theme.border), 2))
        line = self._rect(place, length, 0)
        painter.drawLine(line.topLeft(), line.topRight())

    def _draw_dot(self, painter: QPainter, place: float, stage: MeetingStatus, behind: bool) -> None:
        theme = self._desk.theme
        dot = self._rect(place, _DOT, _DOT).adjusted(1, 1, -1, -1)
        colour = QColor(self._colour_of(stage))
        here = stage is self._status
        painter.setPen(QPen(colour if behind or here else QColor(theme.edge), 2))
        painter.setBrush(colour if behind or here else QColor(theme.window))
        painter.drawEllipse(dot)
        painter.setPen(QPen(QColor(theme.on_accent), 1.6))
        middle = dot.center()
        if behind:  # a tick is a tick in every direction of writing
            painter.drawPolyline([middle + QPointF(*at) for at in ((-2.8, 0.2), (-0.8, 2.2), (3.0, -2.2))])
        elif here and stage in STAGES:
            painter.setBrush(QColor(theme.on_accent))
            painter.drawEllipse(middle, 1.6, 1.6)

    def _colour_of(self, stage: MeetingStatus) -> str:
        theme = self._desk.theme
        return {MeetingStatus.POSTPONED: theme.amber, MeetingStatus.CANCELLED: theme.grey}.get(stage, theme.accent)

    def _draw_word(self, painter: QPainter, place: float, width: float, stage: MeetingStatus, ahead: bool) -> None:
        theme = self._desk.theme
        painter.setFont(self._font(stage))
        painter.setPen(QColor(theme.muted if ahead else theme.text))
        painter.drawText(self._rect(place, width, self.height()), Qt.AlignmentFlag.AlignCenter, self._word(stage))
