"""One line of a returned tracker, cell by cell: as it was sent, as it is, and what comes back, to be put right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.intake.comparison import Comparison, ReviewLine, shown
from desktop.intake.returned_tracker import FIELDS
from desktop.language import message
from desktop.windows.desk import Desk
from desktop.windows.look.cells import TextDelegate

SENT, NOW, PROPOSED, REMARK = range(4)
HEADINGS = (
    message("As sent"), message("In the register now"), message("From the institution"), message("Remark"),
)  # fmt: skip
MEANWHILE = message("Changed in the register since it was sent.")


class LineDetail(QWidget):
    """The cells of one line. What the institution says can be typed over; an emptied cell is left out."""

    corrected = Signal(str, str)
    """The name of a field, and what is to stand there."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._line: ReviewLine | None = None
        self.title, self.trouble = QLabel(), QLabel()
        self.title.setWordWrap(True)
        self.title.setObjectName("subheading")
        self.trouble.setWordWrap(True)
        self.trouble.setObjectName("error")
        self.table = QTableWidget(len(FIELDS), len(HEADINGS))
        self.table.setWordWrap(True)
        self.table.setItemDelegate(TextDelegate(self.table))
        self.table.setEditTriggers(
            QTableWidget.EditTrigger.DoubleClicked
            | QTableWidget.EditTrigger.EditKeyPressed
            | QTableWidget.EditTrigger.AnyKeyPressed
        )
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # Rows are as high as their texts are in columns of this width.
        header.sectionResized.connect(lambda *_: self.table.resizeRowsToContents())
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemChanged.connect(self._on_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.table, 1)

    def show_line(self, line: ReviewLine | None) -> None:
        """Show a line, or nothing."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self.title.setText(line.title or "–")
        trouble = line.trouble or line.line.unclear or line.remark
        self.trouble.setText(self.desk.say(trouble) if trouble else "")
        self.trouble.setVisible(trouble is not None)
        self.table.setVisible(bool(line.cells))
        self.table.blockSignals(True)
        for row, (name, cell) in enumerate(line.cells.items()):
            self._show_cell(row, name, cell)
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()

    def _show_cell(self, row: int, name: str, cell: Comparison) -> None:
        remark = cell.trouble or (MEANWHILE if cell.conflict else None)
        texts = {
            SENT: shown(cell.sent, self.desk.language),
            NOW: shown(cell.now, self.desk.language),
            PROPOSED: cell.says(self.desk.language),
            REMARK: self.desk.say(remark) if remark else "",
        }
        theme = self.desk.theme
        for column, text in texts.items():
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column != PROPOSED:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            elif cell.differs:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            if cell.trouble and column in (PROPOSED, REMARK):
                item.setForeground(QColor(theme.red))
            elif column == REMARK or not cell.differs:
                item.setForeground(QColor(theme.muted))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.table.setItem(row, column, item)

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == PROPOSED:
            self.corrected.emit(item.data(Qt.ItemDataRole.UserRole), item.text().strip())

    def retranslate(self) -> None:
        text = self.desk.language.text
        self.table.setHorizontalHeaderLabels([text(heading) for heading in HEADINGS])
        self.table.setVerticalHeaderLabels([text(column.heading) for column, _ in FIELDS.values()])
        self.table.setAccessibleName(text("What the line says"))
        self.show_line(self._line)
