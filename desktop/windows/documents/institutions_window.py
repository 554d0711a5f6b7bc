"""A window that writes something to each of several institutions: choices above, the institutions below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.language import Message, isolate, message, plural
from desktop.records.follow_up.letter_rows import Concerned
from desktop.windows.desk import Desk
from desktop.windows.documents.document_window import AUDIENCES, DocumentWindow
from desktop.windows.reads import Reader

NAME, COUNT, SINCE = range(3)
"""The columns of the list."""


class InstitutionsWindow(QDialog):
    """What is ticked gets one; the choices stand in groups, a row each."""

    def __init__(self, desk: Desk, parent: QWidget, groups: Sequence[int]) -> None:
        """``groups``: how many choices each row has."""
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.resize(desk.scaled(760), desk.scaled(640))
        self.concerned: Sequence[Concerned] = ()
        self.reader = Reader(desk.reads, self)
        self.choices = [self._choice() for _ in range(sum(groups))]
        self.names = [QLabel() for _ in self.choices]
        for name, choice in zip(self.names, self.choices, strict=True):
            name.setBuddy(choice)
        self._make_widgets()
        self._lay_out(groups)
        self.list.itemChanged.connect(lambda *_: self.offer())
        self.list.currentItemChanged.connect(lambda *_: self.offer())
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self.list_concerned)

    @staticmethod
    def _choice() -> QComboBox:
        choice = QComboBox()
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(16)
        return choice

    def _make_widgets(self) -> None:
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (COUNT, SINCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.all_button, self.none_button = QPushButton(), QPushButton()
        self.all_button.clicked.connect(lambda: self.tick(True))
        self.none_button.clicked.connect(lambda: self.tick(False))
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.look_button, self.write_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.write_button.setProperty("primary", True)
        self.write_button.setDefault(True)
        self.write_button.clicked.connect(self.write)
        self.close_button.clicked.connect(self.close)

    def _lay_out(self, groups: Sequence[int]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        pairs = iter(zip(self.names, self.choices, strict=True))
        for count in groups:
            row = QHBoxLayout()
            row.setSpacing(12)
            for _ in range(count):
                name, choice = next(pairs)
                pair = QVBoxLayout()
                pair.setSpacing(4)
                pair.addWidget(name)
                pair.addWidget(choice)
                row.addLayout(pair, 1)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        ticks = QHBoxLayout()
        ticks.addWidget(self.all_button)
        ticks.addWidget(self.none_button)
        ticks.addWidget(self.note, 1)
        column.addLayout(ticks)
        buttons = QHBoxLayout()
        buttons.addWidget(self.look_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        column.addLayout(buttons)

    # --- what each window says of itself -----------------------------------------------------------------------------

    def list_concerned(self) -> None:
        """Ask for the institutions, and give them to :meth:`show_concerned`."""
        raise NotImplementedError

    def say_count(self, count: int) -> Message:
        """What will be written to ``count`` of them."""
        raise NotImplementedError

    def say_headings(self) -> tuple[Message, Message | None]:
        """What is counted, and for how long something is late, where that is told."""
        raise NotImplementedError

    def write(self) -> None:
        """Ask for a folder, then write."""
        raise NotImplementedError

    # --- what is chosen ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        self.show()
        self.list_concerned()

    def show_concerned(self, concerned: Sequence[Concerned]) -> None:
        self.concerned = concerned
        language = self.desk.language
        self.list.blockSignals(True)
        self.list.clear()
        for each in concerned:
            row = each.institution
            item = QTreeWidgetItem([f"{isolate(row.acronym)} · {isolate(language.best(row.name))}",
                                    language.number(each.count), self._say_since(each.since)])  # fmt: skip
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(NAME, Qt.CheckState.Checked)
            item.setTextAlignment(COUNT, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self.list.blockSignals(False)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._show_headings()
        self.offer()

    def _say_since(self, since: dt.date | None) -> str:
        if since is None:
            return ""
        days = (self.desk.today - since).days
        return self.desk.say(plural("{count} day", "{count} days", days))

    @property
    def ticked(self) -> list[Concerned]:
        """Those that get one."""
        return [each for each, item in self._lines() if item.checkState(NAME) is Qt.CheckState.Checked]

    def _lines(self) -> list[tuple[Concerned, QTreeWidgetItem]]:
        items = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return list(zip(self.concerned, (item for item in items if item is not None), strict=True))

    def tick(self, ticked: bool) -> None:
        """Tick all, or none."""
        for _, item in self._lines():
            item.setCheckState(NAME, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def offer(self) -> None:
        count = len(self.ticked)
        self.write_button.setEnabled(bool(count))
        self.look_button.setEnabled(self.list.currentItem() is not None)
        self.note.setText(self.desk.say(self.say_count(count)))

    def ask_for_folder(self, title: Message) -> Path | None:
        """The folder to write into; none where nobody chose one."""
        desk = self.desk
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        before = desk.place.get("folder")
        chosen = QFileDialog.getExistingDirectory(
            self, desk.say(title), before if isinstance(before, str) else documents
        )
        if not chosen:
            return None
        desk.place["folder"] = chosen
        return Path(chosen)

    # --- all ---------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        for button, words in (
            (self.all_button, message("Tick all")), (self.none_button, message("Tick none")),
            (self.close_button, message("Close")),
        ):  # fmt: skip
            button.setText(language.text(words))
        self.list.setAccessibleName(language.text("Institutions"))
        self.show_concerned(self.concerned)

    def say_audiences(self, choice: QComboBox) -> None:
        DocumentWindow.say_choices(choice, [self.desk.say(each.label) for each in AUDIENCES])

    def _show_headings(self) -> None:
        what, late = self.say_headings()
        language = self.desk.language
        self.list.setHeaderLabels(
            [language.text("Institution"), language.text(what), language.text(late) if late else ""]
        )
        self.list.setColumnHidden(SINCE, late is None)
