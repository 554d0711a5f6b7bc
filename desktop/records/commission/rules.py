"""The commission's own rules: gathered for reading, changed one by one. They are data, and this is where they change.

A country's file gives a new register its first rules; see :mod:`desktop.records.commission.country`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Frequency, Reporter, Threshold
from desktop.language import Refusal, Wording, message
from desktop.records.base import change_values, find
from desktop.records.commission.commission import Commission, find_attachment_limit, find_commission
from desktop.records.commission.reporting import ReportingDate, ReportingDateRow, next_reporting_dates
from desktop.records.commission.term import list_terms
from desktop.records.commission.working_calendar import Holiday, HolidayRow, list_holidays
from desktop.records.meetings.voting import DecisionRules
from desktop.records.people.body import Body, list_bodies
from desktop.records.rows import BodyRow, CommissionRow


@dataclass(frozen=True)
class Rules:
    """Every rule of the commission: its bodies' quorum and majority, its calendar, its words."""

    commission: CommissionRow
    """With the languages of documents, the working week and whether Hijri dates are shown."""
    attachment_limit: int
    """Bytes."""
    bodies: Sequence[BodyRow]
    terms: Mapping[str, Wording]
    holidays: Sequence[HolidayRow]
    reporting: Sequence[ReportingDateRow]


def find_rules(session: Session) -> Rules:
    """The rules as they stand in the register."""
    return Rules(
        commission=find_commission(session),
        attachment_limit=find_attachment_limit(session),
        bodies=list_bodies(session),
        terms=list_terms(session),
        holidays=list_holidays(session),
        reporting=next_reporting_dates(session),
    )


def change_commission_rules(session: Session, values: Mapping[str, Any]) -> None:
    """Set attributes of :class:`Commission`: ``document_languages``, ``working_week``, ``hijri_dates`` and others."""
    commission = session.scalars(sa.select(Commission)).one()
    change_values(session, Commission, commission.id, values)


def set_quorum(session: Session, body_id: str, share: Fraction, threshold: Threshold) -> None:
    """How many of a body's voting members it takes at a first call."""
    body = find(session, Body, body_id)
    body.quorum_part, body.quorum_whole = share.numerator, share.denominator
    body.quorum_threshold = threshold
    session.flush()


def set_second_call(session: Session, body_id: str, days: int | None, share: Fraction | None = None) -> None:
    """How many days after a meeting without quorum a second one may be held, and the share it takes then.

    ``days`` None: there is no second call. ``share`` None: the same as at the first; 0: whatever the attendance.
    """
    if days is None and share is not None:
        raise Refusal(message("A quorum of the second call needs a second call: say after how many days."))
    body = find(session, Body, body_id)
    body.second_call_days = days
    body.second_call_part = None if share is None else share.numerator
    body.second_call_whole = None if share is None else share.denominator
    session.flush()


def set_majority(session: Session, body_id: str, rules: DecisionRules) -> None:
    """How a body decides when something is put to the vote."""
    body = find(session, Body, body_id)
    body.majority_part, body.majority_whole = rules.share.numerator, rules.share.denominator
    body.majority_threshold, body.majority_of, body.casting_vote = rules.threshold, rules.of, rules.casting_vote
    session.flush()


def set_frequency(session: Session, body_id: str, every: Frequency | None) -> None:
    """How often a body meets; None where its rules do not say."""
    find(session, Body, body_id).meets_every = every
    session.flush()


def add_holiday(session: Session, month: int, day: int, name: Wording, year: int | None = None) -> Holiday:
    """A public holiday of every year, or of one year only."""
    holiday = Holiday(month=month, day=day, year=year, name=name)
    session.add(holiday)
    session.flush()
    return holiday


def add_reporting_date(session: Session, reporter: Reporter, month: int, day: int, title: Wording) -> ReportingDate:
    """A day of every year by which somebody reports."""
    date = ReportingDate(reporter=reporter, month=month, day=day, title=title)
    session.add(date)
    session.flush()
    return date
