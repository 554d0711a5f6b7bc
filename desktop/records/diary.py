"""What falls on which day: meetings, deadlines, reporting dates, answers that are due, and public holidays.

Everything is asked for by a period, and of a day with a thousand deadlines only the first few are read, with how many
there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import FINISHED, Audience, Code, DiaryKind, MeetingStatus
from desktop.language import Wording
from desktop.records.audience import is_visible
from desktop.records.commission.commission import Pillar
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.working_calendar import Holiday, WorkingCalendar, find_calendar
from desktop.records.follow_up.action import Action, ActionRecommendation, due_date
from desktop.records.follow_up.letter import Letter
from desktop.records.follow_up.recommendation import RecommendationPillar
from desktop.records.meetings.meeting import Meeting
from desktop.records.people.institution import Institution
from desktop.records.period import Period

SHOWN = 20
"""How many deadlines of one day are read."""

LANES = 12
"""How many institutions a timeline names; the rest share its last lane."""


@dataclass(frozen=True)
class DiaryEntry:
    """One thing that falls on a day, or on several."""

    kind: DiaryKind
    id: str
    first: dt.date
    last: dt.date
    number: str
    title: Wording
    institution: str = ""
    """Acronym of the lead, or of who was written to."""
    status: Code | None = None
    late: bool = False


@dataclass(frozen=True)
class Diary:
    """The days of a period. A day on which nothing falls is in none of the mappings."""

    period: Period
    entries: Mapping[dt.date, Sequence[DiaryEntry]]
    """Meetings first, then reporting dates, answers, and at most :data:`SHOWN` deadlines."""
    deadlines: Mapping[dt.date, int]
    """How many deadlines there are."""
    holidays: Mapping[dt.date, Wording]
    calendar: WorkingCalendar

    def more(self, day: dt.date) -> int:
        """How many deadlines of a day are not among its entries."""
        read = sum(each.kind is DiaryKind.DEADLINE for each in self.entries.get(day, ()))
        return self.deadlines.get(day, 0) - read


def read_diary(
    session: Session, period: Period, today: dt.date, audience: Audience | None = None, shown: int = SHOWN
) -> Diary:
    """What falls on the days of a period with two ends; of the deadlines, those of actions that are not finished."""
    deadlines, counts = _deadlines(session, period, today, audience, shown)
    found = [
        *_meetings(session, period, audience),
        *_reports(session, period),
        *_answers(session, period, today, audience),
        *deadlines,
    ]
    entries: dict[dt.date, list[DiaryEntry]] = {}
    for entry in found:
        for day in days_of(Period(max(entry.first, _first(period)), min(entry.last, _last(period)))):
            entries.setdefault(day, []).append(entry)
    return Diary(period, entries, counts, _holidays(session, period), find_calendar(session))


def days_of(period: Period) -> Iterator[dt.date]:
    """Each day of a period with two ends."""
    day, last = _first(period), _last(period)
    while day <= last:
        yield day
        day += dt.timedelta(days=1)


def _first(period: Period) -> dt.date:
    assert period.first is not None
    return period.first


def _last(period: Period) -> dt.date:
    assert period.last is not None
    return period.last


def _meetings(session: Session, period: Period, audience: Audience | None) -> list[DiaryEntry]:
    end = sa.func.coalesce(Meeting.end, Meeting.start)
    query = (
        sa.select(Meeting.id, Meeting.start, end, Meeting.number, Meeting.title, Meeting.status)
        .where(
            Meeting.withdrawn_on.is_(None),
            is_visible(Meeting, audience),
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.start <= period.last,
            end >= period.first,
        )
        .order_by(Meeting.start, Meeting.serial)
    )
    return [
        DiaryEntry(DiaryKind.MEETING, record_id, first, last, number, title, status=status)
        for record_id, first, last, number, title, status in session.execute(query)
    ]


def _reports(session: Session, period: Period) -> list[DiaryEntry]:
    years = range(_first(period).year, _last(period).year + 1)
    entries = []
    for each in session.scalars(sa.select(ReportingDate).order_by(ReportingDate.month, ReportingDate.day)):
        for year in years:
            day = dt.date(year, each.month, each.day)
            if _first(period) <= day <= _last(period):
                entries.append(DiaryEntry(DiaryKind.REPORT, each.id, day, day, "", each.title, status=each.reporter))
    return sorted(entries, key=lambda entry: entry.first)


def _answers(session: Session, period: Period, today: dt.date, audience: Audience | None) -> list[DiaryEntry]:
    query = (
        sa.select(Letter.id, Letter.answer_due, Letter.number, Letter.subject, Institution.acronym)
        .join(Institution, Institution.id == Letter.institution_id)
        .where(
            Letter.withdrawn_on.is_(None),
            Letter.answered_on.is_(None),
            is_visible(Letter, audience),
            is_visible(Institution, audience),
            period.holds(Letter.answer_due),
        )
        .order_by(Letter.answer_due, Letter.serial)
    )
    return [
        DiaryEntry(DiaryKind.ANSWER, row[0], row[1], row[1], row[2], row[3], row[4], late=row[1] < today)
        for row in cast("Iterator[tuple[str, dt.date, str, Wording, str]]", session.execute(query))
    ]


def _deadlines(
    session: Session, period: Period, today: dt.date, audience: Audience | None, shown: int
) -> tuple[list[DiaryEntry], dict[dt.date, int]]:
    due: Any = due_date()
    chosen = (
        sa.select(
            Action.id.label("id"),
            due.label("due"),
            sa.func.row_number().over(partition_by=due, order_by=Action.serial).label("place"),
            sa.func.count().over(partition_by=due).label("count"),
        )
        .where(
            Action.withdrawn_on.is_(None),
            is_visible(Action, audience),
            Action.status.not_in(FINISHED),
            period.holds(due),
        )
        .subquery()
    )
    query = (
        sa.select(
            Action.id, chosen.c.due, Action.number, Action.title, Institution.acronym, Action.status, chosen.c.count
        )
        .join(chosen, chosen.c.id == Action.id)
        .outerjoin(Institution, sa.and_(Institution.id == Action.lead_id, is_visible(Institution, audience)))
        .where(chosen.c.place <= shown)
        .order_by(chosen.c.due, chosen.c.place)
    )
    entries, counts = [], {}
    for record_id, day, number, title, acronym, status, count in session.execute(query):
        counts[day] = count
        entries.append(
            DiaryEntry(DiaryKind.DEADLINE, record_id, day, day, number, title, acronym or "", status, late=day < today)
        )
    return entries, counts


def _holidays(session: Session, period: Period) -> dict[dt.date, Wording]:
    found: dict[dt.date, Wording] = {}
    for each in session.scalars(sa.select(Holiday)):
        years = range(_first(period).year, _last(period).year + 1) if each.year is None else (each.year,)
        for year in years:
            # The 29th of February comes in leap years only.
            if (each.month, each.day) == (2, 29) and year % 4:
                continue
            day = dt.date(year, each.month, each.day)
            if _first(period) <= day <= _last(period):
                found[day] = each.name
    return found


# --- by lane ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lane:
    """The deadlines of an institution, or under a pillar, counted by day."""

    ids: tuple[str, ...]
    """The institution or the pillar; several for the lane that the others share."""
    name: Wording
    short: str
    days: Mapping[dt.date, int]

    def count(self, period: Period) -> int:
        """How many there are in a period."""
        return sum(count for day, count in self.days.items() if _first(period) <= day and day <= _last(period))


def list_lanes(
    session: Session, period: Period, *, by_pillar: bool = False, audience: Audience | None = None, most: int = LANES
) -> list[Lane]:
    """The deadlines of open actions in a period, by lead institution or by pillar.

    Of the institutions, those with most deadlines have a lane of their own; the others share the last one.
    """
    lanes = _by_pillar(session, period, audience) if by_pillar else _by_lead(session, period, audience)
    if by_pillar or len(lanes) <= most:
        return lanes
    lanes.sort(key=lambda lane: (-sum(lane.days.values()), lane.short))
    own, others = lanes[: most - 1], lanes[most - 1 :]
    shared: dict[dt.date, int] = {}
    for lane in others:
        for day, count in lane.days.items():
            shared[day] = shared.get(day, 0) + count
    ids = tuple(lane_id for lane in others for lane_id in lane.ids)
    return [*sorted(own, key=lambda lane: lane.short), Lane(ids, Wording(), "", shared)]


def _by_lead(session: Session, period: Period, audience: Audience | None) -> list[Lane]:
    due: Any = due_date()
    counted = (
        sa.select(Action.lead_id.label("lane"), due.label("due"), sa.func.count().label("count"))
        .where(*_open(period, audience))
        .group_by(Action.lead_id, due)
        .subquery()
    )
    query = (
        sa.select(Institution.id, Institution.name, Institution.acronym, counted.c.due, counted.c.count)
        .join(counted, counted.c.lane == Institution.id)
        .where(is_visible(Institution, audience))
        .order_by(Institution.acronym)
    )
    return _lanes(session, query)


def _by_pillar(session: Session, period: Period, audience: Audience | None) -> list[Lane]:
    due: Any = due_date()
    # An action that serves two recommendations under one pillar is one action.
    counted = (
        sa.select(
            RecommendationPillar.pillar_id.label("lane"),
            due.label("due"),
            sa.func.count(Action.id.distinct()).label("count"),
        )
        .join(ActionRecommendation, ActionRecommendation.recommendation_id == RecommendationPillar.recommendation_id)
        .join(Action, Action.id == ActionRecommendation.action_id)
        .where(*_open(period, audience))
        .group_by(RecommendationPillar.pillar_id, due)
        .subquery()
    )
    query = (
        sa.select(Pillar.id, Pillar.name, sa.literal(""), counted.c.due, counted.c.count)
        .outerjoin(counted, counted.c.lane == Pillar.id)
        .order_by(Pillar.position, Pillar.id)
    )
    return _lanes(session, query)


def _open(period: Period, audience: Audience | None) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Action.withdrawn_on.is_(None),
        is_visible(Action, audience),
        Action.status.not_in(FINISHED),
        period.holds(due_date()),
    )


LaneCount = tuple[str, Wording, str, "dt.date | None", int]
"""Id, name and acronym of a lane, a day, and how many deadlines fall on it."""


def _lanes(session: Session, query: Any) -> list[Lane]:
    names: dict[str, tuple[Wording, str]] = {}
    days: dict[str, dict[dt.date, int]] = {}
    for lane_id, name, short, day, count in cast("Iterator[LaneCount]", session.execute(query)):
        names[lane_id] = name, short
        counts = days.setdefault(lane_id, {})
        if day is not None:
            counts[day] = count
    return [Lane((lane_id,), *named, days[lane_id]) for lane_id, named in names.items()]
