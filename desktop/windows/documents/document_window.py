"""A document before it is saved or printed: its pages as they will be, in the language and for whom one chooses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.codes import Audience
from desktop.language import LANGUAGE_CODES, OWN_NAMES, Language, LanguageCode, Message, Refusal, isolate, message
from desktop.windows.attachments.page_view import PageView
from desktop.windows.attachments.pdf_process import PdfProcess
from desktop.windows.desk import Desk, Door
from desktop.windows.documents.file_choice import choose_document_file
from desktop.windows.documents.paper import Paper
from desktop.windows.documents.printing import Printing
from desktop.windows.exports import open_file
from desktop.windows.jobs import Job
from desktop.windows.reads import Reader

AUDIENCES = (Audience.INTERNAL, Audience.PARTNERS, Audience.PUBLIC)


class DocumentWindow(QDialog):
    """Choices at the start side, pages at the end side; one works on beside it."""

    def __init__(self, desk: Desk, title: Message, papers: Sequence[Paper], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.title, self.papers = desk, title, tuple(papers)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setModal(False)
        self.resize(desk.scaled(1080), desk.scaled(820))
        self._folder = QTemporaryDir()
        self._made = 0
        self._file: Path | None = None
        self._said: Message | None = None
        self._reader = Reader(desk.reads, self)
        self._pdf = PdfProcess(self)
        self._printing: Printing | None = None
        self._make_widgets()
        self._lay_out()
        self._pdf.opened.connect(self._on_opened)
        self._pdf.drawn.connect(self.pages.show_picture)
        self._pdf.refused.connect(self.say)
        self.pages.wanted.connect(self._on_wanted)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()
        self.languages.setCurrentIndex(all_languages().index((desk.commission.language,)))
        for choice in (self.paper_choice, self.languages, self.audiences):
            choice.currentIndexChanged.connect(lambda _: self.show_pages())
        self.paper_choice.currentIndexChanged.connect(lambda _: self._suggest_audience())

    def _make_widgets(self) -> None:
        self.paper_choice, self.languages, self.audiences = QComboBox(), QComboBox(), QComboBox()
        self._names = [QLabel(), QLabel(), QLabel()]
        for name, choice in zip(self._names, (self.paper_choice, self.languages, self.audiences), strict=True):
            name.setBuddy(choice)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(18)
        self.protect = QCheckBox()
        self.password, self.again = QLineEdit(), QLineEdit()
        self._secrets = [QLabel(), QLabel()]
        for name, line in zip(self._secrets, (self.password, self.again), strict=True):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            name.setBuddy(line)
        self.protect.toggled.connect(self._on_protect)
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.save_button, self.print_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print)
        self.close_button.clicked.connect(self.close)
        self.pages = PageView(self.desk)
        self.words = QLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        chosen = QVBoxLayout()
        chosen.setSpacing(4)
        for name, choice in zip(self._names, (self.paper_choice, self.languages, self.audiences), strict=True):
            chosen.addWidget(name)
            chosen.addWidget(choice)
            chosen.addSpacing(8)
        chosen.addWidget(self.protect)
        for name, line in zip(self._secrets, (self.password, self.again), strict=True):
            chosen.addWidget(name)
            chosen.addWidget(line)
        chosen.addStretch(1)
        chosen.addWidget(self.error)
        for button in (self.save_button, self.print_button, self.close_button):
            chosen.addWidget(button)
        self._which = QStackedWidget()
        self._which.addWidget(self.words)
        self._which.addWidget(self.pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(chosen, 2)
        row.addWidget(self._which, 7)
        self._on_protect(False)

    # --- what is chosen ----------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper:
        return self.papers[max(self.paper_choice.currentIndex(), 0)]

    @property
    def codes(self) -> tuple[LanguageCode, ...]:
        """One language, or the two that stand side by side."""
        return all_languages()[max(self.languages.currentIndex(), 0)]

    @property
    def audience(self) -> Audience:
        return AUDIENCES[max(self.audiences.currentIndex(), 0)]

    def start(self, key: str | None = None) -> None:
        """Show one of the papers, the first where none is named."""
        keys = [paper.key for paper in self.papers]
        self.paper_choice.setCurrentIndex(keys.index(key) if key in keys else 0)
        self._suggest_audience()
        self.show()
        self.show_pages()

    def _suggest_audience(self) -> None:
        self.audiences.setCurrentIndex(AUDIENCES.index(self.paper.audience))

    def _on_protect(self, wanted: bool) -> None:
        for widget in (*self._secrets, self.password, self.again):
            widget.setVisible(wanted)
        if wanted:
            self.password.setFocus()
        else:
            self.password.clear()
            self.again.clear()

    # --- pages -------------------------------------------------------------------------------------------------------

    def show_pages(self) -> None:
        """Make the document anew and show its first page."""
        paper, codes, audience = self.paper, self.codes, self.audience
        self._made += 1
        target = Path(self._folder.path()) / f"{self._made}.pdf"
        self.say(message("The document is being made…"))

        def work(_session: object) -> Path | Message:
            try:
                paper.write(codes, target, audience, "")
            except Refusal as refusal:
                return refusal.message
            return target

        self._reader.ask(work, self._show_file)

    def say(self, words: Message) -> None:
        """A sentence in the pages' place; nothing can be saved or printed then."""
        self._said, self._file = words, None
        self._pdf.close()
        self.words.setText(self.desk.say(words))
        self._which.setCurrentWidget(self.words)
        self._offer()

    def _show_file(self, made: Path | Message) -> None:
        if isinstance(made, Message):
            self.say(made)
            return
        self._file, self._said = made, None
        self._pdf.open(made)
        self._offer()

    def _on_opened(self, pages: int) -> None:
        self._which.setCurrentWidget(self.pages)
        self.pages.begin(pages, self.desk.say(self.paper.label))

    def _on_wanted(self, page: int, width: int) -> None:
        self._pdf.draw(page, width)

    def _offer(self) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(self._file is not None)

    # --- saving, printing --------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the document where one chooses, as PDF or for Word."""
        password = self.password.text() if self.protect.isChecked() else ""
        if self.protect.isChecked() and (reason := self._wrong_password(password)):
            self._refuse(reason)
            return
        self.error.hide()
        if (target := self._choose_file(word=not password)) is None:
            return
        desk, paper, codes, audience = self.desk, self.paper, self.codes, self.audience

        def work(_tell: object) -> None:
            paper.write(codes, target, audience, password)

        def done() -> None:
            desk.tell(
                message("{file} is written.", file=target.name),
                Door(message("Open"), lambda: open_file(target)),
                Door(message("Show in folder"), lambda: open_file(target.parent)),
            )

        desk.jobs.start(Job(message("{name} is being saved…", name=target.name), work, done))

    def _wrong_password(self, password: str) -> Message | None:
        if not password:
            return message("Type the password, or do without one.")
        if password != self.again.text():
            return message("The two passwords are not the same. Type them again.")
        return None

    def _refuse(self, reason: Message) -> None:
        self.error.setText(self.desk.say(reason))
        self.error.show()
        self.password.setFocus()

    def _choose_file(self, word: bool) -> Path | None:
        """A password closes a PDF only."""
        return choose_document_file(self.desk, f"{self.paper.file_name}-{'-'.join(self.codes)}", self, word=word)

    def print(self) -> None:
        """Print the pages that are shown."""
        if self._file is not None:
            self._printing = Printing(self.desk, self._file, self.desk.say(self.paper.label), self)
            self._printing.start()

    # --- all ---------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        self.setWindowTitle(self.desk.say(self.title))
        self.say_choices(self.paper_choice, [self.desk.say(paper.label) for paper in self.papers])
        self.say_choices(self.languages, name_languages(language))
        self.say_choices(self.audiences, [self.desk.say(audience.label) for audience in AUDIENCES])
        names = (message("Document"), message("Language"), message("For whom"))
        secrets = (message("Password"), message("The same password again"))
        for widget, words in zip((*self._names, *self._secrets), (*names, *secrets), strict=True):
            widget.setText(language.text(words))
        self.protect.setText(language.text("Protect with a password"))
        self.save_button.setText(language.text("Save as PDF or for Word…"))
        self.print_button.setText(language.text("Print…"))
        self.close_button.setText(language.text("Close"))
        self.words.setText(self.desk.say(self._said) if self._said else "")
        self.error.hide()

    @staticmethod
    def say_choices(choice: QComboBox, words: Sequence[str]) -> None:
        """Say what there is to choose anew; what is chosen stays."""
        chosen = max(choice.currentIndex(), 0)
        choice.blockSignals(True)
        choice.clear()
        choice.addItems(words)
        choice.setCurrentIndex(chosen)
        choice.blockSignals(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._reader.forget()
        self._pdf.close()
        super().closeEvent(event)


def all_languages() -> list[tuple[LanguageCode, ...]]:
    """What a document can be in: each language, then each two side by side."""
    return [each for count in (1, 2) for each in permutations(LANGUAGE_CODES, count)]


def name_languages(language: Language) -> list[str]:
    """What :func:`all_languages` gives, in words."""
    return [
        OWN_NAMES[codes[0]]
        if len(codes) == 1
        else language.text(
            "{first} and {second} side by side",
            first=isolate(OWN_NAMES[codes[0]]),
            second=isolate(OWN_NAMES[codes[1]]),
        )
        for codes in all_languages()
    ]
