"""Weeks as the country counts them, and the stretches of days a calendar shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from desktop.records.period import Period

WEEK = dt.timedelta(days=7)
ROWS = 6
"""Weeks on a page of the calendar: always as many, so that nothing jumps from month to month."""


def first_of_week(working_week: Collection[int]) -> int:
    """The ISO weekday (1 is Monday) a week begins with: the first working day after the weekend.

    Monday in Morocco, Sunday in Jordan, where offices are closed on Friday and Saturday.
    """
    for day in (1, 7, 6, 2, 3, 4, 5):
        before = 7 if day == 1 else day - 1
        if day in working_week and before not in working_week:
            return day
    return 1


def begin_of_week(day: dt.date, first: int) -> dt.date:
    return day - dt.timedelta(days=(day.isoweekday() - first) % 7)


def month_page(month: dt.date, first: int) -> Period:
    """The six weeks in which the page of a month shows it."""
    begin = begin_of_week(month.replace(day=1), first)
    return Period(begin, begin + ROWS * WEEK - dt.timedelta(days=1))


def weeks_from(day: dt.date, first: int, count: int) -> list[Period]:
    """So many weeks, from the one a day is in."""
    begin = begin_of_week(day, first)
    return [Period(begin + place * WEEK, begin + (place + 1) * WEEK - dt.timedelta(days=1)) for place in range(count)]


def months_from(day: dt.date, count: int) -> list[Period]:
    """So many months, from the one a day is in."""
    months = [day.year * 12 + day.month - 1 + place for place in range(count)]
    return [Period.month(month // 12, month % 12 + 1) for month in months]
