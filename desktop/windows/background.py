"""Reading beside the window: what may take longer than a blink is read in a thread, and shown once it is there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from desktop.language import Message, Refusal
from desktop.windows.jobs import UNEXPECTED

log = logging.getLogger(__name__)


class Background(QObject):
    """Reads one thing after the other; only what was asked for last is answered, in the main thread."""

    _came = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = 0
        self._answer: Callable[[Any], object] | None = None
        self._refuse: Callable[[Message], object] | None = None
        self._came.connect(self._on_came)

    @property
    def busy(self) -> bool:
        """Whether an answer is still awaited."""
        return self._answer is not None

    def ask(
        self, read: Callable[[], Any], answer: Callable[[Any], object], refuse: Callable[[Message], object]
    ) -> None:
        """Have ``read`` done in a thread; ``answer`` gets what it gives, ``refuse`` the sentence why it does not."""
        self._asked += 1
        number = self._asked
        self._answer, self._refuse = answer, refuse
        self._pool.start(lambda: self._read(number, read))

    def forget(self) -> None:
        """Answer nothing that was asked for so far."""
        self._asked += 1
        self._answer = self._refuse = None

    def wait(self) -> None:
        """Wait until nothing is read any more: before the register is closed."""
        self.forget()
        self._pool.clear()
        self._pool.waitForDone()

    def _read(self, number: int, read: Callable[[], Any]) -> None:
        if number != self._asked:
            return
        found, reason = None, None
        try:
            found = read()
        except Refusal as refusal:
            reason = refusal.message
        except Exception:
            log.exception("something could not be read")
            reason = UNEXPECTED
        self._came.emit(number, found, reason)

    def _on_came(self, number: int, found: Any, reason: Message | None) -> None:
        answer, refuse = self._answer, self._refuse
        if number != self._asked or answer is None or refuse is None:
            return
        self._answer = self._refuse = None
        if reason is None:
            answer(found)
        else:
            refuse(reason)
