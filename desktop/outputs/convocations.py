"""What goes out before a meeting: notice, agenda, attendance sheet, name plates, calendar entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.codes import Audience
from desktop.language import Language, LanguageCode, Message, message
from desktop.outputs.writing import in_languages, write_paper, written
from desktop.records.commission.commission import find_commission
from desktop.records.commission.logo import find_logo
from desktop.records.meetings.notice import find_convocation, list_convened_ids
from desktop.records.register import Register

if TYPE_CHECKING:
    from desktop.documents.document import Document
    from desktop.records.meetings.rows import Convocation


class BeforeMeeting(Enum):
    """The papers of a meeting that is to be held."""

    NOTICE = "notice", message("Notice of meeting")
    LETTERS = "letters", message("Letters to each who is invited")
    AGENDA = "agenda", message("Agenda")
    ANNOTATED = "annotated", message("Annotated agenda for the chair")
    SHEET = "sheet", message("Attendance sheet")
    PLATES = "plates", message("Name plates")

    def __init__(self, code: str, label: Message) -> None:
        self.code = code
        self.label = label


def compose_before(
    register: Register,
    meeting_id: str,
    paper: BeforeMeeting,
    codes: Sequence[LanguageCode],
    audience: Audience = Audience.INTERNAL,
    on: dt.date | None = None,
) -> Document:
    """One of the papers of a meeting, in one language or in two side by side; a notice is dated ``on``, or today.

    Raises :class:`Refusal` for a meeting above the audience's level.
    """
    from desktop.documents.papers.agenda import agenda_paper, annotated_agenda_paper
    from desktop.documents.papers.attendance_sheet import attendance_sheet_paper, name_plates_paper
    from desktop.documents.papers.notice import notice_paper

    with register.reading() as session:
        gathered = {code: find_convocation(session, meeting_id, code, audience) for code in codes}
        logo = find_logo(session)
    day = on or dt.date.today()
    makers: Mapping[BeforeMeeting, Callable[[Convocation, Language], Document]] = {
        BeforeMeeting.NOTICE: lambda rows, language: notice_paper(rows, language, day, logo),
        BeforeMeeting.LETTERS: lambda rows, language: notice_paper(rows, language, day, logo, rows.invited),
        BeforeMeeting.AGENDA: lambda rows, language: agenda_paper(rows, language, logo),
        BeforeMeeting.ANNOTATED: lambda rows, language: annotated_agenda_paper(rows, language, logo),
        BeforeMeeting.SHEET: lambda rows, language: attendance_sheet_paper(rows, language, logo),
        BeforeMeeting.PLATES: name_plates_paper,
    }
    make = makers[paper]
    commission = gathered[codes[0]].commission
    return in_languages(commission, codes, lambda language: make(gathered[language.code], language))


def export_before(
    register: Register,
    meeting_id: str,
    paper: BeforeMeeting,
    codes: Sequence[LanguageCode],
    target: Path,
    audience: Audience = Audience.INTERNAL,
    *,
    password: str = "",
) -> None:
    """Write one of the papers of a meeting. Raises :class:`Refusal` where ``target`` cannot be written."""
    write_paper(register, compose_before(register, meeting_id, paper, codes, audience), target, password=password)


def export_calendar(
    register: Register,
    code: LanguageCode,
    target: Path,
    meeting_id: str | None = None,
    audience: Audience = Audience.INTERNAL,
    since: dt.date | None = None,
) -> None:
    """Write a meeting, or all from a day on (today), as calendar entries that mail programs open.

    Raises :class:`Refusal` where ``target`` cannot be written, or for a meeting above the audience's level.
    """
    from desktop.documents.calendar_ics import write_calendar

    with register.reading() as session:
        commission = find_commission(session)
        ids = [meeting_id] if meeting_id else list_convened_ids(session, since or dt.date.today(), audience)
        convocations = [find_convocation(session, each, code, audience) for each in ids]
    with written(register, target):
        write_calendar(convocations, Language(code, commission.country, commission.months), target)
