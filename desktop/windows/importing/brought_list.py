"""What a matrix would bring, line by line: a tick taken away leaves a line out, Enter on one leads to its form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.intake.matrix.correcting import name_of
from desktop.intake.matrix.importing import Brought
from desktop.language import Message, isolate, message
from desktop.records.follow_up.batch import NewAction, NewRecommendation
from desktop.windows.desk import Desk

TITLE, LEAD, DEADLINE, STATUS = range(4)
HEADINGS = (
    message("Recommendation or action"), message("Institution"), message("Deadline"), message("Status"),
)  # fmt: skip
ID = Qt.ItemDataRole.UserRole
MOST_UNFOLDED = 200
"""Recommendations whose actions are seen at once."""


class BroughtList(QTreeWidget):
    """Recommendations with their actions, under what they are; a tick on a heading counts for all below it."""

    ticked_changed = Signal()
    edit_asked = Signal(str)
    """The id of a recommendation or an action that is to be put right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._acronyms: Mapping[str, str] = {}
        self._left_out: set[tuple[str, ...]] = set()
        """What was unticked, by what the file calls it: it stays so when columns or names are corrected."""
        self.setColumnCount(len(HEADINGS))
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (LEAD, DEADLINE, STATUS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, desk.scaled(120))
        self.itemChanged.connect(self._on_changed)
        self.setExpandsOnDoubleClick(False)
        self.itemDoubleClicked.connect(lambda _item, _column: self.ask_edit())

    def show_brought(self, new: Sequence[NewRecommendation], acronyms: Mapping[str, str]) -> None:
        """Show what would be entered; ``acronyms`` are those of institutions, by their ids."""
        self._acronyms = acronyms
        chosen = self.chosen_id
        self.blockSignals(True)
        self.clear()
        for kind in Brought:
            items = [item for each in new if Brought.of(each) is kind for item in self._items_of(each, kind)]
            if items:
                self._add(kind, items)
        self.blockSignals(False)
        self._choose(chosen)
        self.currentItemChanged.emit(self.currentItem(), None)

    def _add(self, kind: Brought, items: Sequence[QTreeWidgetItem]) -> None:
        said: Message = message("{kind} ({count})", kind=kind.label, count=len(items))
        words = self.desk.say(said)
        head = QTreeWidgetItem([words[:1].upper() + words[1:]])
        font = head.font(TITLE)
        font.setBold(True)
        head.setFont(TITLE, font)
        self.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        head.addChildren(items)
        head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        head.setExpanded(True)
        if len(items) <= MOST_UNFOLDED:
            for item in items:
                item.setExpanded(True)

    def _items_of(self, new: NewRecommendation, kind: Brought) -> list[QTreeWidgetItem]:
        actions = [self._action(each, new) for each in new.actions]
        if kind is Brought.ALONE:
            return actions
        text = new.values.get("text")
        # Of one that is in the register, the file says the words as well as the register does.
        words = self.desk.language.best(text) if text else new.said
        item = self._item(words, new.id, name_of(new), editable=bool(new.values))
        item.addChildren(actions)
        self._follow(item)
        return [item]

    def _action(self, action: NewAction, new: NewRecommendation) -> QTreeWidgetItem:
        values, language = action.values, self.desk.language
        words = language.best(values["title"])
        item = self._item(words, action.id, name_of(new, action))
        lead, due, status = values.get("lead_id"), values.get("due"), values.get("status")
        item.setText(LEAD, isolate(self._acronyms.get(lead, "")) if lead else "")
        item.setText(DEADLINE, language.date(due, "short"))
        item.setText(STATUS, language.text(status.label) if status else "")
        return item

    def _item(self, words: str, key: str, kept: tuple[str, ...], *, editable: bool = True) -> QTreeWidgetItem:
        line = " ".join(words.split())
        item = QTreeWidgetItem([line])
        item.setToolTip(TITLE, line)
        item.setData(TITLE, ID, (key, kept, editable))
        item.setCheckState(TITLE, Qt.CheckState.Unchecked if kept in self._left_out else Qt.CheckState.Checked)
        return item

    @staticmethod
    def _follow(item: QTreeWidgetItem) -> None:
        """The actions of a recommendation that is left out are left out with it."""
        ticked = item.checkState(TITLE) is not Qt.CheckState.Unchecked
        for place in range(item.childCount()):
            if (child := item.child(place)) is not None:
                child.setDisabled(not ticked)

    def _on_changed(self, item: QTreeWidgetItem) -> None:
        if (data := item.data(TITLE, ID)) is not None:
            kept = data[1]
            if item.checkState(TITLE) is Qt.CheckState.Unchecked:
                self._left_out.add(kept)
            else:
                self._left_out.discard(kept)
            self.blockSignals(True)
            self._follow(item)
            self.blockSignals(False)
            self.ticked_changed.emit()

    # --- what is put right -------------------------------------------------------------------------------------------

    @property
    def chosen_id(self) -> str:
        """The id of what can be put right and has the focus; empty where nothing has."""
        item = self.currentItem()
        data = item.data(TITLE, ID) if item is not None and not item.isDisabled() else None
        return data[0] if data is not None and data[2] else ""

    def ask_edit(self) -> None:
        """Ask for the form of what has the focus; one that is in the register already is put right there."""
        if chosen := self.chosen_id:
            self.edit_asked.emit(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the list's own: handed on, the dialog around it would press the first default button it finds."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.ask_edit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _choose(self, wanted: str) -> None:
        found = (item for item in self._items() if wanted and item.data(TITLE, ID)[0] == wanted)
        if (item := next(found, None)) is not None:
            self.setCurrentItem(item)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        """Recommendations and actions, without the headings."""
        heads = [head for place in range(self.topLevelItemCount()) if (head := self.topLevelItem(place))]
        waiting = [child for head in heads for place in range(head.childCount()) if (child := head.child(place))]
        while waiting:
            item = waiting.pop()
            yield item
            waiting += [child for place in range(item.childCount()) if (child := item.child(place))]

    @property
    def left_out(self) -> Collection[str]:
        """The ids of the recommendations and actions that are not ticked."""
        return {item.data(TITLE, ID)[0] for item in self._items() if item.checkState(TITLE) is Qt.CheckState.Unchecked}

    def retranslate(self) -> None:
        text = self.desk.language.text
        self.setHeaderLabels([text(heading) for heading in HEADINGS])
        self.setAccessibleName(text("To be entered"))
