"""Where follow-up stands: status by pillar and by institution, how late or how soon, and who has not answered.

As in the overview, each figure is one statement of SQL, counts what an audience may see and nothing withdrawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import FINISHED, ActionStatus, Audience, DueBand, Implementation
from desktop.language import Wording
from desktop.records.audience import is_visible
from desktop.records.commission.commission import Pillar
from desktop.records.follow_up.action import DUE_SOON, Action, due_date, is_overdue
from desktop.records.follow_up.letter import Letter
from desktop.records.follow_up.progress import is_silent
from desktop.records.follow_up.recommendation import Recommendation, RecommendationPillar
from desktop.records.people.institution import Institution
from desktop.records.period import Period


@dataclass(frozen=True)
class PillarStatus:
    """How many recommendations under a pillar have each status."""

    id: str
    name: Wording
    counts: Mapping[Implementation, int]


@dataclass(frozen=True)
class LeadStatus:
    """How many of the actions an institution leads have each status, and how many are late."""

    id: str
    acronym: str
    name: Wording
    counts: Mapping[ActionStatus, int]
    late: int


@dataclass(frozen=True)
class Silence:
    """What an institution has not answered for."""

    id: str
    acronym: str
    name: Wording
    letters: int
    """Letters, with their reminders counted once, whose answer is overdue."""
    actions: int
    """Open actions it leads of which nothing was reported for half a year."""


def count_status_by_pillar(session: Session, audience: Audience | None = None) -> list[PillarStatus]:
    """Every pillar, in the commission's order; a recommendation under two of them counts under both."""
    counted = (
        sa.select(
            RecommendationPillar.pillar_id.label("pillar"),
            Recommendation.status.label("status"),
            sa.func.count().label("count"),
        )
        .join(Recommendation, Recommendation.id == RecommendationPillar.recommendation_id)
        .where(Recommendation.withdrawn_on.is_(None), is_visible(Recommendation, audience))
        .group_by(RecommendationPillar.pillar_id, Recommendation.status)
        .subquery()
    )
    query = (
        sa.select(Pillar.id, Pillar.name, counted.c.status, counted.c.count)
        .outerjoin(counted, counted.c.pillar == Pillar.id)
        .order_by(Pillar.position, Pillar.id)
    )
    names: dict[str, Wording] = {}
    counts: dict[str, dict[Implementation, int]] = {}
    for pillar_id, name, status, count in session.execute(query):
        names[pillar_id] = name
        by_status = counts.setdefault(pillar_id, dict.fromkeys(Implementation, 0))
        if status is not None:
            by_status[status] = count
    return [PillarStatus(pillar_id, name, counts[pillar_id]) for pillar_id, name in names.items()]


def count_status_by_lead(session: Session, today: dt.date, audience: Audience | None = None) -> list[LeadStatus]:
    """Every institution that leads an action: those with most late ones first, then those with most open ones."""
    counted = (
        sa.select(
            Action.lead_id.label("lead"),
            *(sa.func.count().filter(Action.status == status).label(status.value) for status in ActionStatus),
            sa.func.count().filter(is_overdue(today)).label("late"),
            sa.func.count().filter(Action.status.not_in(FINISHED)).label("open"),
        )
        .where(Action.withdrawn_on.is_(None), is_visible(Action, audience))
        .group_by(Action.lead_id)
        .subquery()
    )
    query = (
        sa.select(
            Institution.id,
            Institution.acronym,
            Institution.name,
            counted.c.late,
            *(counted.c[status.value] for status in ActionStatus),
        )
        .join(counted, counted.c.lead == Institution.id)
        .where(is_visible(Institution, audience))
        .order_by(counted.c.late.desc(), counted.c.open.desc(), Institution.acronym)
    )
    return [
        LeadStatus(row[0], row[1], row[2], dict(zip(ActionStatus, row[4:], strict=True)), row[3])
        for row in map(tuple, session.execute(query))
    ]


# --- deadlines --------------------------------------------------------------------------------------------------------


def due_period(band: DueBand, today: dt.date) -> Period | None:
    """The deadlines that belong to a band; None for the one of actions without a deadline."""

    def day(days: int) -> dt.date:
        return today + dt.timedelta(days=days)

    soon = DUE_SOON.days
    match band:
        case DueBand.LATE_LONG:
            return Period(None, day(-184))
        case DueBand.LATE_HALF:
            return Period(day(-183), day(-31))
        case DueBand.LATE_MONTH:
            return Period(day(-30), day(-1))
        case DueBand.DUE_MONTH:
            return Period(today, day(soon))
        case DueBand.DUE_QUARTER:
            return Period(day(soon + 1), day(91))
        case DueBand.DUE_LATER:
            return Period(day(92), None)
        case DueBand.NONE:
            return None


def count_by_deadline(session: Session, today: dt.date, audience: Audience | None = None) -> dict[DueBand, int]:
    """How many open actions are how late, or fall due how soon; a band that none is in is there with 0."""
    periods = {band: due_period(band, today) for band in DueBand}
    band = sa.case(
        *((period.holds(due_date()), each) for each, period in periods.items() if period is not None),
        else_=DueBand.NONE,
    ).label("band")
    query = (
        sa.select(band, sa.func.count())
        .where(Action.withdrawn_on.is_(None), is_visible(Action, audience), Action.status.not_in(FINISHED))
        .group_by(sa.literal_column("band"))
    )
    found = {DueBand(each): count for each, count in session.execute(query)}
    return {each: found.get(each, 0) for each in DueBand}


# --- answers ----------------------------------------------------------------------------------------------------------


def is_unanswered(today: dt.date) -> sa.ColumnElement[bool]:
    """The SQL of "a letter asked for an answer, the day has passed and nothing came"."""
    return sa.and_(Letter.answered_on.is_(None), Letter.answer_due < today, Letter.withdrawn_on.is_(None))


def count_silences(session: Session, today: dt.date, audience: Audience | None = None) -> list[Silence]:
    """The institutions that have not answered a letter, or for an action they lead; most actions first."""
    # A reminder and the letter it reminds of are one matter.
    matter = sa.func.coalesce(Letter.reminds_id, Letter.id)
    letters = (
        sa.select(Letter.institution_id.label("id"), sa.func.count(matter.distinct()).label("count"))
        .where(is_unanswered(today), is_visible(Letter, audience))
        .group_by(Letter.institution_id)
        .subquery()
    )
    actions = (
        sa.select(Action.lead_id.label("id"), sa.func.count().label("count"))
        .where(Action.withdrawn_on.is_(None), is_visible(Action, audience), is_silent(today))
        .group_by(Action.lead_id)
        .subquery()
    )
    count_letters: Any = sa.func.coalesce(letters.c.count, 0)
    count_actions: Any = sa.func.coalesce(actions.c.count, 0)
    query = (
        sa.select(Institution.id, Institution.acronym, Institution.name, count_letters, count_actions)
        .outerjoin(letters, letters.c.id == Institution.id)
        .outerjoin(actions, actions.c.id == Institution.id)
        .where(is_visible(Institution, audience), count_letters + count_actions > 0)
        .order_by(count_actions.desc(), count_letters.desc(), Institution.acronym)
    )
    return [Silence(*row) for row in session.execute(query)]


def count_silent(session: Session, today: dt.date, audience: Audience | None = None) -> int:
    """Of how many open actions there has been no news for half a year, whether anybody leads them or not."""
    query = sa.select(sa.func.count()).where(
        Action.withdrawn_on.is_(None), is_visible(Action, audience), is_silent(today)
    )
    return session.scalar(query) or 0
