"""The minutes of a meeting as a document, and what is kept of them when they are circulated or adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.codes import Audience, Level, MinutesStatus
from desktop.language import Language, LanguageCode, Message, Wording
from desktop.outputs.writing import in_languages, write_paper, written
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.commission.logo import find_logo
from desktop.records.content import save_content
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
    from desktop.documents.document import Document
    from desktop.records.rows import Minutes


def compose_minutes(
    register: Register, meeting_id: str, codes: Sequence[LanguageCode], audience: Audience = Audience.INTERNAL
) -> Document:
    """The minutes of a meeting, as ``audience`` may see it, in one language or in two side by side.

    Raises :class:`Refusal` for a meeting above the audience's level.
    """
    from desktop.documents.papers.minutes import minutes_paper

    with register.reading() as session:
        gathered = {code: find_minutes(session, meeting_id, code, audience) for code in codes}
        logo = find_logo(session)
    commission = gathered[codes[0]].commission
    return in_languages(commission, codes, lambda language: minutes_paper(gathered[language.code], language, logo))


def export_minutes(
    register: Register,
    meeting_id: str,
    codes: Sequence[LanguageCode],
    target: Path,
    audience: Audience = Audience.INTERNAL,
    *,
    password: str = "",
) -> None:
    """Write the minutes of a meeting as PDF or for Word, in one language or in two side by side.

    Raises :class:`Refusal` where ``target`` cannot be written, or for a meeting above the audience's level.
    """
    write_paper(register, compose_minutes(register, meeting_id, codes, audience), target, password=password)


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
        _write_kept(minutes, commission.language, find_logo(session), document)
        keep_document(session, list_versions(session, meeting_id)[0].id, document.read_bytes())


def export_version(register: Register, version_id: str, code: LanguageCode | None, target: Path) -> None:
    """Write the PDF that was kept with a version of minutes; with ``code``, the text it kept as PDF in that language.

    Raises :class:`Refusal` as :func:`export_minutes` does.
    """
    with register.reading() as session:
        document = find_version(session, version_id).document_sha256
        if code is None and document is not None:
            with written(register, target):
                save_content(session, document, target)
            return
        minutes = read_version(session, version_id)
        code = code or find_commission(session).language
        logo = find_logo(session)
    with written(register, target):
        _write_kept(minutes, code, logo, target)


def _write_kept(minutes: Minutes, code: LanguageCode, logo: bytes | None, target: Path) -> None:
    from desktop.documents.papers.minutes import minutes_paper
    from desktop.documents.pdf.writing import write_pdf

    language = Language(code, minutes.commission.country, minutes.commission.months)
    write_pdf(minutes_paper(minutes, language, logo), target)
