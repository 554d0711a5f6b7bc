"""Reports to partners and external bodies, the annual report, institution sheets and communiqués as documents."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.codes import Audience
from desktop.language import Language, LanguageCode, Message, Refusal, label, message
from desktop.outputs.trackers import export_tracker
from desktop.outputs.writing import in_languages, write_paper
from desktop.records.commission.logo import find_logo
from desktop.records.meetings.minutes import find_minutes
from desktop.records.register import Register
from desktop.records.reports import report_on_institution, report_on_programme, report_on_source, report_on_year

if TYPE_CHECKING:
    from desktop.documents.document import Document
    from desktop.documents.pdf.archive import AttachedFile

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportKind(Enum):
    """What is reported on."""

    PROGRAMME = "programme", label("document", "Report on a programme")
    SOURCE = "cycle", label("document", "Report on follow-up")
    INSTITUTION = "institution", label("document", "Institution sheet")
    YEAR = "annual", label("document", "Annual report")

    def __init__(self, code: str, label: Message) -> None:
        self.code = code
        self.label = label


def compose_report(
    register: Register,
    kind: ReportKind,
    subject: str,
    codes: Sequence[LanguageCode],
    audience: Audience = Audience.INTERNAL,
    on: dt.date | None = None,
) -> Document:
    """A report on ``subject``: a programme's code, a source's short name, an institution's acronym, or a year.

    Raises :class:`Refusal` for a subject not known, or not to this audience.
    """
    day = on or dt.date.today()
    if kind is ReportKind.YEAR:
        return _annual(register, _year(subject), codes, audience, day)
    from desktop.documents.papers.follow_up_report import follow_up_paper

    finders: Mapping[ReportKind, Callable[..., object]] = {
        ReportKind.PROGRAMME: report_on_programme,
        ReportKind.SOURCE: report_on_source,
        ReportKind.INSTITUTION: report_on_institution,
    }
    with register.reading() as session:
        report = finders[kind](session, subject, day, audience)
        logo = find_logo(session)
    from desktop.records.report_rows import FollowUpReport

    assert isinstance(report, FollowUpReport)
    return in_languages(report.commission, codes, lambda language: follow_up_paper(report, kind.label, language, logo))


def _annual(register: Register, year: int, codes: Sequence[LanguageCode], audience: Audience, day: dt.date) -> Document:
    from desktop.documents.papers.annual_report import annual_report_paper

    with register.reading() as session:
        report = report_on_year(session, year, day, audience)
        logo = find_logo(session)
    return in_languages(report.commission, codes, lambda language: annual_report_paper(report, language, logo))


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1900 <= int(text) <= 9998):
        raise Refusal(message("{year} is no year. Give it in four figures.", year=text))
    return int(text)


def export_report(
    register: Register,
    kind: ReportKind,
    subject: str,
    codes: Sequence[LanguageCode],
    target: Path,
    audience: Audience = Audience.INTERNAL,
    *,
    with_tracker: bool = False,
    password: str = "",
) -> None:
    """Write a report as PDF or for Word; with the tracker inside the PDF where it is asked for.

    The tracker is the institution's on its sheet, and that of all on every other report. Raises :class:`Refusal` as
    :func:`compose_report` does, and where ``target`` cannot be written.
    """
    document = compose_report(register, kind, subject, codes, audience)
    attached = [_tracker(register, kind, subject, codes[0], audience)] if with_tracker else []
    write_paper(register, document, target, attached=attached, password=password)


def _tracker(
    register: Register, kind: ReportKind, subject: str, code: LanguageCode, audience: Audience
) -> AttachedFile:
    from desktop.documents.pdf.archive import AttachedFile

    words = Language(code)
    with TemporaryDirectory(prefix="tawsiya-") as folder:
        target = Path(folder) / f"{words.text('tracker')}-{code}.xlsx"
        export_tracker(register, subject if kind is ReportKind.INSTITUTION else None, [code], target, audience=audience)
        return AttachedFile(target.name, target.read_bytes(), WORKBOOK, words.text("follow-up table"))


def compose_communique(
    register: Register, meeting_id: str, codes: Sequence[LanguageCode], audience: Audience = Audience.PUBLIC
) -> Document:
    """The communiqué on a meeting, for the public where nothing else is said: with as much as a page holds.

    Raises :class:`Refusal` for a meeting above the audience's level.
    """
    from desktop.documents.papers.communique import communique_paper, count_conclusions
    from desktop.documents.pdf.writing import count_pages

    with register.reading() as session:
        gathered = {code: find_minutes(session, meeting_id, code, audience) for code in codes}
        logo = find_logo(session)
    commission = gathered[codes[0]].commission

    def made(most: int) -> Document:
        return in_languages(
            commission, codes, lambda language: communique_paper(gathered[language.code], language, logo, most)
        )

    everything = count_conclusions(gathered[codes[0]])
    if count_pages(whole := made(everything)) == 1:
        return whole
    # One of each is said even where that is long.
    fitting = bisect_left(range(2, everything), True, key=lambda most: count_pages(made(most)) > 1) + 1
    return made(fitting)


def export_communique(
    register: Register,
    meeting_id: str,
    codes: Sequence[LanguageCode],
    target: Path,
    audience: Audience = Audience.PUBLIC,
    *,
    password: str = "",
) -> None:
    """Write a communiqué. Raises :class:`Refusal` as :func:`compose_communique` does."""
    write_paper(register, compose_communique(register, meeting_id, codes, audience), target, password=password)
