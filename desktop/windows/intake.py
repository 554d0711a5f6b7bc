"""Files that come in: chosen or dropped, read beside the window, shown in the window they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.documents.tables.suffixes import TABLES
from desktop.language import Message, message, plural
from desktop.windows.desk import Desk, Door
from desktop.windows.jobs import Job, Jobs, Tell

if TYPE_CHECKING:
    from desktop.intake.register_workbook import Problem, RegisterWorkbook

FOLDER = "returned"
"""Under which name the folder chosen last is kept."""


class Intake(QObject):
    """Trackers that came back, matrices that exist already, whole registers: a file says itself which it is."""

    def __init__(self, desk: Desk, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.desk, self.jobs, self.window = desk, jobs, window

    def choose_tracker(self) -> None:
        """Ask for a tracker that has come back, and show what is new in it."""
        self._choose(message("Tracker that came back"))

    def choose_matrix(self) -> None:
        """Ask for a matrix, and show what it would bring; or for a whole register, and take it in."""
        self._choose(message("Matrix or register to import"))

    def _choose(self, title: Message) -> None:
        folder = self.desk.place.get(FOLDER)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = " ".join(f"*{each}" for each in TABLES)
        chosen, _ = QFileDialog.getOpenFileName(
            self.window,
            self.desk.say(title),
            folder if isinstance(folder, str) else documents,
            f"{self.desk.language.text('Workbooks')} ({kinds})",
        )
        if chosen:
            self.desk.place[FOLDER] = str(Path(chosen).parent)
            self.open(Path(chosen))

    def open(self, path: Path) -> None:
        """Read a file; a tracker of this register is compared with it, another table is offered for import.

        A whole register is taken in at once: only an empty one does that, so nothing can be lost.
        """
        from desktop.intake.incoming import Incoming, read_incoming

        desk, found = self.desk, list[Incoming]()

        def work(tell: Tell) -> None:
            found.append(read_incoming(desk.register, path, desk.today, lambda: not tell(0, 0)))

        def done() -> None:
            if not found:
                return
            if found[0].review is not None:
                from desktop.windows.review.review_window import ReviewWindow

                ReviewWindow(desk, found[0].review, self.window).show()
            elif found[0].table is not None:
                from desktop.windows.importing.import_window import ImportWindow

                ImportWindow(desk, path, found[0].table, self.window).start()
            elif found[0].whole is not None:
                self._take_in(found[0].whole)

        self.jobs.start(Job(message("{file} is being read…", file=path.name), work, done))

    def _take_in(self, whole: RegisterWorkbook) -> None:
        from desktop.intake.register_workbook import Incomprehensible, take_in

        desk, finished = self.desk, list[bool]()
        problems: list[Problem] = []

        def work(tell: Tell) -> None:
            try:
                take_in(desk.register, whole, tell)
                finished.append(True)
            except Incomprehensible as refusal:
                problems.extend(refusal.problems)

        def done() -> None:
            desk.renew()
            if finished:
                said = plural("{count} record is entered.", "{count} records are entered.", whole.taken.count)
                desk.tell(said, Door(message("Undo"), desk.undo))
            elif problems:
                from desktop.windows.importing.problems_window import ProblemsWindow

                ProblemsWindow(desk, whole.name, problems, self.window).show()

        self.jobs.start(Job(message("{file} is being entered…", file=whole.name), work, done))
