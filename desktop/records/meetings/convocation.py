"""Convening: the next meeting of a body by its rules, and the second call after a meeting without quorum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import AgendaOutcome, MeetingStatus
from desktop.language import Refusal, message
from desktop.records.base import find
from desktop.records.commission.working_calendar import find_calendar, later_by_months
from desktop.records.meetings.agenda import add_agenda_item
from desktop.records.meetings.attendance import find_quorum
from desktop.records.meetings.meeting import Meeting, create_meeting
from desktop.records.people.body import Body


def check_second_call(session: Session, first_id: str, on: dt.date) -> None:
    """Raise :class:`Refusal` where ``on`` is no day for the second call of a meeting.

    The body's rule says how many days after the first call the second may be held (in Tunisia seven at least: decree
    2019-653). Where the first meeting had its quorum, it is not called again.
    """
    with session.no_autoflush:
        first = find(session, Meeting, first_id)
        days = first.body.second_call_days if first.body else None
        if days is None:
            raise Refusal(message("The body’s rules provide for no second call. Nothing was changed."))
        quorum = find_quorum(session, first_id)
    if quorum is not None and quorum.reached:
        raise Refusal(message("{number} had its quorum, so it is not called again.", number=first.number))
    earliest = first.start + dt.timedelta(days=days)
    if on < earliest:
        raise Refusal(
            message(
                "A second call of {number} may be held from {date} on, {days} days after the first. "
                "Choose a later day.",
                number=first.number,
                date=earliest,
                days=days,
            )
        )


def earliest_second_call(session: Session, first_id: str) -> dt.date | None:
    """The first working day on which a meeting may be called again; None where the rules provide for no second call."""
    first = find(session, Meeting, first_id)
    if first.body is None or first.body.second_call_days is None:
        return None
    earliest = first.start + dt.timedelta(days=first.body.second_call_days)
    return find_calendar(session).next_working_day(earliest)


def convene_again(session: Session, first_id: str, on: dt.date, values: Mapping[str, Any] | None = None) -> Meeting:
    """The second call of a meeting that had no quorum: the same body, place and agenda on another day.

    ``values`` are attributes of :class:`Meeting` that differ from the first. Raises :class:`Refusal` where the rules do
    not allow it on that day.
    """
    check_second_call(session, first_id, on)
    first = find(session, Meeting, first_id)
    same = ("title", "kind", "body_id", "series_id", "place", "mode", "link", "host_id", "chair_id", "rapporteur_id",
            "level")  # fmt: skip
    given = {name: getattr(first, name) for name in same}
    meeting = create_meeting(
        session, {**given, "start": on, "second_call": True, "first_call_id": first_id, **(values or {})}
    )
    for item in first.agenda:
        carried = ("title", "kind", "rapporteur_id", "rapporteur_name", "starts_at", "adopts_id")
        add_agenda_item(
            session, meeting.id, {**{name: getattr(item, name) for name in carried}, "carried_from_id": item.id}
        )
        if item.outcome is AgendaOutcome.OPEN and not first.minutes_adopted:
            item.outcome = AgendaOutcome.DEFERRED
    session.flush()
    return meeting


def next_meeting_due(session: Session, body_id: str) -> dt.date | None:
    """By when a body meets again under its rule (every quarter, say), counted from the last meeting it held.

    None where the body has no such rule or has never met. The day is a working one.
    """
    body = find(session, Body, body_id)
    last = session.scalar(
        sa.select(sa.func.max(Meeting.start)).where(
            Meeting.body_id == body_id,
            Meeting.withdrawn_on.is_(None),
            Meeting.status.in_((MeetingStatus.HELD, MeetingStatus.CLOSED)),
        )
    )
    if body.meets_every is None or last is None:
        return None
    return find_calendar(session).next_working_day(later_by_months(last, body.meets_every.months))
