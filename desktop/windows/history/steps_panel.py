"""The steps of the journal, the newest first: searched, narrowed down, and the one chosen told beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Channel
from desktop.language import LanguageCode, isolate, message
from desktop.records.history import HistoryFilter, list_authors, list_step_ids, list_steps
from desktop.records.journal import kinds
from desktop.records.listing import Sort
from desktop.records.rows import StepRow
from desktop.records.search.words import fold
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import FilterChip, Option
from desktop.windows.forms.line import TextLine
from desktop.windows.history.step_pane import StepPane, say_step
from desktop.windows.lists.record_table import RecordTable
from desktop.windows.lists.table_model import Cell, Column, TableModel
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.look.turning_splitter import TurningSplitter
from desktop.windows.page import rolling

PAUSE = 250
"""Milliseconds after the last letter before the journal is searched."""

PERIODS = {
    0: message("Today"),
    7: message("The last 7 days"),
    30: message("The last 30 days"),
    365: message("The last 12 months"),
}


@dataclass(frozen=True)
class StepLine:
    """A step as a line of the table."""

    id: str
    step: StepRow


COLUMNS = (
    Column("at", message("When"), lambda row, language: language.moment(row.step.at), Cell.FIGURE, 140, sorts=False),
    # A sentence in the window's language, though it may begin with an acronym in another script.
    Column("what", message("What"), lambda row, language: language.text(say_step(row.step)), Cell.FIGURE, stretch=True,
           sorts=False),
    Column("who", message("Who"), lambda row, language: row.step.who, width=110, sorts=False, rank=2),
    Column("channel", message("Through"), lambda row, language: language.text(row.step.channel.label), width=110,
           sorts=False, rank=1),
    Column("records", message("Records"), lambda row, language: language.number(row.step.records), Cell.FIGURE, 90,
           sorts=False, rank=3),
)  # fmt: skip


BESIDE = 760
"""Pixels, at the usual size of text, from which a step stands beside the list."""


class StepsPanel(QWidget):
    """Search, filters, table, and the step chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.model = TableModel(desk, COLUMNS, self._list_ids, self._list_rows)
        self.model.chosen = HistoryFilter()
        self.table = RecordTable(desk, self.model, self)
        self.pane = StepPane(desk, self)
        self.search = TextLine(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.apply_filter)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.kind, self.who = FilterChip(desk, True, self), FilterChip(desk, False, self)
        self.channel, self.period = FilterChip(desk, True, self), FilterChip(desk, False, self)
        self.session = QPushButton(self)
        self.session.setCheckable(True)
        self.session.setProperty("chip", True)
        self.session.toggled.connect(lambda _on: self.apply_filter())
        self._set_up_chips()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.entered.connect(lambda _id: self.pane.told.setFocus())
        self.model.renewed.connect(lambda _from_top: self._on_read())
        self.pane.step_asked.connect(self.show_step)

    def _set_up_chips(self) -> None:
        desk = self.desk
        self.kind.title, self.who.title = message("Kind of record"), message("Who")
        self.channel.title, self.period.title = message("Through"), message("Period")
        self.kind.set_options(lambda: kind_options(desk))
        self.who.set_options(self._authors)
        self.channel.set_options(lambda: [Option(each, desk.say(each.label)) for each in Channel])
        self.period.set_options(
            lambda: [Option(None, "–"), *(Option(days, desk.say(words)) for days, words in PERIODS.items())]
        )
        for chip in (self.kind, self.who, self.channel, self.period):
            chip.edited.connect(self.apply_filter)

    def _authors(self) -> list[Option]:
        with self.desk.reading() as session:
            return [Option(None, "–"), *(Option(who, isolate(who)) for who in list_authors(session) if who)]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        head.addStretch(1)
        chips = FlowLayout(None, 8)
        for chip in (self.session, self.period, self.who, self.channel, self.kind):
            chips.addWidget(chip)
        listed = QWidget()
        column = QVBoxLayout(listed)
        # Right to left, a splitter cuts off the last column of pixels.
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(chips)
        column.addWidget(self.table, 1)
        self.splitter = TurningSplitter(self.desk, BESIDE, self)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([640, 420])
        rolled = QVBoxLayout()
        rolled.setContentsMargins(0, 12, 0, 0)
        rolled.addWidget(self.splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(rolling(rolled, self))

    # --- reading -----------------------------------------------------------------------------------------------------

    def _list_ids(self, session: Session, chosen: HistoryFilter, code: LanguageCode, sort: Sort | None) -> list[str]:
        return [str(each) for each in list_step_ids(session, chosen, self.desk.language)]

    def _list_rows(self, session: Session, ids: Sequence[str]) -> list[StepLine]:
        return [StepLine(str(step.id), step) for step in list_steps(session, [int(each) for each in ids])]

    def chosen_filter(self) -> HistoryFilter:
        """What the search field and the chips choose."""
        days = self.period.value()
        register = self.desk.register
        return HistoryFilter(
            kinds=self.kind.value() or (),
            who=self.who.value() or "",
            channels=self.channel.value() or (),
            since=None if days is None else self.desk.today - dt.timedelta(days=days),
            words=self.search.text(),
            only=[*register.steps_done, *register.steps_undone] if self.session.isChecked() else None,
        )

    def apply_filter(self) -> None:
        """List what is chosen, from the newest on."""
        self._pause.stop()
        self.session.setProperty("chosen", self.session.isChecked())
        self.session.style().unpolish(self.session)
        self.session.style().polish(self.session)
        self.refresh(from_top=True)

    def refresh(self, from_top: bool = False) -> None:
        """Read the list anew; the step chosen stays so."""
        self.model.chosen = self.chosen_filter()
        self.model.refresh(from_top)

    def _on_read(self) -> None:
        found = self.model.rowCount()
        self.count.setText(self.desk.language.number(found))
        if self.table.chosen_id is None:
            self.table.choose_first()
        self._on_chosen(self.table.chosen_id)

    def show_step(self, step_id: int) -> None:
        """Show a step, if need be by dropping what leaves it out."""
        if not self.table.choose(str(step_id)):
            with self.desk.reading() as session:
                found = list_steps(session, [step_id])
            self.pane.show_step(found[0] if found else None)

    def _on_chosen(self, step_id: Any) -> None:
        if step_id is None:
            self.pane.show_step(None)
            return
        with self.desk.reading() as session:
            found = list_steps(session, [int(step_id)])
        self.pane.show_step(found[0] if found else None)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        self.search.setPlaceholderText(language.text("Search"))
        self.search.setAccessibleName(language.text("Search"))
        self._glass.setIcon(self.desk.icon("magnifying-glass"))
        if (cross := self.search.findChild(QAction, "_q_qlineeditclearaction")) is not None:
            cross.setIcon(self.desk.icon("x"))
        for chip in (self.kind, self.who, self.channel, self.period):
            chip.retranslate()
        self.session.setText(language.text("Since the register was opened"))
        self.table.setAccessibleName(language.text("Steps"))
        self.model.say_anew()
        self.pane.retranslate()


def kind_options(desk: Desk) -> list[Option]:
    """Every kind of record, by its name in the language spoken."""
    named = [Option(name, desk.say(kind.singular)) for name, kind in kinds().items()]
    return sorted(named, key=lambda option: fold(option.words))
