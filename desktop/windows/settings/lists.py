"""The sections that are lists: public holidays, reporting dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from desktop.codes import Reporter
from desktop.language import Language, message
from desktop.records.commission.country_rules import RuleGroup
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.working_calendar import Holiday
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.settings.list_section import ListSection

LEAP_YEAR = 2000
FIRST_YEAR = 2000


def months(desk: Desk) -> list[Option]:
    """The months, as they are called here."""
    return [Option(month, desk.language.month(month)) for month in range(1, 13)]


def years(desk: Desk) -> list[Option]:
    """The years a feast may be entered for: those of the commissions there are, and some to come."""
    return [Option(year, str(year)) for year in range(desk.today.year + 5, FIRST_YEAR - 1, -1)]


def day_of_year(language: Language, day: int, month: int, year: int | None = None) -> str:
    """A day of every year, or of one: "1 January"."""
    try:
        date = dt.date(year or LEAP_YEAR, month, day)
    except ValueError:
        return f"{day}/{month}"
    return language.date(date) if year else language.day_of_year(date)


class HolidaysSection(ListSection):
    key = "holidays"
    title = message("Public holidays")
    explains = message(
        "A deadline that falls on one is proposed for the next working day. Feasts that follow the moon are entered "
        "each year, with their year."
    )
    icon = "calendar-blank"
    group = RuleGroup.HOLIDAYS
    kind = Holiday
    fields = (
        Field("name", message("Name"), Kind.WORDING, required=True),
        Field("day", message("Day"), Kind.NUMBER, required=True, half=True),
        Field("month", message("Month"), Kind.CHOICE, required=True, half=True, options=months),
        Field("year", message("Year"), Kind.CHOICE, half=True, options=years,
              hint=message("Empty for a holiday that returns every year.")),
    )  # fmt: skip
    adds = message("Add a public holiday")
    changes = message("Public holiday changed")
    removes = message("Remove this public holiday")
    usual = {"month": 1}  # noqa: RUF012

    def words(self, entry: Any, language: Language) -> str:
        return f"{day_of_year(language, entry.day, entry.month, entry.year)} · {language.best(entry.name)}"


class ReportingSection(ListSection):
    key = "reporting"
    title = message("Reporting calendar")
    explains = message("By which day of each year who reports, and on what.")
    icon = "calendar-dots"
    group = RuleGroup.REPORTING
    kind = ReportingDate
    fields = (
        Field("title", message("What is reported"), Kind.WORDING, required=True),
        Field("reporter", message("Who reports"), Kind.CODE, required=True, codes=tuple(Reporter)),
        Field("day", message("Day"), Kind.NUMBER, required=True, half=True),
        Field("month", message("Month"), Kind.CHOICE, required=True, half=True, options=months),
    )
    adds = message("Add a reporting date")
    changes = message("Reporting date changed")
    removes = message("Remove this reporting date")
    usual = {"month": 1, "reporter": Reporter.INSTITUTIONS}  # noqa: RUF012

    def words(self, entry: Any, language: Language) -> str:
        return f"{day_of_year(language, entry.day, entry.month)} · {language.text(entry.reporter.label)}"
