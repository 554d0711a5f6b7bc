"""Tawsiya itself, started on a register (the argument) as ``main.py`` starts it, and watched.

It says, by the clock and in processor time, when its window was painted and when its first list was, how long its
window's thread was kept from its events at most in between, in milliseconds of processor time, and ends.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

said: dict[str, Any] = {}


def say(name: str) -> None:
    said.setdefault(name, [time.monotonic(), time.process_time()])


def watch_window() -> None:
    """Have the first window say when it is painted. Nothing is imported for it that the start does not import."""
    from PySide6.QtGui import QPaintEvent

    from desktop.windows.opening_window import OpeningWindow

    def paint(window: OpeningWindow, event: QPaintEvent) -> None:
        super(OpeningWindow, window).paintEvent(event)
        if "window" not in said:
            say("window")
            watch_list()

    OpeningWindow.paintEvent = paint


def watch_list() -> None:
    """Watch the events, too, once the first window is there: for the stalls and the first list."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert application is not None
    beats = [time.thread_time()]

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                table: Any = watched.parent()
                if type(table).__name__ == "RecordTable" and table.model().rowCount() > 0:
                    QTimer.singleShot(0, done)
            return False

    def beat() -> None:
        now = time.thread_time()
        said["stall"] = max(said.get("stall", 0), round(1000 * (now - beats[0])))
        beats[0] = now

    def done() -> None:
        say("list")
        print(json.dumps(said), flush=True)
        os._exit(0)

    watch = Watch(application)
    application.installEventFilter(watch)
    timer = QTimer(application)
    timer.timeout.connect(beat)
    timer.start(2)


import main  # noqa: E402 - as the program does

watch_window()
sys.exit(main.main(sys.argv[1:2]))
