"""Actions: who does what by when, so that a recommendation comes true. Deadlines, their revision, and what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.codes import FINISHED, ActionStatus, Priority
from desktop.language import Refusal, Wording, label, message
from desktop.records.base import Levelled, Record, Withdrawable, find, reference, wording
from desktop.records.commission.commission import Theme
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.framework.plan import Objective
from desktop.records.framework.programme import Programme
from desktop.records.lifecycle import Lifecycle, Staged, by_secretariat
from desktop.records.meetings.decision import Decision
from desktop.records.numbering import Numbered, give_number
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.search.words import Searchable

CANCEL = by_secretariat(ActionStatus.CANCELLED, reason=True)

ACTION_LIFECYCLE = Lifecycle(
    {
        ActionStatus.PLANNED: (ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED, ActionStatus.REPORTED, CANCEL),
        ActionStatus.IN_PROGRESS: (ActionStatus.REPORTED, ActionStatus.BLOCKED, CANCEL, ActionStatus.PLANNED),
        ActionStatus.BLOCKED: (ActionStatus.IN_PROGRESS, ActionStatus.REPORTED, CANCEL),
        # Verified only after it was reported: what a ministry says stays apart from what the secretariat has seen.
        ActionStatus.REPORTED: (by_secretariat(ActionStatus.VERIFIED), ActionStatus.IN_PROGRESS),
        ActionStatus.VERIFIED: (by_secretariat(ActionStatus.IN_PROGRESS, reason=True),),
        ActionStatus.CANCELLED: (by_secretariat(ActionStatus.PLANNED, reason=True),),
    }
)  # fmt: skip

DUE_SOON = dt.timedelta(days=30)


class Action(Record, Numbered, Levelled, Withdrawable, Staged, Searchable):
    singular = label("record", "action")
    searched = ("number", "title", "description")
    noted = ("status_reason", "revision_reason", "funding")
    dated = "deadline"
    lifecycles = {"status": ACTION_LIFECYCLE}  # noqa: RUF012
    reasons = {"status": "status_reason"}  # noqa: RUF012

    title: Mapped[Wording] = wording("title")
    description: Mapped[Wording] = wording("description")
    lead_id: Mapped[str | None] = reference("institution", nullable=True)
    person_id: Mapped[str | None] = reference("person", nullable=True)
    priority: Mapped[Priority] = mapped_column(default=Priority.MEDIUM)
    start: Mapped[dt.date | None] = mapped_column(default=None)
    due: Mapped[dt.date | None] = mapped_column(default=None)
    revised_due: Mapped[dt.date | None] = mapped_column(default=None)
    revision_reason: Mapped[Wording] = wording("revision_reason")
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.PLANNED)
    progress: Mapped[int] = mapped_column(default=0)
    """Per cent."""
    cost: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    """In whole units of the country's currency."""
    funding: Mapped[str | None] = mapped_column(default=None)
    """Where the money comes from, in words; a programme that pays is named by ``programme_id``."""
    programme_id: Mapped[str | None] = reference("programme", nullable=True)
    objective_id: Mapped[str | None] = reference("objective", nullable=True)
    status_reason: Mapped[Wording] = wording("status_reason")
    """Why it was cancelled or opened again."""

    __table_args__ = (
        sa.CheckConstraint("progress between 0 and 100", name="progress"),
        sa.CheckConstraint("cost >= 0", name="cost"),
        # A list of a hundred thousand actions is chosen and sorted from this index alone, a tenth of the table's size.
        sa.Index("ix_action_list", "withdrawn_on", "serial", "status", "revised_due", "due", "lead_id", "id"),
        # The figures of the overview are counted from this one, those of each lead institution in a row.
        sa.Index(
            "ix_action_overview", "withdrawn_on", "status", "lead_id", "revised_due", "due", "level", "start", "id"
        ),
        sa.CheckConstraint("due >= start and revised_due >= start", name="deadline"),
        sa.CheckConstraint("revised_due is null or due is not null", name="revised"),
    )

    lead: Mapped[Institution | None] = relationship()
    person: Mapped[Person | None] = relationship()
    supporting: Mapped[list[ActionSupport]] = relationship(cascade="all, delete-orphan", order_by="ActionSupport.order")
    recommendations: Mapped[list[ActionRecommendation]] = relationship(
        cascade="all, delete-orphan", order_by="ActionRecommendation.order"
    )
    decisions: Mapped[list[ActionDecision]] = relationship(
        cascade="all, delete-orphan", order_by="ActionDecision.order"
    )
    themes: Mapped[list[ActionTheme]] = relationship(cascade="all, delete-orphan")
    programme: Mapped[Programme | None] = relationship()
    objective: Mapped[Objective | None] = relationship()

    def check_steps(self) -> None:
        super().check_steps()
        history = sa.inspect(self).attrs["revised_due"].history
        if history.deleted and history.added and history.added[0] is not None:
            reasons = ("revision_reason_fr", "revision_reason_ar", "revision_reason_en")
            if not any(sa.inspect(self).attrs[name].history.has_changes() for name in reasons):
                raise Refusal(message("A deadline revised once more needs a reason of its own.").at("revision_reason"))

    @property
    def deadline(self) -> dt.date | None:
        """The deadline that counts: the revised one where there is one."""
        return self.revised_due or self.due

    def check(self, session: Session) -> None:
        if not self.title:
            raise Refusal(message("An action needs a title in one language at least.").at("title"))
        if not 0 <= self.progress <= 100:
            raise Refusal(message("Progress is a percentage from 0 to 100.").at("progress"))
        if self.cost is not None and self.cost < 0:
            raise Refusal(message("A cost cannot be below zero.").at("cost"))
        if self.start and any(day and day < self.start for day in (self.due, self.revised_due)):
            raise Refusal(message("The deadline is before the start.").at("due"))
        if self.revised_due and not self.revision_reason:
            raise Refusal(message("A revised deadline needs a reason.").at("revision_reason"))
        if self.revised_due and not self.due:
            raise Refusal(message("Only a deadline that was set can be revised.").at("due"))
        if self.lead_id and self.lead_id in [each.institution_id for each in self.supporting]:
            raise Refusal(message("The lead institution cannot also be a supporting one.").at("supporting"))


