"""Everything the dashboard shows, read from the register in one go, beside the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, Audience, DueBand, Implementation
from desktop.records import overview
from desktop.records.commission.commission import find_smallest_count
from desktop.records.commission.reporting import ReportingDateRow, next_reporting_dates
from desktop.records.figures import CivilSociety, MonthCount, TraineeCount
from desktop.records.follow_up import standing
from desktop.records.follow_up.standing import LeadStatus, PillarStatus, Silence
from desktop.records.meetings.readiness import ComingMeeting, find_coming_meeting


@dataclass(frozen=True)
class Situation:
    today: dt.date
    meeting: ComingMeeting | None
    reporting: Sequence[ReportingDateRow]
    actions: Mapping[ActionStatus, int]
    recommendations: Mapping[Implementation, int]
    pillars: Sequence[PillarStatus]
    leads: Sequence[LeadStatus]
    bands: Mapping[DueBand, int]
    silences: Sequence[Silence]
    silent: int
    """Open actions of which nothing was reported for half a year, those that nobody leads among them."""
    months: Sequence[MonthCount]
    civil_society: CivilSociety
    trainees: Sequence[TraineeCount]
    smallest_count: int
    """A count of people below this is masked."""

    @property
    def late(self) -> int:
        return sum(self.bands[band] for band in (DueBand.LATE_LONG, DueBand.LATE_HALF, DueBand.LATE_MONTH))


def read_situation(session: Session, today: dt.date) -> Situation:
    return Situation(
        today=today,
        meeting=find_coming_meeting(session, today),
        reporting=next_reporting_dates(session, today),
        actions=overview.count_actions_by_status(session),
        recommendations=overview.count_recommendations_by_status(session),
        pillars=standing.count_status_by_pillar(session),
        leads=standing.count_status_by_lead(session, today),
        bands=standing.count_by_deadline(session, today),
        silences=standing.count_silences(session, today),
        silent=standing.count_silent(session, today),
        months=overview.count_by_month(session, today),
        civil_society=overview.find_civil_society(session),
        # A picture is made to be passed on: small counts of people are masked in it, whoever looks.
        trainees=overview.count_trainees(session, masked_for=Audience.PARTNERS),
        smallest_count=find_smallest_count(session),
    )
