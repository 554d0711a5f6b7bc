"""Work that a window waits for, and answers its events meanwhile: what is needed before there is anything to show."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import sleep
from typing import Generic, TypeVar

from PySide6.QtWidgets import QApplication

Result = TypeVar("Result")

TURN = 0.005
"""Seconds the window's thread rests between two looks at its events: whoever loads needs the time."""


class Loading(Thread, Generic[Result]):
    """What it gives, or the error it ends in, is had by :meth:`wait`."""

    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._result: list[Result] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:
            self._error = error

    def wait(self) -> Result:
        """Answer the window's events until the work is done."""
        while self.is_alive():
            QApplication.processEvents()
            sleep(TURN)
        if self._error is not None:
            raise self._error
        return self._result[0]


def loaded(work: Callable[[], Result]) -> Result:
    """What ``work`` gives, done in a thread of its own while the window answers its events."""
    loading = Loading(work)
    loading.start()
    return loading.wait()
