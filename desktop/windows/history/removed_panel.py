"""What was withdrawn or removed, by kind, and brought back with one button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.language import Language, LanguageCode, label, message
from desktop.records.history import list_removed, restore
from desktop.records.journal import kinds
from desktop.records.listing import Sort
from desktop.records.rows import RemovedRow
from desktop.records.search.words import fold
from desktop.windows.desk import Desk, Door
from desktop.windows.forms.chooser import FilterChip
from desktop.windows.forms.line import TextLine
from desktop.windows.history.steps_panel import PAUSE, kind_options
from desktop.windows.lists.history import HistoryView
from desktop.windows.lists.record_table import RecordTable
from desktop.windows.lists.table_model import Cell, Column, TableModel
from desktop.windows.page import heading, scrolled


@dataclass(frozen=True)
class RemovedLine:
    """One record as a line of the table."""

    id: str
    """Kind and id."""
    row: RemovedRow


@dataclass(frozen=True)
class RemovedFilter:
    kinds: Sequence[str] = ()
    words: str = ""


def name_of(row: RemovedRow, language: Language) -> str:
    return " · ".join(each for each in (row.number, language.best(row.title)) if each)


def _what(row: RemovedLine, language: Language) -> str:
    return language.text(label("record", "withdrawn") if row.row.withdrawn else label("record", "removed"))


COLUMNS = (
    Column("kind", message("Kind"), lambda row, language: language.text(kinds()[row.row.kind].singular), width=130,
           sorts=False),
    Column("name", message("Record"), lambda row, language: name_of(row.row, language), stretch=True, sorts=False),
    Column("how", message("How"), _what, width=90, sorts=False, rank=2),
    Column("at", message("When"), lambda row, language: language.moment(row.row.removed_at) if row.row.removed_at
           else "", Cell.FIGURE, 140, sorts=False, rank=1),
    Column("who", message("Who"), lambda row, language: row.row.who, width=110, sorts=False, rank=3),
)  # fmt: skip


@dataclass
class _Found:
    """What was found last; the rows come with the ids, so that a page of them needs no second look."""

    rows: Mapping[str, RemovedLine] = field(default_factory=dict)


class RemovedPanel(QWidget):
    """Search, the kinds, table, and the record chosen with its history."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._found = _Found()
        self.model = TableModel(desk, COLUMNS, self._list_ids, self._list_rows)
        self.model.chosen = RemovedFilter()
        self.table = RecordTable(desk, self.model, self)
        self.search = TextLine(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.kind = FilterChip(desk, True, self)
        self.kind.title = message("Kind of record")
        self.kind.set_options(lambda: kind_options(desk))
        self.kind.edited.connect(self.refresh)
        self.name, self.how = heading("record-title"), heading("muted")
        for words in (self.name, self.how):
            words.setWordWrap(True)
        self.restore_button = QPushButton(self)
        self.restore_button.setProperty("primary", True)
        self.restore_button.clicked.connect(self.restore)
        self.history = HistoryView(desk)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.entered.connect(lambda _id: self.restore_button.setFocus())
        self.model.renewed.connect(lambda _from_top: self._on_read())
        again = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self.restore)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.kind)
        head.addStretch(1)
        listed = QWidget()
        self._which = QStackedWidget()
        self._which.addWidget(self.table)
        self._which.addWidget(self.nothing)
        column = QVBoxLayout(listed)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._which, 1)
        self.pane = QFrame(self)
        self.pane.setObjectName("pane")
        self.pane.setMinimumWidth(340)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore_button)
        buttons.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(6)
        top.addWidget(self.name)
        top.addWidget(self.how)
        top.addLayout(buttons)
        inside = QVBoxLayout(self.pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addLayout(top)
        inside.addWidget(scrolled(self.history), 1)
        self.splitter = QSplitter(self)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([640, 420])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.addWidget(self.splitter)

    # --- reading -----------------------------------------------------------------------------------------------------

    def _list_ids(self, session: Session, chosen: RemovedFilter, code: LanguageCode, sort: Sort | None) -> list[str]:
        words = fold(chosen.words).split()
        lines: dict[str, RemovedLine] = {}
        for row in list_removed(session, chosen.kinds):
            said = fold(" ".join((row.number, *(text or "" for text in row.title.as_dict().values()), row.who)))
            if all(word in said for word in words):
                key = f"{row.kind}/{row.id}"
                lines[key] = RemovedLine(key, row)
        self._found = _Found(lines)
        return list(lines)

    def _list_rows(self, session: Session, ids: Sequence[str]) -> list[RemovedLine]:
        found = self._found.rows
        return [found[each] for each in ids if each in found]

    def refresh(self) -> None:
        """Read the list anew."""
        self._pause.stop()
        self.model.chosen = RemovedFilter(self.kind.value() or (), self.search.text())
        self.model.refresh()

    def _on_read(self) -> None:
        some = self.model.rowCount() > 0
        self._which.setCurrentIndex(0 if some else 1)
        if some and self.table.chosen_id is None:
            self.table.choose_first()
        self._on_chosen(self.table.chosen_id if some else None)

    def chosen_row(self) -> RemovedRow | None:
        """The record that is chosen."""
        line = self._found.rows.get(self.table.chosen_id or "")
        return line.row if line is not None else None

    def _on_chosen(self, _key: Any) -> None:
        row, language = self.chosen_row(), self.desk.language
        self.pane.setVisible(row is not None)
        if row is None:
            return
        kind = kinds()[row.kind]
        called = name_of(row, language)
        self.name.setText(" · ".join(each for each in (self.desk.say(kind.singular), called) if each))
        how = message("Withdrawn from the lists. It is still in the register, and its number stays its own.")
        if not row.withdrawn:
            how = message("Removed. It comes back with all that hung on it then.")
        self.how.setText(self.desk.say(how))
        self.history.show_changes(kind, row.id)

    # --- bringing back -----------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Bring the record chosen back, as one step that can be undone."""
        row = self.chosen_row()
        if row is None:
            return
        kind = kinds()[row.kind]
        called = name_of(row, self.desk.language) or self.desk.say(kind.singular)
        said = message("{record} restored", record=called)
        if self.desk.change(said, lambda session: restore(session, kind, row.id)):
            show = Door(message("Show it"), lambda: self.desk.door_asked.emit(row.kind, row.id))
            self.desk.tell(said, show, Door(message("Undo"), self.desk.undo))

    def retranslate(self) -> None:
        language = self.desk.language
        self.search.setPlaceholderText(language.text("Search"))
        self.search.setAccessibleName(language.text("Search"))
        self._glass.setIcon(self.desk.icon("magnifying-glass"))
        if (cross := self.search.findChild(QAction, "_q_qlineeditclearaction")) is not None:
            cross.setIcon(self.desk.icon("x"))
        self.kind.retranslate()
        self.restore_button.setText(language.text("Restore"))
        self.restore_button.setToolTip(language.text("Restore") + " (Ctrl+Enter)")
        self.restore_button.setIcon(self.desk.icon("clock-counter-clockwise", self.desk.theme.on_accent))
        self.table.setAccessibleName(language.text("Withdrawn and removed"))
        self.nothing.setText(language.text("Nothing was withdrawn or removed."))
        self.model.say_anew()
        self._on_chosen(None)
