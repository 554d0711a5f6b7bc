"""Lines of trackers that came back, once somebody has decided on them: the same answer is not put to them twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.codes import Channel, Verdict
from desktop.language import Wording, label
from desktop.records.base import Record, find, reference
from desktop.records.follow_up.action import Action, assign_action
from desktop.records.follow_up.progress import report_progress
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.listing import in_pages


class ReturnedLine(Record):
    """What was decided about one line. The answer itself stays a fingerprint: what was refused is not kept."""

    singular = label("record", "line of a returned tracker")

    fingerprint: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the action and of what the institution wrote about it."""
    action_id: Mapped[str | None] = reference("action", nullable=True)
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    verdict: Mapped[Verdict]
    decided_on: Mapped[dt.date]


@dataclass(frozen=True)
class Report:
    """What an institution reports of one action, ready to be entered."""

    fingerprint: str
    action_id: str
    values: Mapping[str, Any]
    """Attributes of a progress update, without who reports."""


@dataclass(frozen=True)
class ProposedAction:
    """An action that an institution has added to its tracker."""

    fingerprint: str
    title: Wording
    due: dt.date | None = None
    recommendation_numbers: Sequence[str] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    """What it reports of it already, as in :class:`Report`."""


def decided_before(session: Session, fingerprints: Iterable[str]) -> dict[str, Verdict]:
    """Which of these lines somebody has decided on, and how."""
    found: dict[str, Verdict] = {}

    def read(page: Sequence[str]) -> list[str]:
        query = sa.select(ReturnedLine.fingerprint, ReturnedLine.verdict).where(ReturnedLine.fingerprint.in_(page))
        found.update((fingerprint, verdict) for fingerprint, verdict in session.execute(query))
        return []

    list(in_pages(list(fingerprints), read))
    return found


def takes_part(session: Session, institution_id: str, action_ids: Sequence[str]) -> set[str]:
    """Those of these actions that the institution leads or supports."""
    from desktop.records.follow_up.action_list import ActionFilter, list_action_ids

    its = set(list_action_ids(session, ActionFilter(institution_id=institution_id), "fr"))
    return its & set(action_ids)


def enter_report(session: Session, report: Report, institution_id: str | None, today: dt.date) -> None:
    """Enter what an institution reports of an action; without one, its lead institution reports.

    Raises :class:`Refusal` where a rule forbids it.
    """
    by = institution_id or find(session, Action, report.action_id).lead_id
    report_progress(session, report.action_id, {**report.values, "reported_by_id": by, "channel": Channel.TRACKER})
    _remember(session, report.fingerprint, Verdict.ACCEPTED, report.action_id, by, today)


def enter_action(session: Session, proposed: ProposedAction, institution_id: str | None, today: dt.date) -> None:
    """Enter an action that an institution proposes to lead, and what it reports of it already."""
    served = session.scalars(
        sa.select(Recommendation.id).where(Recommendation.number.in_(proposed.recommendation_numbers))
    ).all()
    values = {"title": proposed.title, "lead_id": institution_id, "due": proposed.due}
    action = assign_action(session, values, today.year, recommendations=served)
    if proposed.values:
        report_progress(
            session, action.id, {**proposed.values, "reported_by_id": institution_id, "channel": Channel.TRACKER}
        )
    _remember(session, proposed.fingerprint, Verdict.ACCEPTED, action.id, institution_id, today)


def refuse_line(
    session: Session, fingerprint: str, action_id: str | None, institution_id: str | None, today: dt.date
) -> None:
    """Remember that a line was refused."""
    _remember(session, fingerprint, Verdict.REFUSED, action_id, institution_id, today)


def _remember(
    session: Session,
    fingerprint: str,
    verdict: Verdict,
    action_id: str | None,
    institution_id: str | None,
    today: dt.date,
) -> None:
    known = session.scalar(sa.select(ReturnedLine).where(ReturnedLine.fingerprint == fingerprint))
    if known is None:
        session.add(
            ReturnedLine(
                fingerprint=fingerprint,
                action_id=action_id,
                institution_id=institution_id,
                verdict=verdict,
                decided_on=today,
            )
        )
    else:
        known.verdict, known.decided_on = verdict, today
    session.flush()
