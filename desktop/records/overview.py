"""The figures behind dashboards and reports. Each is one statement of SQL, and right on an empty register, too.

Every figure counts what an audience may see, and nothing that was withdrawn; without an audience it counts everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import (
    FINISHED,
    ActionStatus,
    AgeBand,
    Audience,
    Capacity,
    Code,
    Implementation,
    InstitutionKind,
    Series,
    Sex,
)
from desktop.language import Wording
from desktop.records.audience import SMALLEST_COUNT, is_visible, masked
from desktop.records.commission.commission import Commission, Pillar
from desktop.records.figures import CivilSociety, Deadlines, FollowUp, LeadCount, MonthCount, Overview, TraineeCount
from desktop.records.follow_up.action import Action, ActionSupport, due_date, is_overdue
from desktop.records.follow_up.progress import ANSWER_WITHIN, ProgressUpdate
from desktop.records.follow_up.recommendation import Recommendation, RecommendationCountry, RecommendationPillar
from desktop.records.framework.programme import Programme
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.headcount import Headcount
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.quorum import COUNTED_PRESENCES
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person

TREND = dt.timedelta(days=730)

UNFINISHED = tuple(status for status in ActionStatus if status not in FINISHED)

CLOSED = (
    Implementation.VERIFIED,
    Implementation.PARTLY_CLOSED,
    Implementation.NOT_CLOSED,
    Implementation.SUPERSEDED,
)
"""Recommendations that nobody has to follow up any more."""


def find_overview(session: Session, today: dt.date | None = None, audience: Audience | None = None) -> Overview:
    """All the figures of a dashboard together."""
    day = today or dt.date.today()
    return Overview(
        actions=count_actions_by_status(session, audience),
        recommendations=count_recommendations_by_status(session, audience),
        pillars=count_by_pillar(session, audience),
        programmes=count_by_programme(session, audience),
        countries=count_by_country(session, audience),
        institutions=count_by_lead(session, day, audience),
        ages=count_open_actions_by_age(session, day, audience),
        deadlines=find_deadlines(session, day, audience),
        civil_society=find_civil_society(session, audience),
        trainees=count_trainees(session, audience),
        months=count_by_month(session, day, audience),
    )


# --- by status --------------------------------------------------------------------------------------------------------


def count_actions_by_status(session: Session, audience: Audience | None = None) -> dict[ActionStatus, int]:
    """How many actions have each status; a status that none has is there with 0."""
    query = sa.select(Action.status, sa.func.count()).where(*_counted(Action, audience)).group_by(Action.status)
    return _complete(ActionStatus, session.execute(query).all())


def count_recommendations_by_status(session: Session, audience: Audience | None = None) -> dict[Implementation, int]:
    """How many recommendations have each status; a status that none has is there with 0."""
    status = Recommendation.status
    query = sa.select(status, sa.func.count()).where(*_counted(Recommendation, audience)).group_by(status)
    return _complete(Implementation, session.execute(query).all())


def _counted(kind: Any, audience: Audience | None) -> tuple[sa.ColumnElement[bool], ...]:
    return (kind.withdrawn_on.is_(None), is_visible(kind, audience)) if audience else (kind.withdrawn_on.is_(None),)


def _is_of_counted(action_id: Any, audience: Audience | None) -> sa.ColumnElement[bool]:
    """The condition that an action is counted. Looked up one by one, the actions of many updates would each be read,
    text and all; so a set is made first, of what outsiders may see or of what insiders do not count: the smaller one.
    """
    counted = sa.and_(*_counted(Action, audience))
    if audience in (Audience.PUBLIC, Audience.PARTNERS):
        return action_id.in_(sa.select(Action.id).where(counted))
    return action_id.not_in(sa.select(Action.id).where(sa.not_(counted)))


def _complete(codes: Iterable[Any], counts: Iterable[Any]) -> dict[Any, int]:
    found = dict(list(counts))
    return {code: found.get(code, 0) for code in codes}


# --- recommendations by what they belong to ---------------------------------------------------------------------------


def count_by_pillar(session: Session, audience: Audience | None = None) -> list[FollowUp]:
    """The recommendations under each pillar, in the commission's order; one under two pillars counts under both."""
    counts = _follow_up(RecommendationPillar.pillar_id, audience).join(
        RecommendationPillar, RecommendationPillar.recommendation_id == Recommendation.id
    )
    return _named_counts(session, counts, Pillar, Pillar.code, (Pillar.position, Pillar.id))


