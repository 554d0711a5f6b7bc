"""What belongs to the window's thread is destroyed there, whatever thread happens to be at work."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.windows.garbage import EVERY, Garbage


class Held(QObject):
    """Something that only the collector can let go of: it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def make_objects() -> None:
    for _ in range(30):
        cycles = [[] for _ in range(10_000)]
        for each in cycles:
            each.append(each)


def test_a_thread_that_makes_objects_destroys_none_of_the_window(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert application is not None
    keeper = Garbage(application)
    destroyed_in: list[int] = []
    held = Held()
    weakref.finalize(held, lambda: destroyed_in.append(threading.get_ident()))
    del held
    thread = threading.Thread(target=make_objects)
    thread.start()
    thread.join()
    assert destroyed_in == []
    qtbot.waitUntil(lambda: destroyed_in != [], timeout=EVERY * 20)
    assert destroyed_in == [threading.get_ident()]
    keeper.deleteLater()
    gc.unfreeze()