class ActionSupport(Record):
    """An institution that supports the lead institution of an action."""

    singular = label("record", "supporting institution")
    __table_args__ = (
        sa.UniqueConstraint("action_id", "institution_id"),
        # Whoever counts what an institution supports finds the actions in the index itself.
        sa.Index("ix_action_support_institution_id", "institution_id", "action_id"),
    )

    action_id: Mapped[str] = reference("action")
    institution_id: Mapped[str] = reference("institution", index=False)
    order: Mapped[int] = mapped_column(default=0)

    institution: Mapped[Institution] = relationship()


class ActionRecommendation(Record):
    """An action serves recommendations; a recommendation is put into effect by actions."""

    singular = label("record", "recommendation of an action")
    leads_to = ("action_id",)
    __table_args__ = (sa.UniqueConstraint("action_id", "recommendation_id"),)

    action_id: Mapped[str] = reference("action")
    recommendation_id: Mapped[str] = reference("recommendation")
    order: Mapped[int] = mapped_column(default=0)

    recommendation: Mapped[Recommendation] = relationship()


class ActionDecision(Record):
    """An action carries out decisions; a decision is carried out by actions."""

    singular = label("record", "decision of an action")
    leads_to = ("action_id",)
    __table_args__ = (sa.UniqueConstraint("action_id", "decision_id"),)

    action_id: Mapped[str] = reference("action")
    decision_id: Mapped[str] = reference("decision")
    order: Mapped[int] = mapped_column(default=0)

    decision: Mapped[Decision] = relationship()


class ActionTheme(Record):
    singular = label("record", "theme of an action")
    __table_args__ = (sa.UniqueConstraint("action_id", "theme_id"),)

    action_id: Mapped[str] = reference("action")
    theme_id: Mapped[str] = reference("theme")

    theme: Mapped[Theme] = relationship()


# --- changes ----------------------------------------------------------------------------------------------------------


def assign_action(
    session: Session,
    values: Mapping[str, Any],
    year: int,
    *,
    recommendations: Sequence[str] = (),
    decisions: Sequence[str] = (),
    supporting: Sequence[str] = (),
) -> Action:
    """A new action with the next number of ``year``.

    ``values`` are attributes of :class:`Action` (``lead_id`` among them); ``recommendations``, ``decisions`` and
    ``supporting`` are ids.
    """
    action = Action(**values)
    action.check(session)
    give_number(session, action, "action", year)
    session.add(action)
    session.flush()
    serve(session, action.id, recommendations)
    if decisions:
        carry_out(session, action.id, decisions)
    support(session, action.id, supporting)
    return action


def serve(session: Session, action_id: str, recommendation_ids: Sequence[str]) -> None:
    """Set the recommendations an action serves."""
    action = find(session, Action, action_id)
    kept = {each.recommendation_id: each for each in action.recommendations}
    action.recommendations = [
        kept.get(each) or ActionRecommendation(recommendation_id=each) for each in dict.fromkeys(recommendation_ids)
    ]
    for order, each in enumerate(action.recommendations, start=1):
        each.order = order
    session.flush()


def carry_out(session: Session, action_id: str, decision_ids: Sequence[str]) -> None:
    """Set the decisions an action carries out."""
    action = find(session, Action, action_id)
    kept = {each.decision_id: each for each in action.decisions}
    action.decisions = [kept.get(each) or ActionDecision(decision_id=each) for each in dict.fromkeys(decision_ids)]
    for order, each in enumerate(action.decisions, start=1):
        each.order = order
    session.flush()


def put_under_themes(session: Session, action_id: str, theme_ids: Sequence[str]) -> None:
    """Set the themes an action is about."""
    action = find(session, Action, action_id)
    kept = {each.theme_id: each for each in action.themes}
    action.themes = [kept.get(each) or ActionTheme(theme_id=each) for each in dict.fromkeys(theme_ids)]
    session.flush()


def support(session: Session, action_id: str, institution_ids: Sequence[str]) -> None:
    """Set the institutions that support the lead. Raises :class:`Refusal` where the lead is among them."""
    action = find(session, Action, action_id)
    kept = {each.institution_id: each for each in action.supporting}
    action.supporting = [
        kept.get(each) or ActionSupport(institution_id=each) for each in dict.fromkeys(institution_ids)
    ]
    for order, each in enumerate(action.supporting, start=1):
        each.order = order
    session.flush()


def revise_deadline(session: Session, action_id: str, due: dt.date, reason: Wording) -> None:
    """Set a new deadline; the first one stays on record. Raises :class:`Refusal` without a reason."""
    action = find(session, Action, action_id)
    action.revised_due, action.revision_reason = due, reason
    session.flush()


# --- deadlines ------------------------------------------------------------------------------------------------------


def due_date() -> sa.ColumnElement[dt.date | None]:
    """The SQL of the deadline that counts: the revised one where there is one."""
    return sa.func.coalesce(Action.revised_due, Action.due)


def is_overdue(today: dt.date) -> sa.ColumnElement[bool]:
    """The SQL of "late": the deadline has passed and the action is not finished. Never stored."""
    return sa.and_(due_date() < today, Action.status.not_in(FINISHED))
