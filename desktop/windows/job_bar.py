"""The line that says what is being worked on, how far it is, and offers to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.windows.desk import Surroundings
from desktop.windows.jobs import Job, Jobs


class JobBar(QFrame):
    """Shows the job that runs."""

    def __init__(self, surroundings: Surroundings, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings, self.jobs = surroundings, jobs
        self.setObjectName("card")
        self._words, self._bar, self.stop_button = QLabel(self), QProgressBar(self), QPushButton(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(240)
        self.stop_button.setProperty("link", True)
        self.stop_button.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        jobs.started.connect(self._on_changed)
        jobs.ended.connect(self._on_changed)
        jobs.progressed.connect(self._on_progressed)
        surroundings.language_changed.connect(self.retranslate)
        self.retranslate()

    def _on_changed(self, _job: Job) -> None:
        self._bar.setRange(0, 0)
        self.retranslate()

    def _on_progressed(self, job: Job, done: int, of: int) -> None:
        if self.jobs.running and job is self.jobs.running[0]:
            self._bar.setRange(0, of)
            self._bar.setValue(done)

    def _on_stop(self) -> None:
        if self.jobs.running:
            self.jobs.stop(self.jobs.running[0])

    def retranslate(self) -> None:
        running = self.jobs.running
        self.setVisible(bool(running))
        self.stop_button.setText(self.surroundings.language.text("Stop"))
        if running:
            said = self.surroundings.say(running[0].words)
            self._words.setText(said)
            self._bar.setAccessibleName(said)
