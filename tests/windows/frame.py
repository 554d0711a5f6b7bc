"""The main window on a copy of the demonstration register, which is made once a run, for it takes a while."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.language import LanguageCode, Message
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk, Notice
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.main_window import MainWindow


@cache
def _demonstration() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.tawsiya"
        create_demonstration(path).close()
        return path.read_bytes()


def copy_demonstration(folder: Path) -> Path:
    """A demonstration register of a test's own."""
    path = folder / "demo.tawsiya"
    path.write_bytes(_demonstration())
    return path


class Ear(QObject):
    """Keeps what a desk tells its user."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heard: list[Notice] = []
        desk.told.connect(self.heard.append)

    @property
    def last(self) -> Message:
        return self.heard[-1].words


def open_window(
    qtbot: QtBot, path: Path, language: LanguageCode = "fr", settings: Settings | None = None
) -> MainWindow:
    """The main window on the register at ``path``, shown and with the focus."""
    window = MainWindow(Desk(Register.open(path), settings or Settings(look="light"), language))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def open_dialog() -> FormDialog:
    """The form that is open over the window."""
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog) and each.isVisible()]
    assert len(shown) == 1
    return shown[0]
