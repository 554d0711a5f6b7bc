"""Python's garbage is collected in the window's thread alone.

Python collects in whatever thread happens to make objects just then. A thread that draws or reads would so destroy
widgets of windows closed long ago: Qt forbids that, and the two threads can end up waiting for one another for ever.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks whether there is enough to collect."""


class Garbage(QObject):
    """Lives as long as the application, in its thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What was imported until now stays to the end, and need not be looked through again and again.
        gc.freeze()
        self._clock = QTimer(self)
        self._clock.timeout.connect(collect_due)
        self._clock.start(EVERY)


def collect_due() -> None:
    """Collect what Python would have collected by itself by now, in the thread that calls this."""
    due = zip(gc.get_count(), gc.get_threshold(), range(3), strict=True)
    generation = max((each for count, limit, each in due if count > limit), default=None)
    if generation is not None:
        gc.collect(generation)
