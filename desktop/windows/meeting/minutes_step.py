"""The steps of the minutes: circulated, amended, adopted. Each keeps what they say, and the document made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.codes import MinutesStatus
from desktop.language import LanguageCode, Message, Wording, isolate, message
from desktop.outputs.minutes import export_version, take_minutes_on
from desktop.paths import safe_name
from desktop.records.meetings.corrigendum import issue_corrigendum
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.meetings.minutes_version import MinutesVersionRow
from desktop.records.rows import MeetingRow
from desktop.windows.desk import Desk, Door
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.jobs import Job

NOTE = (Field("note", message("What was amended"), Kind.LONG_WORDING, required=True),)

CORRIGENDUM = (
    Field("text", message("What is to be read instead of what"), Kind.LONG_WORDING, required=True),
    Field("reason", message("Reason"), Kind.WORDING, required=True),
    Field("issued_on", message("Issued on"), Kind.DATE, required=True, half=True),
)


def take_minutes_step(
    desk: Desk,
    meeting: MeetingRow,
    status: MinutesStatus,
    words: Message,
    label: Message,
    told: Callable[[], object],
    parent: QWidget | None = None,
) -> None:
    """Take the minutes of a meeting on, after asking what has to be asked; ``told`` is called once it is done."""

    keeping = message("The minutes of {number} are being kept…", number=meeting.number)

    def start(given: Mapping[str, Any]) -> None:
        if any(job.words == keeping for job in desk.jobs.running):
            return  # the button was pressed twice

        def done() -> None:
            desk.renew()
            told()

        desk.jobs.start(
            Job(
                keeping,
                lambda _tell: take_minutes_on(desk.register, label, meeting.id, status, **given),
                done,
            )
        )

    fields: tuple[Field, ...] = ()
    values: dict[str, Any] = {}
    if status is MinutesStatus.AMENDED:
        fields = NOTE
    elif status is MinutesStatus.ADOPTED:
        fields = (
            Field(
                "at_meeting_id", message("At the meeting"), Kind.CHOICE,
                options=lambda desk: _later_meetings(desk, meeting),
                hint=message("A later meeting, or none where they are adopted in writing."),
            ),
            Field(
                "on", message("Adopted on"), Kind.DATE, half=True,
                hint=message("Left empty: the day of that meeting, or today."),
            ),
        )  # fmt: skip
        values = {"at_meeting_id": None, "on": None}
    if not fields:
        start({})
        return
    answers: dict[str, Any] = {}

    def take(given: Mapping[str, Any]) -> None:
        answers.update(given)

    dialog = FormDialog(desk, words, fields, take, done=words, values=values, parent=parent)
    dialog.accepted.connect(lambda: start(answers))
    dialog.start()


def _later_meetings(desk: Desk, meeting: MeetingRow) -> list[Option]:
    """The meetings that can adopt the minutes of this one, the nearest first."""
    with desk.reading() as session:
        rows = list_meetings(session, list_meeting_ids(session, MeetingFilter(), desk.language.code))
    later = sorted((row for row in rows if row.start >= meeting.start and row.id != meeting.id), key=lambda r: r.start)
    named = [
        Option(row.id, f"{isolate(row.number)} · {isolate(desk.language.best(row.title))}", row.number) for row in later
    ]
    return [Option(None, desk.language.text("In writing")), *named]


def correct_minutes(desk: Desk, meeting: MeetingRow, parent: QWidget | None = None) -> None:
    """Open the form in which a corrigendum to adopted minutes is issued."""
    title = message("Issue a corrigendum")

    def issue(given: Mapping[str, Any]) -> Message | None:
        text, reason = given["text"], given["reason"]
        assert isinstance(text, Wording) and isinstance(reason, Wording)
        label = message("Corrigendum to the minutes of {number}", number=meeting.number)
        return desk.attempt(
            label, lambda session: issue_corrigendum(session, meeting.id, text, reason, given["issued_on"])
        )

    dialog = FormDialog(desk, title, CORRIGENDUM, issue, done=title, values={"issued_on": desk.today}, parent=parent)
    dialog.accepted.connect(
        lambda: desk.tell(
            message("A corrigendum to the minutes of {number} is issued.", number=meeting.number),
            Door(message("Undo"), desk.undo),
        )
    )
    dialog.start()


def save_version(
    desk: Desk, meeting: MeetingRow, version: MinutesVersionRow, code: LanguageCode | None, parent: QWidget
) -> None:
    """Save the PDF that was kept with a version, or with ``code`` what the version says as PDF in that language."""
    name = "-".join(each for each in (meeting.number, f"v{version.version}", code) if each)
    folder = desk.place.get("folder")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    proposed = Path(folder if isinstance(folder, str) else documents) / f"{safe_name(name)}.pdf"
    chosen, _ = QFileDialog.getSaveFileName(parent, desk.language.text("Save as"), str(proposed), "PDF (*.pdf)")
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.lower() != ".pdf":
        target = target.with_name(f"{target.name}.pdf")
    desk.place["folder"] = str(target.parent)

    def done() -> None:
        show = Door(message("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))))
        desk.tell(message("{file} is written.", file=target.name), show)

    desk.jobs.start(
        Job(
            message("{name} is being saved…", name=target.name),
            lambda _tell: export_version(desk.register, version.id, code, target),
            done,
        )
    )
