"""The tracker: all actions, or those one institution leads or supports, with what was last reported of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Audience
from desktop.language import Wording
from desktop.records.audience import is_visible
from desktop.records.commission.commission import Pillar, find_commission
from desktop.records.follow_up.action import Action, ActionRecommendation, ActionSupport
from desktop.records.follow_up.action_list import ActionFilter, chosen_actions, list_action_ids
from desktop.records.follow_up.progress import ProgressUpdate
from desktop.records.follow_up.recommendation import Recommendation, RecommendationPillar
from desktop.records.follow_up.tracker_scope import Scope
from desktop.records.listing import Sort, in_order, in_pages
from desktop.records.people.institution import Institution, find_institution
from desktop.records.rows import Tracker, TrackerRow


def find_tracker(
    session: Session,
    acronym: str | None = None,
    today: dt.date | None = None,
    audience: Audience = Audience.INTERNAL,
    scope: Scope | None = None,
) -> Tracker:
    """The tracker of the institution with this acronym, or of all, without the actions ``audience`` may not see.

    ``scope`` keeps it to a programme, a plan or a body.

    Raises :class:`Refusal` for an acronym that is not known, or not to this audience.
    """
    institution = find_institution(session, acronym, audience) if acronym else None
    day = today or dt.date.today()
    chosen = ActionFilter(institution_id=institution.id if institution else None)
    if scope is not None:
        chosen = scope.narrow(chosen)
    ids = list_action_ids(session, replace(chosen, audience=audience), "fr", Sort("number"), day)
    every = session.scalar(sa.select(sa.func.count()).select_from(chosen_actions(chosen, day).subquery())) or 0
    return Tracker(
        commission=find_commission(session),
        institution=institution,
        scope=scope.name if scope else None,
        made_on=day,
        rows=tuple(in_pages(ids, lambda page: list_tracker_rows(session, page, audience))),
        withheld=every - len(ids),
    )


def list_tracker_rows(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[TrackerRow]:
    """The actions with these ids that ``audience`` may see, with what was last reported of each; in this order."""
    rows, served, pillars, supporting = _questions(audience)
    named = {"ids": list(ids)}
    recommendations: dict[str, list[Any]] = {}
    for link in session.execute(served, named):
        recommendations.setdefault(link.action_id, []).append(link)
    first = {action_id: links[0].id for action_id, links in recommendations.items()}
    pillar_of: dict[str, Wording] = {}
    found: Any
    for found in session.execute(pillars, {"ids": list(set(first.values()))}):
        pillar_of.setdefault(found.recommendation_id, found.name)
    supported: dict[str, list[str]] = {}
    for found in session.execute(supporting, named):
        supported.setdefault(found.action_id, []).append(found.acronym)
    nothing = Wording()

    def made(found: Any) -> TrackerRow:
        links = recommendations.get(found.id, ())
        return TrackerRow(
            id=found.id,
            number=found.number,
            title=found.title,
            description=found.description,
            recommendation_numbers=tuple(link.number for link in links),
            recommendation=links[0].text if links else nothing,
            pillar=pillar_of.get(first.get(found.id, "")),
            lead=found.acronym,
            lead_name=found.name if found.acronym else None,
            supporting=tuple(supported.get(found.id, ())),
            priority=found.priority,
            start=found.start,
            due=found.revised_due or found.due,
            status=found.status,
            progress=found.progress,
            narrative=found.narrative if found.reported_on else nothing,
            obstacles=found.obstacles if found.reported_on else nothing,
            next_step=found.next_step if found.reported_on else nothing,
            reported_on=found.reported_on,
        )

    return in_order(ids, map(made, session.execute(rows, named)))


@cache
def _questions(audience: Audience | None) -> tuple[Any, Any, Any, Any]:
    """The SQL of the rows with the ids ``ids``, of the recommendations they serve, of those' pillars, and of who
    supports them: as far as ``audience`` may see it.

    Columns and not records: ten thousand records with what they are linked to take several times as long to make.
    """
    ids = sa.bindparam("ids", expanding=True)
    latest_first = ProgressUpdate.reported_on.desc(), ProgressUpdate.id.desc()
    place = sa.func.row_number().over(partition_by=ProgressUpdate.action_id, order_by=latest_first)
    placed = sa.select(ProgressUpdate.id, place.label("place")).where(ProgressUpdate.action_id.in_(ids)).subquery()
    latest = sa.select(placed.c.id).where(placed.c.place == 1)
    rows = (
        sa.select(
            *(Action.id, Action.number, Action.title, Action.description, Action.priority, Action.start),
            *(Action.due, Action.revised_due, Action.status, Action.progress, Institution.acronym, Institution.name),
            *(ProgressUpdate.narrative, ProgressUpdate.obstacles, ProgressUpdate.next_step),
            ProgressUpdate.reported_on,
        )
        .outerjoin(Institution, sa.and_(Institution.id == Action.lead_id, is_visible(Institution, audience)))
        .outerjoin(ProgressUpdate, sa.and_(ProgressUpdate.action_id == Action.id, ProgressUpdate.id.in_(latest)))
        .where(Action.id.in_(ids), is_visible(Action, audience))
    )
    served = (
        sa.select(ActionRecommendation.action_id, Recommendation.id, Recommendation.number, Recommendation.text)
        .join(Recommendation)
        .where(ActionRecommendation.action_id.in_(ids), is_visible(Recommendation, audience))
        .order_by(ActionRecommendation.action_id, ActionRecommendation.order, ActionRecommendation.id)
    )
    pillars = (
        sa.select(RecommendationPillar.recommendation_id, Pillar.name)
        .join(Pillar)
        .where(RecommendationPillar.recommendation_id.in_(ids))
        .order_by(RecommendationPillar.recommendation_id, Pillar.position, Pillar.id)
    )
    supporting = (
        sa.select(ActionSupport.action_id, Institution.acronym)
        .join(Institution)
        .where(ActionSupport.action_id.in_(ids), is_visible(Institution, audience))
        .order_by(ActionSupport.action_id, ActionSupport.order, ActionSupport.id)
    )
    return rows, served, pillars, supporting
