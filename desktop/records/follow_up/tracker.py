"""The tracker: all actions, or those one institution leads or supports, with what was last reported of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from desktop.codes import Audience
from desktop.language import Wording
from desktop.records.audience import is_visible, sees
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up.action import Action, ActionRecommendation, ActionSupport
from desktop.records.follow_up.action_list import ActionFilter, chosen_actions, list_action_ids
from desktop.records.follow_up.progress import ProgressUpdate
from desktop.records.follow_up.recommendation import Recommendation, RecommendationPillar
from desktop.records.follow_up.tracker_scope import Scope
from desktop.records.listing import Sort, in_pages
from desktop.records.people.institution import find_institution
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
    query = (
        sa.select(Action)
        .where(Action.id.in_(ids), is_visible(Action, audience))
        .options(
            selectinload(Action.lead),
            selectinload(Action.supporting).selectinload(ActionSupport.institution),
            selectinload(Action.recommendations)
            .selectinload(ActionRecommendation.recommendation)
            .selectinload(Recommendation.pillars)
            .selectinload(RecommendationPillar.pillar),
        )
    )
    latest = _latest_updates(session, ids)
    found = {action.id: _row(action, latest.get(action.id), audience) for action in session.scalars(query)}
    return [found[record_id] for record_id in ids if record_id in found]


def _latest_updates(session: Session, ids: Iterable[str]) -> dict[str, ProgressUpdate]:
    """The last update of each action that has one."""
    updates = session.scalars(
        sa.select(ProgressUpdate)
        .where(ProgressUpdate.action_id.in_(ids))
        .order_by(ProgressUpdate.reported_on, ProgressUpdate.id)
    )
    return {update.action_id: update for update in updates}


def _row(action: Action, update: ProgressUpdate | None, audience: Audience | None) -> TrackerRow:
    lead = action.lead if sees(audience, action.lead) else None
    served = [link.recommendation for link in action.recommendations if sees(audience, link.recommendation)]
    pillars = sorted((link.pillar for link in served[0].pillars) if served else (), key=lambda each: each.position)
    return TrackerRow(
        id=action.id,
        number=action.number,
        title=action.title,
        description=action.description,
        recommendation_numbers=tuple(each.number for each in served),
        recommendation=served[0].text if served else Wording(),
        pillar=pillars[0].name if pillars else None,
        lead=lead.acronym if lead else None,
        lead_name=lead.name if lead else None,
        supporting=tuple(each.institution.acronym for each in action.supporting if sees(audience, each.institution)),
        priority=action.priority,
        start=action.start,
        due=action.revised_due or action.due,
        status=action.status,
        progress=action.progress,
        narrative=update.narrative if update else Wording(),
        obstacles=update.obstacles if update else Wording(),
        next_step=update.next_step if update else Wording(),
        reported_on=update.reported_on if update else None,
    )
