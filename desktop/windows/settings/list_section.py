"""A section that is a list of the commission's own - public holidays - with the form of the entry that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from desktop.language import Language, Message
from desktop.records.base import Record, change_values, find
from desktop.records.commission.own_lists import add_entry, read_entries
from desktop.windows.desk import Desk
from desktop.windows.forms.form import Field, Form
from desktop.windows.settings.section import SaveFoot, Section

NEW = ""
"""The id of an entry that is being written and not yet in the register."""


class ListSection(Section):
    """The entries where lines begin, the form of one where they end."""

    kind: ClassVar[type[Record]]
    fields: ClassVar[Sequence[Field]]
    adds: ClassVar[Message]
    """What the button says that adds an entry, and the journal."""
    changes: ClassVar[Message]
    removes: ClassVar[Message]
    usual: ClassVar[dict[str, Any]] = {}
    """The values of a new entry."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.list = QListWidget(self)
        self.list.setMinimumHeight(220)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.add_button, self.remove_button = QToolButton(self), QToolButton(self)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.form = Form(desk, self.fields, self)
        self.form.edited.connect(self._show_foot)
        self.foot = SaveFoot(self)
        self.entry_id: str | None = None
        self._loaded: dict[str, Any] = {}
        self._filling = False
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for button in (self.add_button, self.remove_button):
            tools.addWidget(button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        right = QVBoxLayout()
        right.addWidget(self.form)
        right.addWidget(self.foot)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 4)
        row.addLayout(right, 5)
        self.body.addLayout(row, 1)

    def words(self, entry: Any, language: Language) -> str:
        """What an entry is called in the list."""
        raise NotImplementedError

    # --- reading -----------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        said = (
            (self.add_button, "plus", self.desk.say(self.adds)),
            (self.remove_button, "trash", self.desk.say(self.removes)),
        )
        for button, icon, words in said:
            button.setIcon(self.desk.icon(icon, self.desk.theme.text))
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.list.setAccessibleName(self.desk.say(self.title))
        self.form.retranslate()
        self.foot.retranslate(self)
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        if self.form.dirty and self.entry_id is not None:
            return
        with self.desk.reading() as session:
            listed = read_entries(session, self.kind)
            entries = [(each.id, self.words(each, self.desk.language)) for each in listed]
        self._filling = True
        self.list.clear()
        for entry_id, words in entries:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, entry_id)
            self.list.addItem(item)
        self._filling = False
        known = [entry_id for entry_id, _ in entries]
        row = known.index(self.entry_id) if self.entry_id in known else 0
        self.list.setCurrentRow(row if known else -1)
        self._show(known[row] if known else None)

    def _show(self, entry_id: str | None) -> None:
        self.entry_id = entry_id
        self.form.setVisible(entry_id is not None)
        if entry_id is not None and entry_id != NEW:
            with self.desk.reading() as session:
                entry = find(session, self.kind, entry_id)
                self._loaded = {field.name: getattr(entry, field.name) for field in self.fields}
            self.form.load(self._loaded)
        self.say_why(None)
        self._show_foot()

    def _show_foot(self) -> None:
        self.foot.setVisible(self.entry_id is not None and (self.form.dirty or self.entry_id == NEW))
        self.remove_button.setEnabled(self.entry_id is not None)

    def choose(self, entry_id: str) -> None:
        """Show an entry, with the cursor on it in the list."""
        if self.leave():
            self.entry_id = entry_id
            self.refresh()
            self.list.setFocus()

    # --- changing ----------------------------------------------------------------------------------------------------

    def _on_chosen(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if self._filling or item is None:
            return
        wanted = item.data(Qt.ItemDataRole.UserRole)
        if wanted == self.entry_id:
            return
        if not self.leave():
            self._filling = True
            self.list.setCurrentRow(-1 if before is None else self.list.row(before))
            self._filling = False
            return
        self.entry_id = wanted
        self.refresh()

    def add(self) -> None:
        """Begin a new entry."""
        if not self.leave():
            return
        self._filling = True
        self.list.setCurrentRow(-1)
        self._filling = False
        self.form.load({field.name: self.usual.get(field.name) for field in self.fields})
        self._show(NEW)
        self.form.setFocus()
        next(iter(self.form.editors.values())).setFocus()

    def leave(self) -> bool:
        if self.entry_id is None or not (self.form.dirty or (self.entry_id == NEW and self.form.changes())):
            if self.entry_id == NEW:
                self.entry_id = None
                self.refresh()
            return True
        if not self.form.check():
            return False
        values, entry_id, loaded = self.form.values(), self.entry_id, self._loaded
        made: list[str] = []
        if entry_id == NEW:
            reason = self.desk.attempt(self.adds, lambda session: made.append(add_entry(session, self.kind, values).id))
        else:
            reason = self.desk.attempt(
                self.changes, lambda session: change_values(session, self.kind, entry_id, values, loaded)
            )
        if not self.say_why(reason):
            return False
        self.form.load(values)
        self.entry_id = made[0] if made else entry_id
        self.refresh()
        return True

    def discard(self) -> None:
        entry_id = self.entry_id
        self.form.load(self._loaded if entry_id != NEW else {})
        if entry_id == NEW:
            self.entry_id = None
        self.form.load(self.form.values())
        self.refresh()

    def remove(self) -> None:
        """Take the chosen entry out of the list; it can be undone."""
        entry_id = self.entry_id
        if entry_id == NEW or entry_id is None:
            self.discard()
            return
        self.form.load(self._loaded)

        def work(session: Any) -> None:
            session.delete(find(session, self.kind, entry_id))
            session.flush()

        reason = self.desk.attempt(self.removes, work)
        self.refresh()
        self.say_why(reason)
