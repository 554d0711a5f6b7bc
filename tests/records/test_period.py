"""Stretches of days: written as a text and read again, whole months, and what the databases make of them."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.records.meetings.meeting import Meeting
from desktop.records.period import Period
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP

DAY = dt.date(2026, 11, 25)
ends = st.none() | st.dates()


@given(ends, ends)
def test_a_period_is_read_back_from_its_code(first: dt.date | None, last: dt.date | None) -> None:
    assume((first or last) and not (first and last and first > last))
    period = Period(first, last)
    assert Period.read(period.code) == period


@pytest.mark.parametrize(
    "code", ["", "..", "2026-11-01", "2026-11-30..2026-11-01", "x..", "2026-13-01..", None, 7, "a..b..c"]
)
def test_what_is_no_period_is_read_as_none(code: object) -> None:
    assert Period.read(code) is None


def test_a_month_knows_its_last_day() -> None:
    assert Period.month(2028, 2) == Period(dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert Period.month(2028, 2).whole_month
    assert not Period(dt.date(2028, 2, 1), dt.date(2028, 2, 28)).whole_month
    assert not Period(None, DAY).whole_month


@pytest.mark.parametrize(
    ("period", "held"),
    [
        (Period(DAY, DAY), [0]),
        (Period(None, DAY), [-1, 0]),
        (Period(DAY, None), [0, 1]),
        (Period(), [-1, 0, 1]),
    ],
)
def test_both_ends_are_in_it(register: Register, period: Period, held: list[int]) -> None:
    days = [DAY + dt.timedelta(days=each) for each in (-1, 0, 1)]
    with register.changing(STEP) as session:
        for day in days:
            sample.new_meeting(session, start=day)
    with register.reading() as session:
        found = session.scalars(sa.select(Meeting.start).where(period.holds(Meeting.start)).order_by(Meeting.start))
        assert [(each - DAY).days for each in found] == held
