"""The application with its windows: the start page, or the main window on a register."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

# SQLAlchemy before Qt: PySide6 reads the source of all that is imported after it, which takes its time.
from desktop.records.register import Register  # isort: skip

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.language import Message, Refusal
from desktop.settings import Settings
from desktop.windows.appearance import set_up_style
from desktop.windows.desk import Desk
from desktop.windows.main_window import MainWindow

log = logging.getLogger(__name__)

PICTURE_SIZE = (1400, 900)


class Windows(QObject):
    """The one window that is open: from the start page to a register, and back."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.main: MainWindow | None = None

    def open_register(self, location: str) -> Message | None:
        """Open a register in the main window: the sentence why not, or ``None`` when it is open."""
        try:
            register = Register.open(location)
        except Refusal as refusal:
            return refusal.message
        self.show_register(register)
        return None

    def show_register(self, register: Register) -> None:
        """Show the main window on an open register."""
        self.settings.remember_register(register.location)
        self.main = MainWindow(Desk(register, self.settings))
        self.main.show()


def run(location: str | None, picture: Path | None = None) -> int:
    """Open the window on the register at ``location``, or the start page. Gives the exit code.

    With ``picture``, a picture of the window is saved there instead, and nobody is waited for.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Tawsiya")
    set_up_style(application)
    settings = Settings.load()
    windows = Windows(settings)
    if location is not None:
        reason = windows.open_register(location)
        assert reason is None
    if picture is not None and windows.main is not None:
        windows.main.resize(*PICTURE_SIZE)
        application.processEvents()
        windows.main.grab().save(str(picture))
        return 0
    return application.exec()
