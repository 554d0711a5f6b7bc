"""The three languages of one text as small tabs, with a dot for those in which it is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from desktop.language import LANGUAGE_CODES, OWN_NAMES, LanguageCode
from desktop.windows.desk import Surroundings

SHORT_NAMES: dict[LanguageCode, str] = {"fr": "fr", "ar": "ع", "en": "en"}


class LanguageTab(QToolButton):
    """One language; the dot says that nothing is written in it."""

    def __init__(self, surroundings: Surroundings, code: LanguageCode) -> None:
        super().__init__()
        self.surroundings = surroundings
        self.code: LanguageCode = code
        self.missing = False
        self.setObjectName("language-tab")
        self.setText(SHORT_NAMES[code])
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_missing(self, missing: bool) -> None:
        self.missing = missing
        name = OWN_NAMES[self.code]
        missing_words = self.surroundings.language.text("{language}: missing", language=name)
        self.setToolTip(missing_words if missing else name)
        self.setAccessibleName(self.toolTip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.missing:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.surroundings.theme.amber))
            beside = self.width() // 2 + self.fontMetrics().horizontalAdvance(self.text()) // 2 + 2
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            painter.drawEllipse(self.width() - beside - 5 if mirrored else beside, 4, 5, 5)


class LanguageTabs(QWidget):
    """One tab for each language; left and right arrows go from one to the next."""

    chosen = Signal(str)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.tabs: dict[LanguageCode, LanguageTab] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for code in LANGUAGE_CODES:
            tab = LanguageTab(surroundings, code)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            self._group.addButton(tab)
            self.tabs[code] = tab
            row.addWidget(tab)
        self.set_missing(LANGUAGE_CODES)

    def set_current(self, code: LanguageCode) -> None:
        self.tabs[code].setChecked(True)

    def set_missing(self, missing: Sequence[LanguageCode]) -> None:
        """Put the dots."""
        for code, tab in self.tabs.items():
            tab.set_missing(code in missing)

    def retranslate(self) -> None:
        for tab in self.tabs.values():
            tab.set_missing(tab.missing)
