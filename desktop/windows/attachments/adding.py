"""Files on their way into the register: looked at first, then read in a job that can be stopped, as one step."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from desktop.codes import AttachmentKind
from desktop.language import Message, Refusal, message, plural
from desktop.records.attachment import attach_file
from desktop.records.commission.commission import find_attachment_limit
from desktop.records.content import check_file, measure_file
from desktop.records.subject import Subject
from desktop.windows.desk import Desk, Door
from desktop.windows.jobs import Job, Tell

KILOBYTE = 1000
"""A progress bar counts no further than two thousand million."""

KINDS = {
    "meeting": AttachmentKind.AGENDA_DOCUMENT,
    "agenda_item": AttachmentKind.AGENDA_DOCUMENT,
    "source": AttachmentKind.LEGAL_TEXT,
    "plan": AttachmentKind.LEGAL_TEXT,
    "letter": AttachmentKind.LETTER,
    "programme": AttachmentKind.REPORT,
    "institution": AttachmentKind.OTHER,
    "person": AttachmentKind.OTHER,
    "body": AttachmentKind.LEGAL_TEXT,
}
"""What a file attached to a record of a kind most often is; evidence elsewhere. It can be changed."""


class Stopped(Exception):
    """The user has stopped it; nothing was attached."""


def attach_paths(
    desk: Desk,
    subject: Subject,
    whose: str,
    paths: Sequence[Path],
    attached: Callable[[Sequence[str]], tuple[Door, ...]],
) -> None:
    """Attach files to a record, called ``whose`` in the journal.

    A file that cannot be taken is refused with a sentence, and the others are attached. ``attached`` is told the ids
    once they are, and gives what is offered beside the sentence that says so.
    """
    taken, size = _take(desk, paths)
    if not taken:
        return
    said = _said(taken, whose)
    ids: list[str] = []

    def work(tell: Tell) -> None:
        done = 0

        def read(count: int) -> None:
            nonlocal done
            done += count
            if not tell(done // KILOBYTE, max(2 * size // KILOBYTE, 1)):
                raise Stopped

        with desk.reading() as session:
            limit = find_attachment_limit(session)
        # The register is locked while it is written to: what the files hold is measured before.
        measured = [(path, measure_file(path, limit, read)) for path in taken]
        values = {"kind": KINDS.get(subject.kind, AttachmentKind.EVIDENCE)}
        with desk.register.changing(said) as session:
            for path, sha256 in measured:
                ids.append(attach_file(session, subject, path, values, sha256=sha256, read=read).id)

    def done() -> None:
        desk.renew()
        desk.tell(said, *attached(ids), Door(message("Undo"), desk.undo))

    words = message("{name} is being attached…", name=taken[0].name)
    if len(taken) > 1:
        words = plural("{count} file is being attached…", "{count} files are being attached…", len(taken))
    desk.jobs.start(Job(words, work, done))


def _said(taken: Sequence[Path], whose: str) -> Message:
    if len(taken) == 1:
        return message("{name} attached to {record}", name=taken[0].name, record=whose)
    return plural("{count} file attached to {record}", "{count} files attached to {record}", len(taken), record=whose)


def _take(desk: Desk, paths: Sequence[Path]) -> tuple[list[Path], int]:
    """The files that can be attached, and their size. Of the others the first is explained."""
    with desk.reading() as session:
        limit = find_attachment_limit(session)
    taken: list[Path] = []
    size, refused = 0, None
    for path in paths:
        try:
            size += _check(path, limit)
            taken.append(path)
        except Refusal as refusal:
            refused = refused or refusal.message
    if refused is not None:
        desk.refuse(refused)
    return taken, size


def _check(path: Path, limit: int) -> int:
    if path.is_dir():
        raise Refusal(
            message("{name} is a folder. Attach the files in it, or make one archive (ZIP) of it.", name=path.name)
        )
    size = check_file(path, limit)
    if not stat.S_ISREG(path.stat().st_mode):  # a device or a pipe never ends
        raise Refusal(message("{name} cannot be read. It was not attached.", name=path.name))
    return size


# --- what is dropped or pasted ----------------------------------------------------------------------------------------


def holds_files(data: QMimeData) -> bool:
    """Whether what is dragged or copied are files of this computer."""
    return any(url.isLocalFile() for url in data.urls())


def files_in(data: QMimeData, folder: Path) -> list[Path]:
    """The files that were dragged or copied; a picture without a file becomes one in ``folder``."""
    if found := [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]:
        return found
    picture = data.imageData() if data.hasImage() else None
    if isinstance(picture, QImage) and not picture.isNull():
        target = folder / f"image-{dt.datetime.now():%Y%m%d-%H%M%S}.png"
        if picture.save(str(target)):
            return [target]
    return []
