"""Meetings that are to be held, for the tests of what goes out before them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from desktop.codes import MeetingKind, MeetingStatus, Threshold
from desktop.language import Wording
from desktop.records.meetings.rows import AgendaPoint, Convocation, QuorumRule
from tests.documents.minutes_sample import plenary, seminar

REPORT = Wording(fr="Rapport d'étape 2021", ar="التقرير المرحلي 2021", en="Progress report 2021")


def session() -> Convocation:
    """An ordinary session with its agenda and all who are invited."""
    minutes = plenary()
    return Convocation(
        commission=replace(minutes.commission, hijri_dates=True),
        meeting=replace(minutes.meeting, status=MeetingStatus.CONVENED, link="https://reunion.example/plenary"),
        opens_at=dt.time(9, 30),
        closes_at=dt.time(12, 45),
        chair=minutes.chair,
        rapporteur=minutes.rapporteur,
        organisers=minutes.organisers,
        programmes=minutes.programmes,
        countries=minutes.countries,
        invited=minutes.attendance,
        agenda=tuple(
            AgendaPoint(
                id=item.id,
                position=item.position,
                title=item.title,
                kind=item.kind,
                rapporteur=item.rapporteur,
                day=None,
                starts_at=None,
                adopts=minutes.meeting if item.position == 1 else None,
                carried_from="REU-2020-004" if item.position == 2 else None,
                documents=(REPORT,) if item.position == 3 else (),
            )
            for item in minutes.agenda
        ),
        documents=(REPORT,),
        quorum=QuorumRule(17, 9, Fraction(1, 2), Threshold.AT_LEAST, dt.date(2021, 7, 22)),
        changes=4,
        changed_at=dt.datetime(2021, 6, 20, 10, 15, tzinfo=dt.UTC),
    )


def days(count: int) -> Convocation:
    """A seminar of several days, with a programme by hours."""
    minutes, first = seminar(), session()
    start = minutes.meeting.start
    return replace(
        first,
        meeting=replace(minutes.meeting, end=start + dt.timedelta(days=count - 1), kind=MeetingKind.SEMINAR),
        quorum=None,
        agenda=tuple(
            replace(point, day=start + dt.timedelta(days=number % count), starts_at=dt.time(9 + number // count))
            for number, point in enumerate(first.agenda)
        ),
    )
