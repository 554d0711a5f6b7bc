"""Long work beside the window: it says how far it is, can be stopped, and ends in a result or a sentence.

Signals belong to an object of the main thread, so that whoever is told touches widgets in the thread they live in.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal

from desktop.language import Message, Refusal, message

log = logging.getLogger(__name__)

UNEXPECTED = message(
    "Something went wrong that should not have. What was saved is safe; the details are in the log file."
)

Tell = Callable[[int, int], bool]
"""Called by the work with how many of how many are done; answers ``False`` when it has been stopped."""


@dataclass(eq=False)
class Job:
    """One long work."""

    words: Message
    """What is being done, as the window says it."""
    work: Callable[[Tell], object]
    done: Callable[[], object]
    """Called in the main thread when the work has come to a good end."""
    stopped: Event = field(default_factory=Event)
    given_up: bool = False
    """Whether the work has been told to stop. Who asks for it too late has it done, and is to be told so."""


class Jobs(QObject):
    """Runs one job after the other. It lives in the main thread."""

    started = Signal(object)
    progressed = Signal(object, int, int)
    """The job, how many are done, how many there are."""
    ended = Signal(object)
    refused = Signal(Message)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.running: list[Job] = []
        self._finished.connect(self._on_finished)

    def start(self, job: Job) -> None:
        self.running.append(job)
        self.started.emit(job)
        self._pool.start(lambda: self._run(job))

    def stop(self, job: Job) -> None:
        """Ask a job to stop; it does at its next step, and leaves nothing half done."""
        job.stopped.set()

    def stop_all(self) -> None:
        """Stop every job and wait until they have."""
        for job in self.running:
            job.stopped.set()
        self._pool.waitForDone()

    def _run(self, job: Job) -> None:
        def tell(done: int, of: int) -> bool:
            self.progressed.emit(job, done, of)
            job.given_up = job.stopped.is_set()
            return not job.given_up

        reason: Message | None = None
        try:
            job.given_up = job.stopped.is_set()
            if not job.given_up:
                job.work(tell)
        except Refusal as refusal:
            reason = refusal.message
        except Exception:
            if not job.given_up:
                log.exception("a job failed: %s", job.words.text)
                reason = UNEXPECTED
        self._finished.emit(job, reason)

    def _on_finished(self, job: Job, reason: Message | None) -> None:
        self.running.remove(job)
        self.ended.emit(job)
        if reason is not None:
            self.refused.emit(reason)
        elif not job.given_up:
            job.done()
