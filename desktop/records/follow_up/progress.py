"""Progress updates: what an institution reports of an action, and what the secretariat has verified of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.codes import FINISHED, ActionStatus, Audience, Channel
from desktop.language import Refusal, Wording, label, message
from desktop.records.audience import sees
from desktop.records.base import Record, change_values, find, reference, wording
from desktop.records.follow_up.action import Action
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.rows import ProgressRow
from desktop.records.search.words import Indexed

ANSWER_WITHIN = dt.timedelta(days=183)
"""An action was answered for where something was reported of it in the last half-year."""


class ProgressUpdate(Record, Indexed):
    singular = label("record", "progress update")
    searched = ("narrative", "obstacles", "next_step")
    dated = "reported_on"
    shares = "action_id"

    action_id: Mapped[str] = reference("action")
    reported_on: Mapped[dt.date] = mapped_column(index=True)
    reported_by_id: Mapped[str | None] = reference("institution", nullable=True)
    status: Mapped[ActionStatus]
    progress: Mapped[int]
    narrative: Mapped[Wording] = wording("narrative")
    obstacles: Mapped[Wording] = wording("obstacles")
    next_step: Mapped[Wording] = wording("next_step")
    channel: Mapped[Channel] = mapped_column(default=Channel.FORM)
    period_start: Mapped[dt.date | None] = mapped_column(default=None)
    period_end: Mapped[dt.date | None] = mapped_column(default=None)
    """The half-year (or other period) that is reported on."""
    reporter_id: Mapped[str | None] = reference("person", nullable=True)
    """Who reported for the institution."""
    validated_on: Mapped[dt.date | None] = mapped_column(default=None)
    validated_by_id: Mapped[str | None] = reference("person", nullable=True)

    __table_args__ = (
        sa.CheckConstraint("progress between 0 and 100", name="progress"),
        sa.Index("ix_progress_update_answered", "action_id", "reported_on"),
        sa.CheckConstraint("period_end >= period_start", name="period"),
        sa.CheckConstraint("status <> 'verified'", name="reported"),
    )

    action: Mapped[Action] = relationship()
    reported_by: Mapped[Institution | None] = relationship()
    validated_by: Mapped[Person | None] = relationship(foreign_keys=[validated_by_id])

    def check(self, session: Session) -> None:
        if self.reported_on is None:
            raise Refusal(message("A progress update needs a date.").at("reported_on"))
        if not 0 <= self.progress <= 100:
            raise Refusal(message("Progress is a percentage from 0 to 100.").at("progress"))
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise Refusal(message("The end lies before the beginning.").at("period_end"))
        if self.status is ActionStatus.VERIFIED:
            raise Refusal(
                message("An institution reports an action as done; only the secretariat verifies it.").at("status")
            )


def report_progress(session: Session, action_id: str, values: Mapping[str, Any]) -> ProgressUpdate:
    """Enter what an institution reports; the action takes over the status and the percentage.

    ``values`` are attributes of :class:`ProgressUpdate`. An update older than the last one is history only: it leaves
    the action as it is.
    """
    action = find(session, Action, action_id)
    update = ProgressUpdate(action_id=action_id, **values)
    if update.status is ActionStatus.REPORTED:
        update.progress = 100
    elif update.progress is None:
        update.progress = action.progress
    update.check(session)
    latest = session.scalar(
        sa.select(sa.func.max(ProgressUpdate.reported_on)).where(ProgressUpdate.action_id == action_id)
    )
    session.add(update)
    if latest is None or update.reported_on >= latest:
        action.status, action.progress = update.status, update.progress
    session.flush()
    return update


def correct_progress(
    session: Session, update_id: str, values: Mapping[str, Any], loaded: Mapping[str, Any] | None = None
) -> None:
    """Correct what was entered of an update; an action that says what the update said until now follows it.

    ``loaded`` is what whoever corrects it has read; see :func:`~desktop.records.base.change_values`.
    """
    update = find(session, ProgressUpdate, update_id)
    before = (update.status, update.progress)
    change_values(session, ProgressUpdate, update_id, values, loaded)
    if update.status is ActionStatus.REPORTED and update.progress != 100:
        update.progress = 100
    action = find(session, Action, update.action_id)
    if session.scalar(_of(update.action_id).limit(1)) is update and (action.status, action.progress) == before:
        action.status, action.progress = update.status, update.progress
    session.flush()


def verify_action(session: Session, action_id: str, on: dt.date, by_id: str | None = None) -> None:
    """The secretariat has seen that what was reported as done is done; ``by_id`` is the person who saw it."""
    action = find(session, Action, action_id)
    if action.status is not ActionStatus.REPORTED:
        raise Refusal(message("Only an action reported as done can be verified. The status was left as it was."))
    action.status, action.progress = ActionStatus.VERIFIED, 100
    last = session.scalar(_of(action_id).limit(1))
    if last is not None:
        last.validated_on, last.validated_by_id = on, by_id
    session.flush()


def is_silent(today: dt.date) -> sa.ColumnElement[bool]:
    """The SQL of "open, begun half a year ago, and nothing was reported of it since"."""
    since = today - ANSWER_WITHIN
    answered = sa.exists().where(ProgressUpdate.action_id == Action.id, ProgressUpdate.reported_on > since)
    begun = sa.or_(Action.start.is_(None), Action.start <= since)
    return sa.and_(Action.status.not_in(FINISHED), begun, sa.not_(answered))


def list_progress(session: Session, action_id: str, audience: Audience | None = None) -> list[ProgressRow]:
    """The updates of an action, the latest first; none of an action that ``audience`` may not see."""
    if not sees(audience, find(session, Action, action_id)):
        return []
    return [
        ProgressRow(
            id=update.id,
            reported_on=update.reported_on,
            reported_by=by.acronym if (by := update.reported_by) and sees(audience, by) else None,
            status=update.status,
            progress=update.progress,
            narrative=update.narrative,
            obstacles=update.obstacles,
            next_step=update.next_step,
            validated_on=update.validated_on,
            period_start=update.period_start,
            period_end=update.period_end,
            validated_by=seen.name("fr") if (seen := update.validated_by) and sees(audience, seen) else None,
            channel=update.channel,
        )
        for update in session.scalars(_of(action_id))
    ]


def _of(action_id: str) -> sa.Select[ProgressUpdate]:
    return (
        sa.select(ProgressUpdate)
        .where(ProgressUpdate.action_id == action_id)
        .order_by(ProgressUpdate.reported_on.desc(), ProgressUpdate.id.desc())
    )
