"""The copies of the open register: made on closing, daily and on demand, where the user on this computer wants them."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.language import Language, Message, Refusal, message
from desktop.records.backup import Copy, Keep, back_up, list_copies, usual_folder
from desktop.records.journal import find_last_step
from desktop.windows.desk import UNEXPECTED, Desk
from desktop.windows.jobs import Job, Jobs, Tell
from desktop.windows.reads import Reader

log = logging.getLogger(__name__)

SOON, HOURLY = 60_000, 3_600_000
"""Milliseconds: once the window has been open for a while, and then again and again, a day's copy is looked for."""


@dataclass(frozen=True)
class CopyPlan:
    """Where copies of a register go from this computer, and when they are made."""

    folder: str = ""
    """Empty for the usual one, beside the register."""
    on_closing: bool = True
    daily: bool = True
    days: int = Keep.days
    weeks: int = Keep.weeks
    months: int = Keep.months

    @property
    def keep(self) -> Keep:
        return Keep(days=self.days, weeks=self.weeks, months=self.months)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> CopyPlan:
        """The plan as the settings hold it; what makes no sense is as it usually is."""
        usual = asdict(cls())
        return cls(**{each.name: kept[each.name] for each in fields(cls)
                      if type(kept.get(each.name)) is type(usual[each.name])})  # fmt: skip


class Backups(QObject):
    """What a window asks of copies. A register on a server has none: the server's administrator makes them."""

    changed = Signal()
    """A copy was made, or the plan is another."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self._jobs = desk, jobs
        with desk.reading() as session:
            self._first_step = find_last_step(session)
        self._making = False
        self.last: Copy | None = None
        self._looking = Reader(desk.reads, self)
        self._look()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_time)
        self._clock.start(SOON)

    # --- the plan ----------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> CopyPlan:
        return CopyPlan.of(self.desk.settings.copies.get(self.desk.register.location, {}))

    def change_plan(self, plan: CopyPlan) -> None:
        """Make copies by this plan from now on."""
        self.desk.settings.copies[self.desk.register.location] = asdict(plan)
        self.desk.settings.save()
        self._look()

    @property
    def register_file(self) -> Path | None:
        return self.desk.register.path

    @property
    def folder(self) -> Path | None:
        """Where copies go; none for a register on a server."""
        path, chosen = self.register_file, self.plan.folder
        return None if path is None else Path(chosen) if chosen else usual_folder(path)

    def list(self) -> list[Copy]:
        """The copies there are, the latest first. A stick takes its time: not to be asked in the window's thread."""
        folder, path = self.folder, self.register_file
        return [] if folder is None or path is None else list_copies(folder, path)

    def _look(self) -> None:
        """Look beside the window for the last copy."""

        def show(copies: Sequence[Copy]) -> None:
            self.last = next((copy for copy in copies if copy.verified), None)
            self.changed.emit()

        self._looking.ask(lambda _session: self.list(), show)

    # --- making ------------------------------------------------------------------------------------------------------

    def make(self, done: Callable[[Copy], object] | None = None) -> None:
        """Make a copy beside the window's work."""
        folder, path, keep = self.folder, self.register_file, self.plan.keep
        if folder is None or path is None or self._making:
            return
        made: list[Copy] = []
        self._making = True

        def work(tell: Tell) -> None:
            try:
                made.append(back_up(path, folder, keep, tell))
            finally:
                self._making = False

        def tell_done() -> None:
            if not isValid(self):  # the window has gone meanwhile; the copy is made all the same
                return
            self.last = made[0]
            self.changed.emit()
            if done is not None:
                done(made[0])

        self._jobs.start(Job(message("A copy of the register is being made…"), work, tell_done))

    def make_now(self) -> None:
        """Make a copy because the user wants one, and say so."""
        self.make(lambda copy: self.desk.tell(message("A copy is made and verified: {name}.", name=copy.path.name)))

    def _on_time(self) -> None:
        today = self.desk.today
        if self.plan.daily and self.folder is not None and (self.last is None or self.last.at.date() < today):
            self.make()
        self._clock.start(HOURLY)

    @property
    def due_on_closing(self) -> bool:
        """Whether something was changed since the window was opened that no copy holds yet."""
        if self.folder is None or not self.plan.on_closing:
            return False
        with self.desk.reading() as session:
            return find_last_step(session) != self._first_step

    def make_on_closing(self) -> Message | None:
        """Make the copy that is due, and wait for it: the sentence why not, or None."""
        folder, path = self.folder, self.register_file
        try:
            if folder is not None and path is not None and self.due_on_closing:
                back_up(path, folder, self.plan.keep)
        except Refusal as refusal:
            return refusal.message
        except Exception:
            log.exception("no copy was made on closing")
            return UNEXPECTED
        return None


def when_last(backups: Backups, language: Language, today: dt.date) -> str:
    """When the last copy was made, as the status bar says it; nothing for a register on a server."""
    if backups.folder is None:
        return ""
    if backups.last is None:
        return language.text("no copy yet")
    at, time = backups.last.at, backups.last.at.strftime("%H:%M")
    if at.date() == today:
        return language.text("last copy today {time}", time=time)
    if at.date() == today - dt.timedelta(days=1):
        return language.text("last copy yesterday {time}", time=time)
    return language.text("last copy {day}", day=language.date(at.date(), "short"))
