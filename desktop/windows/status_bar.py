"""The line at the foot of the window: whose register, in which file, and the three languages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStatusBar, QWidget

from desktop.language import isolate
from desktop.windows.desk import Desk
from desktop.windows.forms.language_tabs import LanguageTabs
from desktop.windows.page import ElidedLine


class StatusBar(QStatusBar):
    """Commission and file where lines begin, the languages of the window where they end."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 2, 8, 2)
        self._words = ElidedLine(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.align()
        self.languages = LanguageTabs(desk, self)
        self.languages.set_missing(())
        self.languages.chosen.connect(desk.speak)
        self.addWidget(self._words, 1)
        self.addPermanentWidget(self.languages)
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        desk = self.desk
        where = desk.register.path.name if desk.register.path else desk.register.location
        self._words.setText(f"{isolate(desk.language.best(desk.commission.name))}  ·  {isolate(where)}")
        self._words.setToolTip(desk.register.location)
        self.languages.set_current(desk.language.code)
        self.languages.setAccessibleName(desk.language.text("Language"))
