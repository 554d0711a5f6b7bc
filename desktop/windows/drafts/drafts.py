"""Drafts: what stands in forms and is not saved yet, written down each second for the start after a crash.

They lie beside the user's settings, in a folder no other user may enter, a file for each register and each program
that has it open. In the register itself they would be seen by its other users, and would travel with every copy of it.
A file is named after the register's location and its commission: what was written for one register is never offered in
another. What is saved, or discarded by its writer, is taken out at once; a file without drafts is removed.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from desktop import paths

log = logging.getLogger(__name__)

PAUSE = 1_000
"""Milliseconds between a letter and the moment it is safe."""
PROGRAMS = 16
"""How many programs on this computer keep drafts for one register at the same time."""


@dataclass(frozen=True)
class DraftPlace:
    """Which form a draft belongs to."""

    page: str
    """The key of the page the form is opened on."""
    record_id: str = ""
    """The record the form is about; empty where it is about a new one."""
    door: str = ""
    """What opens the form on the record: ``part:0`` is a new one of its first kind of parts; empty for its own form."""


@dataclass(frozen=True)
class Draft:
    """What was written in a form."""

    place: DraftPlace
    name: str
    """What the form, or its record, was called for its writer."""
    content: Mapping[str, Any]
    """As :meth:`desktop.windows.forms.form.Form.draft` gives it."""


class Drafts(QObject):
    """The drafts of one register."""

    changed = Signal()
    """Others wait to be taken up than before."""

    def __init__(self, location: str, commission_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = hashlib.sha256(f"{location}\n{commission_id}".encode()).hexdigest()[:24]
        self._lock: QLockFile | None = None
        self._file: Path | None = None
        self._kept: dict[DraftPlace, Draft] = {}
        """What is in the file, of the forms that are open."""
        self._begun: dict[DraftPlace, tuple[str, Callable[[], Mapping[str, Any] | None]]] = {}
        """Forms that were typed in since the file was written."""
        self.waiting: list[Draft] = []
        """What an earlier program left, as long as nobody has said what is to become of it."""
        self._taken_up: DraftPlace | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.write)

    # --- what is written ---------------------------------------------------------------------------------------------

    def note(self, place: DraftPlace, name: str, content: Callable[[], Mapping[str, Any] | None]) -> None:
        """Something was typed; within a second it is asked what stands there (``None``: nothing that is unsaved)."""
        self._begun[place] = (name, content)
        if not self._pause.isActive():
            self._pause.start()

    def forget(self, place: DraftPlace) -> None:
        """It is saved, or its writer has discarded it."""
        self._begun.pop(place, None)
        if self._taken_up == place:
            self._taken_up = None
        if self._kept.pop(place, None) is not None:
            self._store()

    def write(self) -> None:
        """Write down what was typed since the last time."""
        self._pause.stop()
        begun, self._begun = self._begun, {}
        self._open()
        before = dict(self._kept)
        for place, (name, ask) in begun.items():
            content = ask()
            if content is None:
                self._kept.pop(place, None)
            else:
                self._kept[place] = Draft(place, name, content)
        if self._kept != before:
            self._store()

    def _open(self) -> None:
        """Find the file that is this program's, with what an earlier one left in it."""
        if self._file is not None:
            return
        folder = paths.settings_file().parent / "drafts"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            log.warning("drafts cannot be kept", exc_info=True)
            return
        for number in range(PROGRAMS):
            file = folder / f"{self._name}-{number}.json"
            lock = QLockFile(str(file.with_suffix(".lock")))
            lock.setStaleLockTime(0)  # it is another's for as long as that one runs, be it for days
            if lock.tryLock(0):
                self._lock, self._file = lock, file
                self.waiting = _read(file)
                return

    def _store(self) -> None:
        if self._file is None:
            return
        drafts = [*self.waiting, *self._kept.values()]
        try:
            if drafts:
                content = json.dumps([asdict(each) for each in drafts], ensure_ascii=False)
                paths.write_whole(self._file, content.encode())
            else:
                self._file.unlink(missing_ok=True)
        except OSError:
            log.warning("a draft cannot be kept", exc_info=True)

    def close(self) -> None:
        """Leave what is not saved for the next start."""
        if self._begun:
            self.write()
        self._pause.stop()
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._file = None
        self._kept, self.waiting = {}, []

    # --- what an earlier program left --------------------------------------------------------------------------------

    def look(self) -> None:
        """See what an earlier program left; :attr:`waiting` has it then."""
        self._open()
        if self.waiting:
            self.changed.emit()

    def take_up(self, draft: Draft) -> None:
        """The next form at this place goes on with the draft; until it is saved or discarded it stays written down."""
        self.waiting.remove(draft)
        self._kept[draft.place] = draft
        self._taken_up = draft.place
        self.changed.emit()

    def discard(self, draft: Draft) -> None:
        """Its writer does not want it any more."""
        self.waiting.remove(draft)
        self._store()
        self.changed.emit()

    def taken_up(self, place: DraftPlace) -> Draft | None:
        """The draft a form at this place is to go on with. It is given once."""
        if self._taken_up != place:
            return None
        self._taken_up = None
        return self._kept.get(place)


def _read(file: Path) -> list[Draft]:
    """The drafts in a file; one that makes no sense is left out."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        log.warning("drafts cannot be read", exc_info=True)
        return []
    drafts = []
    for each in kept if isinstance(kept, list) else ():
        match each:
            case {
                "place": {"page": str(page), "record_id": str(record_id), "door": str(door)},
                "name": str(name),
                "content": dict(content),
            }:
                drafts.append(Draft(DraftPlace(page, record_id, door), name, content))
    return drafts