def count_by_programme(session: Session, audience: Audience | None = None) -> list[FollowUp]:
    """The recommendations that came out of each programme, by its code."""
    counts = _follow_up(Recommendation.programme_id, audience)
    seen = _counted(Programme, audience)
    return _named_counts(session, counts, Programme, Programme.code, (Programme.code,), *seen)


def count_by_country(session: Session, audience: Audience | None = None) -> list[FollowUp]:
    """The recommendations addressed to each country, by its ISO code; none for a country nothing is addressed to."""
    country = RecommendationCountry.country
    counts = _follow_up(country, audience).join(
        RecommendationCountry, RecommendationCountry.recommendation_id == Recommendation.id
    )
    return [
        FollowUp(None, code, Wording(), total, closed)
        for code, total, closed in session.execute(counts.order_by(sa.literal_column("key")))
    ]


def _follow_up(by: Any, audience: Audience | None) -> sa.Select[Any, int, int]:
    closed = sa.func.count().filter(Recommendation.status.in_(CLOSED))
    key = _gathered(by)
    query = sa.select(key.label("key"), sa.func.count().label("total"), closed.label("closed"))
    return query.select_from(Recommendation).where(*_counted(Recommendation, audience)).group_by(key)


def _gathered(column: Any) -> sa.ColumnElement[str]:
    """A column to group by. As an expression: SQLite would else follow the column's own index to one row after another,
    where it can read all of them out of an index that holds what is counted."""
    return sa.func.coalesce(column, sa.null())


def _named_counts(
    session: Session,
    counts: sa.Select[Any, int, int],
    kind: type[Pillar] | type[Programme],
    code: Any,
    order: Iterable[Any],
    *conditions: sa.ColumnElement[bool],
) -> list[FollowUp]:
    counted = counts.subquery()
    query = (
        sa.select(
            kind.id,
            code,
            kind.name,
            sa.func.coalesce(counted.c.total, 0),
            sa.func.coalesce(counted.c.closed, 0),
        )
        .outerjoin(counted, counted.c.key == kind.id)
        .where(*conditions)
        .order_by(*order)
    )
    return [FollowUp(*row) for row in session.execute(query)]


# --- actions ----------------------------------------------------------------------------------------------------------


def count_by_lead(session: Session, today: dt.date, audience: Audience | None = None) -> list[LeadCount]:
    """The actions each institution leads, those with most late ones first; none for one that leads nothing."""
    # By status first, as the index has them: what is left to sort is a few rows.
    by_status = (
        sa.select(
            Action.lead_id.label("lead"),
            Action.status.label("status"),
            sa.func.count().label("total"),
            sa.func.count().filter(is_overdue(today)).label("late"),
        )
        .where(*_counted(Action, audience))
        .group_by(Action.status, Action.lead_id)
        .subquery()
    )
    total = sa.func.sum(by_status.c.total)
    counted = (
        sa.select(
            by_status.c.lead,
            _whole(total).label("total"),
            _whole(sa.func.sum(by_status.c.late)).label("late"),
            _whole(total.filter(by_status.c.status == ActionStatus.REPORTED)).label("reported"),
            _whole(total.filter(by_status.c.status == ActionStatus.VERIFIED)).label("verified"),
        )
        .group_by(by_status.c.lead)
        .subquery()
    )
    query = (
        sa.select(
            Institution.id,
            Institution.acronym,
            Institution.name,
            counted.c.total,
            counted.c.late,
            counted.c.reported,
            counted.c.verified,
        )
        .join(counted, counted.c.lead == Institution.id)
        .where(is_visible(Institution, audience))
        .order_by(counted.c.late.desc(), counted.c.total.desc(), Institution.id)
    )
    return [LeadCount(*row) for row in session.execute(query)]


