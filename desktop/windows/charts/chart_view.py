"""A chart on the screen: its picture, sharp at any size, and its values, each to be pointed at, gone to and opened."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.documents.charts.chart import Chart, ChartKind, Mark
from desktop.documents.charts.drawing import Picture
from desktop.windows.charts.easel import Easel, Order, palette_of
from desktop.windows.desk import Surroundings

REDRAWN_AFTER = 120
"""Milliseconds a width must last before the chart is drawn for it; until then the picture is stretched."""

ROOM = 10
"""Pixels around the middle of a mark that belong to it at least: a point on a line is hard to hit."""

EXPECTED = 180
"""Pixels of height before there is a chart."""

STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class ChartView(QWidget):
    """Tab leads to the chart, the arrows to the value that lies that way, Enter opens what is behind it."""

    opened = Signal(object)
    """The :class:`Mark` whose list is to be shown."""
    drawn = Signal()
    failed = Signal()
    """There will be no picture of the chart."""

    def __init__(self, surroundings: Surroundings, easel: Easel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings, self.easel = surroundings, easel
        self.chart: Chart | None = None
        self.marks: dict[Mark, QRectF] = {}
        """Where each mark is, in the picture's own measures."""
        self.current: Mark | None = None
        self._picture: Picture | None = None
        self._renderer: QSvgRenderer | None = None
        self._hovered: Mark | None = None
        self._pressed: Mark | None = None
        self._ordered: tuple[object, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(REDRAWN_AFTER)
        self._pause.timeout.connect(self._order)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(200)
        self.setFixedHeight(EXPECTED)

    # --- the picture -------------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; the picture of the one before stays until the new one is drawn."""
        self.chart = chart
        if self._picture is None:
            # The room the picture will about take: what stands below hardly moves when it comes.
            self.setFixedHeight(expected_height(chart, self.fontMetrics().height()))
        self._say_name()
        self._order()

    def _order(self) -> None:
        if self.chart is None or not self.isVisible() or self.width() < 100:
            return
        size = max(self.fontInfo().pixelSize() * 0.95, 11.0)
        order = Order(
            self.chart, self.surroundings.language, palette_of(self.surroundings.theme), self.width(), size=size
        )
        # What is drawn already, or is being drawn, is not drawn again.
        asked = (order.chart, order.language, order.palette, order.width, order.size)
        if asked != self._ordered:
            self._ordered = asked
            self.easel.draw(self, order, lambda picture, chart=self.chart: self._show(picture, chart))

    def _show(self, picture: object, chart: Chart) -> None:
        if chart is not self.chart:
            return
        if not isinstance(picture, Picture):
            self.failed.emit()
            return
        self._picture = picture
        self._renderer = QSvgRenderer(QByteArray(picture.content), self)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.marks = {mark: self._renderer.boundsOnElement(mark.id) for mark in chart.marks()}
        if self.current not in self.marks:
            self.current = next(iter(self.marks), None)
        self.setFixedHeight(max(round(picture.height * self._scale), 1))
        self._say_name()
        self.update()
        self.drawn.emit()

    @property
    def _scale(self) -> float:
        return self.width() / self._picture.width if self._picture else 1.0

    @property
    def drawn_width(self) -> float:
        """The width the picture that is shown was drawn for."""
        return self._picture.width if self._picture else 0.0

    def place_of(self, mark: Mark) -> QRectF:
        """Where a mark is on the widget, with the room around it that belongs to it."""
        found = self.marks[mark]
        scale = self._scale
        place = QRectF(found.x() * scale, found.y() * scale, found.width() * scale, found.height() * scale)
        more = QPointF(max(ROOM - place.width() / 2, 0), max(ROOM - place.height() / 2, 0))
        return place.adjusted(-more.x(), -more.y(), more.x(), more.y())

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark at a point: of several, the one whose middle is nearest."""
        found = [mark for mark in self.marks if self.place_of(mark).contains(point)]
        return min(found, key=lambda mark: _length(self.place_of(mark).center() - point), default=None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._renderer is None or self._picture is None:
            painter.setPen(QColor(self.surroundings.theme.muted))
            said = self.surroundings.language.text("Drawing…")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, said)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale
        self._renderer.render(painter, QRectF(0, 0, self._picture.width * scale, self._picture.height * scale))
        theme = self.surroundings.theme
        if self._hovered is not None and self._hovered in self.marks:
            self._ring(painter, self._hovered, theme.text, 1.5)
        if self.hasFocus() and self.current is not None:
            self._ring(painter, self.current, theme.surface, 5)
            self._ring(painter, self.current, theme.accent, 2.5)

    def _ring(self, painter: QPainter, mark: Mark, colour: str, width: float) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.place_of(mark).adjusted(-2, -2, 2, 2), 3, 3)

    # --- pointing and going from mark to mark ------------------------------------------------------------------------

    def said(self, mark: Mark) -> str:
        """A value in words."""
        return self.chart.said(mark, self.surroundings.language) if self.chart else ""

    def go(self, mark: Mark) -> None:
        """Be at a mark."""
        self.current = mark
        self._say_name()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        place = self.place_of(mark).center().toPoint()
        if self.hasFocus():
            QToolTip.showText(self.mapToGlobal(place), self.said(mark), self)

    def _say_name(self) -> None:
        """What is read aloud: the title and the value one is at; and as its description, all of the values."""
        chart, language = self.chart, self.surroundings.language
        if chart is None:
            return
        at = self.current if self.current in chart.marks() else None
        self.setAccessibleName(
            language.text("{name}: {value}", name=chart.title, value=self.said(at)) if at else chart.title
        )
        self.setAccessibleDescription(
            chart.nothing if chart.empty else "; ".join(self.said(mark) for mark in chart.marks())
        )

    def _step(self, way: QPointF) -> None:
        """Go to the nearest mark that lies that way."""
        assert self.current is not None
        here = self.place_of(self.current).center()
        best: tuple[float, Mark] | None = None
        for mark in self.marks:
            off = self.place_of(mark).center() - here
            along = off.x() * way.x() + off.y() * way.y()
            aside = abs(off.x() * way.y() - off.y() * way.x())
            if along > 1 and along >= aside * 0.2:
                cost = along + aside * 3
                if best is None or cost < best[0]:
                    best = (cost, mark)
        if best is not None:
            self.go(best[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.current is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in STEPS:
            self._step(STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(list(self.marks)[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark != self._hovered:
            self._hovered = mark
            self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.mark_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if self._pressed is not None:
            self.go(self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self.mark_at(event.position()):
            self.opened.emit(pressed)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(QPointF(event.pos()))
            if mark is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.said(mark), self, self.place_of(mark).toRect())
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            if self._picture is not None:
                self.setFixedHeight(max(round(self._picture.height * self._scale), 1))
                self._pause.start()
            else:
                self._order()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._order()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order()


def expected_height(chart: Chart, line: int) -> int:
    """About how high a chart will be, in text of this height, before it is drawn."""
    rows, series = len(chart.rows), len(chart.series)
    legend = 2.1 if series > 1 else 0.8
    match chart.kind:
        case ChartKind.MULTIPLES:
            lines = series * 5.0
        case ChartKind.GROUPED:
            lines = rows * (0.7 + 0.85 * series) + legend
        case _:
            lines = rows * 1.55 + 2.8
    return round(lines * line)


def _length(way: QPointF) -> float:
    return (way.x() ** 2 + way.y() ** 2) ** 0.5
