"""Forms are described, not assembled: a list of fields goes in, a form with labels, editors and errors comes out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Code
from desktop.language import Message, Wording, message
from desktop.windows.desk import Desk, Surroundings
from desktop.windows.drafts.kept_values import as_kept, from_kept
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.editors import (
    ChoiceEditor,
    DateEditor,
    Editor,
    NumberEditor,
    PercentEditor,
    TextEditor,
    TimeEditor,
    YesNoEditor,
)
from desktop.windows.forms.field_layout import FieldLayout
from desktop.windows.forms.figure_editors import DecimalEditor, ShareEditor
from desktop.windows.forms.wording_editor import WordingEditor
from desktop.windows.lists.offer import Offer
from desktop.windows.look.status import code_icon
from desktop.windows.pages import PAGES

log = logging.getLogger(__name__)


class Kind(Enum):
    """What a field holds."""

    TEXT = auto()
    WORDING = auto()
    """One line in three languages."""
    LONG_WORDING = auto()
    """Paragraphs in three languages."""
    DATE = auto()
    TIME = auto()
    NUMBER = auto()
    DECIMAL = auto()
    SHARE = auto()
    """A part of a whole, as a fraction."""
    PERCENT = auto()
    YES_NO = auto()
    CODE = auto()
    """One of ``codes``."""
    CHOICE = auto()
    """One of ``options``."""
    CHOICES = auto()
    """Several of ``options``."""


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    """The attribute of the record it stands for."""
    label: Message
    kind: Kind = Kind.TEXT
    required: bool = False
    half: bool = False
    """It takes half the width; two in a row share a line."""
    codes: Sequence[Code] = ()
    options: Callable[[Any], Sequence[Option]] | None = None
    hint: Message | None = None
    read: Callable[[Session, str], Any] | None = None
    """How it is read from the record with an id, where it is not an attribute: the links to other records."""
    write: Callable[[Session, str, Any], object] | None = None
    fixed: bool = False
    """It is shown and cannot be changed."""
    explains: str = ""
    """The field whose value it gives the reason of. It is there while there is a reason to read or to give."""
    needed: Callable[[Any, Any], bool] = lambda old, new: False
    """Whether it has to be filled in where the value it explains becomes ``new`` after ``old``."""


class Form(QWidget):
    """Fields with their labels. What is wrong is said under the field that is wrong."""

    edited = Signal()

    def __init__(
        self,
        surroundings: Surroundings,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        follow: Callable[[str, str], object] | None = None,
    ) -> None:
        """``follow`` shows a record that is chosen in a field: the key of its page, and its id."""
        super().__init__(parent)
        self.surroundings = surroundings
        self._follow = follow
        self.fields = {field.name: field for field in fields}
        self.editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self.errors: dict[str, QLabel] = {}
        self._hints: dict[str, QLabel] = {}
        self._loaded: dict[str, Any] = {}
        self._refused: dict[str, tuple[Any, Message]] = {}
        """By field: a value that the register did not take, and why."""
        self._cells: dict[str, QWidget] = {}
        self._narrow_options: dict[str, Callable[[], Sequence[Option]]] = {}
        self._lay_out(fields)
        self.retranslate()
        self._loaded = self.values()
        self._show_explanations()

    def _lay_out(self, fields: Sequence[Field]) -> None:
        layout = FieldLayout(self, 12)
        for field in fields:
            cell = self._cells[field.name] = self._cell(field)
            layout.add_field(cell, field.half)

    def _cell(self, field: Field) -> QWidget:
        cell = QWidget(self)
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        editor = self._editor(field)
        editor.edited.connect(lambda: self._on_edited(field.name))
        label = QLabel(cell)
        label.setObjectName("field-label")
        label.setWordWrap(True)  # or a long one would push the form out of a narrow pane
        label.setBuddy(editor)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 0, 0)
        head.addWidget(label, 1)
        if editor.beside is not None:
            head.addWidget(editor.beside)
        if field.kind is Kind.YES_NO:
            label.hide()
        layout.addLayout(head)
        layout.addWidget(editor)
        error = QLabel(cell)
        error.setObjectName("error")
        error.setWordWrap(True)
        error.hide()
        layout.addWidget(error)
        if field.hint is not None:
            hint = QLabel(cell)
            hint.setObjectName("hint")
            hint.setWordWrap(True)
            layout.addWidget(hint)
            self._hints[field.name] = hint
        self.editors[field.name], self._labels[field.name], self.errors[field.name] = editor, label, error
        return cell

    def _editor(self, field: Field) -> Editor:
        place = self.surroundings
        match field.kind:
            case Kind.TEXT:
                editor: Editor = TextEditor(place, self)
            case Kind.WORDING:
                editor = WordingEditor(place, parent=self)
            case Kind.LONG_WORDING:
                editor = WordingEditor(place, long=True, parent=self)
            case Kind.DATE:
                editor = DateEditor(place, self)
            case Kind.TIME:
                editor = TimeEditor(place, self)
            case Kind.NUMBER:
                editor = NumberEditor(place, self)
            case Kind.DECIMAL:
                editor = DecimalEditor(place, self)
            case Kind.SHARE:
                editor = ShareEditor(place, self)
            case Kind.PERCENT:
                editor = PercentEditor(place, self)
            case Kind.YES_NO:
                editor = YesNoEditor(place, self)
            case Kind.CODE | Kind.CHOICE | Kind.CHOICES:
                editor = ChoiceEditor(place, field.kind is Kind.CHOICES, self)
                if isinstance(offer := field.options, Offer):
                    editor.chooser.set_long_options(
                        lambda: self._options(field),
                        lambda words: offer.search(self.desk, words),
                        lambda ids: offer.find(self.desk, ids),
                    )
                    if (added := _adds(offer.page)) is not None:
                        editor.chooser.offer_new(added, lambda made: self._enter_new(offer.page, editor, made))
                    if self._follow is not None and offer.page:
                        follow, page = self._follow, offer.page
                        editor.lead_to(lambda record_id: follow(page, record_id))
                else:
                    editor.chooser.set_options(lambda: self._options(field))
        if field.fixed:
            editor.set_read_only(True)
        return editor

    def _enter_new(self, page: str, editor: Editor, made: Callable[[str], object]) -> None:
        self.desk.new_asked.emit(page, editor.window(), made)

    def _options(self, field: Field) -> Sequence[Option]:
        if (narrowed := self._narrow_options.get(field.name)) is not None:
            return narrowed()
        nothing = [] if field.required or field.kind is Kind.CHOICES else [Option(None, "–")]
        if field.options is not None:
            return [*nothing, *field.options(self.surroundings)]
        return [*nothing, *(code_option(self.surroundings, code) for code in field.codes)]

    @property
    def desk(self) -> Desk:
        """The desk, for fields that offer what is in the register."""
        assert isinstance(self.surroundings, Desk)
        return self.surroundings

    # --- values ------------------------------------------------------------------------------------------------------

    def load(self, values: Mapping[str, Any]) -> None:
        """Show these values; they are what "changed" is measured against."""
        for name, editor in self.editors.items():
            if name in values:
                editor.set_value(values[name])
        self._loaded = self.values()
        self._show_explanations()
        self._show_problems({})

    def values(self) -> dict[str, Any]:
        """The value of every field that can be changed."""
        return {name: editor.value() for name, editor in self.editors.items() if not self.fields[name].fixed}

    def changes(self) -> dict[str, Any]:
        """The values that are not what was loaded."""
        return {name: value for name, value in self.values().items() if value != self._loaded.get(name)}

    @property
    def dirty(self) -> bool:
        return bool(self.changes()) or any(editor.problem() for editor in self.editors.values())

    def check(self) -> bool:
        """Whether the values can be taken; what is wrong is shown, and the first field that is has the focus."""
        self._refused.clear()  # what is wrong for the register may be right by now: it says so itself
        self._show_explanations()
        problems = {name: problem for name in self.fields if (problem := self._problem(name)) is not None}
        self._show_problems(problems)
        if problems:
            self.editors[next(iter(problems))].setFocus()
        return not problems

    def refuse(self, reason: Message) -> bool:
        """Say why the register did not take the values, at the field it is about; ``False`` where it is about none."""
        if reason.about not in self.editors:
            return False
        self._refused[reason.about] = (self.editors[reason.about].value(), reason)
        self._show_problems({reason.about: reason})
        self.editors[reason.about].setFocus()
        return True

    def _problem(self, name: str) -> Message | None:
        value = self.editors[name].value()
        if (problem := self.editors[name].problem()) is not None:
            return problem
        if (refused := self._refused.get(name)) is not None and refused[0] == value and self.errors[name].isVisible():
            return refused[1]
        if self._is_required(name) and (value is None or value == () or value == Wording()):
            return message("This field cannot stay empty.")
        return None

    def _show_problems(self, problems: Mapping[str, Message]) -> None:
        for name, shown in self.errors.items():
            problem = problems.get(name)
            shown.setText(self.surroundings.say(problem) if problem else "")
            shown.setVisible(problem is not None)
            self.editors[name].mark_wrong(problem is not None)

    def _on_edited(self, name: str) -> None:
        if self.errors[name].isVisible() and self._problem(name) is None:
            self.errors[name].hide()
            self.editors[name].mark_wrong(False)
        self._show_explanations()
        self.edited.emit()

    # --- drafts ------------------------------------------------------------------------------------------------------

    def draft(self, *, whole: bool = False) -> dict[str, Any] | None:
        """What is written here and not saved, as JSON holds it; ``None`` where nothing is.

        With ``whole``, also what stands in the form since it was opened: nobody else could know it.
        """
        if not self.dirty:
            return None
        changes = self.values() if whole else self.changes()
        typed = {name: text for name, editor in self.editors.items() if (text := editor.typed())}
        return {
            "values": {name: as_kept(value) for name, value in changes.items()},
            "loaded": {name: as_kept(self._loaded.get(name)) for name in {**changes, **typed}},
            "typed": typed,
        }

    def take_draft(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Go on with what :meth:`draft` kept; gives what each of its fields held before it was written.

        A field that the form has no more, or a value that makes no sense any more, is passed over.
        """
        before: dict[str, Any] = {}
        for kept, take in (("values", self._take_value), ("typed", lambda name, text: self.editors[name].type(text))):
            for name, value in draft.get(kept, {}).items():
                if name not in self.editors or self.fields[name].fixed:
                    continue
                try:
                    take(name, value)
                    before[name] = from_kept(draft.get("loaded", {}).get(name))
                except (ValueError, TypeError, AttributeError):
                    log.warning("a draft of %s is passed over", name, exc_info=True)
        self._show_explanations()
        self.edited.emit()
        return before

    def _take_value(self, name: str, kept: Any) -> None:
        self.editors[name].set_value(from_kept(kept))

    # --- reasons -----------------------------------------------------------------------------------------------------

    def _is_required(self, name: str) -> bool:
        field = self.fields[name]
        return field.required or (self._changes_explained(field) and field.needed(*self._explained(field)))

    def _explained(self, field: Field) -> tuple[Any, Any]:
        """The value that a field explains: what was loaded, and what is chosen now."""
        return self._loaded.get(field.explains), self.editors[field.explains].value()

    def _changes_explained(self, field: Field) -> bool:
        if not field.explains:
            return False
        old, new = self._explained(field)
        return old != new

    def _show_explanations(self) -> None:
        for name, field in self.fields.items():
            if not field.explains:
                continue
            editor, loaded = self.editors[name], self._loaded.get(name)
            if self._changes_explained(field):
                if editor.value() == loaded and loaded:
                    editor.set_value(Wording())  # why it was so before is no reason for what it becomes
            elif not editor.value() and loaded:
                editor.set_value(loaded)
            self._cells[name].setVisible(self._is_required(name) or bool(editor.value()))
            self._label(name)

    def show_field(self, name: str, shown: bool) -> None:
        """Whether a field is there at all; what stands in one that is not is kept."""
        self._cells[name].setVisible(shown)

    def narrow(self, name: str, options: Callable[[], Sequence[Option]]) -> None:
        """Offer only these in the field ``name``: the states that may follow the present one."""
        self._narrow_options[name] = options
        self.editors[name].retranslate()

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        for name, field in self.fields.items():
            self._label(name)
            self.editors[name].retranslate()
            self.editors[name].set_name(self.surroundings.say(field.label))
        for name, hint in self._hints.items():
            said = self.fields[name].hint
            assert said is not None
            hint.setText(self.surroundings.say(said))
        for name, shown in self.errors.items():
            if shown.isVisible() and (problem := self._problem(name)) is not None:
                shown.setText(self.surroundings.say(problem))

    def _label(self, name: str) -> None:
        said = self.surroundings.say(self.fields[name].label)
        self._labels[name].setText(f"{said} *" if self._is_required(name) else said)

    def set_read_only(self, read_only: bool) -> None:
        for name, editor in self.editors.items():
            editor.set_read_only(read_only or self.fields[name].fixed)


def _adds(page: str) -> Message | None:
    """What enters a new record on a page, where a form does: a meeting is prepared in several steps."""
    return PAGES[page].add if page in PAGES and page != "meetings" else None


def code_option(surroundings: Surroundings, code: Code) -> Option:
    """A code as an option, with its icon where it is a status."""
    return Option(code, surroundings.say(code.label), icon=code_icon(surroundings, code))
