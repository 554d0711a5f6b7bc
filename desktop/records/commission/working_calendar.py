"""The days on which offices work: the week and the holidays of the commission, and what a deadline becomes by them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import Refusal, Wording, label, message
from desktop.records.base import Record, wording
from desktop.records.commission.commission import USUAL_WEEK, Commission
from desktop.records.search.words import Indexed


class Holiday(Record, Indexed):
    """A public holiday: every year on a day, or in one year only.

    Feasts that follow the moon are announced each year and entered then, with their year.
    """

    singular = label("record", "public holiday")
    searched = ("name",)
    __table_args__ = (
        sa.UniqueConstraint("month", "day", "year"),
        sa.CheckConstraint("month between 1 and 12 and day between 1 and 31", name="date"),
        sa.CheckConstraint(
            "day <= case when month in (4, 6, 9, 11) then 30 when month <> 2 then 31 when year is null or "
            "year / 4 * 4 = year and (year / 100 * 100 <> year or year / 400 * 400 = year) then 29 else 28 end",
            name="day",
        ),
    )

    month: Mapped[int]
    day: Mapped[int]
    year: Mapped[int | None] = mapped_column(default=None)
    """None for a holiday that returns every year."""
    name: Mapped[Wording] = wording("name")

    def check(self, session: Session) -> None:
        if not self.name:
            raise Refusal(message("A public holiday needs a name in one language at least.").at("name"))
        # 2000 was a leap year, so the 29th of February passes where no year is given.
        year = self.year or 2000
        if not 1 <= self.month <= 12 or not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            raise Refusal(message("There is no such day in the calendar.").at("day"))


@dataclass(frozen=True)
class HolidayRow:
    id: str
    month: int
    day: int
    year: int | None
    name: Wording


@dataclass(frozen=True)
class WorkingCalendar:
    """When offices work. ``week`` holds ISO weekdays (1 is Monday), ``holidays`` (month, day, year or None)."""

    week: Collection[int]
    holidays: Collection[tuple[int, int, int | None]]

    def is_working_day(self, day: dt.date) -> bool:
        on_holiday = {(day.month, day.day, None), (day.month, day.day, day.year)} & set(self.holidays)
        return day.isoweekday() in self.week and not on_holiday

    def next_working_day(self, day: dt.date) -> dt.date:
        """The day itself where offices work on it, else the first one after it."""
        while not self.is_working_day(day):
            day += dt.timedelta(days=1)
        return day


def find_calendar(session: Session) -> WorkingCalendar:
    """The commission's working week and holidays."""
    week = session.scalars(sa.select(Commission)).one().working_week or USUAL_WEEK
    holidays = session.execute(sa.select(Holiday.month, Holiday.day, Holiday.year))
    return WorkingCalendar(tuple(week), frozenset((month, day, year) for month, day, year in holidays))


def find_holiday(session: Session, day: dt.date) -> Wording | None:
    """The name of the public holiday on a day, where it is one."""
    found = session.scalars(
        sa.select(Holiday)
        .where(Holiday.month == day.month, Holiday.day == day.day)
        .where(sa.or_(Holiday.year.is_(None), Holiday.year == day.year))
    ).first()
    return found.name if found else None


def suggest_deadline(session: Session, day: dt.date) -> dt.date:
    """The day to propose for a deadline: ``day`` itself, or the next working day where offices are closed on it."""
    return find_calendar(session).next_working_day(day)


def list_holidays(session: Session, year: int | None = None) -> list[HolidayRow]:
    """The holidays in the order of the year; all of them, or those of one year."""
    query = sa.select(Holiday).order_by(Holiday.month, Holiday.day, Holiday.year)
    if year is not None:
        query = query.where(sa.or_(Holiday.year.is_(None), Holiday.year == year))
    return [HolidayRow(each.id, each.month, each.day, each.year, each.name) for each in session.scalars(query)]


def later_by_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
