"""Lists of actions: chosen by a filter, sorted, and read as rows, each by SQL alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import FINISHED, ActionStatus, Audience, InstitutionKind, Level, Priority
from desktop.language import LanguageCode
from desktop.records.audience import is_visible
from desktop.records.base import Levelled
from desktop.records.follow_up.action import (
    DUE_SOON,
    Action,
    ActionDecision,
    ActionRecommendation,
    ActionSupport,
    ActionTheme,
    due_date,
    is_overdue,
)
from desktop.records.follow_up.recommendation import Recommendation, RecommendationPillar
from desktop.records.framework.plan import Objective, Plan
from desktop.records.listing import Sort, count, in_order, ordered, read_ids
from desktop.records.meetings.decision import Decision
from desktop.records.meetings.meeting import Meeting
from desktop.records.people.institution import Institution
from desktop.records.period import Period
from desktop.records.reading_order import by_stage
from desktop.records.rows import ActionRow
from desktop.records.search.words import contains, sort_text


@dataclass(frozen=True)
class ActionFilter:
    search: str = ""
    statuses: Sequence[ActionStatus] = ()
    overdue: bool = False
    due_soon: bool = False
    """Unfinished and due within :data:`DUE_SOON`."""
    institution_id: str | None = None
    """Those this institution leads or supports."""
    lead_id: str | None = None
    lead_ids: Sequence[str] = ()
    """Those that one of these institutions leads."""
    recommendation_id: str | None = None
    decision_id: str | None = None
    objective_id: str | None = None
    plan_id: str | None = None
    """Those that serve an objective of this plan."""
    programme_id: str | None = None
    theme_id: str | None = None
    person_id: str | None = None
    """Those this person is in charge of."""
    meeting_id: str | None = None
    """Those under recommendations or decisions of this meeting."""
    body_id: str | None = None
    """Those under recommendations or decisions of this body's meetings."""
    pillar_id: str | None = None
    """Those that serve a recommendation under this pillar."""
    due: Period | None = None
    """Those whose deadline is in this period."""
    without_deadline: bool = False
    begun: Period | None = None
    """Those that were to start in this period."""
    reported: Period | None = None
    """Those of which progress was reported in this period."""
    silent: bool = False
    """Unfinished, and nothing was reported of them in the last half-year."""
    involves: InstitutionKind | None = None
    """Those that an institution of this kind leads or supports."""
    excludes: InstitutionKind | None = None
    """Those in which no institution of this kind takes part."""
    audience: Audience | None = None
    """Those this audience may see; everything where none is named."""


def _lead_acronym(_code: LanguageCode) -> Any:
    return sa.select(Institution.acronym).where(Institution.id == Action.lead_id).scalar_subquery()


SORTS = {
    "number": lambda code: Action.serial,
    "title": lambda code: sort_text(Action, code),
    "lead": _lead_acronym,
    "due": lambda code: due_date(),
    "status": lambda code: by_stage(Action.status, ActionStatus),
    "progress": lambda code: Action.progress,
    "priority": lambda code: by_stage(Action.priority, Priority),
    "level": lambda code: by_stage(Action.level, Level),
    "start": lambda code: Action.start,
    "first_due": lambda code: Action.due,
    "cost": lambda code: Action.cost,
    "funding": lambda code: Action.funding,
}


