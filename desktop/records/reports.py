"""What reports are made of: the follow-up of a source, a programme or an institution, and a commission's year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Audience, MeetingKind, MeetingStatus
from desktop.language import Refusal, Wording, message
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.recommendation import (
    RecommendationFilter,
    chosen_recommendations,
    list_recommendation_ids,
    list_recommendations,
)
from desktop.records.follow_up.standing import count_status_by_lead, count_status_by_pillar
from desktop.records.follow_up.tracker import list_tracker_rows
from desktop.records.framework.good_practice import list_good_practices
from desktop.records.framework.programme import list_programme_rows
from desktop.records.framework.source import list_sources
from desktop.records.listing import Sort
from desktop.records.meetings.headcount import find_trainings
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.overview import count_actions_by_status, count_by_month, count_recommendations_by_status
from desktop.records.people.institution import find_institution
from desktop.records.period import Period
from desktop.records.report_rows import (
    AnnualReport,
    FollowUpReport,
    LeadFigures,
    PillarFigures,
    Practice,
    ReportLine,
    TrainingFigures,
)

HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)


def report_on_source(session: Session, code: str, on: dt.date, audience: Audience | None = None) -> FollowUpReport:
    """The follow-up of the recommendations of an external cycle. Raises :class:`Refusal` for a source not known."""
    found = next(
        (row for row in list_sources(session, audience=audience) if row.code.casefold() == code.casefold()), None
    )
    if found is None:
        raise Refusal(message("No source of this register has the short name {code}.", code=code))
    return _follow_up(session, found.title, found.code, RecommendationFilter(source_id=found.id), on, audience)


def report_on_programme(session: Session, code: str, on: dt.date, audience: Audience | None = None) -> FollowUpReport:
    """What came out of a programme. Raises :class:`Refusal` for a programme not known."""
    rows = list_programme_rows(session, audience=audience)
    found = next((row for row in rows if row.code.casefold() == code.casefold()), None)
    if found is None:
        raise Refusal(message("No programme of this register has the code {code}.", code=code))
    return _follow_up(session, found.name, found.code, RecommendationFilter(programme_id=found.id), on, audience)


def report_on_institution(
    session: Session, acronym: str, on: dt.date, audience: Audience | None = None
) -> FollowUpReport:
    """What is addressed to an institution, and what it does. Raises :class:`Refusal` for one not known."""
    found = find_institution(session, acronym, audience)
    return _follow_up(session, found.name, found.acronym, RecommendationFilter(institution_id=found.id), on, audience)


def _follow_up(
    session: Session,
    subject: Wording,
    code: str,
    chosen: RecommendationFilter,
    on: dt.date,
    audience: Audience | None,
) -> FollowUpReport:
    ids = list_recommendation_ids(session, replace(chosen, audience=audience), "fr", Sort("number"))
    lines = []
    for row in list_recommendations(session, ids, audience):
        wanted = ActionFilter(recommendation_id=row.id, audience=audience)
        actions = list_tracker_rows(session, list_action_ids(session, wanted, "fr", Sort("number"), on), audience)
        lines.append(ReportLine(row, tuple(actions)))
    every = session.scalar(sa.select(sa.func.count()).select_from(chosen_recommendations(chosen).subquery())) or 0
    return FollowUpReport(
        find_commission(session), subject, code, on, audience or Audience.RESTRICTED, tuple(lines), every - len(lines)
    )


def report_on_year(session: Session, year: int, on: dt.date, audience: Audience | None = None) -> AnnualReport:
    """A year of the commission: its meetings, what it recommended, and where follow-up stands on a day."""
    period = Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
    chosen = MeetingFilter(statuses=HELD, began=period)
    ids = list_meeting_ids(session, replace(chosen, audience=audience), "fr", Sort("start"))
    every = list_meeting_ids(session, chosen, "fr")
    meetings = list_meetings(session, ids, audience)
    made = RecommendationFilter(made=period)
    seen = list_recommendation_ids(session, replace(made, audience=audience), "fr")
    all_made = list_recommendation_ids(session, made, "fr")
    training_ids = [row.id for row in meetings if row.kind is MeetingKind.TRAINING]
    in_year = {row.number for row in meetings}
    return AnnualReport(
        commission=find_commission(session),
        year=year,
        on=on,
        audience=audience or Audience.RESTRICTED,
        meetings=tuple(meetings),
        made=len(seen),
        recommendations=count_recommendations_by_status(session, audience),
        actions=count_actions_by_status(session, audience),
        pillars=tuple(PillarFigures(row.name, row.counts) for row in count_status_by_pillar(session, audience)),
        leads=tuple(
            LeadFigures(row.id, row.acronym, row.name, row.counts, row.late)
            for row in count_status_by_lead(session, on, audience)
        ),
        months=tuple(count_by_month(session, min(on, dt.date(year, 12, 31)), audience, dt.date(year, 1, 1))),
        trainings=tuple(
            TrainingFigures(row.meeting, row.women, row.men) for row in find_trainings(session, training_ids, audience)
        ),
        practices=tuple(
            Practice(row.id, row.title, row.description, row.institution, row.country)
            for row in list_good_practices(session, audience=audience)
            if row.meeting in in_year
        ),
        withheld=len(every) - len(ids) + len(all_made) - len(seen),
    )
