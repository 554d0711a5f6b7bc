"""The parts of a record - members of a body, articles of a source - described, and listed, made and changed alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.language import Message, message
from desktop.records.arrangement import add_part, move_part, shift_part
from desktop.records.base import Record, withdraw
from desktop.windows.desk import Desk, Door
from desktop.windows.drafts.drafts import DraftPlace
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.forms.values import read_fields, write_fields
from desktop.windows.lists.part_view import PartLine, PartView
from desktop.windows.look.flow_layout import FlowLayout


@dataclass(frozen=True)
class PartStep:
    """Something else that can be done with a part: "Delivered"."""

    words: Message
    icon: str
    work: Callable[[Session, str, Desk], object]
    suits: Callable[[Any], bool] = lambda row: True
    """Whether it can be done with the part of this row."""


@dataclass(frozen=True)
class Parts:
    """What a record's parts are and how they are entered; a tab of the record's pane."""

    title: Message
    """What the tab says: "Members"."""
    record: type[Record]
    owner: str
    """The reference of a part to the record it is a part of."""
    list_rows: Callable[[Session, str], Sequence[Any]]
    """The rows of the parts of a record, each with an ``id``, in their order."""
    line: Callable[[Any, Desk], PartLine]
    fields: Sequence[Field]
    nothing: Message
    """What is said where there are none."""
    add: Message | None = None
    """What the button says that makes a new one; none are added or removed here where it says nothing."""
    kind_of: Callable[[Any], type[Record]] | None = None
    """The kind of the part of a row, where parts of several kinds stand together."""
    new_fields: Sequence[Field] = ()
    """What is asked of a new one, where that is not the same as ``fields``."""
    start: Callable[[Desk], Mapping[str, Any]] = lambda desk: {}
    """What a new one has before anything is entered."""
    make: Callable[[Session, str, Mapping[str, Any]], object] | None = None
    """Makes one, or several at once, of the values of ``new_fields``; without it the values are attributes."""
    ordered: str = ""
    """The attribute that holds its place, where the order is the user's."""
    parent: str = ""
    """The reference to the part it stands under, where they form a tree."""
    narrow: Mapping[str, Callable[[Desk, str, str | None], Sequence[Option]]] = field(default_factory=dict)
    """By field: what it offers for a part (by id; none yet) of the record with an id."""
    leads: Callable[[Any], tuple[str, dict[str, Any]] | None] = lambda row: None
    """The list, by the key of its page and its filters, that a part of this row opens."""
    steps: Sequence[PartStep] = ()


