"""A paper as the window offers it: what it is called, and how it is written for a language and an audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.codes import Audience, MinutesStatus
from desktop.language import LanguageCode, Message, isolate, label, message
from desktop.outputs.convocations import BeforeMeeting, export_before
from desktop.outputs.minutes import MinutesPaper, MinutesWish, export_minutes
from desktop.outputs.reports import ReportKind, export_communique, export_report
from desktop.records.follow_up.standing import count_status_by_lead
from desktop.records.framework.programme import list_programme_rows
from desktop.records.framework.source import list_sources
from desktop.records.register import Register
from desktop.records.rows import MeetingRow

MINUTES = MinutesPaper.MINUTES.code

Write = Callable[[Sequence[LanguageCode], Path, Audience, str], None]
"""Writes a paper in one language or two, to a file, for an audience, closed with a password where it is not empty."""


@dataclass(frozen=True)
class Paper:
    """One of the papers to choose from."""

    key: str
    label: Message
    file_name: str
    """Without its ending."""
    write: Write
    audience: Audience = Audience.INTERNAL
    """For whom it usually is."""


def papers_of_meeting(register: Register, meeting: MeetingRow) -> tuple[Paper, ...]:
    """What is made of a meeting: what goes out before it, then its minutes."""

    def before(paper: BeforeMeeting) -> Write:
        return lambda codes, target, audience, password: export_before(
            register, meeting.id, paper, codes, target, audience, password=password
        )

    def after(paper: MinutesPaper) -> Write:
        return lambda codes, target, audience, password: export_minutes(
            register, meeting.id, codes, target, audience, MinutesWish(paper), password=password
        )

    first = [Paper(each.code, each.label, f"{meeting.number}-{each.code}", before(each)) for each in BeforeMeeting]
    made = [MinutesPaper.MINUTES, MinutesPaper.SUMMARY]
    if meeting.minutes_status is MinutesStatus.ADOPTED:
        made.append(MinutesPaper.CORRIGENDUM)
    then = [
        Paper(each.code, each.label, meeting.number if each.code == MINUTES else f"{meeting.number}-{each.code}",
              after(each))
        for each in made
    ]  # fmt: skip
    told = Paper(
        "communique",
        label("document", "Press release"),
        f"{meeting.number}-communique",
        lambda codes, target, audience, password: export_communique(
            register, meeting.id, codes, target, audience, password=password
        ),
        Audience.PUBLIC,
    )
    return (*first, *then, told)


def reports_of(register: Register, today: dt.date) -> tuple[Paper, ...]:
    """What can be reported on: this year and the one before, programmes, sources, institutions that have to answer."""
    with register.reading() as session:
        programmes = [row.code for row in list_programme_rows(session)]
        sources = [row.code for row in list_sources(session) if row.recommendations]
        leads = [row.acronym for row in count_status_by_lead(session, today)]
    subjects = {
        ReportKind.YEAR: [str(today.year), str(today.year - 1)],
        ReportKind.PROGRAMME: programmes,
        ReportKind.SOURCE: sources,
        ReportKind.INSTITUTION: sorted(leads),
    }
    return tuple(report_on(register, kind, subject) for kind, named in subjects.items() for subject in named)


def report_on(register: Register, kind: ReportKind, subject: str) -> Paper:
    """A report on one programme, source, institution or year."""
    return Paper(
        f"{kind.code} {subject}",
        message("{report} – {subject}", report=kind.label, subject=isolate(subject)),
        f"{kind.code}-{subject}",
        lambda codes, target, audience, password: export_report(
            register, kind, subject, codes, target, audience, password=password
        ),
        Audience.PARTNERS,
    )
