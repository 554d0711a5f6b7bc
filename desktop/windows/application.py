"""The application with its windows: the first one, or the main window on a register."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.language import Language, Message, Refusal, system_language
from desktop.settings import Settings
from desktop.windows.garbage import Garbage
from desktop.windows.jobs import UNEXPECTED
from desktop.windows.loading import loaded
from desktop.windows.log_file import catch_strays, keep_log
from desktop.windows.look.appearance import application_icon, set_up_style
from desktop.windows.opening_window import OpeningWindow

if TYPE_CHECKING:
    from desktop.records.register import Register
    from desktop.windows.main_window import MainWindow
    from desktop.windows.start_window import StartWindow

# Nothing here knows SQLAlchemy before it is needed: a window is on the screen long before that is loaded.

PICTURE_SIZE = (1400, 900)
TITLE_BAR = 40
"""What a desktop puts round a window, which is known only once it is shown."""
FAILED = 1


class Windows(QObject):
    """Keeps the one window that is open: the first one until a register is, then the register's."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.shown: StartWindow | MainWindow | None = None

    def start(self) -> StartWindow:
        """Show the first window."""
        from desktop.windows.desk import Surroundings
        from desktop.windows.start_window import StartWindow

        surroundings = Surroundings(self.settings, Language(self.settings.language or system_language()))
        window = StartWindow(surroundings)
        window.opened.connect(self.show_register)
        window.demonstrated.connect(self.show_demonstration)
        self._show(window)
        return window

    def open_register(self, location: str, *, attended: bool = True) -> None:
        """Show a register; where it cannot be opened, the first window with the sentence why not.

        A server's password is asked for where somebody is there to give it.
        """
        try:
            opened = loaded(lambda: _open(location))
        except Refusal as refusal:
            from desktop.records.address import PasswordNeeded

            window = self.start()
            if attended and isinstance(refusal, PasswordNeeded):
                window.open_location(location)
            else:
                window.show_reason(refusal.message)
            return
        self.show_register(opened)

    def show_demonstration(self, register: Register) -> None:
        """Show the main window on the demonstration; whoever sees it for the first time is led through it."""
        window = self.show_register(register)
        if not self.settings.toured:
            self.settings.toured = True
            self.settings.save()
            window.show_tour()

    def show_register(self, register: Register) -> MainWindow:
        """Show the main window on an open register."""
        from desktop.windows.desk import Desk
        from desktop.windows.main_window import MainWindow

        self.settings.remember_register(register.location)
        self.settings.save()
        window = MainWindow(Desk(register, self.settings))
        window.closed.connect(self._on_closed)
        window.reopened.connect(self._on_reopened)
        self._show(window)
        return window

    def _on_reopened(self, register: Register, why: Message) -> None:
        self.show_register(register).desk.tell(why)

    def tell_unexpected(self) -> None:
        """Say on the window shown that something went wrong; the log has the details."""
        if (window := self.shown) is not None:
            window.surroundings.refuse(UNEXPECTED)

    def _on_closed(self) -> None:
        # The cross at the window's corner ends the program, "Close the register" leads back to the first window.
        from desktop.windows.main_window import MainWindow

        if isinstance(self.shown, MainWindow) and self.shown.leads_back:
            self.start()

    def _show(self, window: StartWindow | MainWindow) -> None:
        old, self.shown = self.shown, window
        _fit(window)
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()


def _fit(window: QWidget) -> None:
    """Make a window that is new no larger than the screen: what lies below its edge cannot be reached."""
    room = window.screen().availableGeometry().size() - QSize(0, TITLE_BAR)
    if not window.isMaximized() and not window.isFullScreen():
        window.resize(window.size().boundedTo(room))


def _open(location: str) -> Register:
    """Load what the main window needs, and open the register."""
    from desktop.records.commission.commission import find_commission
    from desktop.records.register import Register
    from desktop.windows import main_window  # noqa: F401 - loaded here, beside the window, and used in its own thread

    register = Register.open(location)
    with register.reading() as session:
        find_commission(session)  # the first query sets up all models, which takes as long as a window
    return register


def _load_start() -> None:
    """Load what the first window needs."""
    from desktop.windows import start_window  # noqa: F401


def run(location: str | None, picture: Path | None = None) -> int:
    """Open the window on the register at ``location``, or the first window. Gives the exit code.

    With ``picture``, a picture of the window is saved there instead, and nobody is waited for.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Tawsiya")
    Garbage(application)
    set_up_style(application)
    windows = Windows(Settings.load())
    frame = OpeningWindow(windows.settings, location)
    _fit(frame)
    frame.setVisible(picture is None)
    application.processEvents()  # it is painted before anything is loaded, for that would take the time it needs
    application.setWindowIcon(application_icon())
    keep_log()
    catch_strays(windows.tell_unexpected)
    if location is None:
        loaded(_load_start)
        windows.start()
    else:
        windows.open_register(location, attended=picture is None)
    assert windows.shown is not None
    if picture is None and not frame.isVisible():
        # Whoever closed it before there was anything in it did not want to wait.
        windows.shown.close()
        return 0
    frame.close()
    if picture is None:
        return application.exec()
    return _save_picture(application, windows.shown, picture)


def _save_picture(application: QApplication, window: QWidget, target: Path) -> int:
    from desktop.windows.main_window import MainWindow

    window.resize(*PICTURE_SIZE)
    # What a window does once it is shown - lay columns out, read the first rows - takes a few turns of the loop.
    for _ in range(5):
        application.processEvents()
    # What is read and drawn beside the window comes later, but it comes: nothing here waits for a user.
    while isinstance(window, MainWindow) and window.page.busy:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for _ in range(5):
        application.processEvents()
    saved = window.grab().save(str(target))
    window.close()
    return 0 if saved else FAILED
