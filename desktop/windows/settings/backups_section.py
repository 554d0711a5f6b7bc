"""Copies of the register: where they go, when they are made, how many stay, which there are, and putting one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.language import Language, Message, isolate, message, plural
from desktop.records.backup import Copy, check_copy, restore_as
from desktop.records.sqlite_file import SUFFIX
from desktop.windows.backups import Backups
from desktop.windows.desk import Desk
from desktop.windows.exports import open_file
from desktop.windows.forms.form import Field, Form, Kind
from desktop.windows.jobs import Job, Jobs, Tell
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.page import ElidedLine
from desktop.windows.reads import Reader
from desktop.windows.settings.section import Section

MEGABYTE = 1_000_000

PLAN = (
    Field("on_closing", message("When the register is closed, if something was changed"), Kind.YES_NO),
    Field("daily", message("Once a day, while the register is open"), Kind.YES_NO),
    Field("days", message("Days kept"), Kind.NUMBER, required=True, half=True),
    Field("weeks", message("Weeks kept"), Kind.NUMBER, required=True, half=True),
    Field("months", message("Months kept"), Kind.NUMBER, required=True, half=True,
          hint=message("The last copy of each of these days, weeks and months stays.")),
)  # fmt: skip


class BackupsSection(Section):
    key = "backups"
    title = message("Backups")
    explains = message(
        "A copy is looked through before it counts. Keep copies on another disk than the register: a USB stick, say."
    )
    icon = "floppy-disk"

    put_back_asked = Signal(Path)
    """A copy that is to take the register's place."""
    opened = Signal(Path)
    """A register made of a copy, to be opened."""

    def __init__(self, desk: Desk, copies: Backups, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.copies, self._jobs = copies, jobs
        self._checked: dict[Path, bool] = {}
        """What a look through a copy has found since the window was opened."""
        self._asked: Copy | None = None
        self._copies: Sequence[Copy] = ()
        self._listing = Reader(desk.reads, self)
        self.folder_line = ElidedLine(self)
        self.folder_line.setTextFormat(Qt.TextFormat.PlainText)
        self.choose_button, self.usual_button, self.show_button = (self._button(link=True) for _ in range(3))
        self.choose_button.clicked.connect(self.choose_folder)
        self.usual_button.clicked.connect(lambda: copies.change_plan(replace(copies.plan, folder="")))
        self.show_button.clicked.connect(self._show_folder)
        self.form = Form(desk, PLAN, self)
        self.form.edited.connect(self._on_plan_edited)
        self.list = QListWidget(self)
        self.list.setMinimumHeight(140)
        self.list.currentRowChanged.connect(lambda _row: self._show_choice())
        self.make_button, self.check_button, self.new_button, self.put_back_button = (self._button() for _ in range(4))
        self.make_button.setProperty("primary", True)
        self.make_button.clicked.connect(copies.make_now)
        self.check_button.clicked.connect(self.check_all)
        self.new_button.clicked.connect(self.make_register)
        self.put_back_button.clicked.connect(self.put_back)
        self.question = QLabel(self)
        self.question.setWordWrap(True)
        self.yes_button, self.no_button = self._button(), self._button()
        self.yes_button.clicked.connect(self._on_yes)
        self.no_button.clicked.connect(self._ask_nothing)
        self.server = QLabel(self)
        self.server.setWordWrap(True)
        self.take_button = self._button()
        self.take_button.clicked.connect(self.take_file)
        self._file, self._on_server = QWidget(self), QWidget(self)
        self._lay_out()
        self._ask_nothing()
        copies.changed.connect(self.refresh)

    def _button(self, link: bool = False) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("link", link)
        button.setAutoDefault(False)
        return button

    def _flowing(self, *buttons: QPushButton) -> QWidget:
        """Buttons that go on in the next line where text is large."""
        row = QWidget(self)
        layout = FlowLayout(row, 8)
        for button in buttons:
            layout.addWidget(button)
        return row

    def _lay_out(self) -> None:
        places = self._flowing(self.choose_button, self.usual_button, self.show_button)
        does = self._flowing(self.make_button, self.check_button)
        chosen = self._flowing(self.put_back_button, self.new_button)
        self._asking = QWidget(self)
        self._asking.setObjectName("card")
        self._asking.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.no_button)
        answers.addWidget(self.yes_button)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(12, 10, 12, 10)
        asking.addWidget(self.question)
        asking.addLayout(answers)
        column = QVBoxLayout(self._file)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.folder_line)
        column.addWidget(places)
        column.addWidget(does)
        column.addWidget(self.list, 1)
        column.addWidget(chosen)
        column.addWidget(self._asking)
        column.addSpacing(8)
        column.addWidget(self.form)
        on_server = QVBoxLayout(self._on_server)
        on_server.setContentsMargins(0, 0, 0, 0)
        on_server.setSpacing(12)
        on_server.addWidget(self.server)
        on_server.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignLeading)
        on_server.addStretch(1)
        self.body.addWidget(self._file, 1)
        self.body.addWidget(self._on_server, 1)
        has_file = self.copies.folder is not None
        self._file.setVisible(has_file)
        self._on_server.setVisible(not has_file)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        language = self.desk.language
        self.choose_button.setText(language.text("Another folder…"))
        self.usual_button.setText(language.text("Beside the register"))
        self.show_button.setText(language.text("Show in folder"))
        self.make_button.setText(language.text("Make a copy now"))
        self.check_button.setText(language.text("Look through all copies"))
        self.put_back_button.setText(language.text("Put back in the register’s place…"))
        self.new_button.setText(language.text("Open as a new register…"))
        self.no_button.setText(language.text("Cancel"))
        self.yes_button.setText(language.text("Put back"))
        self.list.setAccessibleName(language.text("Copies of the register"))
        self.server.setText(
            language.text(
                "This register lies on a server. Its copies are made by whoever looks after the server, not from here: "
                "ask when they are made and whether one was ever put back. What the register holds now can be "
                "copied into a file, to be kept or to be opened without the server."
            )
        )
        self.take_button.setText(language.text("Copy into a register file…"))
        self.form.retranslate()
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        if self.copies.folder is None:
            return
        plan = self.copies.plan
        self.folder_line.setText(isolate(str(self.copies.folder)))
        self.folder_line.align()
        self.usual_button.setVisible(bool(plan.folder))
        if not self.form.dirty:
            self.form.load({field.name: getattr(plan, field.name) for field in PLAN})
        self._listing.ask(lambda _session: self.copies.list(), self._show_copies)

    def _show_copies(self, copies: Sequence[Copy]) -> None:
        self._copies = copies
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for copy in copies:
            words, icon, role = self._state(copy)
            item = QListWidgetItem(copy_words(copy, self.desk.language, words))
            item.setIcon(self.desk.icon(icon, getattr(self.desk.theme, role)))
            item.setData(Qt.ItemDataRole.UserRole, copy)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._show_choice()

    def _state(self, copy: Copy) -> tuple[Message, str, str]:
        if not self._checked.get(copy.path, True):
            return message("damaged"), "warning-circle", "red"
        if copy.verified or self._checked.get(copy.path):
            return message("verified"), "check-circle", "green"
        return message("not verified"), "warning", "amber"

    @property
    def chosen(self) -> Copy | None:
        item = self.list.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def _show_choice(self) -> None:
        for button in (self.put_back_button, self.new_button):
            button.setEnabled(self.chosen is not None)
        self.check_button.setEnabled(self.list.count() > 0)
        if self._asked != self.chosen:
            self._ask_nothing()

    # --- the plan ----------------------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Choose where copies go."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.desk.language.text("Folder for copies"), str(self.copies.folder or "")
        )
        if chosen:
            self.copies.change_plan(replace(self.copies.plan, folder=chosen))

    def _show_folder(self) -> None:
        folder = self.copies.folder
        if folder is not None and self.say_why(
            None if folder.is_dir() else message("The folder {folder} is not there.", folder=folder)
        ):
            open_file(folder)

    def _on_plan_edited(self) -> None:
        if self.form.check():
            values = self.form.values()
            self.form.load(values)
            self.copies.change_plan(replace(self.copies.plan, **values))

    # --- copies ------------------------------------------------------------------------------------------------------

    def check_all(self) -> None:
        """Look through every copy, byte by byte, beside the window's work."""
        copies = self._copies
        found: dict[Path, bool] = {}

        def work(tell: Tell) -> None:
            for place, copy in enumerate(copies):
                if not tell(place, len(copies)):
                    return
                found[copy.path] = check_copy(copy)

        def done() -> None:
            self._checked.update(found)
            self._show_copies(self._copies)
            damaged = sum(not whole for whole in found.values())
            if damaged:
                self.desk.refuse(
                    plural("{count} copy is damaged. The others are whole.",
                           "{count} copies are damaged. The others are whole.", damaged)
                )  # fmt: skip
            else:
                self.desk.tell(message("All copies are whole."))

        self._jobs.start(Job(message("The copies are being looked through…"), work, done))

    def make_register(self) -> None:
        """Make a new register of the chosen copy, and open it."""
        copy = self.chosen
        if copy is None:
            return
        target = self._target(copy.path.name)
        if target is not None:
            self._in_a_job(
                message("A register is being made of the copy…"),
                lambda tell: restore_as(copy.path, target, tell),
                lambda: self.opened.emit(target),
            )

    def put_back(self) -> None:
        """Ask whether the chosen copy is to take the register's place: what was written since is set aside."""
        copy = self.chosen
        if copy is None:
            return
        self._asked = copy
        self.question.setText(
            self.desk.language.text(
                "The register becomes what it was on {moment}. As it is now, it is kept beside it under another name.",
                moment=self.desk.language.moment(copy.at),
            )
        )
        self._asking.show()
        self.yes_button.setFocus()

    def _on_yes(self) -> None:
        copy = self._asked
        self._ask_nothing()
        if copy is not None:
            self.put_back_asked.emit(copy.path)

    def _ask_nothing(self) -> None:
        self._asked = None
        self._asking.hide()

    def take_file(self) -> None:
        """Copy a register on a server into a file."""
        from desktop.records.transfer import copy_into_file

        target = self._target(f"{self.desk.language.text('register')}{SUFFIX}")
        register = self.desk.register
        if target is not None:
            self._in_a_job(
                message("The register is being copied into a file…"),
                lambda tell: copy_into_file(register, target, tell),
                lambda: self.desk.tell(message("{file} is written.", file=target.name)),
            )

    def _in_a_job(self, words: Message, work: Callable[[Tell], object], done: Callable[[], object]) -> None:
        self._jobs.start(Job(words, work, done))

    def _target(self, name: str) -> Path | None:
        folder = self.copies.register_file.parent if self.copies.register_file else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.desk.language.text("Save as"), str(folder / name), f"Tawsiya (*{SUFFIX})"
        )
        if not chosen:
            return None
        place = Path(chosen)
        return place if place.suffix == SUFFIX else place.with_name(place.name + SUFFIX)


def copy_words(copy: Copy, language: Language, state: Message) -> str:
    """One copy in a line: when it was made, how large it is, and whether it is whole."""
    size = language.text("{size} MB", size=language.number(round(copy.size / MEGABYTE, 1)))
    return " · ".join(isolate(each) for each in (language.moment(copy.at), size, language.text(state)))