def chosen_actions(chosen: ActionFilter, today: dt.date | None = None) -> sa.Select[str]:
    """The SQL of the ids of the actions chosen; ``today`` decides what is late."""
    today = today or dt.date.today()
    query = sa.select(Action.id).where(Action.withdrawn_on.is_(None))
    if chosen.audience:
        query = query.where(is_visible(Action, chosen.audience))
    if chosen.search:
        query = query.where(contains(Action, chosen.search))
    if chosen.statuses:
        query = query.where(Action.status.in_(chosen.statuses))
    if chosen.overdue:
        query = query.where(is_overdue(today))
    if chosen.due_soon:
        query = query.where(due_date().between(today, today + DUE_SOON), Action.status.not_in(FINISHED))
    if chosen.lead_id:
        query = query.where(Action.lead_id == chosen.lead_id)
    if chosen.lead_ids:
        query = query.where(Action.lead_id.in_(chosen.lead_ids))
    if chosen.institution_id:
        supported = sa.select(ActionSupport.action_id).where(ActionSupport.institution_id == chosen.institution_id)
        query = query.where(sa.or_(Action.lead_id == chosen.institution_id, Action.id.in_(supported)))
    if chosen.recommendation_id:
        serving = sa.select(ActionRecommendation.action_id).where(
            ActionRecommendation.recommendation_id == chosen.recommendation_id
        )
        query = query.where(Action.id.in_(serving))
    if chosen.decision_id:
        serving = sa.select(ActionDecision.action_id).where(ActionDecision.decision_id == chosen.decision_id)
        query = query.where(Action.id.in_(serving))
    if chosen.objective_id:
        query = query.where(Action.objective_id == chosen.objective_id)
    if chosen.plan_id:
        query = query.where(Action.objective_id.in_(sa.select(Objective.id).where(Objective.plan_id == chosen.plan_id)))
    if chosen.pillar_id:
        serving = (
            sa.select(ActionRecommendation.action_id)
            .join(
                RecommendationPillar,
                RecommendationPillar.recommendation_id == ActionRecommendation.recommendation_id,
            )
            .where(RecommendationPillar.pillar_id == chosen.pillar_id)
        )
        query = query.where(Action.id.in_(serving))
    if chosen.due:
        query = query.where(chosen.due.holds(due_date()))
    if chosen.without_deadline:
        query = query.where(due_date().is_(None))
    if chosen.begun:
        query = query.where(chosen.begun.holds(Action.start))
    if chosen.reported or chosen.silent:
        query = query.where(*_heard_of(chosen, today))
    if chosen.involves:
        query = query.where(_involves(chosen.involves))
    if chosen.excludes:
        # Where nobody leads, "led by none of these" would be unknown to SQL, not true.
        query = query.where(sa.not_(sa.func.coalesce(_involves(chosen.excludes), sa.false())))
    if chosen.programme_id:
        query = query.where(Action.programme_id == chosen.programme_id)
    if chosen.person_id:
        query = query.where(Action.person_id == chosen.person_id)
    if chosen.theme_id:
        query = query.where(
            Action.id.in_(sa.select(ActionTheme.action_id).where(ActionTheme.theme_id == chosen.theme_id))
        )
    if chosen.meeting_id:
        query = query.where(_came_out_of([chosen.meeting_id]))
    if chosen.body_id:
        query = query.where(_came_out_of(sa.select(Meeting.id).where(Meeting.body_id == chosen.body_id)))
    return query


def _came_out_of(meetings: Sequence[str] | sa.Select[str]) -> sa.ColumnElement[bool]:
    """Whether an action stands under a recommendation or a decision of these meetings."""
    serving = (
        sa.select(ActionRecommendation.action_id)
        .join(Recommendation, Recommendation.id == ActionRecommendation.recommendation_id)
        .where(Recommendation.meeting_id.in_(meetings))
    )
    carrying_out = (
        sa.select(ActionDecision.action_id)
        .join(Decision, Decision.id == ActionDecision.decision_id)
        .where(Decision.meeting_id.in_(meetings))
    )
    return sa.or_(Action.id.in_(serving), Action.id.in_(carrying_out))


def _involves(kind: InstitutionKind) -> sa.ColumnElement[bool]:
    of_kind = sa.select(Institution.id).where(Institution.kind == kind)
    supported = sa.select(ActionSupport.action_id).where(ActionSupport.institution_id.in_(of_kind))
    return sa.or_(Action.lead_id.in_(of_kind), Action.id.in_(supported))


