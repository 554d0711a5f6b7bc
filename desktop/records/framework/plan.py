"""Strategies and national action plans: a period, and a tree of objectives that recommendations and actions serve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import FINISHED, ActionStatus, Audience, Level, PlanKind
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, reference, wording
from desktop.records.commission.commission import Pillar
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.reading_order import by_word
from desktop.records.search.words import Searchable, contains, sort_text


class Plan(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "plan")
    searched = ("name", "description")
    dated = "start"
    __table_args__ = (sa.CheckConstraint('"end" >= start', name="period"),)

    name: Mapped[Wording] = wording("name")
    description: Mapped[Wording] = wording("description")
    kind: Mapped[PlanKind] = mapped_column(default=PlanKind.ACTION_PLAN)
    start: Mapped[dt.date]
    end: Mapped[dt.date | None] = mapped_column(default=None)
    adopted_on: Mapped[dt.date | None] = mapped_column(default=None)

    objectives: Mapped[list[Objective]] = relationship(
        back_populates="plan", cascade="all, delete-orphan", order_by="Objective.position"
    )

    def check(self, session: Session) -> None:
        if not self.name:
            raise Refusal(message("A plan needs a name in one language at least.").at("name"))
        if self.start is None:
            raise Refusal(message("A plan needs the day it begins.").at("start"))
        if self.end and self.end < self.start:
            raise Refusal(message("The end lies before the beginning.").at("end"))


class Objective(Record, Searchable):
    """One branch of a plan's tree: an axis, an objective under it, a result under that."""

    singular = label("record", "objective")
    searched = ("number", "title")
    shares = "plan_id"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "number"),
        sa.CheckConstraint("parent_id <> id", name="parent"),
    )

    plan_id: Mapped[str] = reference("plan")
    parent_id: Mapped[str | None] = reference("objective", nullable=True)
    number: Mapped[str] = mapped_column(sa.String(32))
    """As the plan itself numbers it: "2.1"."""
    title: Mapped[Wording] = wording("title")
    pillar_id: Mapped[str | None] = reference("pillar", nullable=True)
    position: Mapped[int] = mapped_column(default=0)

    plan: Mapped[Plan] = relationship(back_populates="objectives")
    pillar: Mapped[Pillar | None] = relationship()

    def check(self, session: Session) -> None:
        if not self.title or not (self.number or "").strip():
            raise Refusal(
                message("An objective needs its number in the plan and a title in one language at least.").at(
                    "number" if self.title else "title"
                )
            )
        above, seen = self.parent_id, {self.id}
        with session.no_autoflush:
            while above is not None:
                parent = session.get(Objective, above)
                if above in seen:
                    raise Refusal(message("An objective cannot stand under itself.").at("parent_id"))
                if parent is None or parent.plan_id != (self.plan_id or (self.plan and self.plan.id)):
                    raise Refusal(message("An objective stands under another one of the same plan.").at("parent_id"))
                seen.add(above)
                above = parent.parent_id


@dataclass(frozen=True)
class PlanRow:
    id: str
    name: Wording
    kind: PlanKind
    start: dt.date
    end: dt.date | None
    adopted_on: dt.date | None
    level: Level


@dataclass(frozen=True)
class ObjectiveRow:
    id: str
    parent_id: str | None
    depth: int
    """0 for an objective that stands under no other."""
    number: str
    title: Wording
    pillar: Wording | None
    recommendations: int
    actions: int
    actions_finished: int


def add_objective(session: Session, plan_id: str, values: Mapping[str, Any]) -> Objective:
    """A new objective at the end of its siblings; ``values`` are attributes of :class:`Objective`."""
    last = session.scalar(sa.select(sa.func.max(Objective.position)).where(Objective.plan_id == plan_id))
    objective = Objective(plan_id=plan_id, position=(last or 0) + 1, **values)
    session.add(objective)
    session.flush()
    return objective


def list_plans(session: Session, on: dt.date | None = None, audience: Audience | None = None) -> list[PlanRow]:
    """The plans ``audience`` may see, or those of them that run on a day; the latest first."""
    query = sa.select(Plan).where(Plan.withdrawn_on.is_(None), is_visible(Plan, audience))
    query = query.order_by(Plan.start.desc(), Plan.id)
    if on is not None:
        query = query.where(Plan.start <= on, sa.or_(Plan.end.is_(None), Plan.end >= on))
    return [_plan_row(each) for each in session.scalars(query)]


@dataclass(frozen=True)
class PlanFilter:
    search: str = ""
    kinds: Sequence[PlanKind] = ()


SORTS = {
    "title": lambda code: sort_text(Plan, code),
    "kind": lambda code: by_word(Plan.kind, PlanKind, code),
    "start": lambda code: Plan.start,
    "end": lambda code: Plan.end,
}


