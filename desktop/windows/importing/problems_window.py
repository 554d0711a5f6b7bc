"""What of a workbook with a whole register cannot come in, cell by cell: whoever made it mends it there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.intake.register_workbook import Problem
from desktop.language import isolate
from desktop.windows.desk import Desk


class ProblemsWindow(QDialog):
    """A list to work through beside the workbook."""

    def __init__(self, desk: Desk, file: str, problems: Sequence[Problem], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.file, self.problems = desk, file, problems
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.about, self.list, self.buttons):
            column.addWidget(widget)
        self.resize(900, 480)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        text, say = self.desk.language.text, self.desk.say
        self.setWindowTitle(text("Not taken in"))
        self.about.setText(
            text(
                "Nothing of {file} was entered. Mend these cells in the workbook, save it, and import it again.",
                file=isolate(self.file),
            )
        )
        self.list.setAccessibleName(text("Not taken in"))
        self.list.setHeaderLabels([text("Sheet"), text("Row"), text("Column"), text("Why")])
        self.list.clear()
        for each in self.problems:
            cells = [each.sheet, self.desk.language.number(each.line), each.heading, say(each.why)]
            self.list.addTopLevelItem(QTreeWidgetItem(cells))
        for place in range(3):
            self.list.resizeColumnToContents(place)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(text("Close"))
