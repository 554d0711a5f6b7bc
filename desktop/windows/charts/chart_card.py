"""A card with one chart: as a picture or as a table, and ways to take it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.documents.charts.chart import Chart, Mark
from desktop.language import Message, message
from desktop.windows.charts.chart_files import ChartFiles
from desktop.windows.charts.chart_table import ChartTable
from desktop.windows.charts.chart_view import ChartView
from desktop.windows.charts.easel import Easel
from desktop.windows.desk import Desk
from desktop.windows.page import heading


@dataclass(frozen=True)
class Way:
    """Where a mark leads: a page, and the filters that list there what the mark counts."""

    page: str
    filters: Mapping[str, Any]


@dataclass(frozen=True)
class Exhibit:
    """A chart with the way each of its marks leads; ``whole`` where the table has more rows than the picture."""

    chart: Chart
    ways: Mapping[Mark, Way]
    whole: Exhibit | None = None


class ChartCard(QFrame):
    """Title, buttons, and under them the picture, the table, or what will be here."""

    list_asked = Signal(str, object)
    """A list is to be shown: the key of its page and its filters."""

    def __init__(self, desk: Desk, easel: Easel, files: ChartFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.files = desk, files
        self.exhibit: Exhibit | None = None
        self.setObjectName("card")
        self._title = heading("subheading")
        self._title.setWordWrap(True)
        self.view = ChartView(desk, easel, self)
        self.table = ChartTable(self)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(8)
        self._actions: list[tuple[QAction, Message]] = []
        self.table_button = self._button("table", self.show_table)
        self.table_button.setCheckable(True)
        self.menu_button = self._button("dots-three", self._open_menu)
        self.menu = QMenu(self)
        for words, go, keys in (
            (message("Copy the picture"), lambda: files.copy(self._taken()), "Ctrl+C"),
            (message("Copy the table"), lambda: files.copy_table(self._whole().chart), "Ctrl+Shift+C"),
            (message("Print…"), lambda: files.print(self._taken()), "Ctrl+P"),
            (message("Save as picture…"), lambda: files.save(self._taken()), ""),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, go=go: go())
            self.addAction(action)
            self.menu.addAction(action)
            self._actions.append((action, words))
        self._switch = QAction(self)
        self._switch.setShortcut(QKeySequence("T"))
        self._switch.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._switch.triggered.connect(lambda _=False: self.table_button.click())
        self.addAction(self._switch)
        self._lay_out()
        for first, second in pairwise((self.table_button, self.menu_button, self.view, self.table)):
            QWidget.setTabOrder(first, second)
        self.view.failed.connect(self._on_failed)
        self.view.opened.connect(lambda mark: self._open(mark, self.exhibit))
        self.table.opened.connect(lambda mark: self._open(mark, self._whole()))
        self.retranslate()

    def _button(self, icon: str, go: Any) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("drawing", icon)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(lambda _=False: go())
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self.table_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        for widget in (self.view, self.table, self.nothing):
            layout.addWidget(widget)
        self._choose()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_exhibit(self, exhibit: Exhibit) -> None:
        self.exhibit = exhibit
        chart = exhibit.chart
        self._title.setText(chart.title)
        self.nothing.setText(chart.nothing)
        self.view.show_chart(chart)
        self.table.show_chart(self._whole().chart, self.desk.language)
        for widget in (self.table_button, self.menu_button):
            widget.setVisible(not chart.empty)
        for action in (*(action for action, _ in self._actions), self._switch):
            action.setEnabled(not chart.empty)
        self._choose()
        self.retranslate()

    def show_table(self) -> None:
        """Show the table instead of the picture, or the picture again; the focus goes along."""
        focused = self.view.hasFocus() or self.table.hasFocus()
        self._choose()
        self.retranslate()
        if focused:
            self._shown().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self) -> None:
        """Show the figures where there is no picture."""
        if not self.table_button.isChecked():
            self.table_button.setChecked(True)
            self.show_table()

    def _choose(self) -> None:
        shown = self._shown()
        for widget in (self.view, self.table, self.nothing):
            widget.setVisible(widget is shown)

    def _shown(self) -> QWidget:
        if self.exhibit is None or self.exhibit.chart.empty:
            return self.nothing
        return self.table if self.table_button.isChecked() else self.view

    def _whole(self) -> Exhibit:
        assert self.exhibit is not None
        return self.exhibit.whole or self.exhibit

    def _taken(self) -> Chart:
        assert self.exhibit is not None
        return self.exhibit.chart

    def _open(self, mark: Mark, exhibit: Exhibit | None) -> None:
        if exhibit is not None and (way := exhibit.ways.get(mark)) is not None:
            self.list_asked.emit(way.page, dict(way.filters))

    # --- words and the menu ------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        shown = self.table_button.isChecked()
        name = language.text("Show as a picture") if shown else language.text("Show as a table")
        for button, words in ((self.table_button, f"{name} (T)"), (self.menu_button, language.text("More"))):
            drawing = "chart-bar" if button is self.table_button and shown else button.property("drawing")
            button.setIcon(self.desk.icon(drawing))
            button.setToolTip(words)
            button.setAccessibleName(language.text("{name}: {value}", name=self._title.text(), value=words))
        for action, words in self._actions:
            action.setText(self.desk.say(words))
        self._switch.setText(name)

    def _open_menu(self) -> None:
        corner = self.menu_button.rect().bottomLeft()
        if self.isRightToLeft():
            corner = self.menu_button.rect().bottomRight()
            corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(self.menu_button.mapToGlobal(corner))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.exhibit is not None and not self.exhibit.chart.empty:
            self.menu.popup(event.globalPos())
