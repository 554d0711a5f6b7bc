"""The files of a record: dragged in, pasted or chosen; looked at, opened, saved, described, taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.codes import AttachmentKind, Level
from desktop.language import LANGUAGE_CODES, OWN_NAMES, Message, Refusal, message, plural
from desktop.paths import safe_name
from desktop.records.attachment import (
    Attachment,
    AttachmentRow,
    list_attachments_of,
    save_attachment,
)
from desktop.records.base import change_values, read_values, withdraw
from desktop.records.subject import Subject
from desktop.windows.attachments.adding import attach_paths, files_in, holds_files
from desktop.windows.attachments.attachment_list import AttachmentLine, AttachmentList, name_of
from desktop.windows.attachments.copies import Copies, check_opening
from desktop.windows.attachments.file_drop import FileDrop
from desktop.windows.attachments.preview import Preview
from desktop.windows.attachments.preview_window import PreviewWindow
from desktop.windows.desk import Desk, Door, Notice
from desktop.windows.forms.chooser import Chooser, Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.jobs import Job, Tell
from desktop.windows.reads import Reader

FIELDS = (
    Field("title", message("Title"), Kind.WORDING),
    Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(AttachmentKind)),
    Field("document_date", message("Date of the document"), Kind.DATE, half=True,
          hint=message("The day the document itself bears.")),
    Field("language", message("Language"), Kind.CHOICE, half=True,
          options=lambda _desk: [Option(None, "–"), *(Option(code, OWN_NAMES[code]) for code in LANGUAGE_CODES)]),
    Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
)  # fmt: skip
"""What is said of a file."""


class AttachmentPanel(QWidget):
    """List and preview, one under the other, or with ``wide`` side by side."""

    counted = Signal(int)
    """How many files there are now."""

    def __init__(self, desk: Desk, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.subjects: Mapping[Subject, str] = {}
        self._opening = Reader(desk.reads, self)
        self.list = AttachmentList(desk)
        self.preview = Preview(desk)
        self.large: PreviewWindow | None = None
        self.whose = Chooser(desk)
        self.whose_words = QLabel()
        self.whose_words.setObjectName("muted")
        self.add_button, self.open_button = QPushButton(), QPushButton()
        self.more = QToolButton()
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.nothing = QLabel()
        self.nothing.setObjectName("drop-here")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drops: list[FileDrop] = []
        self._lay_out(wide)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self.open)
        self.list.looked_at.connect(self.look_at)
        self.list.changed.connect(self.describe)
        self.list.removed.connect(self.remove)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.add_button.clicked.connect(self.add)
        self.open_button.clicked.connect(lambda: self._on_current(self.open))
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.take_drops(self)
        self.retranslate()

    def _lay_out(self, wide: bool) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        for widget in (self.add_button, self.open_button, self.more):
            bar.addWidget(widget)
        bar.addStretch(1)
        goes_to = QHBoxLayout()
        goes_to.addWidget(self.whose_words)
        goes_to.addWidget(self.whose, 1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        # Right to left, a splitter cuts off the last column of pixels.
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addLayout(goes_to)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([460, 600] if wide else [190, 600])
        self.preview.setMinimumSize(200, 120)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0) if wide else whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(self.splitter)

    # --- which files -------------------------------------------------------------------------------------------------

    def show_subjects(self, session: Session, subjects: Mapping[Subject, str]) -> None:
        """Show the files of these records, each called by its words; new ones go to the first, or the one chosen."""
        if list(subjects) != list(self.subjects) or subjects != self.subjects:
            same = next(iter(subjects), None) == next(iter(self.subjects), None)
            chosen = self.whose.value() if same else None
            self.subjects = dict(subjects)
            self.whose.set_options(lambda: [Option(each, words) for each, words in self.subjects.items()])
            self.whose.set_value(chosen if chosen in subjects else next(iter(subjects), None))
        first = next(iter(subjects), None)
        rows = list_attachments_of(session, list(subjects))
        lines = [AttachmentLine(row, subjects[row.subject] if row.subject != first else "") for row in rows]
        self.list.show_lines(lines)
        self._show_what_there_is()
        self.counted.emit(len(lines))

    @property
    def count(self) -> int:
        """How many files there are."""
        return self.list.attachments.rowCount()

    def title(self) -> Message:
        """What a tab with this panel says."""
        return message("Attachments ({count})", count=self.count) if self.count else message("Attachments")

    def _show_what_there_is(self) -> None:
        some = bool(self.list.attachments.lines)
        several = len(self.subjects) > 1
        self.list.setVisible(some)
        self.preview.setVisible(some)
        self.nothing.setVisible(not some)
        self.whose.setVisible(several)
        self.whose_words.setVisible(several)
        self.open_button.setEnabled(some)

    def _on_chosen(self, row: AttachmentRow | None) -> None:
        self.preview.show_row(row)
        if self.large is not None and self.large.isVisible():
            self.large.show_row(row)

    def _on_current(self, go: Callable[[AttachmentRow], object]) -> None:
        if (row := self.list.current()) is not None:
            go(row)

    # --- bringing files in -------------------------------------------------------------------------------------------

    def take_drops(self, ground: QWidget) -> FileDrop:
        """Attach what is dropped anywhere on ``ground``."""
        drop = FileDrop(ground, self.attach)
        self._drops.append(drop)
        return drop

    def cover(self) -> None:
        """Take drops on what has come into sight since, too."""
        for drop in self._drops:
            drop.cover()

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the record chosen."""
        subject: Subject | None = self.whose.value()
        if subject is None or not paths:
            return

        def attached(ids: Sequence[str]) -> tuple[Door, ...]:
            self.list.choose(ids[0])
            return (Door(message("Describe…"), lambda: self._on_current(self.describe)),) if len(ids) == 1 else ()

        attach_paths(self.desk, subject, self.subjects[subject], paths, attached)

    def add(self) -> None:
        """Choose files and attach them."""
        chosen, _ = QFileDialog.getOpenFileNames(self.window(), self.desk.language.text("Attach files"), self._folder())
        if chosen:
            self.desk.place["folder"] = str(Path(chosen[0]).parent)
            self.attach([Path(each) for each in chosen])

    def paste(self) -> None:
        """Attach the files, or the picture, that were copied elsewhere."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and (holds_files(data) or data.hasImage()):
            self.attach(files_in(data, Copies.of(self.desk).folder))
        else:
            self.desk.refuse(message("There is no file to paste. Copy files, or a picture, in another program first."))

    # --- looking, opening, saving ------------------------------------------------------------------------------------

    def look_at(self, row: AttachmentRow) -> None:
        """Show a file in a window of its own."""
        if self.large is None:
            self.large = PreviewWindow(self.desk, self.window())
        self.large.show_row(row)
        self.large.show()
        self.large.raise_()
        self.large.activateWindow()

    def open(self, row: AttachmentRow) -> None:
        """Open a copy with the program this computer uses for such files; one that is a program is refused."""
        copies = Copies.of(self.desk)
        self._opening.ask(lambda session: copies.fetch(session, row), self._open_copy)

    def _open_copy(self, path: Path) -> None:
        words, possible = check_opening(path)
        if words is None:
            self._show_in_program(path)
        else:
            door = Door(message("Open it all the same"), lambda: self._show_in_program(path))
            self.desk.told.emit(Notice(words, refused=True, doors=(door,) if possible else ()))

    def _show_in_program(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.desk.refuse(
                message(
                    "This computer has no program to open {name} with. Save it to use it elsewhere.", name=path.name
                )
            )

    def save(self, row: AttachmentRow) -> None:
        """Save a file under a name of one's choice."""
        name = safe_name(row.file_name)
        proposed = str(Path(self._folder()) / name)
        chosen, _ = QFileDialog.getSaveFileName(self.window(), self.desk.language.text("Save as"), proposed)
        if chosen:
            self.desk.place["folder"] = str(Path(chosen).parent)
            self._save([(row, Path(chosen))])

    def save_all(self) -> None:
        """Save all files into a folder; none that is there already is written over."""
        chosen = QFileDialog.getExistingDirectory(
            self.window(), self.desk.language.text("Save all into a folder"), self._folder()
        )
        if chosen:
            self.desk.place["folder"] = chosen
            taken: set[Path] = set()
            targets: list[tuple[AttachmentRow, Path]] = []
            for line in self.list.attachments.lines:
                target = free_name(Path(chosen) / safe_name(line.row.file_name), taken)
                taken.add(target)
                targets.append((line.row, target))
            self._save(targets)

    def _save(self, targets: Sequence[tuple[AttachmentRow, Path]]) -> None:
        first = targets[0][1]
        said = message("{file} is saved.", file=first.name)
        if len(targets) > 1:
            said = plural("{count} file is saved.", "{count} files are saved.", len(targets))

        def work(tell: Tell) -> None:
            for place, (row, target) in enumerate(targets):
                if not tell(place, len(targets)):
                    return
                try:
                    with self.desk.reading() as session:
                        save_attachment(session, row.id, target)
                except OSError as error:
                    raise Refusal(
                        message(
                            "{path} cannot be written: the place is read-only or full, or the file is open in another "
                            "program. What was there before is unchanged.",
                            path=target,
                        )
                    ) from error

        def done() -> None:
            show = Door(
                message("Show in folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(first.parent)))
            )
            self.desk.tell(said, show)

        self.desk.jobs.start(Job(message("{name} is being saved…", name=first.name), work, done))

    def _folder(self) -> str:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self.desk.place.get("folder")
        return folder if isinstance(folder, str) else documents

    # --- what is said of a file, and taking it away ------------------------------------------------------------------

    def describe(self, row: AttachmentRow) -> None:
        """Open the form in which title, kind, date, language and level are given."""
        title = message("About this file")
        with self.desk.reading() as session:
            values = read_values(session, Attachment, row.id, [field.name for field in FIELDS])

        def change(entered: Mapping[str, Any]) -> Message | None:
            return self.desk.attempt(
                message("{file} described", file=row.file_name),
                lambda session: change_values(session, Attachment, row.id, entered, values),
            )

        dialog = FormDialog(self.desk, title, FIELDS, change, done=message("Save"), values=values, parent=self.window())
        dialog.start()

    def remove(self, row: AttachmentRow) -> None:
        """Take a file away, at once: it can be undone."""
        label = message("{file} taken away", file=name_of(self.desk, row))
        if self.desk.change(label, lambda session: withdraw(session, Attachment, row.id)):
            self.desk.tell(label, Door(message("Undo"), self.desk.undo))

    # --- words -------------------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """All that can be done here, as a menu."""
        menu = QMenu(self)
        some = self.list.current() is not None
        for entry in (
            (message("Open"), "folder-open", lambda: self._on_current(self.open), "Return", some),
            (message("Look at it in a window"), "arrows-out", lambda: self._on_current(self.look_at), "Space", some),
            (message("Save as…"), "download-simple", lambda: self._on_current(self.save), "", some),
            (message("Describe…"), "pencil-simple", lambda: self._on_current(self.describe), "F2", some),
            (message("Take away"), "trash", lambda: self._on_current(self.remove), "Del", some),
            None,
            (message("Add files…"), "plus", self.add, "", True),
            (message("Paste"), "clipboard", self.paste, "", True),
            (message("Save all…"), "download-simple", self.save_all, "", some),
        ):
            if entry is None:
                menu.addSeparator()
                continue
            words, drawing, go, keys, possible = entry
            action = menu.addAction(self.desk.icon(drawing), self.desk.say(words))
            action.triggered.connect(lambda _=False, go=go: go())
            action.setEnabled(possible)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown only: the list has the keys
        return menu

    def _show_menu(self, place: Any) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place))

    def retranslate(self) -> None:
        language = self.desk.language
        self.add_button.setText(language.text("Add files…"))
        self.add_button.setIcon(self.desk.icon("paperclip", self.desk.theme.text))
        self.open_button.setText(language.text("Open"))
        self.more.setIcon(self.desk.icon("dots-three"))
        self.more.setToolTip(language.text("More"))
        self.more.setAccessibleName(language.text("More"))
        old = self.more.menu()
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.more.setMenu(menu)
        if old is not None:
            old.deleteLater()
        self.list.setAccessibleName(language.text("Attachments"))
        self.whose_words.setText(language.text("Attach to:"))
        self.whose.setAccessibleName(language.text("Attach to:"))
        self.whose.retranslate()
        self.nothing.setText(language.text("Drag files here, or add them. They are kept in the register itself."))
        self.preview.retranslate()
        self.list.viewport().update()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for action in self.menu().actions():
            menu.addAction(action)


def free_name(target: Path, taken: set[Path]) -> Path:
    """``target``, or with a number behind its name where there is such a file already: "report (2).pdf"."""
    found, number = target, 1
    while found.exists() or found in taken:
        number += 1
        found = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return found