def _whole(total: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """A sum of counts as a count: PostgreSQL's are decimal numbers, and one of nothing is missing."""
    return sa.cast(sa.func.coalesce(total, 0), sa.Integer)


def count_open_actions_by_age(session: Session, today: dt.date, audience: Audience | None = None) -> dict[AgeBand, int]:
    """How long ago the actions that are not finished were to start; those without a start are of unknown age."""
    band = sa.case(
        (Action.start.is_(None), AgeBand.UNKNOWN),
        *((Action.start > today - dt.timedelta(days=days), age) for age, days in _AGES.items()),
        else_=AgeBand.OLDER,
    ).label("band")
    query = (
        sa.select(band, sa.func.count())
        .where(*_counted(Action, audience), Action.status.in_(UNFINISHED))
        .group_by(sa.literal_column("band"))
    )
    return _complete(AgeBand, ((AgeBand(age), count) for age, count in session.execute(query)))


_AGES: Mapping[Code, int] = {AgeBand.HALF_YEAR: 183, AgeBand.YEAR: 365, AgeBand.TWO_YEARS: 730}
"""In days, up to which age an action belongs to a band."""


def find_deadlines(session: Session, today: dt.date, audience: Audience | None = None) -> Deadlines:
    """How the actions stand to their deadlines; of how many that are not finished something was reported lately."""
    counted = _counted(Action, audience)
    answered = Action.id.in_(
        sa.select(ProgressUpdate.action_id).where(ProgressUpdate.reported_on > today - ANSWER_WITHIN)
    )
    query = sa.select(
        _count_of_actions(counted) - sa.func.count(),
        sa.func.count().filter(due_date() >= today),
        sa.func.count().filter(due_date() < today),
        sa.func.count().filter(due_date().is_(None)),
        sa.func.count().filter(answered),
    ).where(*counted, Action.status.in_(UNFINISHED))
    return Deadlines(*session.execute(query).one())


def _count_of_actions(conditions: Iterable[sa.ColumnElement[bool]]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(Action).where(*conditions).correlate(None).scalar_subquery()


# --- who takes part ---------------------------------------------------------------------------------------------------


def find_civil_society(session: Session, audience: Audience | None = None) -> CivilSociety:
    """The share of civil society among those who attended, and in the actions, as lead or in support."""
    attended = (
        sa.select(
            sa.func.count().label("all"),
            sa.func.count().filter(Institution.kind == InstitutionKind.CIVIL_SOCIETY).label("civil"),
        )
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Institution, Institution.id == Attendance.institution_id)
        .where(
            Attendance.presence.in_(COUNTED_PRESENCES), *_counted(Meeting, audience), is_visible(Institution, audience)
        )
        .subquery()
    )
    civil = sa.select(Institution.id).where(
        Institution.kind == InstitutionKind.CIVIL_SOCIETY, is_visible(Institution, audience)
    )
    counted = _counted(Action, audience)
    leading = sa.select(Action.id).where(*counted, Action.lead_id.in_(civil))
    supporting = sa.select(ActionSupport.action_id).where(
        ActionSupport.institution_id.in_(civil), _is_of_counted(ActionSupport.action_id, audience)
    )
    acting = sa.select(sa.func.count()).select_from(sa.union(leading, supporting).subquery()).scalar_subquery()
    row = session.execute(sa.select(attended.c.civil, attended.c.all, acting, _count_of_actions(counted))).one()
    return CivilSociety(*row)


def count_trainees(
    session: Session, audience: Audience | None = None, *, masked_for: Audience | None = None
) -> list[TraineeCount]:
    """Those trained, by institution and sex, by acronym: those on attendance lists and those only counted.

    Nobody is named, and small counts are masked; ``masked_for`` masks them for an audience that a picture may reach,
    whoever has it drawn. Where one of the counts is masked, so is the total: the one could be
    worked out from the other.
    """
    threshold = sa.select(Commission.smallest_count).limit(1).scalar_subquery()
    shown = _counted(Meeting, audience)
    named = (
        sa.select(
            _gathered(Attendance.institution_id).label("institution_id"),
            sa.func.count().filter(Person.sex == Sex.FEMALE).label("women"),
            sa.func.count().filter(Person.sex == Sex.MALE).label("men"),
            sa.func.count().filter(Person.sex.is_(None)).label("unstated"),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(Attendance.capacity == Capacity.TRAINEE, Attendance.presence.in_(COUNTED_PRESENCES), *shown)
        .group_by(_gathered(Attendance.institution_id))
    )
    unnamed = (
        sa.select(Headcount.institution_id, Headcount.women, Headcount.men, sa.literal(0))
        .join(Meeting, Meeting.id == Headcount.meeting_id)
        .where(Headcount.capacity == Capacity.TRAINEE, *shown)
    )
    trained = sa.union_all(named, unnamed).subquery()
    query = (
        sa.select(
            Institution.id,
            Institution.acronym,
            Institution.name,
            *(_whole(sa.func.sum(trained.c[name])) for name in ("women", "men", "unstated")),
            threshold,
        )
        .join(trained, trained.c.institution_id == Institution.id)
        .where(is_visible(Institution, audience))
        .group_by(Institution.id, Institution.acronym, Institution.sort_fr)
        .order_by(Institution.sort_fr, Institution.id)
    )
    return [_trainees(masked_for or audience, *row) for row in session.execute(query)]


def _trainees(audience: Audience | None, record_id: str, acronym: str, name: Wording, *counts: int) -> TraineeCount:
    *by_sex, threshold = counts
    women, men, unstated = (masked(count, audience, threshold or SMALLEST_COUNT) for count in by_sex)
    hidden = None in (women, men, unstated)
    return TraineeCount(record_id, acronym, name, women, men, unstated, None if hidden else sum(by_sex))


# --- over time --------------------------------------------------------------------------------------------------------


def count_by_month(
    session: Session, today: dt.date, audience: Audience | None = None, since: dt.date | None = None
) -> list[MonthCount]:
    """What happened in each month from ``since`` (two years back) to today; a month without anything is there, too."""
    first = (since or today - TREND).replace(day=1)
    meetings, actions = _counted(Meeting, audience), _counted(Action, audience)
    reported = _is_of_counted(ProgressUpdate.action_id, audience)
    series: tuple[tuple[Series, Any, Any, Iterable[sa.ColumnElement[bool]]], ...] = (
        (Series.MEETINGS, Meeting.start, Meeting, meetings),
        (
            Series.RECOMMENDATIONS, Meeting.start, sa.join(Recommendation, Meeting),
            _counted(Recommendation, audience),
        ),
        (Series.ACTIONS, Action.start, Action, actions),
        (Series.DEADLINES, due_date(), Action, actions),
        (Series.UPDATES, ProgressUpdate.reported_on, ProgressUpdate, (reported,)),
    )  # fmt: skip
    # How many there are on each day: months are made of days here, for the databases write a month each in its own way.
    days = [
        sa.select(sa.literal_column(f"'{name.value}'"), day, sa.func.count())
        .select_from(tables)
        .where(*conditions, day.between(first, today))
        .group_by(day)
        for name, day, tables, conditions in series
    ]
    counted: dict[tuple[int, int], dict[str, int]] = {}
    for row in session.execute(sa.union_all(*days)):
        name, day, count = cast("tuple[str, dt.date, int]", tuple(row))
        month = counted.setdefault((day.year, day.month), {})
        month[name] = month.get(name, 0) + count
    return [
        MonthCount(year, month, {each: counted.get((year, month), {}).get(each, 0) for each in Series})
        for year, month in _months(first, today)
    ]


def _months(first: dt.date, last: dt.date) -> Iterable[tuple[int, int]]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return ((month // 12, month % 12 + 1) for month in months)
