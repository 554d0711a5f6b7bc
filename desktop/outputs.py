"""Documents made from a register, the same for the window and the command line: gathered, written whole, or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from desktop.codes import Audience, Level, MinutesStatus
from desktop.language import Language, LanguageCode, Message, Refusal, Wording, message
from desktop.paths import write_whole
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.content import save_content
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.minutes_version import (
    adopt_minutes,
    amend_minutes,
    circulate_minutes,
    find_version,
    keep_document,
    list_versions,
    read_version,
)
from desktop.records.register import Register

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.documents.charts.canvas import Format
    from desktop.documents.charts.chart import Chart
    from desktop.documents.listed import Listed

Progress = Callable[[int, int], bool]
"""Called with how many of how many are done; answers False to stop."""


def export_minutes(
    register: Register,
    meeting_id: str,
    code: LanguageCode,
    target: Path,
    audience: Audience = Audience.INTERNAL,
) -> None:
    """Write the minutes of a meeting, as ``audience`` may see it, as PDF.

    Raises :class:`Refusal` where ``target`` cannot be written, or for a meeting above the audience's level.
    """
    from desktop.documents.minutes_pdf import write_minutes

    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, code, audience)
    with _written(register, target):
        write_minutes(minutes, Language(code, minutes.commission.country, minutes.commission.months), target)


def take_minutes_on(
    register: Register,
    label: Message,
    meeting_id: str,
    status: MinutesStatus,
    *,
    note: Wording = Wording(),  # noqa: B008 - it is frozen
    at_meeting_id: str | None = None,
    on: dt.date | None = None,
) -> None:
    """Circulate, amend or adopt minutes: their text is kept as it stands then, and as a PDF for the members with it.

    All of it is one step. Raises :class:`Refusal` where a rule forbids it.
    """
    from desktop.documents.minutes_pdf import write_minutes

    with register.changing(label) as session, TemporaryDirectory(prefix="tawsiya-") as folder:
        match status:
            case MinutesStatus.AMENDED:
                amend_minutes(session, meeting_id, note)
            case MinutesStatus.ADOPTED:
                adopt_minutes(session, meeting_id, at_meeting_id, on)
            case _:
                circulate_minutes(session, meeting_id)
        commission = find_commission(session)
        level = find(session, Meeting, meeting_id).level
        audience = Audience.RESTRICTED if level is Level.RESTRICTED else Audience.INTERNAL
        minutes = find_minutes(session, meeting_id, commission.language, audience)
        document = Path(folder) / "minutes.pdf"
        write_minutes(minutes, Language(commission.language, commission.country), document)
        keep_document(session, list_versions(session, meeting_id)[0].id, document.read_bytes())


def export_version(register: Register, version_id: str, code: LanguageCode | None, target: Path) -> None:
    """Write the PDF that was kept with a version of minutes; with ``code``, the text it kept as PDF in that language.

    Raises :class:`Refusal` as :func:`export_minutes` does.
    """
    from desktop.documents.minutes_pdf import write_minutes

    with register.reading() as session:
        document = find_version(session, version_id).document_sha256
        if code is None and document is not None:
            with _written(register, target):
                save_content(session, document, target)
            return
        minutes = read_version(session, version_id)
        code = code or find_commission(session).language
    with _written(register, target):
        write_minutes(minutes, Language(code, minutes.commission.country), target)


def export_tracker(
    register: Register,
    acronym: str | None,
    code: LanguageCode,
    target: Path,
    progress: Progress | None = None,
    audience: Audience = Audience.INTERNAL,
) -> None:
    """Write the tracker of one institution, or of all, as ``audience`` may see it, as an Excel workbook.

    Raises :class:`Refusal` for an acronym that is not known, or where ``target`` cannot be written.
    """
    from desktop.documents.tracker_xlsx import write_tracker

    with register.reading() as session:
        tracker = find_tracker(session, acronym, audience=audience)
    with _written(register, target):
        write_tracker(tracker, Language(code, tracker.commission.country, tracker.commission.months), target, progress)


def export_chart(register: Register, chart: Chart, language: Language, target: Path) -> None:
    """Write a chart, titled and on white, as PNG, SVG or PDF: as the name of ``target`` ends.

    Raises :class:`Refusal` where ``target`` cannot be written.
    """
    from desktop.documents.charts.drawing import draw

    forms: Mapping[str, Format] = {".svg": "svg", ".pdf": "pdf"}
    picture = draw(chart, language, width=760, form=forms.get(target.suffix.lower(), "png"), titled=True)
    with _written(register, target):
        write_whole(target, picture.content)


def export_list(
    register: Register,
    count: int,
    describe: Callable[[int], Listed],
    rows: Callable[[Session], Iterable[Sequence[Any]]],
    language: Language,
    target: Path,
    progress: Progress | None = None,
) -> None:
    """Write a list of so many records as an Excel workbook.

    ``rows`` reads with a session those its audience may see, and ``describe`` says of how many they turn out to be
    what stands above them. Raises :class:`Refusal` where ``target`` cannot be written.
    """
    from desktop.documents.list_xlsx import STEP, Stopped, write_list

    def tell(done: int) -> None:
        if progress and not progress(done, 2 * count):
            raise Stopped

    def written(done: int, _of: int) -> bool:
        return progress is None or progress(count + done, 2 * count)

    with _written(register, target):
        shown: list[Sequence[Any]] = []
        # All are read before the first is written: what stands above them says how many were left out.
        with register.reading() as session:
            for each in rows(session):
                if len(shown) % STEP == 0:
                    tell(len(shown))
                shown.append(each)
        write_list(describe(len(shown)), shown, language, target, written)


def document_language(register: Register) -> LanguageCode:
    """The commission's working language, in which documents are written when nothing else is said."""
    with register.reading() as session:
        return find_commission(session).language


@contextmanager
def _written(register: Register, target: Path) -> Iterator[None]:
    """Refuse a place where no document can be, before and while it is written."""
    if target.is_dir():
        raise Refusal(message("{path} is a folder. Give the document a name.", path=target))
    if not target.parent.is_dir():
        raise Refusal(message("The folder {path} does not exist. Nothing was written.", path=target.parent))
    if register.path is not None and _is_file_of(register.path, target):
        raise Refusal(message("{path} is the register itself. Choose another name for the document.", path=target))
    try:
        yield
    except OSError as error:
        raise Refusal(
            message(
                "{path} cannot be written: the place is read-only or full, or the file is open in another program. "
                "What was there before is unchanged.",
                path=target,
            )
        ) from error


def _is_file_of(register: Path, target: Path) -> bool:
    """Whether ``target`` is the register's file, by any path, or one of those SQLite keeps beside it."""
    files = (register, *(register.with_name(register.name + suffix) for suffix in ("-wal", "-shm", "-journal")))
    return any(
        target.resolve() == each.resolve() or (target.exists() and each.exists() and target.samefile(each))
        for each in files
    )
