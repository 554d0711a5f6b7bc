"""Questions to the register that may take their time: asked beside the window, answered in its own thread.

What is shown stays until the answer is there. Of several questions one asker asks, only the latest is answered: those
before it are stopped, wherever they are. A quick answer is waited for, so that nothing flickers on a small register.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from shiboken6 import isValid
from sqlalchemy.orm import Session

from desktop.language import Message, Refusal, message
from desktop.records.register import Register

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

UNREADABLE = message("The register could not be read just now. What you see is what was read before; try again.")

PATIENCE = 0.025
"""Seconds an answer is waited for before the window goes on without it."""
SLOW = 300
"""Milliseconds after which the window says that it is still reading."""
STEP = 20
"""Milliseconds between two looks whether the threads have stopped."""


@dataclass(eq=False)
class Question:
    """One question on its way. It is made and answered in the window's thread, worked on in another."""

    work: Callable[[Session], Any]
    show: Callable[[Any], object]
    reader: Reader
    outdated: bool = False
    answered: Event = field(default_factory=Event)
    answer: Any = None
    took: float = 0
    """Seconds that the work needed."""
    reason: Message | None = None
    interrupt: Callable[[], object] | None = None
    """Stops the database, while it is at work on this question."""
    lock: Lock = field(default_factory=Lock)
    """Held while ``interrupt`` is set, taken back or called: it must never stop another question."""


class Reads(QObject):
    """The threads that read an open register, for all that is shown of it. It lives in the window's thread."""

    refused = Signal(Message)
    """A question could not be answered: the sentence why not."""
    _finished = Signal(object)

    def __init__(self, register: Register, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.patience = PATIENCE
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._open: set[Question] = set()
        self._finished.connect(self.settle)

    def start(self, question: Question) -> None:
        self._open.add(question)
        self._pool.start(lambda: self._run(question))

    def stop(self, question: Question) -> None:
        """Forget a question; where it is being worked on, the database is told to stop."""
        question.outdated = True
        with question.lock:
            if question.interrupt is not None:
                question.interrupt()

    def stop_all(self) -> None:
        """Forget every question and wait until no thread reads any more: before the register is closed."""
        for question in self._open:
            self.stop(question)
        # One that was only about to ask the database when it was told to stop is told again.
        while not self._pool.waitForDone(STEP):
            for question in self._open:
                self.stop(question)

    def wait(self) -> None:
        """Wait until every question is answered, and show the answers."""
        while self._open:
            question = next(iter(self._open))
            question.answered.wait()
            self.settle(question)

    def _run(self, question: Question) -> None:
        try:
            if not question.outdated:
                with self.register.reading() as session:
                    with question.lock:
                        question.interrupt = self.register.interrupter(session)
                    try:
                        if not question.outdated:
                            begun = perf_counter()
                            question.answer = question.work(session)
                            question.took = perf_counter() - begun
                    finally:
                        with question.lock:
                            question.interrupt = None
        except Refusal as refusal:
            question.reason = refusal.message
        except Exception:
            if not question.outdated:
                log.exception("a question to the register failed")
                question.reason = UNREADABLE
        finally:
            question.answered.set()
            self._finished.emit(question)

    def settle(self, question: Question) -> None:
        """Show an answer that has arrived, once, unless the asker has asked something else since."""
        if question not in self._open:
            return
        self._open.remove(question)
        if question.outdated or not isValid(question.reader):
            return
        question.reader.settle(question)
        if question.reason is not None:
            self.refused.emit(question.reason)
        else:
            question.show(question.answer)


class Reader(QObject):
    """Somebody who asks the register the same kind of question again and again, and wants the latest answer only."""

    slow = Signal(bool)
    """The answer keeps one waiting; with ``False``, it has come."""

    def __init__(self, reads: Reads, parent: QObject | None = None, *, patient: bool = True) -> None:
        """Without ``patient``, no answer is waited for: who asks at every letter would wait at every letter."""
        super().__init__(parent)
        self._reads = reads
        self._patient = patient
        self._question: Question | None = None
        self._quick = True
        """Whether the last answer came soon enough to be waited for; where it did not, the next is not either."""
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW)
        self._slow.timeout.connect(self._say)
        self._said = False

    def _say(self) -> None:
        self._said = True
        self.slow.emit(True)

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self._question is not None

    def ask(self, work: Callable[[Session], Answer], show: Callable[[Answer], object]) -> None:
        """Have ``work`` done with a session that reads, and its answer given to ``show`` in the window's thread.

        ``work`` touches no widget. Where the answer comes at once, ``show`` has been called when this returns.
        """
        self.forget()
        self._question = question = Question(work, show, self)
        self._reads.start(question)
        patience = self._reads.patience if self._patient and self._quick else 0
        if question.answered.wait(patience):
            self._reads.settle(question)
        else:
            self._slow.start()

    def forget(self) -> None:
        """Want no answer any more to what was asked."""
        if self._question is not None:
            self._reads.stop(self._question)
            self.settle(self._question)

    def settle(self, question: Question) -> None:
        if question is self._question:
            self._question = None
            self._quick = question.took <= self._reads.patience
            self._slow.stop()
            if self._said:
                self._said = False
                self.slow.emit(False)
