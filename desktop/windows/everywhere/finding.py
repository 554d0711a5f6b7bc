"""Reading beside the window's own thread: the latest question wins, and answers to older ones are dropped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

log = logging.getLogger(__name__)


class Finding(QObject):
    """Answers one question at a time in a thread of its own. Whoever is told lives in the main thread, as it does."""

    answered = Signal(object)
    """The answer to the latest question."""
    failed = Signal()
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._done.connect(self._on_done)

    def ask(self, work: Callable[[Callable[[], bool]], Any]) -> None:
        """Have ``work`` done; it is given a function that says whether its answer is still wanted."""
        self._latest += 1
        number = self._latest
        self._pool.start(lambda: self._run(number, work))

    def forget(self) -> None:
        """Want no answer any more, and wait until nobody works on one."""
        self._latest += 1
        self._pool.waitForDone()

    def _run(self, number: int, work: Callable[[Callable[[], bool]], Any]) -> None:
        if number != self._latest:
            return
        try:
            answer = work(lambda: number == self._latest)
        except Exception:
            log.exception("a search failed")
            answer = None
        self._done.emit(number, answer)

    def _on_done(self, number: int, answer: Any) -> None:
        if number != self._latest:
            return
        if answer is None:
            self.failed.emit()
        else:
            self.answered.emit(answer)
