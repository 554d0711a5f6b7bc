"""Pages of a PDF on paper, drawn one by one by the process that shows them, so that the window goes on meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.language import Message, message
from desktop.windows.attachments.pdf_process import PdfProcess
from desktop.windows.desk import Desk

DOTS = 300
"""To the inch at most: more are not seen in print, and take their time."""


class Printing(QObject):
    """One document on its way to a printer."""

    finished = Signal()

    def __init__(self, desk: Desk, file: Path, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._file, self._name, self._window = desk, file, name, parent
        self._pdf = PdfProcess(self)
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._painter: QPainter | None = None
        self._pages = range(0)
        self._done = 0
        self._pdf.opened.connect(self._on_opened)
        self._pdf.drawn.connect(self._on_drawn)
        self._pdf.refused.connect(self._on_refused)

    def start(self) -> None:
        """Ask for the printer, then print."""
        self._printer.setDocName(self._name)
        self._printer.setFullPage(True)
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that is chosen already."""
        self._printer = printer
        self._pdf.open(self._file)

    def _on_opened(self, pages: int) -> None:
        printer = self._printer
        first, last = printer.fromPage() or 1, printer.toPage() or pages
        self._pages = range(first - 1, min(last, pages))
        if not self._pages:
            self._end()
            return
        self._ask()

    def _ask(self) -> None:
        width = self._printer.paperRect(QPrinter.Unit.Inch).width()
        self._pdf.draw(self._pages[self._done], round(width * min(DOTS, self._printer.resolution())))

    def _on_drawn(self, _page: int, image: QImage) -> None:
        printer = self._printer
        lies = image.width() > image.height()
        across = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        if self._painter is None:
            printer.setPageOrientation(across)
            self._painter = QPainter()
            if not self._painter.begin(printer):
                self._painter = None
                self._on_refused(message("The printer does not answer. See that it is switched on and connected."))
                return
        else:
            printer.setPageOrientation(across)
            printer.newPage()
        whole = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        size = image.size().scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((whole.width() - size.width()) // 2, 0, size.width(), size.height())
        self._painter.drawImage(place, image)
        self._done += 1
        if self._done < len(self._pages):
            self._ask()
        else:
            self._end()
            self.desk.tell(message("{name} is sent to the printer.", name=self._name))

    def _on_refused(self, words: Message) -> None:
        self._end()
        self.desk.refuse(words)

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self._pdf.close()
        self.finished.emit()
