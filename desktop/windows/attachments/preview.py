"""What a file looks like, where it can be shown here: PDF, pictures, plain text. Of others it says what they are."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QImage, QImageReader, QShowEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import Message, Refusal, isolate, message
from desktop.windows.attachments.copies import Copies, Kept
from desktop.windows.attachments.page_view import PageView
from desktop.windows.attachments.pdf_process import PdfProcess
from desktop.windows.desk import Desk
from desktop.windows.look.direction import direction_of
from desktop.windows.reads import Reader

MOST_TEXT = 200_000
"""Bytes of a text that are shown."""

MOST_PIXELS = 12_000_000

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
"""What PNG, JPEG and GIF begin with. The content decides, not the name."""

DAMAGED_PICTURE = message("This picture is damaged and cannot be shown.")
HUGE_PICTURE = message("This picture is too large to be shown here. Open it with another program.")


class Preview(QWidget):
    """Shows one attachment. Out of sight it lets go of everything."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.row: Kept | None = None
        self._path: Path | None = None
        self._is_pdf = False
        self._said: Message | None = None
        self._fetching, self._drawing = Reader(desk.reads, self), Reader(desk.reads, self)
        self.pdf = PdfProcess(self)
        self.words = QLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.pages = PageView(desk)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self._which = QStackedWidget(self)
        for widget in (self.words, self.pages, self.text):
            self._which.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._which)
        self.pages.wanted.connect(self._on_wanted)
        self.pdf.opened.connect(self._on_opened)
        self.pdf.drawn.connect(self.pages.show_picture)
        self.pdf.refused.connect(self.say)

    # --- which file --------------------------------------------------------------------------------------------------

    def show_row(self, row: Kept | None) -> None:
        """Show an attachment, or nothing."""
        if row == self.row and self._path is not None:
            return
        self.forget()
        self.row = row
        if row is None:
            self.say(message("Choose a file in the list to see it here."))
        elif self.isVisible():
            self.say(message("Being read…"))
            copies = Copies.of(self.desk)
            self._fetching.ask(lambda session: _or_reason(lambda: copies.fetch(session, row)), self._show_file)

    def say(self, words: Message) -> None:
        """Say a sentence in the picture's place."""
        self._said = words
        self.words.setText(self.desk.say(words))
        self._which.setCurrentWidget(self.words)

    def forget(self) -> None:
        """Let go of the file that is shown."""
        self._fetching.forget()
        self._drawing.forget()
        self.pdf.close()
        self._path = None
        self.text.clear()

    @property
    def shown(self) -> QWidget | None:
        """The widget that shows the file; ``None`` where a sentence stands in its place."""
        shown = self._which.currentWidget()
        return None if shown is self.words else shown

    def _show_file(self, path: Path | Message) -> None:
        if isinstance(path, Message):
            self.say(path)
            return
        self._path = path
        with path.open("rb") as stream:
            begins = stream.read(1024)
        self._is_pdf = b"%PDF-" in begins
        if self._is_pdf:
            self.pdf.open(path)
        elif begins.startswith(PICTURES) or (begins[:2] == b"BM" and path.suffix.lower() == ".bmp"):
            self._on_opened(1)
        elif (text := read_text(path)) is not None:
            self.text.setPlainText(text)
            self.text.setLayoutDirection(direction_of(text, self.layoutDirection()))
            self.text.setAccessibleName(path.name)
            self._which.setCurrentWidget(self.text)
        else:
            self._describe(path)

    def _describe(self, path: Path) -> None:
        kind = mimetypes.guess_type(path.name)[0] or ""
        ending = path.suffix.removeprefix(".").upper()
        known = KINDS.get(path.suffix.lower()) or (_FAMILIES.get(kind.partition("/")[0]) if kind else None)
        if known is not None:
            self.say(message("{kind}: it is not shown here. Open it to see it.", kind=known))
        elif ending:
            self.say(message("A file of the kind {ending}: it is not shown here. Open it to see it.", ending=ending))
        else:
            self.say(message("A file of an unknown kind: it is not shown here."))

    # --- pages -------------------------------------------------------------------------------------------------------

    def _on_opened(self, pages: int) -> None:
        assert self.row is not None
        if not pages:
            self.say(message("This PDF has no pages."))
            return
        self._which.setCurrentWidget(self.pages)
        self.pages.begin(pages, isolate(self.desk.language.best(self.row.title) or self.row.file_name))

    def _on_wanted(self, page: int, width: int) -> None:
        path = self._path
        if path is None:
            return
        if self._is_pdf:
            self.pdf.draw(page, width)
        else:
            self._drawing.ask(lambda _session: _or_reason(lambda: read_picture(path, width)), self._show_picture)

    def _show_picture(self, image: QImage | Message) -> None:
        if isinstance(image, Message):
            self.say(image)
        else:
            self.pages.show_picture(0, image)

    # --- coming into sight, and out of it ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._path is None:
            self.show_row(self.row)

    def hideEvent(self, event: QHideEvent) -> None:
        self.forget()
        super().hideEvent(event)

    def retranslate(self) -> None:
        self.pages.retranslate()
        if self._said is not None:
            self.words.setText(self.desk.say(self._said))


