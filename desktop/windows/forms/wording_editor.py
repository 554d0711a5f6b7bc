"""One text in three languages: in tabs or side by side, with what is missing marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.language import LANGUAGE_CODES, OWN_NAMES, LanguageCode, Wording
from desktop.windows.desk import Surroundings
from desktop.windows.forms.editors import Editor
from desktop.windows.forms.language_tabs import LanguageTabs
from desktop.windows.forms.line import TextLine
from desktop.windows.look.direction import LEFT_TO_RIGHT, RIGHT_TO_LEFT, direction_of
from desktop.windows.page import stacked


class GrowingText(QPlainTextEdit):
    """Several lines of text, as high as what stands in them, within limits. Tab leaves it."""

    def __init__(self, least: int = 2, most: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        # The document is as high as it has lines; a line is as high as its script needs, which the font cannot tell.
        lines = min(max(int(self.document().size().height()), self._least), self._most)
        laid_out = self.document().firstBlock().layout()
        height = laid_out.lineAt(0).height() if laid_out.lineCount() else 0
        self.setFixedHeight(lines * max(round(height), self.fontMetrics().lineSpacing()) + 22)


def _run(field: QPlainTextEdit, direction: Qt.LayoutDirection) -> None:
    """Have a text run this way, from the side on which such a text begins."""
    document = field.document()
    option = QTextOption(document.defaultTextOption())
    if option.textDirection() == direction:
        return
    option.setTextDirection(direction)
    # A text document does not mirror its own alignment.
    mirrored = direction == RIGHT_TO_LEFT
    option.setAlignment(Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)
    document.setDefaultTextOption(option)


SIDE_BY_SIDE = 560
"""Pixels from which the three languages stand beside one another; in less they stand one under the other."""


class WordingEditor(Editor):
    """One text in three languages, in tabs or side by side; a dot or a word marks a language in which it is missing."""

    def __init__(self, surroundings: Surroundings, long: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self._long = long
        self.tabs = LanguageTabs(surroundings, self)
        self.beside = self.tabs
        self.texts: dict[LanguageCode, QLineEdit | QPlainTextEdit] = {}
        self._captions: dict[LanguageCode, QLabel] = {}
        self._columns: dict[LanguageCode, QWidget] = {}
        self._current: LanguageCode = surroundings.language.code
        for code in LANGUAGE_CODES:
            text = self._text_field(code)
            text.setAccessibleDescription(OWN_NAMES[code])
            caption = self._captions[code] = QLabel(self)
            caption.setObjectName("language-caption")
            column = self._columns[code] = QWidget(self)
            column.setLayout(stacked(caption, text, spacing=2))
            self.texts[code] = text
            self._row.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
        self._show_missing()
        self.tabs.chosen.connect(self._on_tab_chosen)
        surroundings.sides_changed.connect(self._arrange)
        self.show_language(surroundings.language.code)

    def _text_field(self, code: LanguageCode) -> QLineEdit | QPlainTextEdit:
        direction = RIGHT_TO_LEFT if code == "ar" else LEFT_TO_RIGHT
        if self._long:
            field = GrowingText()
            _run(field, direction)
            # Whatever is written where Arabic is expected runs as it is read.
            field.textChanged.connect(lambda: _run(field, direction_of(field.toPlainText(), direction)))
            field.textChanged.connect(self._on_edited)
        else:
            field = TextLine()
            field.textEdited.connect(self._on_edited)
        field.setLayoutDirection(direction)
        return field

    def show_language(self, code: LanguageCode) -> None:
        """Show the text in this language; side by side, begin with it."""
        self._current = code
        self.tabs.set_current(code)
        self.setFocusProxy(self.texts[code])
        self._arrange()

    def _arrange(self) -> None:
        sides = self.surroundings.side_by_side
        self.tabs.setVisible(not sides)
        for code, column in self._columns.items():
            column.setVisible(sides or code == self._current)
            self._captions[code].setVisible(sides)
        self._turn()

    def _turn(self) -> None:
        beside = not self.surroundings.side_by_side or self.width() >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _on_tab_chosen(self, code: LanguageCode) -> None:
        self.show_language(code)
        self.texts[code].setFocus()

    def _on_edited(self) -> None:
        self._show_missing()
        self.edited.emit()

    def _show_missing(self) -> None:
        # Of a text that is not there at all, no translation is missing.
        wording = self.value()
        missing = wording.missing() if wording else []
        self.tabs.set_missing(missing)
        for code, caption in self._captions.items():
            name = OWN_NAMES[code]
            said = self.surroundings.language.text("{language}: missing", language=name)
            caption.setText(said if code in missing else name)
            if caption.property("missing") is not (code in missing):
                caption.setProperty("missing", code in missing)
                caption.style().unpolish(caption)
                caption.style().polish(caption)

        # Arabic letters are higher: the fields still stand on one line.
        height = max(caption.sizeHint().height() for caption in self._captions.values())
        for caption in self._captions.values():
            caption.setMinimumHeight(height)

    def _read(self, code: LanguageCode) -> str:
        field = self.texts[code]
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def value(self) -> Any:
        return Wording(*(self._read(code).strip() or None for code in LANGUAGE_CODES))

    def set_value(self, value: Any) -> None:
        wording = value or Wording()
        for code, field in self.texts.items():
            field.blockSignals(True)
            if isinstance(field, QLineEdit):
                field.setText(wording.get(code) or "")
                field.setCursorPosition(0)
            else:
                field.setPlainText(wording.get(code) or "")
            field.blockSignals(False)
            if isinstance(field, QPlainTextEdit):
                _run(field, direction_of(field.toPlainText(), field.layoutDirection()))
        self._show_missing()
        self.show_language(wording.best(self.surroundings.language.code)[1])

    def set_read_only(self, read_only: bool) -> None:
        for field in self.texts.values():
            field.setReadOnly(read_only)

    def retranslate(self) -> None:
        self.tabs.retranslate()
        self._show_missing()
        self.show_language(self.value().best(self.surroundings.language.code)[1])
