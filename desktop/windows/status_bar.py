"""The line at the foot of the window: whose register, in which file, when it was copied last, and the languages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStatusBar, QWidget

from desktop.language import isolate
from desktop.windows.backups import Backups, when_last
from desktop.windows.desk import Desk
from desktop.windows.emblem import Emblem
from desktop.windows.forms.language_tabs import LanguageTabs
from desktop.windows.page import ElidedLine


class StatusBar(QStatusBar):
    """Commission and file where lines begin, the languages of the window where they end."""

    copies_asked = Signal()
    """What is said of the last copy was clicked."""

    def __init__(self, desk: Desk, copies: Backups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._copies = desk, copies
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 2, 8, 2)
        self._words = ElidedLine(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.align()
        self.languages = LanguageTabs(desk, self)
        self.languages.set_missing(())
        self.languages.chosen.connect(desk.speak)
        self.emblem = Emblem(desk, self)
        self.addWidget(self.emblem)
        self.addWidget(self._words, 1)
        # A status bar shows whatever is put into it.
        self.emblem.renew()
        self.last_copy = QPushButton(self)
        self.last_copy.setProperty("link", True)
        self.last_copy.clicked.connect(self.copies_asked)
        self.addPermanentWidget(self.last_copy)
        self.addPermanentWidget(self.languages)
        copies.changed.connect(self.retranslate)
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        desk = self.desk
        where = desk.register.path.name if desk.register.path else desk.register.location
        self._words.setText(f"{isolate(desk.language.best(desk.commission.name))}  ·  {isolate(where)}")
        self._words.setToolTip(desk.register.location)
        said = when_last(self._copies, desk.language, desk.today)
        self.last_copy.setText(said)
        self.last_copy.setVisible(bool(said))
        self.languages.set_current(desk.language.code)
        self.languages.setAccessibleName(desk.language.text("Language"))
