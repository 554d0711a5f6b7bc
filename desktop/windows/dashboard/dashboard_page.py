"""The dashboard: key figures, the next meeting and reporting dates, and pictures of how follow-up stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.language import Message, message
from desktop.windows.charts.chart_card import ChartCard
from desktop.windows.charts.chart_files import ChartFiles
from desktop.windows.charts.easel import Easel
from desktop.windows.dashboard.exhibits import EXHIBITS, make_exhibits
from desktop.windows.dashboard.situation import Situation, read_situation
from desktop.windows.dashboard.tiles import Tiles
from desktop.windows.desk import Desk
from desktop.windows.door_list import DoorLine, DoorList
from desktop.windows.jobs import Jobs
from desktop.windows.lists.record_pane import scrolled
from desktop.windows.meeting.lacks import said_of_lacks
from desktop.windows.page import ElidedLine, Page, heading, stacked
from desktop.windows.pages import PAGES
from desktop.windows.reads import Reader

SPACING = 16
TWO_COLUMNS_FROM = 860
"""Pixels: on a narrower page the cards stand one under the other."""

BESIDE = ("reporting", "deadlines", "silences", "civil_society", "trainees")
"""The cards of the second column."""

REPORTS = 4
"""How many reporting dates the card shows."""


class LineCard(QFrame):
    """A card of a few lines, each a door."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = heading("subheading")
        self.title.setContentsMargins(8, 0, 8, 0)
        self.lines = DoorList(desk, self)
        self.note = heading("muted")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(8, 0, 8, 4)
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.lines)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_lines(self, lines: Sequence[DoorLine], nothing: Message) -> None:
        self.lines.show_lines(lines, nothing)
        for button in self.lines.buttons:
            # A long place or title must not make one column of the page wider than the other.
            button.setMinimumWidth(40)


class DashboardPage(Page):
    key = "dashboard"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.easel = Easel(self)
        self.files = ChartFiles(desk, self.easel, jobs, self)
        self._reader = Reader(desk.reads, self)
        self.situation: Situation | None = None
        self._heading, self._date = heading(), ElidedLine()
        self._date.setObjectName("muted")
        self.waiting = heading("muted")
        """Says that the register is being read, where that takes a moment."""
        self.waiting.hide()
        self._reader.slow.connect(lambda slow: self.waiting.setVisible(slow and self.situation is None))
        self.tiles = Tiles(self)
        self.tiles.list_asked.connect(self._ask)
        self.meeting, self.reporting = LineCard(desk, self), LineCard(desk, self)
        self.meeting.lines.chosen.connect(lambda record_id: desk.record_asked.emit("meetings", record_id))
        self.reporting.lines.chosen.connect(self._on_report_chosen)
        self.cards = {name: ChartCard(desk, self.easel, self.files, self) for name in EXHIBITS}
        for card in self.cards.values():
            card.list_asked.connect(self._ask)
        self.columns = 0
        """How many cards stand side by side."""
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(12)
        head.addWidget(self._heading)
        head.addWidget(self._date, 1)
        # Empty cards would say nothing: they come with what they show.
        shown = self._shown = QWidget(self)
        shown.hide()
        column = QVBoxLayout(shown)
        column.setContentsMargins(4, 0, 4, 8)
        column.setSpacing(SPACING)
        column.addWidget(self.tiles)
        self._sides = QHBoxLayout()
        # Widgets, not layouts in a layout: a card that changes its height is laid out anew by the column it is in.
        self._side = [stacked(spacing=SPACING), stacked(spacing=SPACING)]
        for side in self._side:
            holder = QWidget(shown)
            holder.setLayout(side)
            side.addStretch(1)
            self._sides.addWidget(holder, 1)
        column.addLayout(self._sides)
        column.addStretch(1)
        self._lay_cards()
        self.area = scrolled(shown)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.addLayout(head)
        self.waiting.setContentsMargins(20, 24, 20, 24)
        whole.addWidget(self.waiting)
        whole.addWidget(self.area, 1)

    def _lay_cards(self) -> None:
        """Put the cards in two columns, or in one where two would be too narrow to be read."""
        columns = 2 if self.width() >= TWO_COLUMNS_FROM * self.desk.settings.text_size / 100 else 1
        if columns == self.columns:
            return
        self.columns = columns
        shown = {"meeting": self.meeting, "reporting": self.reporting, **self.cards}
        for name, card in shown.items():
            for side in self._side:
                # Not taken out as an item: that would live on, and its card's heights be learnt by it alone.
                side.removeWidget(card)
            target = self._side[columns - 1 if name in BESIDE else 0]
            target.insertWidget(target.count() - 1, card)
        for number, side in enumerate(self._side):
            if (holder := side.parentWidget()) is not None:
                holder.setVisible(number < columns)
        self._sides.setSpacing(SPACING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_cards()

    # --- reading and showing -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        today = self.desk.today
        self._reader.ask(lambda session: read_situation(session, today), self._show)

    def _show(self, situation: Situation) -> None:
        self.situation = situation
        language = self.desk.language
        self.tiles.show_situation(situation, language)
        self._show_meeting(situation)
        self._show_reporting(situation)
        for name, exhibit in make_exhibits(situation, language).items():
            self.cards[name].show_exhibit(exhibit)
        if self._shown.isHidden():
            self._shown.show()
            if self.hasFocus():
                self.take_focus()

    def _show_meeting(self, situation: Situation) -> None:
        language, coming = self.desk.language, situation.meeting
        nothing = message("No meeting is planned. Ctrl+N on the page of meetings plans one.")
        if coming is None:
            self.meeting.show_lines([], nothing)
            self.meeting.note.hide()
            return
        row = coming.row
        days = self.desk.day(row.start, language.period(row.start, row.end))
        when = " · ".join(each for each in (days, language.best(row.place)) if each)
        line = DoorLine(row.id, row.number, language.best(row.title), row.status, note=when)
        self.meeting.show_lines([line], nothing)
        self.meeting.note.setText(said_of_lacks(coming, language))
        self.meeting.note.show()

    def _show_reporting(self, situation: Situation) -> None:
        language = self.desk.language
        lines = [
            DoorLine(
                row.on.isoformat(),
                language.text(row.reporter.label),
                language.best(row.title),
                note=self.desk.day(row.on),
            )
            for row in situation.reporting[:REPORTS]
        ]
        self.reporting.show_lines(lines, message("The calendar names no day by which anybody reports."))

    def _ask(self, page: str, filters: dict[str, Any]) -> None:
        if page in PAGES:
            self.desk.list_asked.emit(page, filters)
        elif "institution" in filters:
            self.desk.record_asked.emit("institutions", filters["institution"])

    def _on_report_chosen(self, day: str) -> None:
        self._ask("calendar", {"day": day})

    def retranslate(self) -> None:
        language = self.desk.language
        self._heading.setText(self.desk.say(self.title))
        self.waiting.setText(language.text("The register is being read…"))
        self._date.setText(self.desk.day(self.desk.today, language.date(self.desk.today, "full")))
        self.meeting.title.setText(language.text("Next meeting"))
        self.reporting.title.setText(language.text("Next reporting dates"))
        if self.situation is not None:
            self._show(self.situation)

    @property
    def busy(self) -> bool:
        return self._reader.waits or self.easel.busy

    def take_focus(self) -> None:
        if self.situation is None:
            self.setFocus()
            return
        self.tiles.tiles["late"].setFocus()
