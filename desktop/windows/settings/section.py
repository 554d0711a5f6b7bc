"""What all sections of the settings have in common, and the section that is a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.language import Message, message
from desktop.records.commission.country_rules import RuleGroup, follows_country, return_to_country
from desktop.windows.desk import Desk
from desktop.windows.forms.form import Field, Form
from desktop.windows.page import heading

BACK = message("Rules of the country put back")


class Section(QWidget):
    """One page of the settings: its title, a sentence that says what it is for, and what a section adds below."""

    key: ClassVar[str]
    title: ClassVar[Message]
    explains: ClassVar[Message]
    icon: ClassVar[str]
    group: ClassVar[RuleGroup | None] = None
    """The rules of the country it shows, which can be put back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._title, self._explanation = heading(), QLabel(self)
        self._explanation.setObjectName("muted")
        self._explanation.setWordWrap(True)
        self.back_button = QPushButton(self)
        self.back_button.setProperty("link", True)
        self.back_button.clicked.connect(self.go_back)
        self.back_button.hide()
        self.error = QLabel(self)
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 0, 12, 0)
        whole.setSpacing(8)
        whole.addWidget(self._title)
        whole.addWidget(self._explanation)
        whole.addSpacing(4)
        whole.addWidget(self.error)
        whole.addLayout(self.body, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        whole.addLayout(foot)

    def retranslate(self) -> None:
        """Say every word of the section in the language now spoken."""
        self._title.setText(self.desk.say(self.title))
        self._explanation.setText(self.desk.say(self.explains))
        self.back_button.setText(self.desk.language.text("Back to the rules of the country"))

    def refresh(self) -> None:
        """Read what the section shows; what is being written stays as it is."""
        if self.group is not None:
            with self.desk.reading() as session:
                self.back_button.setVisible(follows_country(session, self.group, self.body_id) is False)

    def leave(self) -> bool:
        """Save what is written; ``False`` where it cannot be, and one has to stay."""
        return True

    @property
    def body_id(self) -> str | None:
        """The body whose rules are shown."""
        return None

    def go_back(self) -> None:
        """Put the rules of the country back."""
        group, body_id = self.group, self.body_id
        if group is not None:
            self.discard()
            self.say_why(self.desk.attempt(BACK, lambda session: return_to_country(session, group, body_id)))

    def discard(self) -> None:
        """Let go of what is written and not saved."""

    def say_why(self, reason: Message | None) -> bool:
        """Show why something was not done, if it was not; whether it was done."""
        self.error.setText("" if reason is None else self.desk.say(reason))
        self.error.setVisible(reason is not None)
        return reason is None


class SaveFoot(QWidget):
    """ "Save" and "Discard", there while there is something to save."""

    def __init__(self, section: Section) -> None:
        super().__init__(section)
        self.save_button, self.discard_button = QPushButton(self), QPushButton(self)
        self.save_button.setProperty("primary", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.addStretch(1)
        row.addWidget(self.discard_button)
        row.addWidget(self.save_button)
        self.save_button.clicked.connect(section.leave)
        self.discard_button.clicked.connect(section.discard)
        keys = QShortcut(QKeySequence("Ctrl+S"), section, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(section.leave)
        self.hide()

    def retranslate(self, section: Section) -> None:
        self.save_button.setText(section.desk.language.text("Save"))
        self.discard_button.setText(section.desk.language.text("Discard"))


class FormSection(Section):
    """A section that is a form on the register: it is saved when one leaves it, as one step that can be undone."""

    fields: ClassVar[Sequence[Field]]
    saved: ClassVar[Message]
    """What the journal calls the change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.form = Form(desk, self.fields, self)
        self.form.edited.connect(self._show_foot)
        self.foot = SaveFoot(self)
        self.body.addWidget(self.form)
        self.body.addWidget(self.foot)
        self.body.addStretch(1)

    def read(self, session: Session) -> dict[str, Any]:
        """The values of the form."""
        raise NotImplementedError

    def write(self, session: Session, values: Mapping[str, Any]) -> None:
        """Write all values; what has not changed leaves no trace."""
        raise NotImplementedError

    def retranslate(self) -> None:
        super().retranslate()
        self.form.retranslate()
        self.foot.retranslate(self)

    def refresh(self) -> None:
        super().refresh()
        if not self.form.dirty:
            with self.desk.reading() as session:
                values = self.read(session)
            # What is shown already stays as it is, the language chosen in its tabs too.
            if values != self.form.values():
                self.form.load(values)
            self._show_foot()

    def leave(self) -> bool:
        if not self.form.dirty:
            return self.say_why(None)
        if not self.form.check():
            return False
        values = self.form.values()

        def work(session: Session) -> None:
            self.write(session, values)
            session.flush()

        if not self.say_why(self.desk.attempt(self.saved, work)):
            return False
        self.form.load(values)
        self.refresh()
        return True

    def discard(self) -> None:
        with self.desk.reading() as session:
            self.form.load(self.read(session))
        self.say_why(None)
        self._show_foot()

    def _show_foot(self) -> None:
        self.foot.setVisible(self.form.dirty)
