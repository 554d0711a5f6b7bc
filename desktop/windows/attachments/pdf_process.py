"""A PDF drawn by a process of its own (:mod:`desktop.documents.pdf_pages`): what goes wrong there is a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.documents.pdf_pages import DAMAGED, ENCRYPTED, VERB
from desktop.language import Message, message
from desktop.paths import own_program

PATIENCE = 15_000
"""Milliseconds for one page; a PDF made to take for ever gets no more."""

SENTENCES = {
    ENCRYPTED: message("This PDF is protected by a password. Open it with another program to type the password."),
    DAMAGED: message("This PDF is damaged and cannot be shown. Ask for it again, or try it in another program."),
}
TOO_SLOW = message("This page takes too long to draw and is not shown. Open the PDF in another program.")


class PdfProcess(QObject):
    """One PDF at a time."""

    opened = Signal(int)
    """How many pages it has."""
    drawn = Signal(int, QImage)
    """A page, by its number from 0."""
    refused = Signal(Message)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._buffer = bytearray()
        self._head: dict[str, Any] | None = None
        """What was said of the picture that is still to come."""
        self._wanted: tuple[int, int] | None = None
        self._asked: tuple[int, int] | None = None
        """The page being drawn, and the one to be drawn after it: what was wanted in between no longer is."""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PATIENCE)
        self._clock.timeout.connect(lambda: self._give_up(TOO_SLOW))

    def open(self, path: Path) -> None:
        """Open a PDF; ``opened`` or ``refused`` answers."""
        self.close()
        program, *arguments = own_program()
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_answer)
        process.finished.connect(lambda *_: self._on_finished(process))
        process.errorOccurred.connect(lambda _error: self._on_finished(process))
        self._clock.start()
        process.start(program, [*arguments, VERB, str(path)])

    def draw(self, page: int, width: int) -> None:
        """Draw a page ``width`` pixels wide; ``drawn`` or ``refused`` answers for the page that is wanted last."""
        self._wanted = (page, width)
        self._ask()

    def close(self) -> None:
        """Let go of the PDF."""
        process, self._process = self._process, None
        self._clock.stop()
        self._buffer.clear()
        self._head = self._wanted = self._asked = None
        if process is not None:
            process.kill()
            process.waitForFinished(2000)
            process.deleteLater()

    def _ask(self) -> None:
        if self._process is None or self._asked is not None or self._wanted is None:
            return
        self._asked, self._wanted = self._wanted, None
        self._clock.start()
        self._process.write(f"{self._asked[0]} {self._asked[1]}\n".encode())

    def _on_answer(self) -> None:
        if self._process is None:
            return
        self._buffer += self._process.readAllStandardOutput().data()
        while self._process is not None and self._take_answer():
            pass

    def _take_answer(self) -> bool:
        """Take one answer out of what has come; whether there was a whole one."""
        if self._head is None:
            line, found, _ = self._buffer.partition(b"\n")
            if not found:
                return False
            del self._buffer[: len(line) + 1]
            self._head = json.loads(line)
        head: dict[str, Any] = self._head or {}
        size = head.get("bytes", 0)
        if len(self._buffer) < size:
            return False
        picture = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._head = None
        self._clock.stop()
        if "pages" in head:
            self.opened.emit(head["pages"])
        elif "page" not in head:
            self._give_up(SENTENCES[head["refused"]])
        else:
            self._asked = None
            if self._wanted is not None:
                self._ask()
            elif "refused" in head:
                self.refused.emit(SENTENCES[head["refused"]])
            else:
                image = QImage(picture, head["width"], head["height"], head["stride"], QImage.Format.Format_RGB32)
                self.drawn.emit(head["page"], image.copy())  # the bytes go, the picture stays
        return True

    def _on_finished(self, process: QProcess) -> None:
        # It ends by itself only when the PDF has brought it down.
        if process is self._process:
            self._on_answer()
            if process is self._process:
                self._give_up(SENTENCES[DAMAGED])

    def _give_up(self, words: Message) -> None:
        self.close()
        self.refused.emit(words)
