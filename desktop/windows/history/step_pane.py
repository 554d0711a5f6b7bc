"""One step of the journal: all that it changed, and whether it can be undone, or done again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.language import Message, isolate, message
from desktop.records.history import list_later_steps, list_step_changes, list_steps
from desktop.records.rows import StepRow
from desktop.windows.desk import Desk, Door, Notice
from desktop.windows.history.telling import MOST_LINES, Tale, Telling, read_tale
from desktop.windows.page import heading
from desktop.windows.reads import Reader

LATER = 3
"""Later steps that are named where they stand in the way."""


def say_step(step: StepRow) -> Message:
    """What a step did, as one line."""
    if step.undoes is None:
        return step.label
    said = message("Redone: {what}", what=step.label) if step.redoes else message("Undone: {what}", what=step.label)
    return said


class StepPane(QFrame):
    """Shows a step. What it did to a record leads to the record."""

    step_asked = Signal(int)
    """Another step is to be shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.step: StepRow | None = None
        self._reader = Reader(desk.reads, self)
        self.setObjectName("pane")
        self.setMinimumWidth(340)
        self.what, self.by = heading("record-title"), heading("muted")
        self.what.setWordWrap(True)
        self.by.setWordWrap(True)
        self.undo_button, self.redo_button = QPushButton(self), QPushButton(self)
        self.why_not = heading("hint")
        self.why_not.setWordWrap(True)
        # No label: one of hundreds of lines is laid out anew for every width that a layout asks about.
        self.told = QTextBrowser()
        self.told.setOpenLinks(False)
        self.told.setTabChangesFocus(True)
        self.told.setFrameShape(QFrame.Shape.NoFrame)
        self.told.document().setDocumentMargin(16)
        self.told.anchorClicked.connect(lambda address: desk.door_asked.emit(*address.toString().split("/", 1)))
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self._nothing = QLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._lay_out()
        self.show_step(None)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo_button)
        buttons.addWidget(self.redo_button)
        buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 0)
        head.setSpacing(6)
        head.addWidget(self.what)
        head.addWidget(self.by)
        head.addLayout(buttons)
        head.addWidget(self.why_not)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.told, 1)
        self._which = QStackedWidget(self)
        self._which.addWidget(self._nothing)
        self._which.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self._which)

    # --- the step ----------------------------------------------------------------------------------------------------

    def show_step(self, step: StepRow | None) -> None:
        """Show a step, or that none is chosen."""
        self.step = step
        self._which.setCurrentIndex(0 if step is None else 1)
        self._reader.forget()
        if step is None:
            return
        language, desk = self.desk.language, self.desk
        self.what.setText(desk.say(say_step(step)))
        by = [language.moment(step.at), isolate(step.who) if step.who else "", desk.say(step.channel.label)]
        self.by.setText(" · ".join(each for each in by if each))
        self._show_what_can_be_done(step)
        self.told.clear()

        def read(session: Session) -> Tale:
            found = list_step_changes(session, step.id, MOST_LINES + 1)
            return read_tale(session, found, max(len(found) - MOST_LINES, 0))

        self._reader.ask(read, self._tell)

    def _tell(self, tale: Tale) -> None:
        telling = Telling(self.desk, lambda _kind: True)
        said = telling.tell_lines(tale.changes, tale.names).removeprefix("<br>")
        self.told.setHtml(f"<p style='line-height: 140%'>{said}</p>")

    def _show_what_can_be_done(self, step: StepRow) -> None:
        register = self.desk.register
        can_undo = step.id in register.steps_done
        can_redo = self._undoing_of(step) is not None
        self.undo_button.setVisible(can_undo)
        self.redo_button.setVisible(can_redo)
        language = self.desk.language
        self.undo_button.setText(language.text("Undo this step"))
        self.undo_button.setIcon(self.desk.icon("arrow-u-up-left", self.desk.theme.text))
        self.redo_button.setText(language.text("Do it again"))
        self.redo_button.setIcon(self.desk.icon("arrow-u-up-right", self.desk.theme.text))
        self.why_not.setVisible(not (can_undo or can_redo))
        self.why_not.setText(
            language.text(
                "Only steps made since the register was opened, on this computer, can be undone. What was withdrawn or "
                "removed can be restored."
            )
        )

    def _undoing_of(self, step: StepRow) -> int | None:
        """The step that undid this one and can be reversed, or this one where it is itself an undoing."""
        undone = self.desk.register.steps_undone
        if step.id in undone:
            return step.id
        if not undone:
            return None
        with self.desk.reading() as session:
            return next((each.id for each in list_steps(session, undone) if each.undoes == step.id), None)

    # --- undoing -----------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Undo the step; where a later one stands on top of it, say which."""
        if self.step is not None:
            self._answer(self.step, self.desk.attempt_undo(self.step.id))

    def redo(self) -> None:
        """Do again what was undone."""
        if self.step is not None and (undoing := self._undoing_of(self.step)) is not None:
            self._answer(self.step, self.desk.attempt_redo(undoing))

    def _answer(self, step: StepRow, reason: Message | None) -> None:
        if reason is None:
            return
        with self.desk.reading() as session:
            later = list_later_steps(session, step.id)[:LATER]
        if not later:
            self.desk.refuse(reason)
            return
        words = message(
            "{reason} What was changed later: {later}.",
            reason=reason,
            later=self.desk.language.list([isolate(self.desk.say(say_step(each))) for each in later]),
        )
        door = Door(message("Show the later step"), lambda: self.step_asked.emit(later[0].id))
        self.desk.told.emit(Notice(words, refused=True, doors=(door,)))

    def retranslate(self) -> None:
        self._nothing.setText(self.desk.language.text("Choose a step in the list to see what it changed."))
        self.told.setAccessibleName(self.desk.language.text("What changed"))
        self.show_step(self.step)
