"""Convening: the next meeting of a body by its rules, and the second call after a meeting without quorum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import AgendaOutcome, MeetingStatus
from desktop.language import LANGUAGE_CODES, Language, Refusal, Wording, message
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.commission.working_calendar import find_calendar, find_holiday, later_by_months
from desktop.records.meetings.agenda import add_agenda_item
from desktop.records.meetings.attendance import find_quorum
from desktop.records.meetings.meeting import Meeting, create_meeting
from desktop.records.meetings.sitting import close_sitting
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


def call_again(session: Session, first_id: str, on: dt.date, at: dt.time) -> Meeting:
    """As :func:`convene_again`, and end the first meeting: one that sits is closed, another is postponed."""
    second = convene_again(session, first_id, on)
    first = find(session, Meeting, first_id)
    if first.status is MeetingStatus.HELD and first.opened_at is not None:
        close_sitting(session, first_id, at)
    elif first.status in (MeetingStatus.PLANNED, MeetingStatus.CONVENED):
        country = find_commission(session).country
        reason = message("There was no quorum. Called again for {date}: {number}.", date=on, number=second.number)
        first.status_reason = Wording(*(Language(code, country).text(reason) for code in LANGUAGE_CODES))
        first.status = MeetingStatus.POSTPONED
        session.flush()
    return second


@dataclass(frozen=True)
class DayAdvice:
    """What is to be known of a day on which a meeting is to be held."""

    holiday: Wording | None
    """The public holiday it is."""
    works: bool
    """Whether offices work on it."""
    next_working_day: dt.date
    notice_by: dt.date | None
    """By when the notice is sent, under the body's rule; a working day."""
    notice_days: int | None
    meets_by: dt.date | None
    """By when the body meets again under its rule."""
    others: tuple[str, ...]
    """Numbers of other meetings on that day."""


def advise_on_day(session: Session, on: dt.date, body_id: str | None = None, but: str | None = None) -> DayAdvice:
    """What to know of a day before a meeting of a body is set on it; ``but`` is the id of that meeting itself."""
    calendar = find_calendar(session)
    days = find(session, Body, body_id).notice_days if body_id is not None else None
    notice = None
    if days is not None:
        notice = on - dt.timedelta(days=days)
        while not calendar.is_working_day(notice):
            notice -= dt.timedelta(days=1)
    same_day = sa.select(Meeting.number).where(
        Meeting.withdrawn_on.is_(None),
        Meeting.status.not_in((MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)),
        Meeting.start <= on,
        sa.func.coalesce(Meeting.end, Meeting.start) >= on,
    )
    if but is not None:
        same_day = same_day.where(Meeting.id != but)
    return DayAdvice(
        holiday=find_holiday(session, on),
        works=calendar.is_working_day(on),
        next_working_day=calendar.next_working_day(on),
        notice_by=notice,
        notice_days=days,
        meets_by=next_meeting_due(session, body_id) if body_id is not None else None,
        others=tuple(session.scalars(same_day.order_by(Meeting.serial))),
    )


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
