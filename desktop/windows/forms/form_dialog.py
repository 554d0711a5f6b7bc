"""A form in a window of its own: for a new record, or for what is done to one in one go, such as reporting progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.language import Message
from desktop.windows.desk import Desk
from desktop.windows.drafts.drafts import DraftPlace
from desktop.windows.forms.form import Field, Form
from desktop.windows.page import heading, scrolled

NARROW, WIDE = 560, 860
"""Pixels; the wider one gives room to three languages side by side."""

Accept = Callable[[Mapping[str, Any]], Message | None]


class FormDialog(QDialog):
    """``accept_values`` does what the form is for and gives the sentence why not, or ``None`` when it is done."""

    def __init__(
        self,
        desk: Desk,
        title: Message,
        fields: Sequence[Field],
        accept_values: Accept,
        *,
        done: Message,
        values: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
        keeps: DraftPlace | None = None,
    ) -> None:
        """``done`` is what the button says: "Create", "Report".

        ``keeps`` is the place what is written is kept for, should the program end before it is done.
        """
        super().__init__(parent)
        self.desk = desk
        self._title, self._done = title, done
        self._accept_values = accept_values
        self._warned = False
        self._keeps = keeps
        self.form = Form(desk, fields, self)
        if values:
            self.form.load(values)
        self.form.edited.connect(self._note)
        self._heading = heading()
        self.error = QLabel(self)
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.note = QLabel(self)
        """What is said beside the buttons: what will come of it."""
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.done_button, self.cancel_button = QPushButton(self), QPushButton(self)
        self.done_button.setProperty("primary", True)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        for keys in ("Ctrl+S", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        sides = QShortcut(QKeySequence("Ctrl+Shift+L"), self)
        sides.activated.connect(lambda: desk.show_sides(not desk.side_by_side))
        desk.sides_changed.connect(self._fit)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()
        self._fit()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 4)
        head.addWidget(self._heading)
        head.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 16)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.done_button)
        self._area = area = scrolled(self.form)
        area.setFrameShape(area.Shape.NoFrame)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _fit(self) -> None:
        """As high as the form needs, up to a limit beyond which it scrolls; as much larger as the text is."""
        room = self.screen().availableGeometry().size()
        width = min(self.desk.scaled(WIDE if self.desk.side_by_side else NARROW), room.width() - 32)
        highest = min(self.desk.scaled(640), room.height() - 64)
        self.resize(width, highest)
        ground = self._area.widget()
        assert ground is not None
        # Without a line that breaks, Qt knows of no height for a width.
        whole = self._whole.totalHeightForWidth(width) if self._whole.hasHeightForWidth() else -1
        around = (whole if whole > 0 else self._whole.totalSizeHint().height()) - self._area.sizeHint().height()
        self.resize(width, min(around + ground.sizeHint().height(), highest))

    def _say_error(self, words: str) -> None:
        """Say what is wrong over the form, which keeps its height: the window grows by the line."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self._fit()

    def retranslate(self) -> None:
        said = self.desk.say(self._title)
        self.setWindowTitle(said)
        self._heading.setText(said)
        self.form.retranslate()
        self.done_button.setText(self.desk.say(self._done))
        self.cancel_button.setText(self.desk.language.text("Cancel"))

    def accept(self) -> None:
        """Do what the form is for; what is wrong is said here, and the form stays."""
        if not self.form.check():
            return
        reason = self._accept_values(self.form.values())
        if reason is None:
            self._forget()
            super().accept()
            return
        at_field = self.form.refuse(reason)
        self._say_error("" if at_field else self.desk.say(reason))

    def reject(self) -> None:
        """Close without doing anything; what was written is let go only when one asks for it twice."""
        if self.form.dirty and not self._warned:
            self._warned = True
            self._say_error(
                self.desk.language.text("What you wrote is not saved. Press Escape or Cancel again to discard it.")
            )
            return
        self._forget()
        super().reject()

    # --- drafts ------------------------------------------------------------------------------------------------------

    def _note(self) -> None:
        if self._keeps is not None:
            new = not self._keeps.record_id
            self.desk.drafts.note(self._keeps, self.windowTitle(), lambda: self.form.draft(whole=new))

    def _forget(self) -> None:
        if self._keeps is not None:
            self.desk.drafts.forget(self._keeps)

    def start(self) -> None:
        """Open, with the cursor in the first field; the window behind waits."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.show()
        if self._keeps is not None and (draft := self.desk.drafts.taken_up(self._keeps)) is not None:
            self.form.take_draft(draft.content)
        next(iter(self.form.editors.values())).setFocus()
