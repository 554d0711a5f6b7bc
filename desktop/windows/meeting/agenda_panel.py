"""The agenda of a meeting: its items on one side, and on the other what was said and what came of the one chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import Message, message
from desktop.records.meetings.agenda import move_agenda_item, remove_agenda_item
from desktop.records.rows import AgendaItemRow, Minutes, RecommendationRow
from desktop.windows.desk import Desk, Door
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.look.turning_splitter import TurningSplitter
from desktop.windows.meeting.agenda_item_form import item_to_add, item_to_edit
from desktop.windows.meeting.agenda_item_pane import AgendaItemPane
from desktop.windows.meeting.agenda_list import AgendaList, list_lines
from desktop.windows.page import heading

BESIDE = 700
"""Pixels, at the usual size of text, from which the item chosen stands beside the list."""


class AgendaPanel(QWidget):
    """The list of items with its buttons, and the pane of the item chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._minutes: Minutes | None = None
        self._known: Mapping[str, RecommendationRow] = {}
        self._frozen = False
        self.list = AgendaList(desk)
        self.pane = AgendaItemPane(desk)
        self._title = heading("subheading")
        self.add_button, self.first_button = QPushButton(), QPushButton()
        self.up_button, self.down_button, self.remove_button = QPushButton(), QPushButton(), QPushButton()
        for button in (self.up_button, self.down_button, self.remove_button, self.add_button):
            button.setProperty("flat", True)
        self._empty = QLabel()
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self.pane.enter)
        self.list.opened.connect(self.edit)
        self.list.removed.connect(self.remove)
        self.pane.edit_asked.connect(self.edit)
        self.add_button.clicked.connect(self.add)
        self.first_button.clicked.connect(self.add)
        self.up_button.clicked.connect(lambda: self.move_item(-1))
        self.down_button.clicked.connect(lambda: self.move_item(1))
        self.remove_button.clicked.connect(self.remove)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.move_item(by))
        self.retranslate()

    def _lay_out(self) -> None:
        tools = FlowLayout(None, 0)
        tools.addWidget(self._title)
        tools.add_spring()
        for button in (self.up_button, self.down_button, self.remove_button, self.add_button):
            tools.addWidget(button)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(tools)
        column.addWidget(self.list, 1)
        self.splitter = TurningSplitter(self._desk, BESIDE)
        self.splitter.setHandleWidth(16)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([320, 720])
        nothing = QWidget()
        words = QVBoxLayout(nothing)
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.addStretch(1)
        words.addWidget(self._empty)
        words.addSpacing(8)
        words.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignHCenter)
        words.addStretch(2)
        self._which = QStackedWidget()
        self._which.addWidget(self.splitter)
        self._which.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.addWidget(self._which)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_agenda(self, minutes: Minutes, known: Mapping[str, RecommendationRow], frozen: bool) -> None:
        """Show the agenda of a meeting; ``known``: its recommendations by id, ``frozen`` once minutes are adopted."""
        another = self._minutes is None or self._minutes.meeting.id != minutes.meeting.id
        self._minutes, self._known, self._frozen = minutes, known, frozen
        lines = list_lines(minutes)
        self.list.show_lines(lines)
        if another and lines:
            self.list.choose(lines[0].id)
        self._which.setCurrentIndex(0 if lines else 1)
        self._show_item()
        self.first_button.setVisible(not frozen)

    def _show_item(self) -> None:
        if self._minutes is None:
            return
        self.pane.show_line(self._minutes.meeting, self.list.current(), self._known, self._frozen)
        item = self._item()
        changeable = item is not None and not self._frozen
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            button.setVisible(not self._frozen)
        self.remove_button.setEnabled(changeable)
        self.up_button.setEnabled(changeable and item is not None and item.position > 1)
        last = len(self._minutes.agenda)
        self.down_button.setEnabled(changeable and item is not None and item.position < last)

    def _item(self) -> AgendaItemRow | None:
        line = self.list.current()
        return line.item if line else None

    def _on_chosen(self) -> None:
        # What was typed under the item one leaves is written down first.
        self.pane.editor.save()
        self._show_item()

    def retranslate(self) -> None:
        language = self._desk.language
        self._title.setText(language.text("Agenda"))
        self.list.setAccessibleName(language.text("Agenda"))
        icons: dict[QPushButton, tuple[str, Message]] = {
            self.up_button: ("arrow-up", message("Move up (Alt+Up)")),
            self.down_button: ("arrow-down", message("Move down (Alt+Down)")),
            self.remove_button: ("trash", message("Remove the item (Delete)")),
            self.add_button: ("plus", message("Add an item (Ctrl+N)")),
        }
        for button, (icon, words) in icons.items():
            button.setIcon(self._desk.icon(icon))
            button.setToolTip(self._desk.say(words))
            button.setAccessibleName(self._desk.say(words))
        self._empty.setText(
            language.text("The agenda will appear here: what is discussed, what was said, and what came out of it.")
        )
        self.first_button.setText(language.text("Add the first item"))
        self.pane.retranslate()

    def focus_list(self) -> None:
        """Put the keyboard on the list of items."""
        (self.list if self.list.items.lines else self.first_button).setFocus()

    # --- items -------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Put an item at the end of the agenda, and stand on it."""
        if self._minutes is None or self._frozen or not self.pane.editor.save():
            return
        item_to_add(self._desk, self._minutes.meeting.id, self._on_added, self.window()).start()

    def _on_added(self, item_id: str) -> None:
        self.list.choose(item_id)
        self.list.setFocus()

    def edit(self) -> None:
        """Change the title of the item, what it is for, who presents it."""
        item = self._item()
        if item is not None and not self._frozen and self.pane.editor.save():
            item_to_edit(self._desk, item.id, self.window()).start()

    def move_item(self, by: int) -> None:
        """Move the item up (-1) or down (+1)."""
        item = self._item()
        if item is None or self._frozen or self._minutes is None or not self.pane.editor.save():
            return
        if 1 <= item.position + by <= len(self._minutes.agenda):
            self._desk.change(message("Agenda item moved"), lambda session: move_agenda_item(session, item.id, by))

    def remove(self) -> None:
        """Remove the item; undo puts it back."""
        item = self._item()
        if item is None or self._frozen or not self.pane.editor.save():
            return
        if self._desk.change(message("Agenda item removed"), lambda session: remove_agenda_item(session, item.id)):
            said = message("“{title}” is no longer on the agenda.", title=item.title)
            self._desk.tell(said, Door(message("Undo"), self._desk.undo))
