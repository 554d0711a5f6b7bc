"""The templates of documents: which sections, which sentences, who signs; written here, or taken from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Paper
from desktop.language import Message, Refusal, message
from desktop.outputs.templates import export_template, read_template_file, template_changed
from desktop.records.commission.own_templates import change_template, find_template_source
from desktop.records.commission.template import file_name, read_template, shipped_source
from desktop.windows.desk import Desk
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.settings.section import SaveFoot, Section

FILES = "TOML (*.toml)"


class TemplatesSection(Section):
    """The text of one template at a time; it is kept in the register, so that the whole office writes alike."""

    key = "templates"
    title = message("Templates of documents")
    explains = message(
        "Which sections a document has and in which order, its standard sentences, and who signs. “Check” says in "
        "which line something is wrong."
    )
    icon = "file-text"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.paper = Paper.MINUTES
        self._loaded = ""
        self.choice = QComboBox(self)
        for _ in Paper:
            self.choice.addItem("")
        self.choice.activated.connect(self._on_chosen)
        self.editor = QPlainTextEdit(self)
        # The file is written from the left in every language: its keys are Latin words.
        self.editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.editor.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(desk.scaled(360))
        self.editor.textChanged.connect(self._on_edited)
        self.verdict = QLabel(self)
        self.verdict.setObjectName("muted")
        self.verdict.setWordWrap(True)
        self.verdict.hide()
        self.check_button, self.usual_button = QPushButton(self), QPushButton(self)
        self.import_button, self.export_button = QPushButton(self), QPushButton(self)
        self.check_button.clicked.connect(self.check)
        self.usual_button.clicked.connect(self.show_usual)
        self.import_button.clicked.connect(self.choose)
        self.export_button.clicked.connect(self.export)
        # What has no room beside the others goes into the next line: at 200 % four buttons are wider than the window.
        buttons = FlowLayout(None, 8)
        for button in (self.check_button, self.import_button, self.export_button, self.usual_button):
            buttons.addWidget(button)
        self.foot = SaveFoot(self)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.editor, 1)
        self.body.addWidget(self.verdict)
        self.body.addLayout(buttons)
        self.body.addWidget(self.foot)

    @property
    def dirty(self) -> bool:
        return self.editor.toPlainText() != self._loaded

    def retranslate(self) -> None:
        super().retranslate()
        text = self.desk.language.text
        for place, paper in enumerate(Paper):
            self.choice.setItemText(place, text(paper.label))
        self.choice.setAccessibleName(text("Document"))
        self.editor.setAccessibleName(text("Template"))
        self.check_button.setText(text("Check"))
        self.import_button.setText(text("Take from a file…"))
        self.export_button.setText(text("Save as a file…"))
        self.usual_button.setText(text("As it came with Tawsiya"))
        self.foot.retranslate(self)

    def refresh(self) -> None:
        super().refresh()
        if not self.dirty:
            self._load()

    def leave(self) -> bool:
        if not self.dirty:
            return self.say_why(None)
        text, paper = self.editor.toPlainText(), self.paper

        def work(session: Session) -> None:
            change_template(session, paper, text)

        if not self._point_out(self.desk.attempt(template_changed(paper), work)):
            return False
        self._load()
        return True

    def discard(self) -> None:
        self.say_why(None)
        self._load()

    def check(self) -> None:
        """Say whether the template is in order, and in which line it is not."""
        try:
            read_template(self.paper, self.editor.toPlainText())
        except Refusal as refusal:
            self._point_out(refusal.message)
            return
        self.say_why(None)
        self.verdict.setText(self.desk.language.text("The template is in order."))
        self.verdict.show()

    def show_usual(self) -> None:
        """Put the text that came with the application into the editor; it is kept when it is saved."""
        self._replace(shipped_source(self.paper))

    def choose(self) -> None:
        """Choose a file in the file system."""
        chosen, _ = QFileDialog.getOpenFileName(self, self.desk.language.text("Take from a file…"), "", FILES)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Put the text of a file into the editor, to be looked at before it is saved."""
        try:
            text = read_template_file(path)
        except Refusal as refusal:
            self.say_why(refusal.message)
            return
        self._replace(text)
        self.check()

    def export(self) -> None:
        """Save the template as a file; what is written and not saved yet is saved first."""
        if not self.leave():
            return
        proposed = file_name(self.paper)
        chosen, _ = QFileDialog.getSaveFileName(self, self.desk.language.text("Save as a file…"), proposed, FILES)
        if chosen:
            try:
                export_template(self.desk.register, self.paper, Path(chosen))
            except Refusal as refusal:
                self.say_why(refusal.message)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        if self.leave():
            self.paper = list(Paper)[self.choice.currentIndex()]
            self._load()
        else:
            self.choice.setCurrentIndex(list(Paper).index(self.paper))

    def _on_edited(self) -> None:
        self.verdict.hide()
        self.foot.setVisible(self.dirty)

    def _load(self) -> None:
        with self.desk.reading() as session:
            own = find_template_source(session, self.paper)
        text = shipped_source(self.paper) if own is None else own
        self._loaded = text
        if text != self.editor.toPlainText():
            self.editor.setPlainText(text)
        self.foot.setVisible(self.dirty)

    def _replace(self, text: str) -> None:
        """As if it were typed: it can be taken back."""
        cursor = self.editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text.replace("\r\n", "\n"))

    def _point_out(self, reason: Message | None) -> bool:
        """Say what is wrong, if anything is, and go to its line."""
        line = reason.values.get("line") if reason is not None else None
        if isinstance(line, int):
            cursor = QTextCursor(self.editor.document().findBlockByNumber(line - 1))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self.editor.setTextCursor(cursor)
            self.editor.ensureCursorVisible()
        return self.say_why(reason)
