"""Weeks as countries count them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.records.commission.country import country_codes, load_country
from desktop.windows.calendar.weeks import begin_of_week, first_of_week, month_page, months_from, weeks_from

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.parametrize(("country", "first"), [("MA", 1), ("TN", 1), ("MD", 1), ("JO", 7)])
def test_a_week_begins_after_the_weekend(country: str, first: int) -> None:
    assert first_of_week(load_country(country).working_week) == first


def test_every_country_has_a_first_day_on_which_it_works() -> None:
    for code in country_codes():
        week = load_country(code).working_week
        assert first_of_week(week) in week


@given(st.sets(st.integers(1, 7), min_size=1))
def test_whatever_days_are_worked_a_week_begins_somewhere(week: set[int]) -> None:
    assert first_of_week(week) in range(1, 8)
    if len(week) < 7:
        assert first_of_week(week) in week


@given(DAYS, st.integers(1, 7))
def test_the_page_of_a_month_holds_all_its_days_in_six_weeks(day: dt.date, first: int) -> None:
    page = month_page(day, first)
    assert page.first is not None and page.last is not None
    assert page.first.isoweekday() == first
    assert (page.last - page.first).days == 41
    assert page.first <= day.replace(day=1) and (day.replace(day=28) + dt.timedelta(days=3)) <= page.last


@given(DAYS, st.integers(1, 7))
def test_a_line_of_time_has_no_gaps(day: dt.date, first: int) -> None:
    for columns in (weeks_from(day, first, 5), months_from(day, 14)):
        assert columns[0].first is not None and columns[0].last is not None
        assert columns[0].first <= day <= columns[0].last
        for earlier, later in pairwise(columns):
            assert earlier.last is not None and later.first == earlier.last + dt.timedelta(days=1)
    assert begin_of_week(day, first).isoweekday() == first
