"""A chart on its page before it is printed, in the view that documents are looked at in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.windows.attachments.page_view import PageView
from desktop.windows.attachments.pdf_process import PdfProcess
from desktop.windows.desk import Desk


class ChartPreview(QDialog):
    """Shows what ``paint`` puts on a printer, then lets it do so; the preview is that of the usual paper."""

    def __init__(self, desk: Desk, name: str, paint: Callable[[QPrinter], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._name, self._paint = desk, name, paint
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(name)
        self.resize(desk.scaled(760), desk.scaled(820))
        self.pages = PageView(desk)
        self.print_button = QPushButton(desk.language.text("Print…"))
        self.print_button.setProperty("primary", True)
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self.print)
        close_button = QPushButton(desk.language.text("Close"))
        close_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close_button)
        buttons.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)
        self._folder = QTemporaryDir()
        self._pdf = PdfProcess(self)
        self._pdf.opened.connect(lambda pages: self.pages.begin(pages, name))
        self._pdf.drawn.connect(self.pages.show_picture)
        self._pdf.refused.connect(desk.refuse)
        self.pages.wanted.connect(self._pdf.draw)
        self.finished.connect(lambda _result: self._pdf.close())

    def start(self) -> None:
        target = Path(self._folder.path()) / "chart.pdf"
        page = QPrinter(QPrinter.PrinterMode.HighResolution)
        page.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        page.setOutputFileName(str(target))
        self._paint(page)
        self.show()
        self._pdf.open(target)

    def print(self) -> None:
        """Ask for the printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.desk.language.text("Print"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.show()

    def _print_on(self, printer: QPrinter) -> None:
        self._paint(printer)
        self.close()