def _heard_of(chosen: ActionFilter, today: dt.date) -> Iterator[sa.ColumnElement[bool]]:
    from desktop.records.follow_up.progress import ProgressUpdate, is_silent

    if chosen.silent:
        yield is_silent(today)
    if chosen.reported:
        updates = sa.select(ProgressUpdate.action_id).where(chosen.reported.holds(ProgressUpdate.reported_on))
        yield Action.id.in_(updates)


def list_action_ids(
    session: Session,
    chosen: ActionFilter,
    code: LanguageCode,
    sort: Sort | None = None,
    today: dt.date | None = None,
) -> list[str]:
    """The ids of the actions chosen, in order (the latest number first when nothing else is said)."""
    query = chosen_actions(chosen, today or dt.date.today())
    return read_ids(session, ordered(query, SORTS, sort, code, Action.serial.desc()))


def count_actions(session: Session, chosen: ActionFilter, today: dt.date | None = None) -> int:
    """How many actions are chosen."""
    return count(session, chosen_actions(chosen, today or dt.date.today()))


def list_actions(
    session: Session, ids: Sequence[str], today: dt.date | None = None, audience: Audience | None = None
) -> list[ActionRow]:
    """The rows with these ids, in this order; they and what they are linked to only where ``audience`` may see it."""
    day = today or dt.date.today()
    rows, links = _questions(audience)
    named = {"ids": list(ids)}
    supporting, serving, carrying_out = (_by_action(session.execute(query, named)) for query in links)
    return in_order(
        ids,
        (
            ActionRow(
                id=found.id,
                number=found.number,
                title=found.title,
                status=found.status,
                lead_id=found.lead_id,
                lead=found.acronym,
                lead_name=found.name if found.lead_id else None,
                supporting=supporting.get(found.id, ()),
                due=found.revised_due or found.due,
                overdue=_is_late(found.revised_due or found.due, found.status, day),
                progress=found.progress,
                recommendations=serving.get(found.id, ()),
                level=found.level,
                decisions=carrying_out.get(found.id, ()),
                objective=found.objective,
                status_reason=found.status_reason,
                priority=found.priority,
                start=found.start,
                first_due=found.due,
                cost=found.cost,
                funding=found.funding,
            )
            for found in session.execute(rows, named)
        ),
    )


@cache
def _questions(audience: Audience | None) -> tuple[Any, tuple[Any, ...]]:
    """The SQL of the rows with the ids ``ids``, and of what they are linked to: as far as ``audience`` may see it.

    Columns and not records: a hundred records with what they are linked to take three times as long to make.
    """
    ids = sa.bindparam("ids", expanding=True)
    sees_plan = Objective.plan_id.in_(sa.select(Plan.id).where(is_visible(Plan, audience)))
    rows = (
        sa.select(
            *(Action.id, Action.number, Action.title, Action.status, Action.progress, Action.level),
            *(Action.due, Action.revised_due, Action.status_reason, Action.priority, Action.start),
            *(Action.cost, Action.funding, Objective.number.label("objective")),
            *(Institution.id.label("lead_id"), Institution.acronym, Institution.name),
        )
        .outerjoin(Institution, sa.and_(Institution.id == Action.lead_id, is_visible(Institution, audience)))
        .outerjoin(Objective, sa.and_(Objective.id == Action.objective_id, sees_plan))
        .where(Action.id.in_(ids), is_visible(Action, audience))
    )

    def linked(link: Any, target: type[Levelled], name: Any) -> Any:
        query = sa.select(link.action_id, name).join(target)
        return query.where(link.action_id.in_(ids), is_visible(target, audience)).order_by(
            link.action_id, link.order, link.id
        )

    return rows, (
        linked(ActionSupport, Institution, Institution.acronym),
        linked(ActionRecommendation, Recommendation, Recommendation.number),
        linked(ActionDecision, Decision, Decision.number),
    )


def _by_action(found: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for action_id, name in found:
        names[action_id] = (*names.get(action_id, ()), name)
    return names


def _is_late(due: dt.date | None, status: ActionStatus, today: dt.date) -> bool:
    return due is not None and due < today and status not in FINISHED
