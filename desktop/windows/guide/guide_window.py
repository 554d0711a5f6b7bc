"""The user's guide in a window of its own: contents on one side, the section chosen on the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QColor, QFont, QImage, QKeyEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import paths
from desktop.windows.desk import Surroundings
from desktop.windows.forms.line import TextLine
from desktop.windows.guide.guide_text import Section, place_of, read_guide

CONTENTS_WIDTH, MARGIN = 264, 20


class GuideText(QTextBrowser):
    """A section of the guide. Its pictures are as wide as the text, and sharp on a sharp screen."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        address = name.toString() if isinstance(name, QUrl) else name
        picture = QImage(str(paths.guide() / "pictures" / Path(address).name))
        if picture.isNull():
            return picture
        ratio = self.devicePixelRatioF()
        width = min(picture.width(), max(int((self.viewport().width() - 2 * MARGIN) * ratio), 200))
        picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture


class GuideWindow(QDialog):
    """Stays open beside the main window, and speaks its language."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.surroundings = surroundings
        self.sections: list[Section] = []
        self.search = TextLine(self)
        self.search.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_searched)
        self.contents = QListWidget(self)
        self.contents.setUniformItemSizes(True)
        self.contents.currentRowChanged.connect(self._on_chosen)
        self.text = GuideText(self)
        self.text.setObjectName("guide")
        # Nothing in the guide leads out of it, least of all to a network.
        self.text.setOpenLinks(False)
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._focus_search)
        surroundings.language_changed.connect(self.retranslate)
        self.retranslate()
        room = self.screen().availableGeometry().size()
        scaled = surroundings.scaled
        self.resize(min(scaled(960), room.width() - 32), min(scaled(700), room.height() - 64))

    def _lay_out(self) -> None:
        side = QWidget(self)
        self._side = side
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(side)
        row.addWidget(self.text, 1)

    # --- what is read ------------------------------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """Open the guide at what it says of a page of the window."""
        self.search.clear()
        self.contents.setCurrentRow(place_of(self.sections, key))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def _on_chosen(self, place: int) -> None:
        if not 0 <= place < len(self.sections):
            return
        self.text.setMarkdown(self.sections[place].text)
        self._set_type()
        self._mark()

    def _set_type(self) -> None:
        """Give headings, lines and tables of the document the window's own measures."""
        document = self.text.document()
        document.setDocumentMargin(MARGIN)
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            # Arabic letters bring their own room between the lines.
            shape.setLineHeight(100 if self.surroundings.language.right_to_left else 125, 1)
            shape.setLayoutDirection(self.layoutDirection())
            if level := shape.headingLevel():
                shape.setTopMargin(0 if level <= 2 else 12)
                shape.setBottomMargin(10)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                letters = cursor.charFormat()
                letters.setFontWeight(QFont.Weight.DemiBold)
                cursor.mergeCharFormat(letters)
            cursor.setBlockFormat(shape)
            block = block.next()

    # --- search ------------------------------------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_searched(self, words: str) -> None:
        found = [place for place, each in enumerate(self.sections) if each.holds(words)]
        for place in range(self.contents.count()):
            self.contents.item(place).setHidden(place not in found)
        if found and self.contents.currentRow() not in found:
            self.contents.setCurrentRow(found[0])
        self._mark()

    def _mark(self) -> None:
        """Mark the words searched for in the section shown."""
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            cursor = QTextCursor(self.text.document())
            while not (cursor := self.text.document().find(word, cursor, QTextDocument.FindFlag(0))).isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor  # type: ignore[attr-defined]
                mark.format.setBackground(QColor(self.surroundings.theme.amber_soft))  # type: ignore[attr-defined]
                marks.append(mark)
        self.text.setExtraSelections(marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.contents.setFocus()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.contents.hasFocus():
            self.text.setFocus()
            return
        super().keyPressEvent(event)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.surroundings.language
        self._side.setFixedWidth(self.surroundings.scaled(CONTENTS_WIDTH))
        self.setWindowTitle(language.text("User’s guide"))
        self.search.setPlaceholderText(language.text("Search the guide"))
        self.search.setAccessibleName(language.text("Search the guide"))
        self._glass.setIcon(self.surroundings.icon("magnifying-glass"))
        self.contents.setAccessibleName(language.text("Contents"))
        self.text.setAccessibleName(language.text("User’s guide"))
        place = max(self.contents.currentRow(), 0)
        self.sections = read_guide(language.code)
        self.contents.clear()
        for section in self.sections:
            self.contents.addItem(QListWidgetItem(section.title))
        self.contents.setCurrentRow(min(place, len(self.sections) - 1))
        self._on_searched(self.search.text())