def list_plan_ids(session: Session, chosen: PlanFilter, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the plans chosen, in order (the latest first when nothing else is said)."""
    query = sa.select(Plan.id).where(Plan.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(Plan, chosen.search))
    if chosen.kinds:
        query = query.where(Plan.kind.in_(chosen.kinds))
    return read_ids(session, ordered(query, SORTS, sort, code, Plan.start.desc(), Plan.id))


def find_plans(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[PlanRow]:
    """The rows with these ids that ``audience`` may see, in this order."""
    found = session.scalars(sa.select(Plan).where(Plan.id.in_(ids), is_visible(Plan, audience)))
    return in_order(ids, (_plan_row(each) for each in found))


def _plan_row(plan: Plan) -> PlanRow:
    return PlanRow(plan.id, plan.name, plan.kind, plan.start, plan.end, plan.adopted_on, plan.level)


@dataclass(frozen=True)
class PlanObjectiveRow:
    """An objective as it is offered to be chosen: with its plan."""

    id: str
    number: str
    title: Wording
    plan: Wording


def list_objective_ids(session: Session, search: str = "") -> list[str]:
    """The ids of the objectives that hold these words, those of the latest plan first."""
    query = sa.select(Objective.id).join(Plan, Plan.id == Objective.plan_id).where(Plan.withdrawn_on.is_(None))
    if search:
        query = query.where(contains(Objective, search))
    return read_ids(session, query.order_by(Plan.start.desc(), Plan.id, Objective.position, Objective.id))


def find_objectives(session: Session, ids: Sequence[str]) -> list[PlanObjectiveRow]:
    """The rows with these ids, in this order."""
    query = sa.select(Objective).where(Objective.id.in_(ids)).options(selectinload(Objective.plan))
    found = session.scalars(query)
    return in_order(ids, (PlanObjectiveRow(each.id, each.number, each.title, each.plan.name) for each in found))


def list_objectives(session: Session, plan_id: str, audience: Audience | None = None) -> list[ObjectiveRow]:
    """The tree of a plan from the top, each objective followed by those under it; none of a plan above the audience.

    Recommendations and actions that ``audience`` may not see are not counted.
    """
    if not sees(audience, find(session, Plan, plan_id)):
        return []
    query = sa.select(Objective).where(Objective.plan_id == plan_id).order_by(Objective.position, Objective.id)
    under: dict[str | None, list[Objective]] = {}
    for each in session.scalars(query):
        under.setdefault(each.parent_id, []).append(each)
    counts = _counts(session, plan_id, audience)
    return list(_branch(under, None, 0, counts))


def _branch(
    under: Mapping[str | None, Sequence[Objective]],
    parent_id: str | None,
    depth: int,
    counts: Mapping[str, tuple[int, int, int]],
) -> list[ObjectiveRow]:
    rows: list[ObjectiveRow] = []
    for each in under.get(parent_id, ()):
        recommendations, actions, finished = counts.get(each.id, (0, 0, 0))
        pillar = each.pillar.name if each.pillar else None
        rows.append(
            ObjectiveRow(each.id, parent_id, depth, each.number, each.title, pillar, recommendations, actions, finished)
        )
        rows += _branch(under, each.id, depth + 1, counts)
    return rows


def _counts(session: Session, plan_id: str, audience: Audience | None) -> dict[str, tuple[int, int, int]]:
    """Recommendations, actions and finished actions, by the objective they serve."""
    from desktop.records.follow_up.action import Action
    from desktop.records.follow_up.recommendation import Recommendation, RecommendationObjective

    served = dict(
        session.execute(
            sa.select(RecommendationObjective.objective_id, sa.func.count())
            .join(Objective, Objective.id == RecommendationObjective.objective_id)
            .join(Recommendation, Recommendation.id == RecommendationObjective.recommendation_id)
            .where(
                Objective.plan_id == plan_id,
                Recommendation.withdrawn_on.is_(None),
                is_visible(Recommendation, audience),
            )
            .group_by(RecommendationObjective.objective_id)
        ).all()
    )
    finished = [status for status in FINISHED if status is not ActionStatus.CANCELLED]
    acted = {
        objective_id: (total, done)
        for objective_id, total, done in session.execute(
            sa.select(Action.objective_id, sa.func.count(), sa.func.count().filter(Action.status.in_(finished)))
            .join(Objective, Objective.id == Action.objective_id)
            .where(Objective.plan_id == plan_id, Action.withdrawn_on.is_(None), is_visible(Action, audience))
            .group_by(Action.objective_id)
        )
    }
    return {key: (served.get(key, 0), *acted.get(key, (0, 0))) for key in {*served, *acted}}