KINDS = {
    ".docx": message("A Word document"),
    ".doc": message("A Word document"),
    ".odt": message("A text document"),
    ".rtf": message("A text document"),
    ".xlsx": message("An Excel workbook"),
    ".xls": message("An Excel workbook"),
    ".ods": message("A spreadsheet"),
    ".pptx": message("A presentation"),
    ".ppt": message("A presentation"),
    ".odp": message("A presentation"),
    ".zip": message("An archive of files"),
    ".7z": message("An archive of files"),
    ".rar": message("An archive of files"),
    ".eml": message("An e-mail"),
    ".msg": message("An e-mail"),
}
_FAMILIES = {
    "audio": message("A sound recording"),
    "video": message("A film"),
    "image": message("A picture"),
}


T = TypeVar("T")


def _or_reason(read: Callable[[], T]) -> T | Message:
    """What is read, or the sentence why it cannot be: it stands in the picture's place, not on the message bar."""
    try:
        return read()
    except Refusal as refusal:
        return refusal.message


def read_text(path: Path) -> str | None:
    """The beginning of a plain text; ``None`` for anything else."""
    with path.open("rb") as stream:
        begins = stream.read(MOST_TEXT + 1)
    cut, begins = len(begins) > MOST_TEXT, begins[:MOST_TEXT]
    if begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        return begins.decode("utf-16", "replace")
    if b"\0" in begins or begins[:1] in (b"\x1f", b"\x89") or begins[:2] in (b"PK", b"MZ"):
        return None
    try:
        return begins.decode("utf-8-sig", "ignore" if cut else "strict")
    except UnicodeDecodeError:
        pass
    if mimetypes.guess_type(path.name)[0] not in ("text/plain", "text/csv"):
        return None
    # Old texts of the region: Arabic where most of the letters would be Arabic, else French.
    arabic = begins.decode("cp1256", "replace")
    letters = [letter for letter in arabic if letter.isalpha()]
    if sum("\u0600" <= letter <= "\u06ff" for letter in letters) * 2 > len(letters):
        return arabic
    return begins.decode("cp1252", "replace")


def read_picture(path: Path, width: int) -> QImage:
    """A picture ``width`` pixels wide. Raises :class:`Refusal` where it cannot be shown."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        raise Refusal(DAMAGED_PICTURE)
    turned = bool(reader.transformation().value & 4)
    across, down = (size.height(), size.width()) if turned else (size.width(), size.height())
    if across * down > 50 * MOST_PIXELS:
        raise Refusal(HUGE_PICTURE)
    width = min(width, max(across, 1) * 4)
    factor = min(width / across, (MOST_PIXELS / (across * down)) ** 0.5)
    reader.setScaledSize(QSize(max(1, round(size.width() * factor)), max(1, round(size.height() * factor))))
    image = reader.read()
    if image.isNull():
        raise Refusal(DAMAGED_PICTURE)
    return image
