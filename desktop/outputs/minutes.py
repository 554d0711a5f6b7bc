"""The minutes of a meeting as a document, and what is kept of them when they are circulated or adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.codes import Audience, Level, MinutesStatus
from desktop.language import Language, LanguageCode, Message, Refusal, Wording, label, message
from desktop.outputs.annexes import OpenedAnnexes, open_annexes
from desktop.outputs.writing import in_languages, write_paper, written
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.commission.logo import find_logo
from desktop.records.content import save_content
from desktop.records.meetings.extract import extract_minutes
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
from desktop.records.people.institution import find_institution
from desktop.records.register import Register

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.documents.document import Document
    from desktop.documents.pdf.annexing import Annex
    from desktop.records.rows import InstitutionRow, Minutes


class MinutesPaper(Enum):
    """What can be written of a meeting's minutes."""

    MINUTES = "minutes", label("document", "Minutes")
    SUMMARY = "summary", label("document", "Summary record")
    EXTRACT = "extract", label("document", "Extract of the minutes")
    CORRIGENDUM = "corrigendum", label("document", "Corrigendum to the minutes")

    def __init__(self, code: str, label: Message) -> None:
        self.code = code
        self.label = label


@dataclass(frozen=True)
class MinutesWish:
    """What is wanted of a meeting's minutes."""

    paper: MinutesPaper = MinutesPaper.MINUTES
    institution: str | None = None
    """Acronym of the one an extract is for."""
    numbered: bool = False
    """Whether the paragraphs of what was said have numbers."""
    annexes: bool = False
    """Whether the annexes that are PDFs follow page by page."""


def compose_minutes(
    register: Register,
    meeting_id: str,
    codes: Sequence[LanguageCode],
    audience: Audience = Audience.INTERNAL,
    wish: MinutesWish = MinutesWish(),
) -> tuple[Document, Sequence[Annex]]:
    """The minutes of a meeting, or what is wanted of them, in one language or in two side by side; and what follows.

    Raises :class:`Refusal` for a meeting above the audience's level, for an extract that would say nothing or is for
    nobody, and for a corrigendum where none was issued.
    """
    with register.reading() as session:
        gathered = {code: find_minutes(session, meeting_id, code, audience) for code in codes}
        versions = list_versions(session, meeting_id, audience)
        institution = _institution(session, wish, audience)
        logo = find_logo(session)
        if institution is not None:
            gathered = {code: extract_minutes(minutes, institution) for code, minutes in gathered.items()}
        listed = gathered[codes[0]].annexes if wish.paper in (MinutesPaper.MINUTES, MinutesPaper.EXTRACT) else ()
        opened = open_annexes(session, listed) if wish.annexes else OpenedAnnexes()
    first = gathered[codes[0]]
    if wish.paper is MinutesPaper.CORRIGENDUM and not first.corrigenda:
        raise Refusal(
            message("No corrigendum to the minutes of {number} was issued. Nothing was written.",
                    number=first.meeting.number)
        )  # fmt: skip

    def paper(language: Language) -> Document:
        from desktop.documents.papers.minutes import minutes_paper
        from desktop.documents.papers.minutes_corrigendum import minutes_corrigendum_paper
        from desktop.documents.papers.minutes_extract import minutes_extract_paper
        from desktop.documents.papers.summary_record import summary_record_paper

        minutes = gathered[language.code]
        if institution is not None:
            return minutes_extract_paper(
                minutes, institution, versions, language, logo, numbered=wish.numbered, unmerged=opened.unmerged
            )
        match wish.paper:
            case MinutesPaper.SUMMARY:
                return summary_record_paper(minutes, language, logo)
            case MinutesPaper.CORRIGENDUM:
                return minutes_corrigendum_paper(minutes, versions, language, logo)
            case _:
                return minutes_paper(minutes, language, logo, numbered=wish.numbered, unmerged=opened.unmerged)

    document = in_languages(first.commission, codes, paper)
    languages = [document.language, *([document.facing] if document.facing else [])]
    return document, opened.annexes(gathered[codes[0]].annexes, languages)


def _institution(session: Session, wish: MinutesWish, audience: Audience) -> InstitutionRow | None:
    """The institution an extract is for."""
    if wish.paper is not MinutesPaper.EXTRACT:
        return None
    if not wish.institution:
        raise Refusal(message("An extract of the minutes is for one institution: say which. Nothing was written."))
    return find_institution(session, wish.institution, audience)


def export_minutes(
    register: Register,
    meeting_id: str,
    codes: Sequence[LanguageCode],
    target: Path,
    audience: Audience = Audience.INTERNAL,
    wish: MinutesWish = MinutesWish(),
    *,
    password: str = "",
) -> None:
    """Write the minutes of a meeting, or what is wanted of them, as PDF or for Word, in one language or in two.

    Raises :class:`Refusal` where ``target`` cannot be written, and as :func:`compose_minutes` does.
    """
    document, annexes = compose_minutes(register, meeting_id, codes, audience, wish)
    write_paper(register, document, target, annexes=annexes, password=password)


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
