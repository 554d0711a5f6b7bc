"""The line that offers, after a crash, to go on with what was being entered. It stays until one has said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.language import isolate
from desktop.windows.desk import Desk
from desktop.windows.drafts.drafts import Draft


class DraftBar(QFrame):
    """Offers one draft after the other."""

    asked = Signal(object)
    """The :class:`Draft` is to be gone on with."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("notice")
        self._icon, self.words = QLabel(self), QLabel(self)
        self.words.setWordWrap(True)
        self.go_button, self.discard_button = QPushButton(self), QPushButton(self)
        for button in (self.go_button, self.discard_button):
            button.setProperty("link", True)
        self.go_button.clicked.connect(self._on_go_on)
        self.discard_button.clicked.connect(self._on_discard)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.go_button)
        row.addWidget(self.discard_button)
        desk.drafts.changed.connect(self.retranslate)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()

    @property
    def draft(self) -> Draft | None:
        """The one that is offered."""
        return self.desk.drafts.waiting[0] if self.desk.drafts.waiting else None

    def _on_go_on(self) -> None:
        if (draft := self.draft) is not None:
            self.asked.emit(draft)

    def _on_discard(self) -> None:
        if (draft := self.draft) is not None:
            self.desk.drafts.discard(draft)

    def retranslate(self) -> None:
        draft, language = self.draft, self.desk.language
        self.setVisible(draft is not None)
        if draft is None:
            return
        self._icon.setPixmap(self.desk.icon("pencil-simple", self.desk.theme.accent).pixmap(20, 20))
        name = isolate(draft.name)
        if draft.place.record_id and not draft.place.door:
            said = language.text("You were changing {record} when the program ended. It is not saved yet.", record=name)
        else:
            said = language.text("You were filling in “{form}” when the program ended. It is not saved yet.", form=name)
        self.words.setText(said)
        self.setAccessibleName(said)
        self.go_button.setText(language.text("Go on"))
        self.discard_button.setText(language.text("Discard"))