class PartList(QWidget):
    """The parts of the record shown, and what can be done with the one chosen, by keyboard and by mouse."""

    def __init__(
        self,
        desk: Desk,
        parts: Parts,
        may_begin: Callable[[], bool],
        parent: QWidget | None = None,
        keeps: Callable[[str], DraftPlace | None] = lambda part_id: None,
    ) -> None:
        """``may_begin`` saves what is typed elsewhere in the pane, and says whether it could.

        ``keeps`` gives the place where what is written of a part (by id; "" for a new one) is kept until it is saved.
        """
        super().__init__(parent)
        self.desk, self.parts = desk, parts
        self._may_begin, self._keeps = may_begin, keeps
        self._record_id = ""
        self._record_name = ""
        self._rows: dict[str, Any] = {}
        self.view = PartView(desk)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.add_button = QPushButton(self)
        self.add_button.clicked.connect(self.add)
        self.tools: dict[str, QToolButton] = {}
        self._tool("edit", "pencil-simple", self.edit)
        if parts.add is not None:
            self._tool("remove", "trash", self.remove)
        else:
            self.add_button.hide()
        if parts.ordered:
            self._tool("up", "arrow-up", lambda: self.move_chosen(-1))
            self._tool("down", "arrow-down", lambda: self.move_chosen(1))
        if parts.parent:
            self._tool("out", "text-outdent", lambda: self.shift_chosen(-1))
            self._tool("in", "text-indent", lambda: self.shift_chosen(1))
        self._tool("follow", "arrow-square-out", self.follow)
        self.step_buttons = [QPushButton(self) for _ in parts.steps]
        for button, step in zip(self.step_buttons, parts.steps, strict=True):
            button.clicked.connect(lambda _=False, step=step: self.take(step))
        self._lay_out()
        for signal, go in (
            (self.view.added, self.add), (self.view.edited, self.edit), (self.view.removed, self.remove),
            (self.view.followed, self.follow), (self.view.chosen, self._show_tools),
        ):  # fmt: skip
            signal.connect(go)
        self.view.moved.connect(self.move_chosen)
        self.view.shifted.connect(self.shift_chosen)

    def _tool(self, name: str, icon: str, go: Callable[[], object]) -> None:
        button = QToolButton(self)
        button.setProperty("drawing", icon)
        button.clicked.connect(lambda _=False: go())
        self.tools[name] = button

    def _lay_out(self) -> None:
        bar = QWidget(self)
        tools = FlowLayout(bar, 4)
        tools.addWidget(self.add_button)
        for tool in self.tools.values():
            tools.addWidget(tool)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(bar)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        self._filler = QWidget(self)
        layout.addWidget(self._filler, 1)
        if self.step_buttons:
            steps = QHBoxLayout()
            for button in self.step_buttons:
                steps.addWidget(button)
            steps.addStretch(1)
            layout.addLayout(steps)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_parts(self, session: Session, record_id: str, record_name: str) -> None:
        """Show the parts of a record; ``record_name`` is what the journal calls the record."""
        self._record_id, self._record_name = record_id, record_name
        rows = self.parts.list_rows(session, record_id)
        self._rows = {row.id: row for row in rows}
        self.view.show_lines([self.parts.line(row, self.desk) for row in rows])
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._filler.setVisible(not rows)
        self._show_tools()

    @property
    def count(self) -> int:
        return len(self._rows)

    def chosen_row(self) -> Any | None:
        line = self.view.current()
        return None if line is None else self._rows.get(line.id)

    def _show_tools(self) -> None:
        row = self.chosen_row()
        for name, tool in self.tools.items():
            tool.setEnabled(row is not None)
            if name == "follow":
                tool.setVisible(row is not None and self.parts.leads(row) is not None)
            else:
                tool.setVisible(bool(self._rows))
        for button, step in zip(self.step_buttons, self.parts.steps, strict=True):
            button.setVisible(row is not None and step.suits(row))

    # --- what is done ------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new part."""
        if self.parts.add is None or not self._may_begin():
            return
        said = self.parts.add
        made: list[str] = []
        parts, owner_id = self.parts, self._record_id

        def make(session: Session, values: Mapping[str, Any]) -> None:
            if parts.make is not None:
                result = parts.make(session, owner_id, values)
            else:
                result = add_part(session, parts.record, parts.owner, owner_id, values, parts.ordered)
            if isinstance(result, Record):
                made.append(result.id)

        values = dict(parts.start(self.desk))
        if parts.parent and (line := self.view.current()) is not None:
            values.setdefault(parts.parent, getattr(self._rows[line.id], "parent_id", None))
        self._open(
            said, parts.new_fields or parts.fields, values, None, make,
            message("Added to {record}: {part}", record=self._record_name, part=parts.record.singular),
            lambda: self.view.choose(made[0]) if made else None,
        )  # fmt: skip

    def edit(self) -> None:
        """Open the form of the part chosen."""
        line = self.view.current()
        if line is None or not self._may_begin():
            return
        parts, part_id = self.parts, line.id
        kind = parts.record if parts.kind_of is None else parts.kind_of(self._rows[part_id])
        with self.desk.reading() as session:
            loaded = read_fields(session, kind, part_id, parts.fields)
        self._open(
            message("Change: {part}", part=kind.singular), parts.fields, loaded, part_id,
            lambda session, values: write_fields(session, kind, part_id, parts.fields, values, loaded),
            message("Changed in {record}: {part}", record=self._record_name, part=kind.singular),
            lambda: None,
        )  # fmt: skip

    def go_on(self, part_id: str) -> None:
        """Open the form of a part again, or with ``""`` that of a new one."""
        if not part_id:
            self.add()
        elif part_id in self._rows:
            self.view.choose(part_id)
            self.edit()

    def _open(
        self,
        title: Message,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        part_id: str | None,
        work: Callable[[Session, Mapping[str, Any]], object],
        label: Message,
        then: Callable[[], object],
    ) -> None:
        dialog = FormDialog(
            self.desk, title, fields, lambda given: self.desk.attempt(label, lambda session: work(session, given)),
            done=message("Save") if part_id else message("Add"), values=values, parent=self.window(),
            keeps=self._keeps(part_id or ""),
        )  # fmt: skip
        owner_id = self._record_id
        for name, options in self.parts.narrow.items():
            if name in dialog.form.editors:
                dialog.form.narrow(name, lambda options=options: options(self.desk, owner_id, part_id))
        dialog.accepted.connect(then)
        dialog.accepted.connect(self._come_back)
        dialog.start()

    def remove(self) -> None:
        """Remove the part chosen, at once: it can be undone."""
        line = self.view.current()
        if line is None or self.parts.add is None or not self._may_begin():
            return
        said = message("Removed from {record}: {part}", record=self._record_name, part=self.parts.record.singular)
        if self.desk.change(said, lambda session: withdraw(session, self.parts.record, line.id)):
            self.desk.tell(said, Door(message("Undo"), self.desk.undo))
            self._come_back()

    def move_chosen(self, by: int) -> None:
        """Move the part chosen up or down among those beside it."""
        line = self.view.current()
        if line is None or not self.parts.ordered or not self._may_begin():
            return
        parts, label = self.parts, self._order_label()
        self.desk.change(
            label,
            lambda session: move_part(session, parts.record, line.id, by, parts.owner, parts.ordered, parts.parent),
        )

    def shift_chosen(self, by: int) -> None:
        """Put the part chosen under the one before it, or beside the one it stands under."""
        line = self.view.current()
        if line is None or not self.parts.parent or not self._may_begin():
            return
        parts = self.parts
        self.desk.change(
            self._order_label(),
            lambda session: shift_part(session, parts.record, line.id, by, parts.owner, parts.ordered, parts.parent),
        )

    def _order_label(self) -> Message:
        return message("Order changed in {record}: {part}", record=self._record_name, part=self.parts.record.singular)

    def follow(self) -> None:
        """Show what the part chosen leads to."""
        row = self.chosen_row()
        if row is not None and (found := self.parts.leads(row)) is not None:
            self.desk.list_asked.emit(*found)

    def take(self, step: PartStep) -> None:
        row = self.chosen_row()
        if row is None or not self._may_begin():
            return
        label = message("Changed in {record}: {part}", record=self._record_name, part=self.parts.record.singular)
        if self.desk.change(label, lambda session: step.work(session, row.id, self.desk)):
            self._come_back()

    def _come_back(self) -> None:
        (self.view if self._rows else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        desk, language = self.desk, self.desk.language
        self.nothing.setText(desk.say(self.parts.nothing))
        self.view.setAccessibleName(desk.say(self.parts.title))
        if self.parts.add is not None:
            self.add_button.setText(desk.say(self.parts.add))
        self.add_button.setIcon(desk.icon("plus", desk.theme.text))
        words = {
            "edit": (language.text("Edit"), "F2"),
            "remove": (language.text("Remove"), "Del"),
            "up": (language.text("Move up"), "Alt+↑"),
            "down": (language.text("Move down"), "Alt+↓"),
            "out": (language.text("Move out"), "Alt+→" if language.right_to_left else "Alt+←"),
            "in": (language.text("Move under the one above"), "Alt+←" if language.right_to_left else "Alt+→"),
            "follow": (language.text("Show what belongs to it"), "Ctrl+Enter"),
        }
        for name, tool in self.tools.items():
            said, keys = words[name]
            tool.setIcon(desk.icon(tool.property("drawing")))
            tool.setToolTip(f"{said} ({keys})")
            tool.setAccessibleName(said)
        for button, step in zip(self.step_buttons, self.parts.steps, strict=True):
            button.setText(desk.say(step.words))
            button.setIcon(desk.icon(step.icon, desk.theme.text))
