"""The reporting calendar: by which day of the year who reports, as the law or the commission's rules say."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session

from desktop.codes import Reporter
from desktop.language import Refusal, Wording, label, message
from desktop.records.base import Record, wording
from desktop.records.commission.working_calendar import find_calendar
from desktop.records.search.words import Indexed


class ReportingDate(Record, Indexed):
    """A day of every year by which somebody reports."""

    singular = label("record", "reporting date")
    searched = ("title",)
    __table_args__ = (
        sa.UniqueConstraint("reporter", "month", "day"),
        sa.CheckConstraint("month between 1 and 12 and day between 1 and 31", name="date"),
        sa.CheckConstraint(
            "day <= case when month in (4, 6, 9, 11) then 30 when month = 2 then 28 else 31 end", name="day"
        ),
    )

    reporter: Mapped[Reporter]
    month: Mapped[int]
    day: Mapped[int]
    title: Mapped[Wording] = wording("title")
    """What is reported."""

    def check(self, session: Session) -> None:
        # Not the 29th of February: it does not come every year.
        if not 1 <= self.month <= 12 or not 1 <= self.day <= calendar.monthrange(2001, self.month)[1]:
            raise Refusal(message("There is no such day in the calendar.").at("day"))


@dataclass(frozen=True)
class ReportingDateRow:
    id: str
    reporter: Reporter
    title: Wording
    on: dt.date
    """The day the rule names, in the year it comes next."""
    working_day: dt.date
    """The same, or the next day on which offices work."""


def next_reporting_dates(session: Session, today: dt.date | None = None) -> list[ReportingDateRow]:
    """When each report of the calendar is next due, the first one first; one due today is still to come."""
    day = today or dt.date.today()
    working = find_calendar(session)
    rows = []
    for each in session.scalars(sa.select(ReportingDate)):
        on = dt.date(day.year, each.month, each.day)
        if on < day:
            on = on.replace(year=day.year + 1)
        rows.append(ReportingDateRow(each.id, each.reporter, each.title, on, working.next_working_day(on)))
    return sorted(rows, key=lambda row: (row.on, list(Reporter).index(row.reporter)))
