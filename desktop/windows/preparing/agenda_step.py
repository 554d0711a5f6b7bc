"""The third step: what is carried over from earlier meetings, each ticked or not, and what is new; in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)
from sqlalchemy.orm import Session

from desktop.codes import AgendaItemKind
from desktop.language import Message, Wording, isolate, message
from desktop.records.follow_up.recommendation import list_recommendations
from desktop.records.listing import in_pages
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.preparation import Carried, ProposedItem, propose_agenda
from desktop.windows.desk import Desk
from desktop.windows.forms.line import WordLine
from desktop.windows.page import heading
from desktop.windows.preparing.step import Draft, Step
from desktop.windows.reads import Reader

WHY = {
    Carried.ADOPTION: message("minutes to be adopted"),
    Carried.FOLLOW_UP: message("open recommendations"),
    Carried.NEW: message("new"),
}
THERE = message("on the agenda already")

ENTRY = Qt.ItemDataRole.UserRole
"""Where a line keeps what it stands for: a proposal, an item by id and title, ids of recommendations."""

Key = tuple[object, ...]

Entry = ProposedItem | tuple[str, Wording]
"""A line: something proposed, or an item that is there already, by id and title."""

NAMED = 200
"""How many recommendations are named one by one; where there are more, the rest is one line."""


@dataclass(frozen=True)
class Proposals:
    """What is proposed for a day: read beside the window, for years of meetings may leave thousands of things open."""

    there: Sequence[tuple[str, Wording]]
    proposed: Sequence[ProposedItem]
    titles: Mapping[str, tuple[str, Wording]]
    """Number and title of recommendations, by id."""


class AgendaStep(Step):
    title = message("Agenda")

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__(desk, draft)
        self._asked: tuple[object, ...] | None = None
        self._titles: Mapping[str, tuple[str, Wording]] = {}
        self._reader = Reader(desk.reads, self)
        self._reader.slow.connect(self._on_slow)
        self._dropped: set[Key] = set()
        """What was not ticked when it was last seen."""
        self.said = heading("muted")
        self.said.setWordWrap(True)
        self.tree = _AgendaTree()
        self.new_item = WordLine(self)
        self.add_button, self.up_button, self.down_button = QPushButton(), QPushButton(), QPushButton()
        for button in (self.up_button, self.down_button):
            button.setProperty("flat", True)
        for button in (self.add_button, self.up_button, self.down_button):
            button.setAutoDefault(False)
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self._lay_out()
        self.add_button.clicked.connect(self.add)
        self.up_button.clicked.connect(lambda: self.move_item(-1))
        self.down_button.clicked.connect(lambda: self.move_item(1))
        self.tree.itemChanged.connect(self._on_ticked)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.tree, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self.move_item(by))
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.up_button)
        head.addWidget(self.down_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new_item, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        column.addWidget(self._hint)

    # --- what is proposed --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        values = self.draft.values
        body_id, series_id, start = values.get("body_id"), values.get("series_id"), values["start"]
        if (body_id, series_id, start) != self._asked:
            self._asked = (body_id, series_id, start)
            self._reader.ask(lambda session: self._read(session, body_id, series_id, start), self._propose)
            self._show_count()
        self._take_focus()

    def check(self) -> bool:
        return not self._reader.waits

    def _take_focus(self) -> None:
        (self.tree if self.tree.topLevelItemCount() else self.new_item).setFocus()

    def _on_slow(self, slow: bool) -> None:
        if slow:
            self.said.setText(self.desk.language.text("Reading what earlier meetings left open…"))

    def _read(self, session: Session, body_id: str | None, series_id: str | None, start: dt.date) -> Proposals:
        meeting_id = self.draft.meeting_id
        proposed: list[ProposedItem] = []
        there: list[tuple[str, Wording]] = []
        if meeting_id is not None:
            agenda = find_minutes(session, meeting_id, "fr").agenda
            there = [(item.id, item.title) for item in agenda]
        if body_id is not None or series_id is not None:
            proposed = propose_agenda(session, start, body_id=body_id, series_id=series_id, meeting_id=meeting_id)
        named = [each for item in proposed for each in item.recommendations[:NAMED]]
        rows = list(in_pages(named, lambda page: list_recommendations(session, page)))
        return Proposals(there, proposed, {row.id: (row.number, row.title or row.text) for row in rows})

    def _propose(self, found: Proposals) -> None:
        """Propose anew; the order and the ticks of what is still proposed, and what is new, stay."""
        self._titles = found.titles
        kept = [(key, entry) for key, entry in self._entries() if key[0] is Carried.NEW]
        order = [key for key, _ in self._entries()]
        fresh: list[tuple[Key, Entry]] = [(("there", each[0]), each) for each in found.there]
        fresh += [(_key(each), each) for each in found.proposed]
        fresh += kept
        place = {key: index for index, key in enumerate(order)}
        fresh.sort(key=lambda each: place.get(each[0], len(place)))
        self.tree.blockSignals(True)
        self.tree.clear()
        for key, entry in fresh:
            self._show(key, entry)
        self.tree.blockSignals(False)
        if lines := self.tree.lines():
            self.tree.setCurrentItem(lines[0])
        self.retranslate()
        # Whoever is writing already is not taken away from it.
        if self.isVisible() and not self.new_item.text():
            self._take_focus()

    def _show(self, key: Key, entry: Entry) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        if isinstance(entry, ProposedItem):
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, _state(key not in self._dropped))
            item.setData(0, ENTRY, entry)
            groups: list[tuple[str, ...]] = [(each,) for each in entry.recommendations[:NAMED]]
            if rest := entry.recommendations[NAMED:]:
                groups.append(rest)
            for group in groups:
                child = QTreeWidgetItem(item)
                child.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                child.setCheckState(0, _state(("recommendation", group) not in self._dropped))
                child.setData(0, ENTRY, group)
        else:
            item.setFlags(flags)
            item.setData(0, ENTRY, entry)
        self.tree.addTopLevelItem(item)
        item.setExpanded(item.childCount() <= 12)
        return item

    def _entries(self) -> list[tuple[Key, Entry]]:
        found: list[tuple[Key, Entry]] = []
        for item in self.tree.lines():
            entry = item.data(0, ENTRY)
            found.append((_key(entry) if isinstance(entry, ProposedItem) else ("there", entry[0]), entry))
        return found

    def agenda(self) -> list[ProposedItem | str]:
        """What is ticked, in order; an item that there is already by its id."""
        found: list[ProposedItem | str] = []
        for item in self.tree.lines():
            entry = item.data(0, ENTRY)
            if not isinstance(entry, ProposedItem):
                found.append(entry[0])
            elif item.checkState(0) is not Qt.CheckState.Unchecked:
                ticked = tuple(
                    each
                    for child in children_of(item)
                    if child.checkState(0) is Qt.CheckState.Checked
                    for each in child.data(0, ENTRY)
                )
                found.append(replace(entry, recommendations=ticked))
        return found

    # --- what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Put what is typed at the end of the agenda."""
        text = self.new_item.text().strip()
        if not text:
            self.new_item.setFocus()
            return
        title = Wording(**{self.desk.language.code: text})
        entry = ProposedItem(Carried.NEW, title, AgendaItemKind.DISCUSSION)
        self.tree.blockSignals(True)
        item = self._show(_key(entry), entry)
        self.tree.blockSignals(False)
        self.new_item.clear()
        self.tree.setCurrentItem(item)
        self.retranslate()
        self.edited.emit()

    def move_item(self, by: int) -> None:
        """Move the current item up (-1) or down (+1)."""
        item = self.tree.currentItem()
        if item is None or item.parent() is not None:
            return
        row = self.tree.indexOfTopLevelItem(item)
        if not 0 <= row + by < self.tree.topLevelItemCount():
            return
        expanded = item.isExpanded()
        self.tree.takeTopLevelItem(row)
        self.tree.insertTopLevelItem(row + by, item)
        item.setExpanded(expanded)
        self.tree.setCurrentItem(item)
        self.edited.emit()

    def _on_ticked(self, item: QTreeWidgetItem) -> None:
        """A line and those under it go together: with none of them left, it goes, too."""
        self.tree.blockSignals(True)
        parent, state = item.parent(), item.checkState(0)
        for child in children_of(item):
            child.setCheckState(0, state)
        if parent is not None:
            ticked = any(child.checkState(0) is Qt.CheckState.Checked for child in children_of(parent))
            parent.setCheckState(0, _state(ticked))
        self.tree.blockSignals(False)
        self._remember_ticks()
        self._show_count()
        self.edited.emit()

    def _remember_ticks(self) -> None:
        for item in self.tree.lines():
            entry = item.data(0, ENTRY)
            if isinstance(entry, ProposedItem):
                self._note(_key(entry), item)
                for child in children_of(item):
                    self._note(("recommendation", child.data(0, ENTRY)), child)

    def _note(self, key: Key, item: QTreeWidgetItem) -> None:
        (self._dropped.discard if item.checkState(0) is Qt.CheckState.Checked else self._dropped.add)(key)

    # --- words -------------------------------------------------------------------------------------------------------

    def _show_count(self) -> None:
        language = self.desk.language
        count = len(self.agenda())
        if self._reader.waits:
            self.said.setText("")
        elif not self.tree.topLevelItemCount():
            self.said.setText(
                language.text("No earlier meeting leaves anything to this one. Write the first item below.")
            )
        else:
            self.said.setText(language.plural("{count} item on the agenda", "{count} items on the agenda", count))

    def retranslate(self) -> None:
        language = self.desk.language
        self.tree.blockSignals(True)
        for item in self.tree.lines():
            entry = item.data(0, ENTRY)
            title = entry.title if isinstance(entry, ProposedItem) else entry[1]
            item.setText(0, language.best(title))
            item.setText(1, self.desk.say(_why(entry)))
            for child in children_of(item):
                child.setText(0, self._named(child.data(0, ENTRY)))
                child.setToolTip(0, child.text(0))
        self.tree.blockSignals(False)
        self.keep_lines(self.tree)
        self.tree.setAccessibleName(language.text("Agenda"))
        self.tree.setHeaderLabels([language.text("Item"), language.text("Reason")])
        self.new_item.setPlaceholderText(language.text("Another item"))
        self.new_item.setAccessibleName(self.new_item.placeholderText())
        self.add_button.setText(language.text("Add"))
        for button, icon, words in (
            (self.up_button, "arrow-up", message("Move up (Alt+Up)")),
            (self.down_button, "arrow-down", message("Move down (Alt+Down)")),
        ):
            button.setIcon(self.desk.icon(icon))
            button.setToolTip(self.desk.say(words))
            button.setAccessibleName(self.desk.say(words))
        self._hint.setText(language.text("Space: take over or not · Alt+Up, Alt+Down: order, or drag"))
        self._show_count()

    def _named(self, group: Sequence[str]) -> str:
        """The words of a line of recommendations: one, or those beyond the ones that are named."""
        if len(group) == 1 and group[0] in self._titles:
            number, title = self._titles[group[0]]
            return f"{isolate(number)} · {isolate(self.desk.language.best(title))}"
        return self.desk.language.plural("and {count} more", "and {count} more", len(group))


class _AgendaTree(QTreeWidget):
    """Two columns: what, and where it comes from. Lines are dragged among one another, never into one another."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setRootIsDecorated(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> None:
        super().rowsInserted(parent, first, last)
        # A recommendation comes from where its item does, so its title has the whole width, wherever it is moved.
        for item in self.lines():
            for child in children_of(item):
                child.setFirstColumnSpanned(True)

    def lines(self) -> list[QTreeWidgetItem]:
        """The agenda items, in order."""
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None and not event.modifiers():
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(0, _state(item.checkState(0) is Qt.CheckState.Unchecked))
            return
        super().keyPressEvent(event)


def children_of(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The lines under a line."""
    found = (item.child(place) for place in range(item.childCount()))
    return [child for child in found if child is not None]


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _key(entry: ProposedItem) -> Key:
    """What makes two proposals the same one."""
    if entry.why is Carried.NEW:
        return entry.why, entry.title
    return entry.why, entry.adopts_id, entry.carried_from_id


def _why(entry: Entry) -> Message:
    if not isinstance(entry, ProposedItem):
        return THERE
    if entry.why is Carried.UNFINISHED:
        return message("not finished at {number}", number=isolate(entry.from_number or ""))
    return WHY[entry.why]
