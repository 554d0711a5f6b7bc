"""The first window: make a register, open one, go on with one of the last, or look at the demonstration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import LANGUAGE_CODES, LanguageCode, Message, Refusal, Wording, isolate, message
from desktop.records.address import PasswordNeeded, with_password, without_password
from desktop.records.base import change_values
from desktop.records.commission.commission import Commission, find_commission
from desktop.records.register import Register
from desktop.records.sqlite_file import SUFFIX
from desktop.windows.desk import Surroundings
from desktop.windows.enter_key import press_focused
from desktop.windows.forms.language_tabs import LanguageTabs
from desktop.windows.loading import loaded
from desktop.windows.look.appearance import application_icon
from desktop.windows.new_register_form import NewRegisterForm
from desktop.windows.notice_bar import NoticeBar
from desktop.windows.page import heading

LOGO = 44
"""Pixels, at the usual size of text."""


class StartWindow(QWidget):
    """What is seen before a register is open."""

    opened = Signal(object)
    """An open :class:`Register`: it is the receiver's now."""
    demonstrated = Signal(object)
    """Likewise, the demonstration that has just been made."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self.surroundings = surroundings
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notices = NoticeBar(surroundings, self)
        self.languages = LanguageTabs(surroundings, self)
        self.languages.set_missing(())
        self.languages.chosen.connect(surroundings.speak)
        self.logo = QLabel(self)
        self._name, self._line = heading("brand"), heading("muted")
        self._line.setWordWrap(True)
        self.new_button, self.open_button, self.demonstration_button = (self._choice() for _ in range(3))
        self.new_button.setProperty("primary", True)
        self.new_button.clicked.connect(self.describe_new)
        self.open_button.clicked.connect(self.choose_file)
        self.demonstration_button.clicked.connect(self.make_demonstration)
        self._recent_title = heading("subheading")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.recent_buttons: list[QPushButton] = []
        self.new_form = NewRegisterForm(surroundings, self)
        self.new_form.cancelled.connect(lambda: self._which.setCurrentIndex(0))
        self.new_form.accepted.connect(self.create_register)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.describe_new)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.choose_file)
        surroundings.language_changed.connect(self.retranslate)
        self.retranslate()
        self.resize(surroundings.scaled(880), surroundings.scaled(560))
        self.new_button.setFocus()

    def _choice(self) -> QPushButton:
        button = QPushButton(self)
        button.setIconSize(self._square(20))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setProperty("large", True)
        return button

    def _square(self, pixels: int) -> QSize:
        return QSize(self.surroundings.scaled(pixels), self.surroundings.scaled(pixels))

    def _lay_out(self) -> None:
        doors = QVBoxLayout()
        doors.setSpacing(8)
        for button in (self.new_button, self.open_button, self.demonstration_button):
            doors.addWidget(button)
        doors.addStretch(1)
        recent = QFrame(self)
        recent.setObjectName("card")
        listed = QVBoxLayout(recent)
        listed.setContentsMargins(16, 12, 12, 12)
        listed.setSpacing(8)
        listed.addWidget(self._recent_title)
        listed.addLayout(self._recent)
        listed.addStretch(1)
        choices = QWidget(self)
        columns = QHBoxLayout(choices)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        columns.addLayout(doors, 2)
        columns.addWidget(recent, 3)
        self._which = QStackedWidget(self)
        self._which.addWidget(choices)
        self._which.addWidget(self.new_form)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.logo)
        top.addWidget(self._name, 1)
        top.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(48, 40, 48, 32)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self._line)
        whole.addSpacing(16)
        whole.addWidget(self.notices)
        whole.addWidget(self._which, 1)

    # --- what one can do ---------------------------------------------------------------------------------------------

    def describe_new(self) -> None:
        """Ask for what a new register needs."""
        self._which.setCurrentIndex(1)
        self.new_form.start()

    def create_register(self, values: Mapping[str, object]) -> None:
        """Make a register from the form's values, where the user says."""
        location = self._new_place(self.surroundings.language.text("register"))
        if location is None:
            return
        name, country = values["name"], str(values["country"])
        language: LanguageCode = next(code for code in LANGUAGE_CODES if code == values["language"])
        try:
            with self._making():
                register = loaded(lambda: Register.create(location, country_code=country, language=language))
        except Refusal as refusal:
            self.surroundings.refuse(refusal.message)
            return
        with register.changing(message("Commission named")) as session:
            commission = find_commission(session)
            if isinstance(name, Wording) and name != commission.name:
                change_values(session, Commission, commission.id, {"name": name})
        register.forget_steps()
        self.opened.emit(register)

    def choose_file(self) -> None:
        """Open a register the user points at."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.surroundings.language.text("Open a register"), _documents(), f"Tawsiya (*{SUFFIX})"
        )
        if chosen:
            self.open_location(chosen)

    def open_location(self, location: str) -> None:
        """Open a register; where that cannot be, the message bar says why. A server's password is asked for."""
        try:
            with self._waiting():
                register = loaded(lambda: Register.open(location))
        except PasswordNeeded as refusal:
            self.surroundings.refuse(refusal.message)
            if password := self._ask_password(location):
                self.open_location(with_password(location, password))
            return
        except Refusal as refusal:
            self.surroundings.refuse(refusal.message)
            return
        self.opened.emit(register)

    def _ask_password(self, location: str) -> str | None:
        """The password of a database, which is used once and kept nowhere; None where the user thinks better of it."""
        language = self.surroundings.language
        asked = language.text("Password for {address}:", address=isolate(without_password(location)))
        given, agreed = QInputDialog.getText(self, language.text("Password"), asked, QLineEdit.EchoMode.Password)
        return given if agreed and given else None

    def make_demonstration(self) -> None:
        """Make the demonstration register where the user says, and open it."""
        from desktop.records.demonstration.demonstration import create_demonstration

        location = self._new_place(self.surroundings.language.text("demonstration"))
        if location is None:
            return
        try:
            with self._making():
                code = self.surroundings.language.code
                register = loaded(lambda: create_demonstration(location, code))
        except Refusal as refusal:
            self.surroundings.refuse(refusal.message)
            return
        self.demonstrated.emit(register)

    def _new_place(self, name: str) -> Path | None:
        proposed = str(Path(_documents()) / f"{name}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.surroundings.language.text("Where to save the register"), proposed, f"Tawsiya (*{SUFFIX})"
        )
        if not chosen:
            return None
        place = Path(chosen)
        return place if place.suffix == SUFFIX else place.with_name(place.name + SUFFIX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(event):
            super().keyPressEvent(event)

    @contextmanager
    def _making(self) -> Iterator[None]:
        """Say that a register is being made while it is."""
        self.surroundings.tell(message("The register is being made…"))
        with self._waiting():
            yield

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Take nothing from the user but a move of the window while a register is made or opened beside it."""
        focused = self.focusWidget()
        self.setEnabled(False)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            yield
        finally:
            QApplication.restoreOverrideCursor()
            self.setEnabled(True)
            if focused is not None:
                focused.setFocus()

    # --- words -------------------------------------------------------------------------------------------------------

    def show_reason(self, reason: Message) -> None:
        """Say why a register could not be opened."""
        self.surroundings.refuse(reason)

    def retranslate(self) -> None:
        language, theme = self.surroundings.language, self.surroundings.theme
        self.setWindowTitle("Tawsiya")
        self._name.setText("توصية · Tawsiya" if language.right_to_left else "Tawsiya · توصية")
        self.languages.set_current(language.code)
        self.logo.setPixmap(application_icon().pixmap(self._square(LOGO), self.devicePixelRatioF()))
        self._line.setText(
            language.text("From the meeting to its minutes, its recommendations and their follow-up, on this computer.")
        )
        self.new_button.setText(language.text("New register"))
        self.new_button.setIcon(self.surroundings.icon("file-plus", theme.on_accent))
        self.open_button.setText(language.text("Open a register…"))
        self.open_button.setIcon(self.surroundings.icon("folder-open", theme.text))
        self.demonstration_button.setText(language.text("Demonstration"))
        self.demonstration_button.setIcon(self.surroundings.icon("presentation", theme.text))
        self._recent_title.setText(language.text("Recent registers"))
        self._list_recent()
        self.new_form.retranslate()

    def _list_recent(self) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.recent_buttons = []
        for location in self.surroundings.settings.recent:
            button = QPushButton(
                f"{isolate(Path(location).stem)}\n{isolate(_short(location))}".replace("&", "&&"), self
            )
            button.setObjectName("door")
            button.setIcon(self.surroundings.icon("book-open"))
            button.setIconSize(self._square(24))
            button.setToolTip(location)
            button.clicked.connect(lambda _=False, location=location: self.open_location(location))
            self.recent_buttons.append(button)
            self._recent.addWidget(button)
        if not self.recent_buttons:
            nothing = QLabel(self.surroundings.language.text("The registers you open will be listed here."), self)
            nothing.setObjectName("muted")
            nothing.setWordWrap(True)
            self._recent.addWidget(nothing)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _short(location: str) -> str:
    """The folder of a register as one says it: ``~`` for one's own."""
    if "://" in location:
        return location.rpartition("@")[2]
    folder = Path(location).parent
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)
