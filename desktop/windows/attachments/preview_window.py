"""A file seen large, in a window beside the register's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.records.attachment import AttachmentRow
from desktop.windows.attachments.preview import Preview
from desktop.windows.desk import Desk


class PreviewWindow(QDialog):
    """Escape or Space closes it; one works on beside it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setModal(False)
        self.resize(900, 960)
        self.preview = Preview(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.preview)
        desk.language_changed.connect(self.preview.retranslate)

    def show_row(self, row: AttachmentRow | None) -> None:
        if row is not None:
            self.setWindowTitle(self.desk.language.best(row.title) or row.file_name)
        self.preview.show_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.preview.shown is not self.preview.pages:
            self.close()
            return
        super().keyPressEvent(event)
