"""A kind of record as a page: what is common to all, so that each is only described."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Code
from desktop.language import Message, message
from desktop.records.base import Record
from desktop.windows.desk import Desk
from desktop.windows.drafts.drafts import DraftPlace
from desktop.windows.forms.form import Field
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.forms.values import make_linked, own_values
from desktop.windows.lists.list_page import ListPage
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.status import StatusLabel
from desktop.windows.page import heading


@dataclass(frozen=True)
class Head:
    """What stands above the form of a record."""

    title: str
    number: str = ""
    facts: Sequence[str] = ()
    """What is said in one line under the title."""
    status: Code | None = None
    late: bool = False


@dataclass(frozen=True)
class Act:
    """Something that is done with a record through a form of its own: "Transfer…", "Remind…"."""

    words: Message
    icon: str
    fields: Sequence[Field]
    done: Message
    """What the form's button says."""
    work: Callable[[Session, str, Mapping[str, Any]], object]
    start: Callable[[Desk, Any], Mapping[str, Any]] = lambda desk, row: {}
    """What the form holds at first, for a record with this row."""
    suits: Callable[[Any], bool] = lambda row: True
    """Whether it can be done with a record of this row."""


class KindPane(RecordPane):
    """The pane of a described kind."""

    list_rows: ClassVar[Callable[[Session, Sequence[str]], Sequence[Any]]]
    """Where its rows come from; give a ``staticmethod``."""
    acts: ClassVar[Sequence[Act]] = ()
    row: Any = None
    """The row of the record shown."""

    def head_of(self, row: Any) -> Head:
        """What stands above the form of the record of this row."""
        raise NotImplementedError

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        self.facts = heading("muted")
        self.facts.setWordWrap(True)
        self.status = StatusLabel(self.desk, self)
        self.head.addWidget(self.facts)
        self.head.addWidget(self.status)
        self.act_buttons = [QPushButton(self) for _ in self.acts]
        if self.acts:
            row = QHBoxLayout()
            for button, act in zip(self.act_buttons, self.acts, strict=True):
                button.clicked.connect(lambda _=False, act=act: self.begin(act))
                row.addWidget(button)
            row.addStretch(1)
            self.head.addLayout(row)
        return ()

    def read(self, session: Session, record_id: str) -> None:
        self.row = row = type(self).list_rows(session, [record_id])[0]
        head = self.head_of(row)
        self.number.setText(head.number)
        self.number.setVisible(bool(head.number))
        self.title.setText(head.title)
        facts = [each for each in head.facts if each]
        self.facts.setText(side_by_side(facts, self.desk.language.right_to_left) if facts else "")
        self.facts.setVisible(bool(facts))
        self.status.setVisible(head.status is not None)
        if head.status is not None:
            self.status.show_status(head.status, head.late)
        for button, act in zip(self.act_buttons, self.acts, strict=True):
            button.setVisible(act.suits(row))

    def begin(self, act: Act) -> None:
        """Open the form of what is done with the record."""
        record_id = self.record_id
        if record_id is None or not self.save():
            return
        label = message("{record}: {what}", record=self.name, what=act.words)
        FormDialog(
            self.desk, act.words, act.fields,
            lambda values: self.desk.attempt(label, lambda session: act.work(session, record_id, values)),
            done=act.done, values=act.start(self.desk, self.row), parent=self.window(),
            keeps=self._draft_place(f"act:{self.acts.index(act)}"),
        ).start()  # fmt: skip

    def open_door(self, door: str) -> None:
        for place, act in enumerate(self.acts):
            if door == f"act:{place}" and act.suits(self.row):
                self.begin(act)
                return
        super().open_door(door)

    def retranslate(self) -> None:
        for button, act in zip(self.act_buttons, self.acts, strict=True):
            button.setText(self.desk.say(act.words))
            button.setIcon(self.desk.icon(act.icon, self.desk.theme.text))
        super().retranslate()


class KindPage(ListPage):
    """The page of a described kind."""

    pane_kind: ClassVar[type[RecordPane]]
    entered: ClassVar[Message]
    """What the journal says of a new one: "Person entered"."""
    new_fields: ClassVar[Sequence[str]] = ()
    """The fields of the form that are asked of a new one; all of them where none are named."""

    def make_pane(self) -> RecordPane:
        return self.pane_kind(self.desk, self)

    def start(self) -> Mapping[str, Any]:
        """What a new one has before anything is entered."""
        return {}

    def fields_of_new(self) -> Sequence[Field]:
        """The fields asked of a new one."""
        fields = [field for field in self.pane_kind.fields if not field.fixed and not field.explains]
        named = {field.name: field for field in fields}
        return [named[name] for name in self.new_fields] if self.new_fields else fields

    def make(self, session: Session, values: Mapping[str, Any]) -> Record:
        """Make a new one of what was entered."""
        fields = self.fields_of_new()
        record = self.pane_kind.kind(**own_values(fields, values))
        session.add(record)
        session.flush()
        make_linked(session, record.id, fields, values)
        return record

    def ask_new(self, made: Callable[[str], object], parent: QWidget) -> None:
        def create(values: Mapping[str, Any]) -> Message | None:
            ids: list[str] = []
            reason = self.desk.attempt(self.entered, lambda session: ids.append(self.make(session, values).id))
            if reason is None:
                made(ids[0])
            return reason

        FormDialog(
            self.desk, self.adds, self.fields_of_new(), create,
            done=message("Create"), values=self.start(), parent=parent, keeps=DraftPlace(self.key),
        ).start()  # fmt: skip
