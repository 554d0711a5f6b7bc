"""Key figures at the top of the dashboard: a number, what it counts, and the list behind it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.codes import ActionStatus, DueBand, Implementation
from desktop.language import Language, Message, message
from desktop.windows.charts.chart_card import Way
from desktop.windows.dashboard.situation import Situation
from desktop.windows.page import Line

NARROWEST = 168
"""Pixels a tile takes at least."""
TILE_MARGINS = 32


class Tile(QPushButton):
    """One key figure; red where it is a number of things that are late."""

    def __init__(self, words: Message, way: Way, parent: QWidget) -> None:
        super().__init__(parent)
        self.words, self.way = words, way
        self.setObjectName("tile")
        # Too narrow for five of them, the page asks for two rows only once it is narrow.
        self.setMinimumWidth(60)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.value, self.label = Line(self), QLabel(self)
        self.value.setObjectName("figure")
        self.value.align()
        self.label.setObjectName("muted")
        self.label.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(2)
        self._column.addWidget(self.value)
        self._column.addWidget(self.label)
        self._column.addStretch(1)
        for each in (self.value, self.label):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_value(self, language: Language, value: str, late: bool, share: str = "") -> None:
        """``share`` is said after the words: how much of the whole it is."""
        said = language.text(self.words)
        said = f"{said} ({share})" if share else said
        self.value.setText(value)
        # Arabic letters are higher: what stands under the figures begins at one height all the same.
        self.value.ensurePolished()
        self.value.setFixedHeight(round(self.value.fontMetrics().height() * 1.1))
        self.label.setText(said)
        self.setAccessibleName(language.text("{name}: {value}", name=said, value=value))
        if self.property("late") != late:
            self.setProperty("late", late)
            for each in (self, self.value):
                each.style().unpolish(each)
                each.style().polish(each)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self._column.totalHeightForWidth(max(self.width(), NARROWEST)))

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True


class Tiles(QWidget):
    """The tiles side by side, in two rows where one has no room for them."""

    list_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = {
            "late": self._tile(message("Overdue actions"), "actions", overdue=True),
            "soon": self._tile(message("Due within 30 days"), "actions", due_soon=True),
            "reported": self._tile(
                message("Reported done, to be verified"), "actions", status=(ActionStatus.REPORTED,)
            ),
            "silent": self._tile(message("Open actions without news for six months"), "actions", silent=True),
            "implemented": self._tile(
                message("Recommendations verified as implemented"),
                "recommendations",
                status=(Implementation.VERIFIED,),
            ),
        }
        self.columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._lay_tiles()

    def _tile(self, words: Message, page: str, **filters: object) -> Tile:
        tile = Tile(words, Way(page, filters), self)
        tile.clicked.connect(lambda: self.list_asked.emit(page, dict(filters)))
        return tile

    def _lay_tiles(self) -> None:
        count = len(self.tiles)
        words = [word for tile in self.tiles.values() for word in tile.label.text().split()]
        metrics = next(iter(self.tiles.values())).label.fontMetrics()
        needed = max([NARROWEST, *(metrics.horizontalAdvance(word) + TILE_MARGINS for word in words)]) + 12
        columns = next((each for each in (count, 3, 2) if self.width() >= each * needed), 1)
        if columns == self.columns:
            return
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.columns = columns
        for place, tile in enumerate(self.tiles.values()):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_tiles()

    def show_situation(self, situation: Situation, language: Language) -> None:
        recommended = sum(situation.recommendations.values())
        verified = situation.recommendations[Implementation.VERIFIED]
        counts = {
            "implemented": verified,
            "late": situation.late,
            "soon": situation.bands[DueBand.DUE_MONTH],
            "reported": situation.actions[ActionStatus.REPORTED],
            "silent": situation.silent,
        }
        share = language.percent(round(100 * verified / recommended)) if recommended else ""
        for name, tile in self.tiles.items():
            late = name == "late" and counts[name] > 0
            tile.show_value(language, language.number(counts[name]), late, share if name == "implemented" else "")
        self._lay_tiles()
